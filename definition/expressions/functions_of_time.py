"""Functions about dates, moments and lengths of time."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

from definition.expressions import decimals, moments
from definition.expressions.decimals import whole
from definition.expressions.errors import EvaluationError
from definition.expressions.run import Run, day, length, number, text
from definition.expressions.values import Value

MICROSECONDS: Final = {"day": 86_400_000_000, "hour": 3_600_000_000, "minute": 60_000_000, "second": 1_000_000}
_MOST_DAYS: Final = 4_000_000
_MOST_MONTHS: Final = 200_000


def to_date(run: Run, value: Value, *rest: Value) -> Value:
    if rest:
        numbers = [whole(number(part)) for part in (value, *rest)]
        return _found(moments.date_of(*numbers), "bad-date")
    if isinstance(value, datetime):
        return moments.in_zone(value, run.zone).date()
    if isinstance(value, date):
        return value
    return _found(moments.date_from_text(text(value)), "bad-date")


def to_datetime(_run: Run, value: Value) -> Value:
    if isinstance(value, datetime):
        return value
    return _found(moments.datetime_from_text(text(value)), "bad-datetime")


def to_duration(_run: Run, value: Value) -> Value:
    if isinstance(value, timedelta):
        return value
    return _found(moments.duration_from_text(text(value)), "bad-duration")


def _found(value: Value, code: str) -> Value:
    if value is None:
        raise EvaluationError(code)
    return value


def date_part(read: Callable[[date], int]) -> Callable[..., Value]:
    """A function reading a part of a date, or of a moment in a time zone."""

    def part(run: Run, value: Value, zone: Value = None) -> Value:
        if isinstance(value, datetime):
            return Decimal(read(_local(run, value, zone)))
        if zone is not None:
            raise EvaluationError("type-mismatch")
        return Decimal(read(day(value)))

    return part


def clock_part(read: Callable[[datetime], int], unit: int, modulus: int | None = None) -> Callable[..., Value]:
    """A function reading a part of a moment, or the whole units in a length of time.

    `unit` is in microseconds; `modulus` wraps the count of units where CEL does (thousandths).
    """

    def part(run: Run, value: Value, zone: Value = None) -> Value:
        if isinstance(value, datetime):
            return Decimal(read(_local(run, value, zone)))
        if zone is not None:
            raise EvaluationError("type-mismatch")
        micros = moments.microseconds(length(value))
        units = abs(micros) // unit
        units = units % modulus if modulus else units
        return Decimal(-units if micros < 0 else units)

    return part


def _local(run: Run, moment: datetime, zone: Value) -> datetime:
    return moments.in_zone(moment, run.zone if zone is None else moments.zone_of(text(zone)))


def now(run: Run) -> Value:
    return run.now


def today(run: Run) -> Value:
    return moments.in_zone(run.now, run.zone).date()


def days_between(_run: Run, first: Value, last: Value) -> Value:
    return Decimal((day(last) - day(first)).days)


def months_between(_run: Run, first: Value, last: Value) -> Value:
    return Decimal(moments.months_between(day(first), day(last)))


def years_between(_run: Run, first: Value, last: Value) -> Value:
    months = moments.months_between(day(first), day(last))
    return Decimal(months // 12 if months >= 0 else -(-months // 12))


def add_days(_run: Run, value: Value, count: Value) -> Value:
    days = _bounded(count, _MOST_DAYS)
    if isinstance(value, datetime):
        return moments.shift(value, timedelta(days=days))
    return moments.shift_days(day(value), days)


def add_months(_run: Run, value: Value, count: Value) -> Value:
    return moments.shift_months(day(value), _bounded(count, _MOST_MONTHS))


def add_years(_run: Run, value: Value, count: Value) -> Value:
    return moments.shift_months(day(value), 12 * _bounded(count, _MOST_MONTHS))


def _bounded(count: Value, most: int) -> int:
    steps = whole(number(count))
    if abs(steps) > most:
        raise EvaluationError("overflow")
    return steps


def in_units(unit: int) -> Callable[..., Value]:
    """A function giving a length of time in units of so many microseconds, with its fraction."""

    def convert(_run: Run, value: Value) -> Value:
        return decimals.divide(Decimal(moments.microseconds(length(value))), Decimal(unit))

    return convert
