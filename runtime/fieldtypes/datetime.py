"""A moment, to the second, in UTC."""

import datetime as clock
import re

from django.db.models import DateTimeField, Field

from definition.json_types import JsonObject, JsonValue
from runtime.fieldtypes.base import ORDER_OPERATORS, Column, DbValue, FieldError, FieldKind
from runtime.fieldtypes.date import EARLIEST, show_day

_MOMENT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ]([0-9]{2}:[0-9]{2})(:[0-9]{2})?(?:\.[0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2})?"
)


def _make() -> "Field[object, object]":
    return DateTimeField(null=True)


class DateTime(FieldKind):
    kind = "datetime"
    operators = ORDER_OPERATORS

    def columns(self, settings: JsonObject) -> tuple[Column, ...]:
        return (Column(storage="datetime", make=_make),)

    def clean(self, value: JsonValue, settings: JsonObject) -> JsonValue:
        if value is None or value == "":
            return None
        moment = read_moment(value)
        if moment is None or moment.date() < EARLIEST:
            raise FieldError(code="datetime")
        return show_moment(moment)

    def to_columns(self, value: JsonValue, settings: JsonObject) -> tuple[DbValue, ...]:
        return (read_moment(value),)

    def from_columns(self, stored: tuple[DbValue, ...], settings: JsonObject) -> JsonValue:
        return show_moment(stored[0]) if isinstance(stored[0], clock.datetime) else None

    def show(self, value: JsonValue, settings: JsonObject) -> str:
        moment = read_moment(value)
        return f"{show_day(moment.date())}, {moment:%H:%M} UTC" if moment else ""

    def example(self, settings: JsonObject) -> JsonValue:
        return "2026-01-31T12:00:00Z"

    def json_schema(self, settings: JsonObject) -> JsonObject:
        return {"type": "string", "format": "date-time"}


def read_moment(value: JsonValue) -> clock.datetime | None:
    """The moment of an RFC 3339 text in UTC (no offset means UTC), without fractions; None for anything else."""
    found = _MOMENT.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        return None
    day, minute, second, offset = found.groups()
    zone = "+00:00" if offset is None or offset in "Zz" else offset
    try:
        return clock.datetime.fromisoformat(f"{day}T{minute}{second or ':00'}{zone}").astimezone(clock.UTC)
    except (ValueError, OverflowError):
        return None


def show_moment(moment: clock.datetime) -> str:
    """RFC 3339 in UTC, to the second."""
    return f"{moment.astimezone(clock.UTC).isoformat()[:19]}Z"
