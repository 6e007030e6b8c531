"""Numbers as people write them: separators of thousands, decimal comma, currency, percent, brackets for minus."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

MAX_DIGITS = 34
MAX_EXPONENT = 30
STORED_DIGITS = 15
STORED_PLACES = 10
TINY_MARGIN = 4
"""A number with fewer than so many digits within the stored decimals has lost its meaning."""
LARGEST_AMOUNT = Decimal(10) ** 11
CURRENCY_PLACES = {"JPY": 0, "KRW": 0, "VND": 0, "CLP": 0, "ISK": 0}

SYMBOLS = {
    "£": "GBP", "€": "EUR", "$": "USD", "¥": "JPY", "₹": "INR", "₽": "RUB", "₺": "TRY", "₩": "KRW", "₪": "ILS",
    "₫": "VND", "฿": "THB", "₴": "UAH", "₦": "NGN", "₱": "PHP", "US$": "USD", "A$": "AUD", "C$": "CAD", "R$": "BRL",
    "zł": "PLN", "Kč": "CZK", "Ft": "HUF", "Fr.": "CHF", "Rs.": "INR", "\u0440\u0443\u0431.": "RUB",
}  # fmt: skip
_CODE_WORDS = (
    "GBP EUR USD JPY INR RUB TRY KRW ILS VND THB UAH NGN PHP AUD CAD BRL PLN CZK HUF CHF SEK NOK DKK NZD ZAR MXN "
    "CNY HKD SGD AED SAR EGP KES MAD RON BGN ISK IDR MYR ARS CLP COP PEN"
)
CODES = frozenset(_CODE_WORDS.split())

_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2212": "-", "\u2013": "-", "\u2019": "'"})
_MONEY = "|".join(sorted((re.escape(mark) for mark in (*SYMBOLS, *CODES)), key=len, reverse=True))
_SHAPE = re.compile(
    rf"""(?P<open>\()?\s*(?P<sign1>[-+])?\s*(?P<before>{_MONEY})?\s*(?P<sign2>[-+])?\s*
    (?P<body>\d[\d.,' ]*|[.,]\d+)(?P<exp>[eE][-+]?\d{{1,3}})?\s*
    (?P<percent>%)?\s*(?P<after>{_MONEY})?\s*(?P<sign3>-)?\s*(?P<close>\))?""",
    re.VERBOSE,
)
_PLAIN = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{1,15})?")
_POINT = re.compile(r"(?:\d+|[1-9]\d{0,2}(?:([,' ])\d{3})(?:\1\d{3})*|[1-9]\d?(?:,\d{2})*,\d{3})?(?:\.\d+)?")
_COMMA = re.compile(r"(?:\d+|[1-9]\d{0,2}(?:([.' ])\d{3})(?:\1\d{3})*)?(?:,\d+)?")
_CURRENCY_IN_LABEL = re.compile(rf"(?<!\w)(?:{_MONEY})(?!\w)")


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberText:
    """A text that reads as a number in at least one style. Empty strings are readings that do not exist."""

    point: str
    comma: str
    currency: str
    percent: bool
    leading_zero: bool

    def decimal(self, style: str) -> str:
        """The plain decimal in style "." or ","; empty when the text is no number in that style."""
        return self.point if style == "." else self.comma


def read_number(text: str) -> NumberText | None:
    """Read one text; None when it is no number in any style."""
    if _PLAIN.fullmatch(text):
        comma = text if "." not in text else _swap(text)
        return NumberText(point=text, comma=comma, currency="", percent=False, leading_zero=False)
    if len(text) > 60:
        return None
    match = _SHAPE.fullmatch(text.translate(_SPACES).strip())
    if match is None or not _consistent(match):
        return None
    body = match["body"].strip()
    negative = "-" in (match["sign1"], match["sign2"], match["sign3"]) or match["open"] is not None
    point = _plain_decimal(body, _POINT, ".", negative=negative, exponent=match["exp"])
    comma = _plain_decimal(body, _COMMA, ",", negative=negative, exponent=match["exp"])
    if not point and not comma:
        return None
    mark = match["before"] or match["after"] or ""
    zero = len(body) > 1 and body[0] == "0" and body.isdigit() and match["exp"] is None
    return NumberText(
        point=point,
        comma=comma,
        currency=SYMBOLS.get(mark, mark),
        percent=match["percent"] is not None,
        leading_zero=zero,
    )


def plain_text(value: float) -> str:
    """A spreadsheet's number as a plain decimal of at most 15 digits, which is what the program shows."""
    if isinstance(value, int):
        return str(value)
    return _canonical(Decimal(format(value, ".15g")))


def stored_number(decimal: str) -> str | None:
    """The decimal as a number field keeps it: 15 significant digits, 10 decimals, no zeros at the end.

    None when rounding would change it beyond that: 15 digits before the point are not enough, or all that is left of
    a tiny number is zero.
    """
    value = Decimal(decimal)
    whole = max(value.adjusted() + 1, 0) if value else 0
    if whole > STORED_DIGITS:
        return None
    if value and value.adjusted() < -STORED_PLACES + TINY_MARGIN and -_exponent(value) > STORED_PLACES:
        return None
    places = min(STORED_PLACES, STORED_DIGITS - whole)
    if -_exponent(value) > places:
        value = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return _canonical(value)


def stored_amount(decimal: str, currency: str, *, rounded: bool) -> str | None:
    """The amount with exactly the decimals of its currency.

    None when it is too large, or has more decimals and may not be `rounded`.
    """
    value = Decimal(decimal)
    places = CURRENCY_PLACES.get(currency, 2)
    exact = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP) if value.adjusted() < 20 else value
    if abs(value) >= LARGEST_AMOUNT or (exact != value and not rounded):
        return None
    return format(exact if exact else abs(exact), "f")


def _exponent(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def times_hundredth(decimal: str) -> str:
    """ "12.5" (percent) as the fraction "0.125"."""
    return _canonical(Decimal(decimal).scaleb(-2))


def currency_in(label: str) -> str:
    """The currency a heading names, as in "Amount (£)" or "Total EUR"; empty when it names none."""
    match = _CURRENCY_IN_LABEL.search(label)
    return SYMBOLS.get(match[0], match[0]) if match else ""


def digits_in(decimal: str) -> int:
    return sum(char.isdigit() for char in decimal)


def _swap(text: str) -> str:
    """ "1.234" read with decimal comma is 1234; "1.5" is nothing."""
    return _plain_decimal(text.lstrip("-"), _COMMA, ",", negative=text.startswith("-"), exponent=None)


def _consistent(match: re.Match[str]) -> bool:
    signs = sum(match[name] is not None for name in ("sign1", "sign2", "sign3", "open"))
    brackets = (match["open"] is None) == (match["close"] is None)
    marks = match["before"] is None or match["after"] is None
    return brackets and marks and signs <= 1 and not (match["percent"] and (match["before"] or match["after"]))


def _plain_decimal(
    body: str, pattern: re.Pattern[str], decimal_mark: str, *, negative: bool, exponent: str | None
) -> str:
    if not pattern.fullmatch(body):
        return ""
    whole, _, fraction = body.partition(decimal_mark)
    digits = "".join(char for char in whole if char.isdigit()) or "0"
    if len(digits) + len(fraction) > MAX_DIGITS:
        return ""
    text = ("-" if negative else "") + digits + (f".{fraction}" if fraction else "")
    if exponent is None:
        return text if digits[0] != "0" or digits == "0" else _trim_zeros(text)
    value = Decimal(text + exponent)
    return _canonical(value) if abs(value.adjusted()) <= MAX_EXPONENT or not value else ""


def _trim_zeros(text: str) -> str:
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    whole, dot, fraction = digits.partition(".")
    return sign + (whole.lstrip("0") or "0") + dot + fraction


def _canonical(value: Decimal) -> str:
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text
