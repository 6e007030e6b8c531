"""A rating from 1 to a highest number."""

from django.db.models import Field, SmallIntegerField

from definition.json_types import JsonObject, JsonValue
from runtime.fieldtypes import settings as read
from runtime.fieldtypes.base import ORDER_OPERATORS, Column, DbValue, FieldError, FieldKind, Operator


def _make() -> "Field[object, object]":
    return SmallIntegerField(null=True)


class Rating(FieldKind):
    kind = "rating"
    ask = "choose"
    operators = ORDER_OPERATORS

    def columns(self, settings: JsonObject) -> tuple[Column, ...]:
        return (Column(storage="smallint", make=_make),)

    def clean(self, value: JsonValue, settings: JsonObject) -> JsonValue:
        if value is None or value == "":
            return None
        most = _most(settings)
        number = _whole(value)
        if number is None or not 1 <= number <= most:
            raise FieldError(code="rating", params={"limit": str(most)})
        return number

    def show(self, value: JsonValue, settings: JsonObject) -> str:
        return "" if value is None else f"{value} of {_most(settings)}"

    def filter_value(self, operator: Operator, text: str, settings: JsonObject) -> DbValue:
        number = _whole(text)
        if number is None:
            raise FieldError(code="number")
        return number

    def example(self, settings: JsonObject) -> JsonValue:
        return 1

    def json_schema(self, settings: JsonObject) -> JsonObject:
        return {"type": "integer", "minimum": 1, "maximum": _most(settings)}


def _most(settings: JsonObject) -> int:
    return max(2, min(read.integer(settings, "max", 5), 10))


def _whole(value: JsonValue) -> int | None:
    if isinstance(value, str) and len(value) <= 3 and value.isascii() and value.isdigit():
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None
