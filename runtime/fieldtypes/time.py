"""A time of day, to the minute."""

import datetime as clock
import re

from django.db.models import Field, TimeField

from definition.json_types import JsonObject, JsonValue
from runtime.fieldtypes import settings as read
from runtime.fieldtypes.base import ORDER_OPERATORS, Column, DbValue, FieldError, FieldKind

_TIME = re.compile(r"([0-9]{1,2}):([0-9]{2})(:[0-9]{2}(\.[0-9]{1,6})?)?")


def _make() -> "Field[object, object]":
    return TimeField(null=True)


class Time(FieldKind):
    kind = "time"
    operators = ORDER_OPERATORS

    def columns(self, settings: JsonObject) -> tuple[Column, ...]:
        return (Column(storage="time", make=_make),)

    def clean(self, value: JsonValue, settings: JsonObject) -> JsonValue:
        if value is None or value == "":
            return None
        moment = _read(value)
        if moment is None:
            raise FieldError(code="time")
        step = read.integer(settings, "step_minutes", 1)
        if step > 1 and (moment.hour * 60 + moment.minute) % step:
            raise FieldError(code="time-step", params={"limit": str(step)})
        return moment.strftime("%H:%M")

    def to_columns(self, value: JsonValue, settings: JsonObject) -> tuple[DbValue, ...]:
        return (_read(value),)

    def from_columns(self, stored: tuple[DbValue, ...], settings: JsonObject) -> JsonValue:
        return stored[0].strftime("%H:%M") if isinstance(stored[0], clock.time) else None

    def example(self, settings: JsonObject) -> JsonValue:
        return "12:00" if 720 % max(1, read.integer(settings, "step_minutes", 1)) == 0 else "00:00"

    def json_schema(self, settings: JsonObject) -> JsonObject:
        return {"type": "string", "pattern": r"^([01][0-9]|2[0-3]):[0-5][0-9]$"}


def _read(value: JsonValue) -> clock.time | None:
    found = _TIME.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        return None
    hour, minute = int(found.group(1)), int(found.group(2))
    return clock.time(hour, minute) if hour < 24 and minute < 60 else None
