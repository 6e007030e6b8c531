"""The smoke test of a release: a made-up record per entity goes all the way through the real services, then away."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import DatabaseError, transaction

from accounts.selectors import user_by_id
from core.errors import DomainError
from definition.json_types import JsonValue
from runtime.errors import SmokeFailed
from runtime.models import LiveRelease
from runtime.records.access import everything
from runtime.rules import settle
from runtime.selectors import Served
from runtime.services.plans import indexes_in_database
from runtime.services.reading import record_get, record_list
from runtime.services.records import record_create, record_update
from runtime.services.samples import free_value
from runtime.services.serving import Ready, Serving, person_of
from runtime.tables.build import EntityTable, FieldColumns, unique_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Smoked:
    """The entities whose records could be saved, read, listed and changed; those that need a link or file first."""

    entities: tuple[str, ...]
    skipped: tuple[str, ...]


def release_smoke(release: LiveRelease, ready: Ready, *, actor_id: UUID, now: datetime) -> Smoked:
    """Raises SmokeFailed naming the entity. Whatever happens, nothing of it stays."""
    serving = _serving(release, ready, actor_id, now)
    guarded = indexes_in_database([table.name for table in ready.tables.entities.values()])
    made: dict[str, UUID] = {}
    with transaction.atomic():
        # Twice over all: what is linked to may come after what links to it.
        for table in (*ready.tables.entities.values(), *ready.tables.entities.values()):
            if table.entity.key in made:
                continue
            try:
                record_id = _try(serving, table, made, guarded, now)
            except (DomainError, DatabaseError) as error:
                detail = f"A test record of {table.entity.label} could not be saved and read: {error}"
                raise SmokeFailed(detail=detail, errors=getattr(error, "errors", ())) from None
            if record_id is not None:
                made[table.entity.key] = record_id
        transaction.set_rollback(True)
    keys = tuple(ready.tables.entities)
    return Smoked(
        entities=tuple(key for key in keys if key in made), skipped=tuple(key for key in keys if key not in made)
    )


def _serving(release: LiveRelease, ready: Ready, actor_id: UUID, now: datetime) -> Serving:
    actor = user_by_id(actor_id)
    if actor is None:
        raise SmokeFailed(detail="The person in whose name the test runs is not there.")
    app = Served(
        live_app_id=release.live_app_id,
        app_id=release.live_app.app_id,
        workspace_id=release.live_app.workspace_id,
        key=release.live_app.key,
        release_id=release.pk,
    )
    return Serving(
        app=app, ready=ready, actor=actor, rights=everything(ready.compiled, person_of(actor, now)), roles=frozenset()
    )


def _try(
    serving: Serving, table: EntityTable, made: Mapping[str, UUID], guarded: frozenset[str], now: datetime
) -> UUID | None:
    """The test record, or None when a required answer cannot be made up: a file, a text that fits a pattern, an
    option of a field whose options are all taken. `guarded` names the indexes there are.
    """
    sent = {columns.field.key: _answer(serving, columns, made) for columns in table.fields}
    for columns in table.fields:
        key = columns.field.key
        if sent[key] is not None and (columns.field.unique or unique_name(table.name, columns) in guarded):
            sent[key] = free_value(table, columns, sent[key], serving.app.workspace_id)
    sent = {key: value for key, value in sent.items() if table.by_key[key].field.kind != "calc"}
    hidden = settle(serving.rules(table.entity.key), sent, now=now).hidden
    sent = {key: None if key in hidden else value for key, value in sent.items()}
    if any(table.by_key[key].field.required and sent[key] is None for key in sent.keys() - hidden):
        return None
    return _round_trip(serving, table, sent, now)


def _answer(serving: Serving, columns: FieldColumns, made: Mapping[str, UUID]) -> JsonValue:
    if columns.field.kind == "person":
        return str(serving.actor.pk)
    if columns.field.kind == "record":
        target = made.get(columns.field.target or "")
        return str(target) if target else None
    return columns.kind.example(columns.settings)


def _round_trip(serving: Serving, table: EntityTable, sent: Mapping[str, JsonValue], now: datetime) -> UUID:
    answer = record_create(serving, table.entity.key, sent, key=None, now=now)
    record_id = UUID(answer.location.rstrip("/").rpartition("/")[2])
    stored = record_get(serving, table.entity.key, record_id)
    if stored["version"] != 1:
        raise SmokeFailed(detail=f"A new {table.entity.label} has version {stored['version']}, not 1.")
    if not record_list(serving, table.entity.key, {"page_size": "1"}).results:
        raise SmokeFailed(detail=f"A new {table.entity.label} is not in the list.")
    record_update(serving, table.entity.key, record_id, sent, version=1, now=now)
    return record_id
