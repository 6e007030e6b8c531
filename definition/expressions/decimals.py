"""The one number type: decimal, 28 significant digits, half up.

Every operation rounds its result to 28 digits, half away from zero. A result at or beyond 1e1000 is
the error `overflow`; one nearer to zero than 1e-999 is zero. Negative zero is zero. The TypeScript
twin is `frontend/src/expressions/decimal.ts`.
"""

import re
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal
from typing import Final

from definition.expressions.errors import EvaluationError
from definition.expressions.limits import MAX_EXPONENT, MAX_ROUNDING_PLACES, SIGNIFICANT_DIGITS

ZERO: Final = Decimal(0)
_NUMBER: Final = re.compile(r"([+-]?)([0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE]([+-]?)([0-9]+))?")
_EXPONENT_DIGITS: Final = 5
# Wide enough that the context itself never overflows or rounds near its edge: `fit` alone decides.
_CONTEXT: Final = Context(prec=SIGNIFICANT_DIGITS, rounding=ROUND_HALF_UP, Emin=-300_000, Emax=300_000, traps=[])
_WIDE: Final = Context(prec=4_000, rounding=ROUND_HALF_UP, Emin=-300_000, Emax=300_000, traps=[])


def fit(number: Decimal) -> Decimal:
    """The number within 28 digits and the exponent bounds; raises `overflow`."""
    rounded = _CONTEXT.plus(number)
    return _bound(rounded)


def _bound(number: Decimal) -> Decimal:
    if not number:
        return ZERO
    exponent = number.adjusted()
    if exponent > MAX_EXPONENT:
        raise EvaluationError("overflow")
    return number if exponent >= -MAX_EXPONENT else ZERO


def add(left: Decimal, right: Decimal) -> Decimal:
    """left + right."""
    return _bound(_CONTEXT.add(left, right))


def subtract(left: Decimal, right: Decimal) -> Decimal:
    """left - right."""
    return _bound(_CONTEXT.subtract(left, right))


def multiply(left: Decimal, right: Decimal) -> Decimal:
    """left * right."""
    return _bound(_CONTEXT.multiply(left, right))


def divide(left: Decimal, right: Decimal) -> Decimal:
    """left / right; raises `division-by-zero`."""
    if not right:
        raise EvaluationError("division-by-zero")
    return _bound(_CONTEXT.divide(left, right))


def remainder(left: Decimal, right: Decimal) -> Decimal:
    """What is left of `left` after whole times `right`, with the sign of `left`.

    Raises `division-by-zero`, and `overflow` where the quotient has more than 28 whole digits.
    """
    quotient = divide(left, right)
    if quotient and quotient.adjusted() >= SIGNIFICANT_DIGITS:
        raise EvaluationError("overflow")
    return fit(_WIDE.remainder(left, right))


def round_places(number: Decimal, places: int) -> Decimal:
    """Half up to a number of places (negative: tens, hundreds); raises `bad-argument` beyond 30."""
    if abs(places) > MAX_ROUNDING_PLACES:
        raise EvaluationError("bad-argument")
    return fit(number.quantize(Decimal(1).scaleb(-places), context=_WIDE))


def whole(number: Decimal) -> int:
    """The number as an int; raises `bad-argument` when it has a fraction or is beyond 1e15."""
    if abs(number) > 10**15 or number != number.to_integral_value(rounding=ROUND_DOWN):
        raise EvaluationError("bad-argument")
    return int(number)


def floor(number: Decimal) -> Decimal:
    """The next whole number downwards."""
    return fit(number.to_integral_value(rounding=ROUND_FLOOR))


def ceil(number: Decimal) -> Decimal:
    """The next whole number upwards."""
    return fit(number.to_integral_value(rounding=ROUND_CEILING))


def number_from_text(text: str) -> Decimal | None:
    """Read plain or scientific notation in ASCII digits; None when it is no number.

    Rounds to 28 digits; raises `overflow` beyond the bounds.
    """
    found = _NUMBER.fullmatch(text)
    if found is None:
        return None
    sign, mantissa, exponent_sign, exponent_digits = found.groups()
    digits = (exponent_digits or "0").lstrip("0") or "0"
    exponent = int(digits if len(digits) <= _EXPONENT_DIGITS else "9" * _EXPONENT_DIGITS)
    value = _CONTEXT.plus(Decimal(sign + mantissa))
    return _bound(_CONTEXT.scaleb(value, -exponent if exponent_sign == "-" else exponent))


def number_to_text(number: Decimal) -> str:
    """Plain notation without exponent or trailing zeros: 1.50 is "1.5", 1e3 is "1000"."""
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text
