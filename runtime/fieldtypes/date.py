"""A calendar day, without time and without time zone."""

import datetime as clock
import re

from django.db.models import DateField, Field

from definition.json_types import JsonObject, JsonValue
from runtime.fieldtypes import settings as read
from runtime.fieldtypes.base import ORDER_OPERATORS, Column, DbValue, FieldError, FieldKind

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
EARLIEST = clock.date(1000, 1, 1)
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def _make() -> "Field[object, object]":
    return DateField(null=True)


class Date(FieldKind):
    kind = "date"
    operators = ORDER_OPERATORS

    def columns(self, settings: JsonObject) -> tuple[Column, ...]:
        return (Column(storage="date", make=_make),)

    def clean(self, value: JsonValue, settings: JsonObject) -> JsonValue:
        if value is None or value == "":
            return None
        day = read_day(value)
        if day is None or day < EARLIEST:
            raise FieldError(code="date")
        least, most = read_day(settings.get("min")), read_day(settings.get("max"))
        if least and day < least:
            raise FieldError(code="too-early", params={"limit": show_day(least)})
        if most and day > most:
            raise FieldError(code="too-late", params={"limit": show_day(most)})
        return day.isoformat()

    def to_columns(self, value: JsonValue, settings: JsonObject) -> tuple[DbValue, ...]:
        return (read_day(value),)

    def from_columns(self, stored: tuple[DbValue, ...], settings: JsonObject) -> JsonValue:
        return stored[0].isoformat() if isinstance(stored[0], clock.date) else None

    def show(self, value: JsonValue, settings: JsonObject) -> str:
        day = read_day(value)
        return show_day(day) if day else ""

    def example(self, settings: JsonObject) -> JsonValue:
        chosen = read.text(settings, "min") or read.text(settings, "max")
        return chosen if read_day(chosen) else "2026-01-31"

    def json_schema(self, settings: JsonObject) -> JsonObject:
        return {"type": "string", "format": "date"}


def read_day(value: JsonValue) -> clock.date | None:
    """The day of "YYYY-MM-DD", or None for anything else."""
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        return None
    try:
        return clock.date.fromisoformat(value)
    except ValueError:
        return None


def show_day(day: clock.date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
