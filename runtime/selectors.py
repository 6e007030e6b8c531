"""Reads about live apps. Records are read through `runtime.services.reading`, which knows tables and rights."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet, UUIDField
from django.db.models.fields.json import KeyTextTransform

from accounts.selectors import member_sql
from definition.json_types import JsonObject
from runtime.models import (
    DataLoad,
    LiveApp,
    LiveRelease,
    ManagedTable,
    RecordExport,
    RecordHistory,
    RoleGrant,
    SavedEntry,
    StoredFile,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveAppRow:
    """A live app with what it serves now."""

    live_app_id: UUID
    app_id: UUID
    workspace_id: UUID
    key: str
    title: str
    digest: str
    artefact: JsonObject
    activated_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveAppShort:
    """A live app as lists show it; of the artefact only its name and its roles are read. `audiences` by role id."""

    live_app_id: UUID
    app_id: UUID
    key: str
    title: str
    summary: str
    audiences: Mapping[str, str]
    digest: str
    activated_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """Where a key in an address leads: the app, and the release its pointer names."""

    live_app_id: UUID
    app_id: UUID
    workspace_id: UUID
    key: str
    release_id: UUID


def live_app_by_app_id(app_id: UUID) -> LiveAppRow | None:
    """What an app of the builder serves now; None before its first deployment."""
    app = LiveApp.objects.select_related("current").filter(app_id=app_id, current__isnull=False).first()
    if app is None or app.current is None:
        return None
    return LiveAppRow(
        live_app_id=app.pk,
        app_id=app.app_id,
        workspace_id=app.workspace_id,
        key=app.key,
        title=str(app.current.artefact["app"]["title"]),
        digest=app.current.digest,
        artefact=app.current.artefact,
        activated_at=app.pointed_at,
    )


def live_apps_of(app_ids: Iterable[UUID]) -> dict[UUID, LiveAppShort]:
    """Those of these apps that are live, by the builder's app."""
    info, roles = (KeyTextTransform(key, "current__artefact") for key in ("app", "roles"))
    live = LiveApp.objects.filter(app_id__in=list(app_ids), current__isnull=False)
    rows = live.values_list("id", "app_id", "key", "current__digest", "pointed_at", info, roles)
    return {row[1]: _short(*row) for row in rows}


