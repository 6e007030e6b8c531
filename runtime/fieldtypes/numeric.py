"""What the number kinds share: reading a typed number, its limits, and its one canonical form.

At most 15 significant digits: SQLite keeps a decimal exactly only up to there, and a value must not change when stored.
"""

import re
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import DecimalField, Field

from definition.json_types import JsonObject, JsonValue
from runtime.fieldtypes import settings as read
from runtime.fieldtypes.base import Column, DbValue, FieldError

SIGNIFICANT = 15
STORED_PLACES = 10
_NUMBER = re.compile(r"[+-]?(\d{1,40})(\.(\d{1,40}))?")
_GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+")
_GAPS = str.maketrans("", "", " \u00a0\u202f\u2009'\u2019")


def _make() -> "Field[object, object]":
    return DecimalField(max_digits=SIGNIFICANT + STORED_PLACES, decimal_places=STORED_PLACES, null=True)


DECIMAL_COLUMN = Column(storage="decimal", make=_make)


def read_decimal(value: JsonValue) -> Decimal | None:
    """A number as typed ("1,234.50", "1234,5", 12) or None for empty. Raises FieldError "number"."""
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise FieldError(code="number")
    text = str(value).translate(_GAPS).replace("\u2212", "-")
    if not text:
        return None
    comma, dot = text.rfind(","), text.rfind(".")
    if comma > dot >= 0:
        text = text.replace(".", "").replace(",", ".")
    elif dot > comma >= 0 or _GROUPED.fullmatch(text):
        text = text.replace(",", "")
    else:
        text = text.replace(",", ".")
    if not _NUMBER.fullmatch(text):
        raise FieldError(code="number")
    return Decimal(text)


def limit_places(value: Decimal, places: int) -> None:
    """Refuse more decimal places than `places`, not counting zeros at the end."""
    if _places(value) > places:
        raise FieldError(code="decimals" if places else "whole-number", params={"limit": str(places)})


def limit_digits(value: Decimal) -> None:
    """Refuse what cannot be stored exactly."""
    if len(value.normalize().as_tuple().digits) > SIGNIFICANT or abs(value) >= Decimal(10) ** SIGNIFICANT:
        raise FieldError(code="too-large", params={"limit": f"{SIGNIFICANT} digits"})


def limit_range(value: Decimal, settings: JsonObject, *, unit: str = "") -> None:
    """Refuse what lies outside `min` and `max`."""
    least, most = read.number(settings, "min"), read.number(settings, "max")
    if least is not None and value < least:
        raise FieldError(code="too-small", params={"limit": grouped(least) + unit})
    if most is not None and value > most:
        raise FieldError(code="too-large", params={"limit": grouped(most) + unit})


def canonical(value: Decimal, places: int | None) -> str:
    """Plain digits, no exponent: exactly `places` decimals, or as many as needed when None."""
    if places is not None:
        value = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    elif value != value.to_integral_value():
        value = value.normalize()
    else:
        value = value.quantize(Decimal(1))
    return f"{value + 0:f}" if value else f"{abs(value):f}"


def grouped(value: Decimal) -> str:
    """Digits with a comma every three: what messages and lists show."""
    return f"{Decimal(canonical(value, None)):,f}"


def decimal_of(stored: DbValue) -> Decimal:
    if isinstance(stored, Decimal):
        return stored
    raise TypeError("not a stored decimal")


def _places(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
