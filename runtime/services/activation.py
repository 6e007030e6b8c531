"""The steps that make a release live. Only `deployments` calls them, after it asked the gate.

Each step checks whether it is done, does it, and can be called again after a kill at any line. Until `activate` moves
the pointer, people are served by the release before.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from core.errors import ErrorAt
from definition.compiled import CompiledApp
from definition.json_types import JsonObject, JsonValue
from runtime.errors import ArtefactRefused, DriftFound
from runtime.models import LiveApp, LiveRelease
from runtime.schema import expected_columns
from runtime.selectors import release_by_digest, release_by_id
from runtime.services.doubles import uniqueness_settle
from runtime.services.expansion import Expanded, release_expand
from runtime.services.loading import Loaded, rows_load, rows_loaded
from runtime.services.plans import free_key, indexes_in_database
from runtime.services.serving import Ready, make_ready
from runtime.services.smoke import Smoked, release_smoke
from runtime.tables.names import SYSTEM_COLUMNS


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    live_app_id: UUID
    live_release_id: UUID
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What introspection found: as many tables and columns as the release needs, and the rows in them."""

    tables: int
    columns: int
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointed:
    live_app_id: UUID
    digest: str
    previous_digest: str | None


def prepare(*, app_id: UUID, workspace_id: UUID, digest: str, artefact: JsonObject, now: datetime) -> Prepared:
    """Store the artefact under its digest, once. Raises ArtefactRefused when the two do not belong together."""
    compiled = CompiledApp.from_json(artefact)
    if compiled.digest != digest:
        raise ArtefactRefused(detail=f"The artefact says it is {compiled.digest[:12]}, approved was {digest[:12]}.")
    app = LiveApp.objects.filter(app_id=app_id).first() or _new_app(app_id, workspace_id, compiled.info.key, now)
    release, _ = LiveRelease.objects.get_or_create(
        live_app=app, digest=digest, defaults={"artefact": compiled.to_json(), "created_at": now}
    )
    return Prepared(live_app_id=app.pk, live_release_id=release.pk, key=app.key)


def _new_app(app_id: UUID, workspace_id: UUID, key: str, now: datetime) -> LiveApp:
    try:
        with transaction.atomic():
            return LiveApp.objects.create(app_id=app_id, workspace_id=workspace_id, key=free_key(key), created_at=now)
    except IntegrityError:
        # Somebody prepared the same app, or took the key, in this moment.
        found = LiveApp.objects.filter(app_id=app_id).first()
        return found or LiveApp.objects.create(
            app_id=app_id, workspace_id=workspace_id, key=free_key(key), created_at=now
        )


def expand(*, live_release_id: UUID, now: datetime) -> Expanded:
    """Make the tables. Raises ExpandBlocked (come again), ExpandRefused (data in the way)."""
    return release_expand(live_release_id=live_release_id, now=now)


def loaded(*, live_release_id: UUID, entity_id: str, source: str) -> int:
    """How many rows of `source` are in the table already."""
    return rows_loaded(_release(live_release_id), entity_id, source)


def load_rows(
    *,
    live_release_id: UUID,
    entity_id: str,
    source: str,
    rows: Iterable[Mapping[str, JsonValue]],
    actor_id: UUID | None,
    now: datetime,
    batch: int = 500,
) -> Loaded:
    """Load `rows`, all of `source` from the first; those loaded before are skipped by count."""
    release = _expanded(live_release_id)
    with _made_ready(release) as ready:
        return rows_load(
            release, ready, entity_id=entity_id, source=source, rows=rows, actor_id=actor_id, now=now, batch=batch
        )


def verify(*, live_release_id: UUID) -> Verified:
    """Compare what the release needs with what the database says it has. Raises DriftFound naming what is missing."""
    with _made_ready(_expanded(live_release_id)) as ready:
        expected = expected_columns(ready.compiled, ready.names)
        missing = [*_missing_columns(expected), *_missing_indexes(ready)]
        if missing:
            raise DriftFound(
                detail=f"The database has no {', '.join(missing[:10])}.",
                errors=tuple(
                    ErrorAt(pointer=f"/{name}", code="missing", message="It is not there.") for name in missing
                ),
            )
        rows = sum(table.rows().count() for table in ready.tables.entities.values())
    return Verified(tables=len(expected), columns=sum(len(columns) for columns in expected.values()), rows=rows)


def _missing_columns(expected: Mapping[str, frozenset[str]]) -> list[str]:
    missing: list[str] = []
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        for table, columns in expected.items():
            if table not in tables:
                missing.append(table)
                continue
            described = connection.introspection.get_table_description(cursor, table)
            found = {str(column[0]) for column in described}
            missing.extend(f"{table}.{column}" for column in sorted((columns | set(SYSTEM_COLUMNS)) - found))
    return missing


def _missing_indexes(ready: Ready) -> list[str]:
    tables = ready.tables.entities.values()
    there = indexes_in_database([table.name for table in tables])
    wanted = [index.name for table in tables for index in table.indexes]
    wanted += [constraint.name for table in tables for constraint in table.constraints]
    return [name for name in wanted if name not in there]


def smoke(*, live_release_id: UUID, actor_id: UUID, now: datetime) -> Smoked:
    """Save, read, list and change one made-up record per entity, then roll all of it back. Raises SmokeFailed."""
    release = _expanded(live_release_id)
    with _made_ready(release) as ready:
        return release_smoke(release, ready, actor_id=actor_id, now=now)


def activate(*, live_release_id: UUID, digest: str, now: datetime) -> Pointed:
    """Move the pointer: one row. Raises ArtefactRefused unless the release is `digest` and has its tables."""
    release = _expanded(live_release_id)
    if release.digest != digest:
        raise ArtefactRefused(detail=f"This release is {release.digest[:12]}, approved was {digest[:12]}.")
    return _point(release, now)


def point_to(*, app_id: UUID, digest: str, now: datetime) -> Pointed:
    """Roll back or forward to a release whose tables exist. What was written in between is kept.

    Of the tables only what must be unique changes, and only as far as that stops nobody.
    """
    release = release_by_digest(app_id, digest)
    if release is None or release.expanded_at is None:
        raise ArtefactRefused(detail="This release was never made ready here.")
    return _point(release, now)


def _point(release: LiveRelease, now: datetime) -> Pointed:
    with transaction.atomic():
        app = LiveApp.objects.select_for_update(no_key=True).get(pk=release.live_app_id)
        before = app.current.digest if app.current else None
        if app.current_id != release.pk:
            uniqueness_settle(release)
            LiveApp.objects.filter(pk=app.pk).update(current_id=release.pk, pointed_at=now)
    return Pointed(live_app_id=release.live_app_id, digest=release.digest, previous_digest=before)


def _release(live_release_id: UUID) -> LiveRelease:
    release = release_by_id(live_release_id)
    if release is None:
        raise ArtefactRefused(detail="This release was never prepared.")
    return release


def _expanded(live_release_id: UUID) -> LiveRelease:
    release = _release(live_release_id)
    if release.expanded_at is None:
        raise ArtefactRefused(detail="The tables of this release were not made yet.")
    return release


@contextmanager
def _made_ready(release: LiveRelease) -> Iterator[Ready]:
    """The release made ready for one step; a release that may never be served is not kept."""
    ready = make_ready(release)
    try:
        yield ready
    finally:
        ready.tables.close()