def _short(
    live_app_id: UUID, app_id: UUID, key: str, digest: str, at: datetime | None, info: str, roles: str
) -> LiveAppShort:
    named = json.loads(info)
    return LiveAppShort(
        live_app_id=live_app_id,
        app_id=app_id,
        key=key,
        title=named["title"],
        summary=named["summary"],
        audiences={role["id"]: role["audience"] for role in json.loads(roles)},
        digest=digest,
        activated_at=at,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How somebody stands to the app at an address: whether they belong to its workspace, and the roles they got."""

    app: Served
    is_member: bool
    granted: frozenset[str]


def standing_of(key: str, user_id: UUID) -> Standing | None:
    """The live app behind an address, and how a person stands to it at this moment. One query; None without an app."""
    person = UUIDField().get_db_prep_value(user_id, connection)
    with connection.cursor() as cursor:
        cursor.execute(_standing_sql(), [person, person, key])
        rows = cursor.fetchall()
    if not rows:
        return None
    live_app_id, app_id, workspace_id, found, release_id, is_member, _ = rows[0]
    app = Served(
        live_app_id=_uuid(live_app_id),
        app_id=_uuid(app_id),
        workspace_id=_uuid(workspace_id),
        key=found,
        release_id=_uuid(release_id),
    )
    granted = frozenset(role for *_, role in rows if role is not None)
    return Standing(app=app, is_member=bool(is_member), granted=granted)


@cache
def _standing_sql() -> str:
    app, grant = LiveApp._meta.db_table, RoleGrant._meta.db_table
    return (
        f"SELECT a.id, a.app_id, a.workspace_id, a.key, a.current_id, {member_sql('a.workspace_id')}, g.role_id"
        f" FROM {app} a LEFT JOIN {grant} g ON g.live_app_id = a.id AND g.user_id = %s"
        " WHERE a.key = %s AND a.current_id IS NOT NULL"
    )


def _uuid(value: UUID | str) -> UUID:
    """SQLite keeps ids as text."""
    return value if isinstance(value, UUID) else UUID(value)


def served_by_key(key: str) -> Served | None:
    """The live app behind an address. One query, no artefact."""
    found = (
        LiveApp.objects.filter(key=key, current__isnull=False)
        .values_list("id", "app_id", "workspace_id", "key", "current_id")
        .first()
    )
    if found is None:
        return None
    return Served(live_app_id=found[0], app_id=found[1], workspace_id=found[2], key=found[3], release_id=found[4])


def release_by_id(release_id: UUID) -> LiveRelease | None:
    return LiveRelease.objects.select_related("live_app").filter(pk=release_id).first()


def release_by_digest(app_id: UUID, digest: str) -> LiveRelease | None:
    return LiveRelease.objects.select_related("live_app").filter(live_app__app_id=app_id, digest=digest).first()


def tables_of(live_app_id: UUID) -> QuerySet[ManagedTable]:
    """Every table an app ever got, with its columns."""
    return ManagedTable.objects.filter(live_app_id=live_app_id).prefetch_related("columns").order_by("name")


def rows_loaded_of(app_id: UUID) -> dict[tuple[str, str], int]:
    """How many rows of each source are in the tables of an app of the builder: by entity id and source."""
    rows = DataLoad.objects.filter(live_app__app_id=app_id).values_list("entity_id", "source", "rows_done")
    return {(entity_id, source): done for entity_id, source, done in rows}


def roles_granted_to(user_id: UUID) -> dict[UUID, frozenset[str]]:
    """By live app: ids of the roles this person was named into."""
    granted: dict[UUID, frozenset[str]] = {}
    for live_app_id, role_id in RoleGrant.objects.filter(user_id=user_id).values_list("live_app_id", "role_id"):
        granted[live_app_id] = granted.get(live_app_id, frozenset()) | {role_id}
    return granted


def role_labels_of(live_app_ids: Iterable[UUID]) -> dict[tuple[UUID, str], str]:
    """What the releases that are served call their roles, by live app and role id. Makes no release ready."""
    live = LiveApp.objects.filter(pk__in=list(live_app_ids), current__isnull=False)
    rows = live.values_list("id", KeyTextTransform("roles", "current__artefact"))
    return {(id_, str(role["id"])): str(role["label"]) for id_, roles in rows for role in json.loads(roles)}


def role_grants_of(live_app_id: UUID) -> QuerySet[RoleGrant]:
    """Who was named into which role, by name."""
    return RoleGrant.objects.filter(live_app_id=live_app_id).select_related("user").order_by("user__name", "id")


def history_of(live_app_id: UUID, entity_id: str, record_id: UUID) -> QuerySet[RecordHistory]:
    """The changes of a record, newest first."""
    rows = RecordHistory.objects.filter(record_id=record_id, live_app_id=live_app_id, entity_id=entity_id)
    return rows.order_by("-version")


def saved_entry(live_app_id: UUID, user_id: UUID, page_id: str) -> SavedEntry | None:
    return SavedEntry.objects.filter(live_app_id=live_app_id, user_id=user_id, page_id=page_id).first()


def saved_entries_of(user_id: UUID) -> QuerySet[SavedEntry]:
    """What a person saved for later in all apps, newest first, without the answers themselves."""
    rows = SavedEntry.objects.filter(user_id=user_id, live_app__current__isnull=False).select_related("live_app")
    return rows.defer("values").order_by("-saved_at", "id")


def saved_values_of(user_ids: Iterable[UUID]) -> Iterator[JsonObject]:
    """The answers these people saved for later in all apps, a few entries in memory at a time."""
    rows = SavedEntry.objects.filter(user_id__in=list(user_ids)).order_by("id")
    return rows.values_list("values", flat=True).iterator(chunk_size=20)


def stored_file(live_app_id: UUID, file_id: UUID) -> StoredFile | None:
    return StoredFile.objects.filter(live_app_id=live_app_id, pk=file_id).first()


def exports_of(live_app_id: UUID, entity_id: str, actor_id: UUID) -> QuerySet[RecordExport]:
    """What one person takes out of one entity, newest first. Nobody sees another's."""
    return RecordExport.objects.filter(live_app_id=live_app_id, entity_id=entity_id, actor_id=actor_id)
