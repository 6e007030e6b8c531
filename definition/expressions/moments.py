"""Dates, moments and lengths of time, to the microsecond, years 1 to 9999.

Moments are held in UTC; their parts are read in a named time zone. A length of time is at most ten
thousand years. Results outside are the error `overflow`.
"""

import re
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

from definition.expressions.errors import EvaluationError
from definition.expressions.limits import MAX_DURATION_SECONDS

_DATE: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_DATETIME: Final = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,9}))?)?"
    r"(Z|[+-][0-9]{2}:[0-9]{2})"
)
_OFFSET: Final = re.compile(r"([+-]?)([0-9]{2}):([0-9]{2})")
_DURATION_PART: Final = re.compile(r"([0-9]{0,20})(?:\.([0-9]{0,20}))?(d|h|ms|us|µs|ns|m|s)")
_NANOSECONDS: Final = {
    "d": 86_400_000_000_000,
    "h": 3_600_000_000_000,
    "m": 60_000_000_000,
    "s": 1_000_000_000,
    "ms": 1_000_000,
    "us": 1_000,
    "µs": 1_000,
    "ns": 1,
}
_MICROSECOND: Final = timedelta(microseconds=1)
_LONGEST: Final = timedelta(seconds=MAX_DURATION_SECONDS)
_MONTHS: Final = 12


def date_from_text(text: str) -> date | None:
    """Read `2026-11-21`; None when it is no day of the calendar."""
    found = _DATE.fullmatch(text)
    return date_of(*map(int, found.groups())) if found else None


def date_of(year: int, month: int, day: int) -> date | None:
    """The day of the calendar; None when there is none."""
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None


def datetime_from_text(text: str) -> datetime | None:
    """Read `2026-11-21T10:00:00.5Z` or with an offset; None when it is no moment.

    Raises `overflow` when the moment in UTC is outside the years 1 to 9999.
    """
    found = _DATETIME.fullmatch(text)
    if found is None:
        return None
    day, hour, minute, second, fraction, offset = found.groups()
    nanoseconds = (fraction or "").ljust(9, "0")
    zone = _offset(offset) if offset != "Z" else UTC
    parsed = date_from_text(day)
    if zone is None or parsed is None or not nanoseconds.endswith("000"):
        return None
    try:
        local = datetime(
            parsed.year, parsed.month, parsed.day, int(hour), int(minute), int(second or 0),
            int(nanoseconds[:6]), tzinfo=zone,
        )  # fmt: skip
    except ValueError:
        return None
    return in_zone(local, UTC)


def datetime_to_text(moment: datetime) -> str:
    """The moment in UTC, `2026-11-21T10:00:00.5Z`; no fraction where there is none."""
    text = moment.astimezone(UTC).isoformat().removesuffix("+00:00")
    return (text.rstrip("0") if "." in text else text) + "Z"


def duration_from_text(text: str) -> timedelta | None:
    """Read `1h30m`, `-1.5s`, `2d`; None when it is no length of whole microseconds.

    Raises `overflow` beyond ten thousand years.
    """
    body = text[1:] if text[:1] in {"+", "-"} else text
    nanoseconds = 0 if body == "0" else _nanoseconds(body)
    if nanoseconds is None or nanoseconds % 1_000:
        return None
    if nanoseconds > MAX_DURATION_SECONDS * 1_000_000_000:
        raise EvaluationError("overflow")
    length = timedelta(microseconds=nanoseconds // 1_000)
    return -length if text.startswith("-") else length


def _nanoseconds(body: str) -> int | None:
    total = 0
    position = 0
    while position < len(body):
        found = _DURATION_PART.match(body, position)
        if found is None:
            return None
        whole, fraction, unit = found.group(1), found.group(2) or "", found.group(3)
        if not whole and not fraction:
            return None
        scaled = int(whole + fraction) * _NANOSECONDS[unit]
        value, rest = divmod(scaled, 10 ** len(fraction))
        if rest:
            return None
        total += value
        position = found.end()
    return total if body else None


def duration_to_text(length: timedelta) -> str:
    """The length in seconds, `5400s` or `-0.5s`."""
    micros = microseconds(length)
    seconds, fraction = divmod(abs(micros), 1_000_000)
    digits = f".{fraction:06d}".rstrip("0") if fraction else ""
    return f"{'-' if micros < 0 else ''}{seconds}{digits}s"


def microseconds(length: timedelta) -> int:
    """The length as a whole number of microseconds."""
    return length // _MICROSECOND


def bounded(length: timedelta) -> timedelta:
    """The length, unless it is beyond ten thousand years: raises `overflow`."""
    if abs(length) > _LONGEST:
        raise EvaluationError("overflow")
    return length


def shift(moment: datetime, length: timedelta) -> datetime:
    """The moment that much later; raises `overflow`."""
    try:
        return moment + length
    except OverflowError:
        raise EvaluationError("overflow") from None


def shift_days(day: date, days: int) -> date:
    """The day that many days later; raises `overflow`."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        raise EvaluationError("overflow") from None


def shift_months(day: date, months: int) -> date:
    """The day that many months later, at most the last of its month; raises `overflow`."""
    year, month = divmod(day.year * _MONTHS + day.month - 1 + months, _MONTHS)
    if not date.min.year <= year <= date.max.year:
        raise EvaluationError("overflow")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_between(first: date, last: date) -> int:
    """Whole months from first to last, negative when last is earlier."""
    if last < first:
        return -months_between(last, first)
    months = (last.year - first.year) * _MONTHS + last.month - first.month
    return months if last.day >= first.day else months - 1


def zone_of(name: str) -> tzinfo:
    """A time zone by IANA name (any case) or offset such as +02:00; raises `bad-timezone`."""
    zone = _offset(name) or _named_zone(name.lower())
    if zone is None:
        raise EvaluationError("bad-timezone")
    return zone


def in_zone(moment: datetime, zone: tzinfo) -> datetime:
    """The same moment on another clock; raises `overflow` outside the years 1 to 9999."""
    try:
        return moment.astimezone(zone)
    except OverflowError:
        raise EvaluationError("overflow") from None


def _offset(text: str) -> tzinfo | None:
    found = _OFFSET.fullmatch(text)
    if found is None:
        return None
    sign, hours, minutes = found.groups()
    if int(hours) > 23 or int(minutes) > 59:
        return None
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(-offset if sign == "-" else offset)


@lru_cache(maxsize=1)
def _zone_names() -> dict[str, str]:
    return {name.lower(): name for name in available_timezones()}


@lru_cache(maxsize=1024)
def _named_zone(lower_name: str) -> tzinfo | None:
    name = _zone_names().get(lower_name)
    return ZoneInfo(name) if name else None
