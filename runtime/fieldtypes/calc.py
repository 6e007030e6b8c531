"""A number worked out by a formula. Nobody enters it: the server computes it whenever a record is written."""

from decimal import Decimal

from definition.json_types import JsonObject, JsonValue
from runtime.fieldtypes import numeric
from runtime.fieldtypes import settings as read
from runtime.fieldtypes.base import ORDER_OPERATORS, Column, DbValue, FieldError, FieldKind, Operator
from runtime.fieldtypes.number import places_of


class Calc(FieldKind):
    kind = "calc"
    operators = ORDER_OPERATORS

    def columns(self, settings: JsonObject) -> tuple[Column, ...]:
        return (numeric.DECIMAL_COLUMN,)

    def clean(self, value: JsonValue, settings: JsonObject) -> JsonValue:
        raise FieldError(code="read-only")

    def to_columns(self, value: JsonValue, settings: JsonObject) -> tuple[DbValue, ...]:
        return (None if value is None else Decimal(str(value)),)

    def from_columns(self, stored: tuple[DbValue, ...], settings: JsonObject) -> JsonValue:
        return None if stored[0] is None else computed(numeric.decimal_of(stored[0]), settings)

    def show(self, value: JsonValue, settings: JsonObject) -> str:
        if value is None:
            return ""
        unit = read.text(settings, "unit")
        return f"{Decimal(str(value)):,f}" + (f" {unit}" if unit else "")

    def filter_value(self, operator: Operator, text: str, settings: JsonObject) -> DbValue:
        number = numeric.read_decimal(text)
        if number is None:
            raise FieldError(code="number")
        numeric.limit_digits(number)
        return number

    def example(self, settings: JsonObject) -> JsonValue:
        return None

    def json_schema(self, settings: JsonObject) -> JsonObject:
        return {"type": "string", "format": "decimal", "readOnly": True}


def computed(value: Decimal, settings: JsonObject) -> JsonValue:
    """The canonical value of a result: rounded to `decimals`; None when it is too large to be stored exactly."""
    places = places_of(settings)
    whole = len(str(int(abs(value)))) if abs(value) < Decimal(10) ** numeric.SIGNIFICANT else numeric.SIGNIFICANT + 1
    room = numeric.SIGNIFICANT - whole
    if room < 0:
        return None
    most = min(numeric.STORED_PLACES, room)
    if places is not None and places <= most:
        return numeric.canonical(value, places)
    return numeric.canonical(Decimal(numeric.canonical(value, most)), places)
