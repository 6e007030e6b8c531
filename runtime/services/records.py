"""Writing records: create, change, delete. Each with its history, and its idempotency key, in one transaction."""

from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import Model

from core.canonical import canonical_json
from core.errors import DomainError
from core.ids import new_id
from definition.json_types import JsonValue
from runtime.errors import NotAllowedHere, RecordChanged, RecordNotFound, VersionRequired, WriteRefused
from runtime.fieldtypes.base import DbValue
from runtime.models import HistoryAction, RecordHistory
from runtime.records.cleaning import clean_change, clean_new
from runtime.records.shape import Row, record_of
from runtime.services.doubles import doubles_name, doubles_refuse
from runtime.services.idempotency import Answer, Claim, answered, claim_of, hold, key_of, lock_of
from runtime.services.inserting import NewRecord, insert_at_once, insert_in_turn
from runtime.services.labels import Named, labels_for
from runtime.services.links import attach_files, check_links
from runtime.services.reading import Json, require_right, visible_row
from runtime.services.serving import Serving
from runtime.tables.build import EntityTable

Values = Mapping[str, JsonValue]
MEANWHILE = "Somebody saved at the same moment. Nothing of yours was saved. Send it again."


def record_create(serving: Serving, entity_key: str, sent: Values, *, key: UUID | None, now: datetime) -> Answer:
    """Save a new record; with `key`, at most once.

    Raises RecordInvalid, NotAllowedHere, KeyMismatch (the key was used for other content), KeyInFlight.
    """
    table = serving.table(entity_key)
    require_right(serving.rights.on(entity_key).create, words=f"add {table.entity.label_plural}")
    claim = None
    if key is not None:
        claim = claim_of(serving.app.live_app_id, serving.actor.pk, key, entity_key=entity_key, sent=sent)
    try:
        cleaned = clean_new(table, serving.rules(entity_key), sent, actor_id=serving.actor.pk, now=now)
        values, labels = check_links(serving, table, cleaned.values, table.by_key)
    except DomainError:
        # What was right when it was first sent is answered as it was then.
        if claim is None or (stored := answered(claim)) is None:
            raise
        return stored
    row = _new_row(serving, values, now)
    answer = _answer(serving, table, row, labels)
    try:
        is_new = _insert(serving, table, row, claim, answer, now)
    except IntegrityError as error:
        return _lost_race(table, claim, error)
    return answer if is_new else _answered_before(claim)


def record_update(
    serving: Serving, entity_key: str, record_id: UUID, sent: Values, *, version: int | None, now: datetime
) -> Json:
    """Change some values of a record. `version` is the one the person saw; None means any (they said so).

    Raises RecordNotFound, NotAllowedHere, RecordInvalid, RecordChanged with the record as it is now.
    """
    table = serving.table(entity_key)
    before = visible_row(serving, table, record_id)
    reach = serving.rights.on(entity_key).updatable
    require_right(serving.rights.covers(table, reach, before), words="change this record")
    if version is not None and version != before.version:
        raise _changed(serving, table, before)
    cleaned = clean_change(table, serving.rules(entity_key), sent, before.values, now=now)
    touched = [found for found in table.by_key if cleaned.values.get(found) != before.values[found]]
    values, labels = check_links(serving, table, cleaned.values, touched, record_id=record_id)
    if not serving.rights.covers(table, reach, replace(before, values=values)):
        detail = f"With these answers it would be a {table.entity.label} that you may not change. Nothing was saved."
        raise NotAllowedHere(detail=detail)
    changes = {found: values[found] for found in table.by_key if values.get(found) != before.values[found]}
    if not changes:
        return record_of(table, before, labels_for(serving, table, [before]))
    try:
        after = _write(serving, table, before, changes, now)
    except IntegrityError as error:
        raise _refused(table, error) from None
    return record_of(table, after, {**labels_for(serving, table, [after]), **labels})


def record_delete(serving: Serving, entity_key: str, record_id: UUID, *, version: int | None, now: datetime) -> None:
    """Mark a record as deleted. Raises RecordNotFound, NotAllowedHere, RecordChanged."""
    table = serving.table(entity_key)
    before = visible_row(serving, table, record_id)
    reach = serving.rights.on(entity_key).deletable
    require_right(serving.rights.covers(table, reach, before), words="delete this record")
    if version is not None and version != before.version:
        raise _changed(serving, table, before)
    with transaction.atomic():
        _compare_and_set(serving, table, before, {"deleted_at": now}, now)
        _history(serving, table, before.id, before.version + 1, HistoryAction.DELETED, {}, now).save(force_insert=True)


def read_version(if_match: str | None, *, is_required: bool) -> int | None:
    """The version of an If-Match header; None for `*`. Raises VersionRequired for a missing or foreign one."""
    text = (if_match or "").strip().removeprefix("W/").strip('"')
    if text == "*" or (not text and not is_required):
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise VersionRequired(detail='Send the header If-Match with the version you read, like "3", or * for any.')
    return int(text)


def _new_row(serving: Serving, values: Values, now: datetime) -> Row:
    person, moment = serving.actor.pk, now.replace(microsecond=0)
    return Row(
        id=new_id(),
        created_at=moment,
        created_by_id=person,
        updated_at=moment,
        updated_by_id=person,
        version=1,
        values=values,
    )


def _answer(serving: Serving, table: EntityTable, row: Row, labels: Named) -> Answer:
    body = canonical_json(record_of(table, row, {**labels, serving.actor.pk: serving.actor.name}))
    return Answer(status=201, body=body, location=f"/api/a/{serving.app.key}/{table.entity.key}/{row.id}/")


