"""A share. Stored and sent as a fraction (12.5 % = "0.125"); the limits and decimals of its settings are in percent."""

from decimal import Decimal

from definition.json_types import JsonObject, JsonValue
from runtime.fieldtypes import numeric
from runtime.fieldtypes import settings as read
from runtime.fieldtypes.base import ORDER_OPERATORS, Column, DbValue, FieldKind

_HUNDRED = Decimal(100)


class Percent(FieldKind):
    kind = "percent"
    operators = ORDER_OPERATORS

    def columns(self, settings: JsonObject) -> tuple[Column, ...]:
        return (numeric.DECIMAL_COLUMN,)

    def clean(self, value: JsonValue, settings: JsonObject) -> JsonValue:
        fraction = _fraction(value)
        if fraction is None:
            return None
        places = _places(settings)
        percent = fraction * _HUNDRED
        numeric.limit_places(percent, numeric.STORED_PLACES - 2 if places is None else places)
        numeric.limit_digits(fraction)
        numeric.limit_range(percent, settings, unit=" %")
        return numeric.canonical(fraction, None if places is None else places + 2)

    def to_columns(self, value: JsonValue, settings: JsonObject) -> tuple[DbValue, ...]:
        return (None if value is None else Decimal(str(value)),)

    def from_columns(self, stored: tuple[DbValue, ...], settings: JsonObject) -> JsonValue:
        if stored[0] is None:
            return None
        places = _places(settings)
        return numeric.canonical(numeric.decimal_of(stored[0]), None if places is None else places + 2)

    def show(self, value: JsonValue, settings: JsonObject) -> str:
        if value is None:
            return ""
        return f"{Decimal(numeric.canonical(Decimal(str(value)) * _HUNDRED, _places(settings))):,f} %"

    def example(self, settings: JsonObject) -> JsonValue:
        least, most = read.number(settings, "min"), read.number(settings, "max")
        chosen = least if least is not None else min(most, _HUNDRED) if most is not None else Decimal(10)
        places = _places(settings)
        return numeric.canonical(chosen / _HUNDRED, None if places is None else places + 2)

    def json_schema(self, settings: JsonObject) -> JsonObject:
        return {"type": "string", "format": "decimal", "pattern": r"^-?\d+(\.\d+)?$"}


def _fraction(value: JsonValue) -> Decimal | None:
    if isinstance(value, str) and value.rstrip().endswith("%"):
        percent = numeric.read_decimal(value.rstrip().removesuffix("%"))
        return None if percent is None else percent / _HUNDRED
    return numeric.read_decimal(value)


def _places(settings: JsonObject) -> int | None:
    places = read.integer(settings, "decimals", -1)
    return min(places, numeric.STORED_PLACES - 2) if places >= 0 else None
