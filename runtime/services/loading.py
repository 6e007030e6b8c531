"""Loading the rows of an imported table: in batches, each with its place in one transaction, so that none is twice."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from core.ids import new_id
from definition.json_types import JsonValue
from runtime.errors import ArtefactRefused
from runtime.fieldtypes.base import FieldError
from runtime.fieldtypes.messages import message
from runtime.models import DataLoad, HistoryAction, LiveRelease, RecordHistory
from runtime.records.shape import Row
from runtime.rules import EntityRules, settle
from runtime.services.fitting import cell_kept
from runtime.services.records import first_changes, insert_rows
from runtime.services.serving import Ready
from runtime.tables.build import EntityTable, FieldColumns

SHOWN = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Emptied:
    """A cell that its column cannot hold; it was left empty. `row` counts from 1."""

    row: int
    field_key: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """All rows of the source that are in the table now, and the cells left empty (the first 100 of them)."""

    rows: int
    emptied: tuple[Emptied, ...] = ()
    emptied_count: int = 0


@dataclass(slots=True)
class _Report:
    emptied: list[Emptied] = field(default_factory=list)
    count: int = 0

    def note(self, row: int, columns: FieldColumns, error: FieldError) -> None:
        self.count += 1
        if len(self.emptied) < SHOWN:
            text = message(error, label=columns.field.label, ask=columns.kind.ask)
            self.emptied.append(Emptied(row=row, field_key=columns.field.key, message=text))


def rows_loaded(release: LiveRelease, entity_id: str, source: str) -> int:
    """How many rows of `source` are in the table."""
    row = DataLoad.objects.filter(live_app_id=release.live_app_id, entity_id=entity_id, source=source).first()
    return row.rows_done if row else 0


def rows_load(
    release: LiveRelease,
    ready: Ready,
    *,
    entity_id: str,
    source: str,
    rows: Iterable[Mapping[str, JsonValue]],
    actor_id: UUID | None,
    now: datetime,
    batch: int,
) -> Loaded:
    """Load what is not loaded yet. A value that breaks a limit of its field is kept, one no column can hold is not."""
    table = next((found for found in ready.tables.entities.values() if found.entity.id == entity_id), None)
    if table is None:
        raise ArtefactRefused(detail="The rows belong to an entity that this release does not have.")
    DataLoad.objects.get_or_create(
        live_app_id=release.live_app_id, entity_id=entity_id, source=source, defaults={"updated_at": now}
    )
    report = _Report()
    done = rows_loaded(release, entity_id, source)
    left = islice(rows, done, None)
    while chunk := list(islice(left, batch)):
        with transaction.atomic():
            place = DataLoad.objects.select_for_update().get(
                live_app_id=release.live_app_id, entity_id=entity_id, source=source
            )
            if place.rows_done != done:
                raise ArtefactRefused(detail="Somebody else loads the same rows at this moment.")
            emptied_before = report.count
            made = list(_made(table, ready.rules[table.entity.key], chunk, place.rows_done, actor_id, now, report))
            made = _without_doubles(table, made, done, report)
            insert_rows(table, made, digest=ready.digest)
            RecordHistory.objects.bulk_create(_histories(release, table, made, now))
            place.rows_done += len(chunk)
            place.emptied_count += report.count - emptied_before
            place.updated_at = now
            place.save(update_fields=["rows_done", "emptied_count", "updated_at"])
        done += len(chunk)
    return Loaded(rows=done, emptied=tuple(report.emptied), emptied_count=report.count)


def _made(
    table: EntityTable,
    rules: EntityRules,
    chunk: list[Mapping[str, JsonValue]],
    done: int,
    actor_id: UUID | None,
    now: datetime,
    report: _Report,
) -> Iterator[Row]:
    moment = now.replace(microsecond=0)
    for number, sent in enumerate(chunk, start=done + 1):
        values = {columns.field.key: _cell(columns, sent, number, report) for columns in table.fields}
        # Formulas are worked out; conditions that hide are for people who fill in, not for data that exists.
        computed = settle(rules, values, now=now).values if rules.formulas else values
        kept = {
            key: computed[key] if table.by_key[key].field.kind == "calc" else value for key, value in values.items()
        }
        yield Row(
            id=new_id(),
            created_at=moment,
            created_by_id=actor_id,
            updated_at=moment,
            updated_by_id=actor_id,
            version=1,
            values=kept,
        )


def _cell(columns: FieldColumns, sent: Mapping[str, JsonValue], number: int, report: _Report) -> JsonValue:
    value = sent.get(columns.field.key)
    if value is None or columns.field.kind == "calc":
        return None
    try:
        return cell_kept(columns.kind, columns.settings, value, is_unique=columns.field.unique)
    except FieldError as fault:
        report.note(number, columns, fault)
    return None


def _without_doubles(table: EntityTable, made: list[Row], done: int, report: _Report) -> list[Row]:
    """`made` with every value emptied that must be unique and is there already; one query per unique field."""
    rows = [dict(row.values) for row in made]
    for columns in table.fields:
        if not columns.field.unique:
            continue
        key = columns.field.key
        stored = [columns.to_row(values[key])[columns.attribute] for values in rows]
        wanted = [value for value in stored if value is not None]
        there = table.rows().filter(Q((f"{columns.attribute}__in", wanted)))
        seen = set(there.values_list(columns.attribute, flat=True))
        for number, (values, value) in enumerate(zip(rows, stored, strict=True), start=done + 1):
            if value in seen:
                report.note(number, columns, FieldError(code="unique"))
                values[key] = None
            elif value is not None:
                seen.add(value)
    return [replace(row, values=values) for row, values in zip(made, rows, strict=True)]


def _histories(release: LiveRelease, table: EntityTable, made: list[Row], now: datetime) -> Iterator[RecordHistory]:
    for row in made:
        yield RecordHistory(
            live_app_id=release.live_app_id,
            entity_id=table.entity.id,
            record_id=row.id,
            version=1,
            action=HistoryAction.IMPORTED,
            actor_id=row.created_by_id,
            at=now,
            release_digest=release.digest,
            changes=first_changes(table, row.values),
        )
