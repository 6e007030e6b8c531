"""Made-up values that no record has: what a test record puts where two records must differ."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import islice
from string import ascii_letters, digits
from uuid import UUID

from django.db.models import Max, Min

from accounts.selectors import people_of, workspace_by_id
from core.ids import new_id
from definition.json_types import JsonValue
from runtime.fieldtypes import settings as read
from runtime.fieldtypes.base import FieldError
from runtime.tables.build import EntityTable, FieldColumns

MOST_TRIES = 400
MINUTES_OF_A_DAY = 24 * 60


def free_value(table: EntityTable, columns: FieldColumns, example: JsonValue, workspace_id: UUID) -> JsonValue:
    """`example`, or another valid value, that no record of `table` has in this field; None when none is found."""
    tries: dict[object, JsonValue] = {}
    for wanted in islice(_wanted(table, columns, example, workspace_id), MOST_TRIES):
        try:
            value = columns.kind.clean(wanted, columns.settings)
        except FieldError:
            continue
        if value is not None:
            tries.setdefault(columns.to_row(value)[columns.attribute], value)
    taken = table.rows().filter(**{f"{columns.attribute}__in": list(tries)})
    used = set(taken.values_list(columns.attribute, flat=True))
    return next((value for stored, value in tries.items() if stored not in used), None)


def _wanted(table: EntityTable, columns: FieldColumns, example: JsonValue, workspace_id: UUID) -> Iterator[JsonValue]:
    """Values to try, likely ones first. Some may not fit the settings."""
    yield example
    kind = columns.field.kind
    if kind == "person":
        yield from (str(person.pk) for person in people_of(workspace_by_id(workspace_id))[:MOST_TRIES])
    elif kind == "number":
        yield from _numbers(table, columns)
    elif kind in ("date", "datetime", "time"):
        yield from _moments(kind, example)
    elif kind in ("choice", "select"):
        yield from read.options(columns.settings)
    if isinstance(example, str):
        yield from _texts(kind, example)


def _numbers(table: EntityTable, columns: FieldColumns) -> Iterator[JsonValue]:
    step = read.number(columns.settings, "step") or Decimal(1)
    ends = table.rows().aggregate(most=Max(columns.attribute), least=Min(columns.attribute))
    # A step counts from nought, and an imported number may stand between two steps.
    yield format((Decimal(str(ends["most"] or 0)) // step + 1) * step, "f")
    yield format((Decimal(str(ends["least"] or 0)) // step - 1) * step, "f")
    least = read.number(columns.settings, "min")
    first = least if least is not None else Decimal(0)
    yield from (format(first + step * times, "f") for times in range(MOST_TRIES))


def _moments(kind: str, example: JsonValue) -> Iterator[JsonValue]:
    if kind == "time":
        yield from (f"{minute // 60:02}:{minute % 60:02}" for minute in range(0, MINUTES_OF_A_DAY, 5))
    elif kind == "date":
        first = date.fromisoformat(str(example))
        for days in range(1, MOST_TRIES // 2):
            yield (first + timedelta(days=days)).isoformat()
            yield (first - timedelta(days=days)).isoformat()
    else:
        moment = datetime.fromisoformat(str(example))
        # Somewhere in four months: one minute after the other would be taken where every minute is.
        for _ in range(MOST_TRIES):
            yield (moment + timedelta(seconds=new_id().int % 10_000_000)).isoformat()


def _texts(kind: str, example: str) -> Iterator[JsonValue]:
    mark = new_id().hex[-8:]
    if kind == "email":
        yield f"{mark}{example[example.index('@') :]}"
    elif kind == "url":
        yield f"{example}/{mark}"
    elif kind == "phone":
        yield from (f"+44 20 7946 {number:04}" for number in range(MOST_TRIES))
    elif kind in ("text", "choice", "select"):
        yield f"{example} {mark}"
        yield mark
        yield mark[-3:]
        yield from ascii_letters + digits
