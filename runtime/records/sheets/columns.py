"""Which columns of an entity a person may take out, and what stands in them for one record."""

import datetime as clock
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeAlias
from uuid import UUID

from definition.json_types import JsonValue
from runtime.fieldtypes import settings as read
from runtime.fieldtypes.datetime import read_moment
from runtime.records.access import Rights
from runtime.records.shape import Labels, Row
from runtime.tables.build import EntityTable, FieldColumns

Cell: TypeAlias = str | Decimal | clock.date | clock.time | clock.datetime | None
"""What stands in one cell. A `str` is text whatever it looks like; moments are aware."""

TEXT, DAY, TIME = "@", "yyyy-mm-dd", "hh:mm"
MOMENT = 'yyyy-mm-dd hh:mm:ss" UTC"'
ID_HEADING = "Record id"


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetColumn:
    """A column of the sheet. `format` is how a spreadsheet program shows it (a number format of XLSX)."""

    heading: str
    format: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What a person chooses as one: a field, or when and by whom a record was added. `id` never changes."""

    id: str
    key: str
    columns: tuple[SheetColumn, ...]
    cells: Callable[[Row, Labels], tuple[Cell, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """Rows as they stand in a file. `cut` counts the texts that were longer than a cell of it may be."""

    content: bytes
    cut: int


def sources_for(rights: Rights, table: EntityTable) -> tuple[Source, ...]:
    """Everything that `rights` let a person take out of `table`, in the order of the form. Nothing else ever leaves."""
    if rights.on(table.entity.key).read == "none":
        return ()
    return (*(_field(columns) for columns in table.fields), *_SYSTEM)


def sheet_columns(chosen: Iterable[Source]) -> tuple[SheetColumn, ...]:
    """The columns of `chosen` and, last, the record's id. No heading stands twice."""
    taken: set[str] = {ID_HEADING}
    found = [replace(column, heading=_free(column.heading, taken)) for source in chosen for column in source.columns]
    return (*found, SheetColumn(heading=ID_HEADING, format=TEXT))


def sheet_row(chosen: Iterable[Source], row: Row, labels: Labels) -> list[Cell]:
    """The cells of one record, as many as `sheet_columns` has."""
    return [cell for source in chosen for cell in source.cells(row, labels)] + [str(row.id)]


def _free(heading: str, taken: set[str]) -> str:
    number, free = 1, heading
    while free in taken:
        number += 1
        free = f"{heading} ({number})"
    taken.add(free)
    return free


def _field(columns: FieldColumns) -> Source:
    field, key = columns.field, columns.field.key
    make = _CELLS.get(field.kind, _shown)
    one = make(columns)

    def cells(row: Row, labels: Labels) -> tuple[Cell, ...]:
        value = row.values[key]
        return empty if value is None else one(value, labels)

    headings = tuple(_headings(columns))
    empty = (None,) * len(headings)
    return Source(id=field.id, key=key, columns=headings, cells=cells)


def _headings(columns: FieldColumns) -> Iterator[SheetColumn]:
    label = columns.field.label.strip() or columns.field.key
    yield SheetColumn(heading=label, format=_format(columns))
    if columns.field.kind == "money":
        yield SheetColumn(heading=f"{label} (currency)", format=TEXT)


def _format(columns: FieldColumns) -> str:
    kind = columns.field.kind
    if kind == "percent":
        places = read.integer(columns.settings, "decimals", 2)
        return _decimals(places) + "%"
    if kind in ("number", "calc"):
        places = read.integer(columns.settings, "decimals", -1)
        return _decimals(places) if places >= 0 else "General"
    return {"money": "0.00", "rating": "0", "date": DAY, "time": TIME, "datetime": MOMENT}.get(kind, TEXT)


def _decimals(places: int) -> str:
    return "0." + "0" * min(places, 10) if places > 0 else "0"


_Read = Callable[[JsonValue, Labels], tuple[Cell, ...]]


def _shown(columns: FieldColumns) -> _Read:
    """Words as a person reads them: texts, options by their label, yes and no, names of files."""
    kind, settings = columns.kind, columns.settings
    return lambda value, labels: (kind.show(value, settings) or None,)


def _number(columns: FieldColumns) -> _Read:
    return lambda value, labels: (Decimal(str(value)),)


def _money(columns: FieldColumns) -> _Read:
    def cells(value: JsonValue, labels: Labels) -> tuple[Cell, ...]:
        if not isinstance(value, Mapping):
            raise TypeError("not a canonical amount")
        return Decimal(str(value["amount"])), str(value["currency"])

    return cells


def _day(columns: FieldColumns) -> _Read:
    return lambda value, labels: (clock.date.fromisoformat(str(value)),)


def _time(columns: FieldColumns) -> _Read:
    return lambda value, labels: (clock.time.fromisoformat(str(value)),)


def _moment(columns: FieldColumns) -> _Read:
    return lambda value, labels: (read_moment(value),)


def _linked(columns: FieldColumns) -> _Read:
    """The title; nothing for what this person may not see."""
    return lambda value, labels: (labels.get(UUID(str(value))),)


_CELLS: Mapping[str, Callable[[FieldColumns], _Read]] = {
    "number": _number,
    "calc": _number,
    "percent": _number,
    "rating": _number,
    "money": _money,
    "date": _day,
    "time": _time,
    "datetime": _moment,
    "record": _linked,
    "person": _linked,
}

_SYSTEM = (
    Source(
        id="created_at",
        key="created_at",
        columns=(SheetColumn(heading="Added at", format=MOMENT),),
        cells=lambda row, labels: (row.created_at,),
    ),
    Source(
        id="created_by",
        key="created_by",
        columns=(SheetColumn(heading="Added by", format=TEXT),),
        cells=lambda row, labels: (labels.get(row.created_by_id) if row.created_by_id else None,),
    ),
)
