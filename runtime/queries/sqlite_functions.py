"""What SQLite cannot do itself, done by the evaluator's own code in functions of the connection.

A number arrives as SQLite keeps it (a float is exact to 15 digits) or as text, and leaves as text. Where there would be
an error the answer is null; the term around it has asked before.
"""

import sqlite3
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Context as Digits
from decimal import Decimal
from functools import wraps
from typing import Final, Protocol, TypeAlias, cast
from weakref import WeakKeyDictionary

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from definition.expressions import Context, Value, decimals
from definition.expressions import functions_of_time as times
from definition.expressions.errors import EvaluationError
from definition.expressions.limits import DEFAULT_FUEL
from definition.expressions.moments import microseconds
from definition.expressions.run import Run

Stored: TypeAlias = int | float | str | None
_EXACT: Final = Digits(prec=15)
_WIDE: Final = Digits(prec=60)
_ANY_NUMBER: Final = -1
_RUN: Final = Run(Context(), DEFAULT_FUEL)


def install(wrapper: BaseDatabaseWrapper) -> None:
    """Make the functions known to a connection, once: changing them under a running query is refused."""
    # What compiles a query may hold Django's proxy of the connection, which is another object for every thread.
    wrapper = connections[wrapper.alias]
    wrapper.ensure_connection()
    connection: sqlite3.Connection = wrapper.connection
    if _INSTALLED.get(wrapper) is not connection:
        for name, count, function in _FUNCTIONS:
            connection.create_function(name, count, function, deterministic=True)
        connection.create_aggregate("gh_sum", 1, cast("type[_OfWholeNumbers]", _Sum))
        _INSTALLED[wrapper] = connection


_INSTALLED: Final[WeakKeyDictionary[BaseDatabaseWrapper, sqlite3.Connection]] = WeakKeyDictionary()


def _number(value: Stored) -> Decimal:
    return _EXACT.create_decimal_from_float(value) if isinstance(value, float) else Decimal(value or 0)


class _OfWholeNumbers(Protocol):
    """The only aggregates that the types of the driver know; it takes every other."""

    def step(self, value: int, /) -> object: ...

    def finalize(self) -> int: ...


class _Sum:
    """The sum of a group, nulls left out; null for none."""

    def __init__(self) -> None:
        self._sum: Decimal | None = None

    def step(self, value: Stored) -> None:
        if value is not None:
            self._sum = _WIDE.add(self._sum or decimals.ZERO, _number(value))

    def finalize(self) -> str | None:
        return None if self._sum is None else decimals.number_to_text(self._sum)


def _total(function: Callable[..., Stored]) -> Callable[..., Stored]:
    """Null for a null argument, and where the language has an error."""

    @wraps(function)
    def called(*arguments: Stored) -> Stored:
        if None in arguments:
            return None
        try:
            return function(*arguments)
        except EvaluationError:
            return None

    return called


def _of_numbers(function: Callable[..., Decimal]) -> Callable[..., Stored]:
    def called(*arguments: Stored) -> Stored:
        return decimals.number_to_text(function(*(_number(one) for one in arguments)))

    return _total(called)


def _compare(left: Stored, right: Stored) -> int:
    one, other = _number(left), _number(right)
    return (one > other) - (one < other)


def _furthest(choose: Callable[..., Stored]) -> Callable[..., Stored]:
    def called(*arguments: Stored) -> Stored:
        present = [one for one in arguments if one is not None]
        return choose(present) if present else None

    return called


def _furthest_number(choose: Callable[..., Decimal]) -> Callable[..., Stored]:
    def called(*arguments: Stored) -> Stored:
        present = [_number(one) for one in arguments if one is not None]
        return decimals.number_to_text(choose(present)) if present else None

    return called


def _day(text: Stored) -> date:
    return date.fromisoformat(str(text))


def _moment(text: Stored) -> datetime:
    return datetime.fromisoformat(str(text)).replace(tzinfo=UTC)


def _written(value: Value) -> Stored:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(sep=" ").removesuffix("+00:00")
    return value.isoformat() if isinstance(value, date) else int(Decimal(str(value)))


def _shifted(read: Callable[[Stored], date], function: Callable[..., Value]) -> Callable[..., Stored]:
    return _total(lambda value, count: _written(function(_RUN, read(value), _number(count))))


def _date_later(value: Stored, micros: Stored) -> Stored:
    days, rest = divmod(int(micros or 0), times.MICROSECONDS["day"])
    return None if rest else _written(times.add_days(_RUN, _day(value), Decimal(days)))


def _moment_later(value: Stored, micros: Stored) -> Stored:
    try:
        return _written(_moment(value) + timedelta(microseconds=int(micros or 0)))
    except OverflowError:
        return None


def _between(function: Callable[..., Value]) -> Callable[..., Stored]:
    return _total(lambda first, last: _written(function(_RUN, _day(first), _day(last))))


_FUNCTIONS: Final[tuple[tuple[str, int, Callable[..., Stored]], ...]] = (
    ("gh_compare", 2, _total(_compare)),
    ("gh_plus", 2, _of_numbers(decimals.add)),
    ("gh_minus", 2, _of_numbers(decimals.subtract)),
    ("gh_times", 2, _of_numbers(decimals.multiply)),
    ("gh_divided", 2, _of_numbers(decimals.divide)),
    ("gh_remainder", 2, _of_numbers(decimals.remainder)),
    ("gh_absolute", 1, _of_numbers(abs)),
    ("gh_round", 2, _of_numbers(lambda number, places: decimals.round_places(number, int(places)))),
    ("gh_floor", 1, _of_numbers(decimals.floor)),
    ("gh_ceil", 1, _of_numbers(decimals.ceil)),
    ("gh_text", 1, _of_numbers(lambda number: number)),
    ("gh_least", _ANY_NUMBER, _furthest(min)),
    ("gh_greatest", _ANY_NUMBER, _furthest(max)),
    ("gh_least_number", _ANY_NUMBER, _furthest_number(min)),
    ("gh_greatest_number", _ANY_NUMBER, _furthest_number(max)),
    ("gh_date_later", 2, _total(_date_later)),
    ("gh_date_days_later", 2, _shifted(_day, times.add_days)),
    ("gh_moment_later", 2, _total(_moment_later)),
    ("gh_moment_days_later", 2, _shifted(_moment, times.add_days)),
    ("gh_date_months_later", 2, _shifted(_day, times.add_months)),
    ("gh_date_years_later", 2, _shifted(_day, times.add_years)),
    ("gh_days_between", 2, _between(times.days_between)),
    ("gh_months_between", 2, _between(times.months_between)),
    ("gh_years_between", 2, _between(times.years_between)),
    ("gh_micros_between", 2, _total(lambda first, last: microseconds(_moment(last) - _moment(first)))),
    ("gh_day_of_year", 1, _total(lambda day: _day(day).timetuple().tm_yday)),
    ("gh_weekday", 1, _total(lambda day: _day(day).isoweekday())),
)