def _insert(serving: Serving, table: EntityTable, row: Row, claim: Claim | None, answer: Answer, now: datetime) -> bool:
    """Write the record with its history and key; False when the key was used already."""
    new = NewRecord(
        record=_model_of(table, row, digest=serving.ready.digest),
        history=_history(serving, table, row.id, 1, HistoryAction.CREATED, first_changes(table, row.values), now),
        key=None if claim is None else key_of(claim, answer, now=now),
        lock=0 if claim is None else lock_of(claim),
    )
    if connection.vendor == "postgresql" and not _is_more_than_rows(table, row.values):
        # One statement needs no transaction; within somebody else's, a refusal must not end theirs.
        with transaction.atomic() if connection.in_atomic_block else nullcontext():
            return insert_at_once(table, new)
    with transaction.atomic():
        if claim is not None:
            hold(claim)
            if answered(claim) is not None:
                return False
        doubles_refuse(table, row.values, row.id)
        insert_in_turn(new)
        attach_files(serving, table, row.values, row.id)
    return True


def _is_more_than_rows(table: EntityTable, values: Values) -> bool:
    """Whether a value has to be asked for first (no two records alike) or tied to its record afterwards (files)."""
    return any(
        columns.field.unique or columns.field.kind == "file"
        for columns in table.fields
        if values.get(columns.field.key) is not None
    )


def insert_rows(table: EntityTable, rows: list[Row], *, digest: str) -> None:
    """Insert `rows` as they are, in one statement per batch of the database."""
    table.model._default_manager.bulk_create([_model_of(table, row, digest=digest) for row in rows])


def _model_of(table: EntityTable, row: Row, *, digest: str) -> Model:
    stored: dict[str, DbValue] = {
        "id": row.id,
        "created_at": row.created_at,
        "created_by_id": row.created_by_id,
        "updated_at": row.updated_at,
        "updated_by_id": row.updated_by_id,
        "version": row.version,
        "release_digest": digest,
    }
    for columns in table.fields:
        stored.update(columns.to_row(row.values.get(columns.field.key)))
    return table.model(**stored)


def first_changes(table: EntityTable, values: Values) -> dict[str, list[JsonValue]]:
    """The history of a new record: every value it starts with, by field id."""
    return {
        columns.field.id: [None, values[columns.field.key]]
        for columns in table.fields
        if values.get(columns.field.key) is not None
    }


def _write(serving: Serving, table: EntityTable, before: Row, changes: Values, now: datetime) -> Row:
    stored: dict[str, DbValue] = {}
    for key, value in changes.items():
        stored.update(table.by_key[key].to_row(value))
    noted = {table.by_key[key].field.id: [before.values[key], value] for key, value in changes.items()}
    with transaction.atomic():
        doubles_refuse(table, changes, before.id)
        _compare_and_set(serving, table, before, stored, now)
        attach_files(serving, table, changes, before.id)
        _history(serving, table, before.id, before.version + 1, HistoryAction.CHANGED, noted, now).save(
            force_insert=True
        )
    return Row(
        id=before.id,
        created_at=before.created_at,
        created_by_id=before.created_by_id,
        updated_at=now.replace(microsecond=0),
        updated_by_id=serving.actor.pk,
        version=before.version + 1,
        values={**before.values, **changes},
    )


def _compare_and_set(
    serving: Serving, table: EntityTable, before: Row, stored: Mapping[str, DbValue], now: datetime
) -> None:
    """Write only over the version that was read: of two at once, one is told."""
    fresh = {"updated_at": now.replace(microsecond=0), "updated_by_id": serving.actor.pk}
    moved = {"version": before.version + 1, "release_digest": serving.ready.digest}
    rows = table.rows().filter(pk=before.id, version=before.version)
    if not rows.update(**stored, **fresh, **moved):
        raise _changed(serving, table, visible_row(serving, table, before.id))


def _changed(serving: Serving, table: EntityTable, current: Row) -> RecordChanged:
    record = record_of(table, current, labels_for(serving, table, [current]))
    return RecordChanged(
        detail=f"This {table.entity.label} is now version {current.version}. Nothing of yours was saved over it.",
        data={"current": record},
    )


def _history(
    serving: Serving,
    table: EntityTable,
    record_id: UUID,
    version: int,
    action: HistoryAction,
    changes: Mapping[str, list[JsonValue]],
    now: datetime,
) -> RecordHistory:
    return RecordHistory(
        live_app_id=serving.app.live_app_id,
        entity_id=table.entity.id,
        record_id=record_id,
        version=version,
        action=action,
        actor_id=serving.actor.pk,
        at=now,
        release_digest=serving.ready.digest,
        changes=dict(changes),
    )


def _answered_before(claim: Claim | None) -> Answer:
    """The answer this key got. Raises KeyMismatch; without one, WriteRefused."""
    stored = answered(claim) if claim is not None else None
    if stored is None:
        raise WriteRefused(detail=MEANWHILE)
    return stored


def _lost_race(table: EntityTable, claim: Claim | None, error: IntegrityError) -> Answer:
    """The database refused the row: the same key was answered meanwhile, or another record has the value."""
    stored = answered(claim) if claim is not None else None
    if stored is not None:
        return stored
    raise _refused(table, error)


def _refused(table: EntityTable, error: IntegrityError) -> DomainError:
    """What to tell when the database refused a write. Raises RecordInvalid when it is about a field."""
    doubles_name(table, error)
    if "foreign key" in str(error).lower():
        return RecordNotFound(detail="Something this record points at was removed in the meantime. Nothing was saved.")
    return WriteRefused(detail=MEANWHILE)
