"""A row of a table as the record that people and programs read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, cast
from uuid import UUID

from definition.json_types import JsonValue
from runtime.fieldtypes.datetime import show_moment
from runtime.tables.build import SYSTEM_ATTRIBUTES, EntityTable

if TYPE_CHECKING:
    from runtime.fieldtypes.base import DbValue

Labels = Mapping[UUID, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One record as read: the system part typed, the values canonical by field key."""

    id: UUID
    created_at: datetime
    created_by_id: UUID | None
    updated_at: datetime
    updated_by_id: UUID | None
    version: int
    values: Mapping[str, JsonValue]


def row_of(table: EntityTable, stored: Sequence[object]) -> Row:
    """A row of `values_list(*table.row_attributes)`."""
    values: dict[str, JsonValue] = {}
    at = len(SYSTEM_ATTRIBUTES)
    for columns in table.fields:
        width = len(columns.attributes)
        values[columns.field.key] = columns.kind.from_columns(
            tuple(cast("Sequence[DbValue]", stored[at : at + width])), columns.settings
        )
        at += width
    return Row(
        id=cast("UUID", stored[0]),
        created_at=cast("datetime", stored[1]),
        created_by_id=cast("UUID | None", stored[2]),
        updated_at=cast("datetime", stored[3]),
        updated_by_id=cast("UUID | None", stored[4]),
        version=cast("int", stored[5]),
        values=values,
    )


def record_of(table: EntityTable, row: Row, labels: Labels) -> dict[str, JsonValue]:
    """The JSON of a record. `labels` names people and linked records; who may not be seen has no name in it."""
    record: dict[str, JsonValue] = {
        "id": str(row.id),
        "created_at": show_moment(row.created_at),
        "created_by": str(row.created_by_id) if row.created_by_id else None,
        "created_by__label": labels.get(row.created_by_id) if row.created_by_id else None,
        "updated_at": show_moment(row.updated_at),
        "updated_by": str(row.updated_by_id) if row.updated_by_id else None,
        "version": row.version,
    }
    for columns in table.fields:
        value = row.values[columns.field.key]
        record[columns.field.key] = value
        if columns.field.kind in ("record", "person"):
            record[f"{columns.field.key}__label"] = labels.get(UUID(value)) if isinstance(value, str) else None
    return record


def people_in(table: EntityTable, rows: Iterable[Row]) -> set[UUID]:
    """Everybody named in `rows`."""
    keys = [columns.field.key for columns in table.fields if columns.field.kind == "person"]
    found: set[UUID] = set()
    for row in rows:
        found.update(person for person in (row.created_by_id,) if person)
        found.update(UUID(value) for key in keys if isinstance(value := row.values[key], str))
    return found


def links_in(table: EntityTable, rows: Iterable[Row]) -> dict[str, set[UUID]]:
    """Linked record ids by the key of their entity."""
    kept = list(rows)
    found: dict[str, set[UUID]] = {}
    for columns in table.fields:
        if columns.field.kind == "record" and columns.field.target:
            ids = {UUID(value) for row in kept if isinstance(value := row.values[columns.field.key], str)}
            if ids:
                found.setdefault(columns.field.target, set()).update(ids)
    return found
