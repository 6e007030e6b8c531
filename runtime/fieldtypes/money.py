"""An amount of money: number and currency, in two columns."""

from collections.abc import Mapping
from decimal import Decimal

from django.db.models import CharField, DecimalField, Field

from definition.json_types import JsonObject, JsonValue
from runtime.fieldtypes import numeric
from runtime.fieldtypes import settings as read
from runtime.fieldtypes.base import ORDER_OPERATORS, Column, DbValue, FieldError, FieldKind, Operator

_NO_DECIMALS = frozenset(
    {"BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV"}
) | {
    "XAF",
    "XOF",
    "XPF",
}
_THREE_DECIMALS = frozenset(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"])
DEFAULT_CURRENCY = "EUR"
LARGEST = Decimal(10) ** 11


def _amount() -> "Field[object, object]":
    return DecimalField(max_digits=19, decimal_places=4, null=True)


def _currency() -> "Field[object, object]":
    return CharField(max_length=3, null=True)


class Money(FieldKind):
    kind = "money"
    operators = ORDER_OPERATORS

    def columns(self, settings: JsonObject) -> tuple[Column, ...]:
        return (
            Column(storage="money", make=_amount),
            Column(storage="currency", make=_currency, suffix="_currency"),
        )

    def clean(self, value: JsonValue, settings: JsonObject) -> JsonValue:
        allowed = currencies_of(settings)
        typed, currency = _parts(value, allowed[0])
        amount = numeric.read_decimal(typed)
        if amount is None:
            return None
        if currency not in allowed:
            raise FieldError(code="currency", params={"currencies": " or ".join(allowed)})
        numeric.limit_places(amount, places_of(currency))
        if abs(amount) >= LARGEST:
            raise FieldError(code="too-large", params={"limit": "99,999,999,999"})
        numeric.limit_range(amount, settings)
        return {"amount": numeric.canonical(amount, places_of(currency)), "currency": currency}

    def to_columns(self, value: JsonValue, settings: JsonObject) -> tuple[DbValue, ...]:
        if value is None:
            return (None, None)
        amount, currency = _parts(value, "")
        return (Decimal(str(amount)), currency)

    def from_columns(self, stored: tuple[DbValue, ...], settings: JsonObject) -> JsonValue:
        amount, currency = stored
        if amount is None:
            return None
        code = currency if isinstance(currency, str) else currencies_of(settings)[0]
        return {"amount": numeric.canonical(numeric.decimal_of(amount), places_of(code)), "currency": code}

    def show(self, value: JsonValue, settings: JsonObject) -> str:
        if value is None:
            return ""
        amount, currency = _parts(value, "")
        return f"{Decimal(str(amount)):,f} {currency}"

    def filter_value(self, operator: Operator, text: str, settings: JsonObject) -> DbValue:
        amount = numeric.read_decimal(text)
        if amount is None or abs(amount) >= LARGEST:
            raise FieldError(code="number")
        return amount

    def example(self, settings: JsonObject) -> JsonValue:
        currency = currencies_of(settings)[0]
        least, most = read.number(settings, "min"), read.number(settings, "max")
        chosen = least if least is not None else min(most, Decimal(10)) if most is not None else Decimal(10)
        return {"amount": numeric.canonical(chosen, places_of(currency)), "currency": currency}

    def json_schema(self, settings: JsonObject) -> JsonObject:
        return {
            "type": "object",
            "required": ["amount", "currency"],
            "additionalProperties": False,
            "properties": {
                "amount": {"type": "string", "format": "decimal", "pattern": r"^-?\d+(\.\d+)?$"},
                "currency": {"type": "string", "enum": list(currencies_of(settings))},
            },
        }


def currencies_of(settings: JsonObject) -> tuple[str, ...]:
    """The currencies a field takes, at least one; the first is assumed when none is given."""
    several = read.texts(settings, "currencies")
    one = read.text(settings, "currency")
    return several or ((one,) if one else (DEFAULT_CURRENCY,))


def is_currency(value: object) -> bool:
    """Whether this can be a currency code at all."""
    return isinstance(value, str) and len(value) == 3 and value.isascii() and value.isalpha()


def places_of(currency: str) -> int:
    """Decimal places of a currency (ISO 4217)."""
    if currency in _NO_DECIMALS:
        return 0
    return 3 if currency in _THREE_DECIMALS else 2


def _parts(value: JsonValue, currency: str) -> tuple[JsonValue, str]:
    if not isinstance(value, Mapping):
        return value, currency
    if not set(value) <= {"amount", "currency"}:
        raise FieldError(code="wrong-type")
    given = value.get("currency")
    if given is not None and not isinstance(given, str):
        raise FieldError(code="wrong-type")
    return value.get("amount"), given or currency
