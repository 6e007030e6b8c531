"""A number. Canonical: a decimal string with exactly `decimals` places when that is set."""

from decimal import Decimal

from definition.json_types import JsonObject, JsonValue
from runtime.fieldtypes import numeric
from runtime.fieldtypes import settings as read
from runtime.fieldtypes.base import ORDER_OPERATORS, Column, DbValue, FieldError, FieldKind


class Number(FieldKind):
    kind = "number"
    operators = ORDER_OPERATORS

    def columns(self, settings: JsonObject) -> tuple[Column, ...]:
        return (numeric.DECIMAL_COLUMN,)

    def clean(self, value: JsonValue, settings: JsonObject) -> JsonValue:
        number = numeric.read_decimal(value)
        if number is None:
            return None
        places = places_of(settings)
        numeric.limit_places(number, numeric.STORED_PLACES if places is None else places)
        numeric.limit_digits(number)
        numeric.limit_range(number, settings)
        step = read.number(settings, "step")
        if step and number % step:
            raise FieldError(code="step", params={"limit": numeric.grouped(step)})
        return numeric.canonical(number, places)

    def to_columns(self, value: JsonValue, settings: JsonObject) -> tuple[DbValue, ...]:
        return (None if value is None else Decimal(str(value)),)

    def from_columns(self, stored: tuple[DbValue, ...], settings: JsonObject) -> JsonValue:
        return None if stored[0] is None else numeric.canonical(numeric.decimal_of(stored[0]), places_of(settings))

    def show(self, value: JsonValue, settings: JsonObject) -> str:
        if value is None:
            return ""
        unit = read.text(settings, "unit")
        return f"{Decimal(str(value)):,f}" + (f" {unit}" if unit else "")

    def example(self, settings: JsonObject) -> JsonValue:
        least, most = read.number(settings, "min"), read.number(settings, "max")
        chosen = least if least is not None else min(most, Decimal(1)) if most is not None else Decimal(1)
        step = read.number(settings, "step")
        if step:
            chosen = (chosen / step).to_integral_value(rounding="ROUND_CEILING") * step
        return numeric.canonical(chosen, places_of(settings))

    def json_schema(self, settings: JsonObject) -> JsonObject:
        return {"type": "string", "format": "decimal", "pattern": r"^-?\d+(\.\d+)?$"}


def places_of(settings: JsonObject) -> int | None:
    """The decimal places of a number or calculation, None when any number of them is fine."""
    places = read.integer(settings, "decimals", -1)
    return min(places, numeric.STORED_PLACES) if places >= 0 else None
