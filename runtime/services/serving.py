"""Serving a live app to one person: the release behind its pointer, made ready once per process, and their rights.

The hot path costs one query: the pointer, whether the person belongs to the workspace, and the roles they were named
into, as they are at this moment. Tables and rules are kept by release and let go when least used.
"""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from uuid import UUID

from accounts.selectors import UserRow, WorkspaceRole, WorkspaceRow, people_with_role
from definition.compiled import CompiledApp
from runtime.errors import AppNotFound, ArtefactRefused, NothingForYou
from runtime.models import LiveRelease
from runtime.records.access import Granted, Person, Rights, granted_by, rights_of
from runtime.rules import EntityRules, rules_of
from runtime.selectors import Served, release_by_id, standing_of
from runtime.tables.build import AppTables, EntityTable, build
from runtime.tables.names import Names

KEPT_RELEASES = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A release made ready: model classes and rules."""

    release_id: UUID
    digest: str
    compiled: CompiledApp
    names: Names
    tables: AppTables
    rules: Mapping[str, EntityRules]
    granted: tuple[Granted, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """A live app for one person."""

    app: Served
    ready: Ready
    actor: UserRow
    rights: Rights
    roles: frozenset[str]

    def table(self, entity_key: str) -> EntityTable:
        """The table of an entity this person has any right on. Raises AppNotFound for all others alike."""
        found = self.ready.tables.entities.get(entity_key)
        if found is None or self.rights.on(entity_key).is_nothing:
            raise AppNotFound(detail="There is nothing at this address, or you may not see it.")
        return found

    def rules(self, entity_key: str) -> EntityRules:
        return self.ready.rules[entity_key]


class Releases:
    """Releases made ready, by id; the least used is let go first. Safe for threads."""

    def __init__(self, kept: int) -> None:
        self._kept = kept
        self._lock = Lock()
        self._ready: OrderedDict[UUID, Ready] = OrderedDict()

    def get(self, release_id: UUID) -> Ready:
        with self._lock:
            found = self._ready.get(release_id)
            if found is not None:
                self._ready.move_to_end(release_id)
                return found
            release = release_by_id(release_id)
            if release is None:
                raise AppNotFound(detail="This app is not there any more.")
            made = self._ready[release_id] = make_ready(release)
            while len(self._ready) > self._kept:
                self._ready.popitem(last=False)[1].tables.close()
            return made

    def clear(self) -> None:
        with self._lock:
            while self._ready:
                self._ready.popitem()[1].tables.close()


releases = Releases(KEPT_RELEASES)


def make_ready(release: LiveRelease) -> Ready:
    """Model classes and rules of a release whose tables exist."""
    if release.names is None:
        raise ArtefactRefused(detail="The tables of this release were not made yet.")
    compiled = CompiledApp.from_json(release.artefact)
    names = Names.from_json(release.names)
    return Ready(
        release_id=release.pk,
        digest=release.digest,
        compiled=compiled,
        names=names,
        tables=build(compiled, names, label=f"live_{release.pk.hex}"),
        rules={entity.key: rules_of(compiled, entity) for entity in compiled.entities},
        granted=granted_by(compiled),
    )


def serve(key: str, actor: UserRow, *, now: datetime) -> Serving:
    """The live app at `key` for `actor`, whose rights may depend on the moment.

    Raises AppNotFound when there is none or it belongs to a workspace they are not in, NothingForYou when they are in
    it but hold no role of the app.
    """
    standing = standing_of(key, actor.pk)
    if standing is None or not standing.is_member:
        raise AppNotFound(detail="There is no app at this address, or you do not belong to its workspace.")
    app = standing.app
    ready = releases.get(app.release_id)
    roles = _roles(ready.compiled, standing.granted)
    rights = rights_of(ready.granted, roles, person_of(actor, now))
    if rights.is_nothing:
        raise _nothing(ready.compiled.info.title, WorkspaceRow(pk=app.workspace_id))
    return Serving(app=app, ready=ready, actor=actor, rights=rights, roles=roles)


def person_of(actor: UserRow, now: datetime) -> Person:
    return Person(id=actor.pk, name=actor.name, email=actor.email, now=now)


def _nothing(title: str, workspace: WorkspaceRow) -> NothingForYou:
    """Says who can help, by name."""
    names = " or ".join(person.name for person in people_with_role(workspace, WorkspaceRole.ADMINISTRATOR)[:3])
    who = f"{names}, who administers the workspace, can." if names else "An administrator of the workspace can."
    return NothingForYou(detail=f"Nobody gave you a role in {title} yet. {who}")


def _roles(compiled: CompiledApp, granted: frozenset[str]) -> frozenset[str]:
    """Keys of the app's roles a member of its workspace holds. "public" is not served: nobody anonymous gets here."""
    return frozenset(
        role.key
        for role in compiled.roles
        if role.audience in ("workspace", "public") or (role.audience == "granted" and role.id in granted)
    )
