"""The two-sided operators on values that are both present."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Final, TypeAlias

from definition.expressions import decimals, moments
from definition.expressions.errors import EvaluationError
from definition.expressions.functions_of_text import is_among
from definition.expressions.run import Run, bounded_list, bounded_text, number
from definition.expressions.values import Value, order

Operator: TypeAlias = Callable[[Run, Value, Value], Value]
_DAY: Final = timedelta(days=1)


def plus(run: Run, left: Value, right: Value) -> Value:
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return decimals.add(left, right)
    if isinstance(left, str) and isinstance(right, str):
        return bounded_text(run, left + right)
    if isinstance(left, list) and isinstance(right, list):
        return bounded_list(run, left + right)
    if isinstance(right, timedelta):
        return _later(left, right)
    if isinstance(left, timedelta):
        return _later(right, left)
    raise EvaluationError("type-mismatch")


def minus(_run: Run, left: Value, right: Value) -> Value:
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return decimals.subtract(left, right)
    if isinstance(right, timedelta):
        return _later(left, -right)
    if isinstance(left, datetime) and isinstance(right, datetime):
        return moments.bounded(left - right)
    if type(left) is date and type(right) is date:
        return left - right
    raise EvaluationError("type-mismatch")


def _later(value: Value, length: timedelta) -> Value:
    if isinstance(value, timedelta):
        return moments.bounded(value + length)
    if isinstance(value, datetime):
        return moments.shift(value, length)
    if isinstance(value, date):
        days, rest = divmod(length, _DAY)
        if rest:
            raise EvaluationError("bad-argument")
        return moments.shift_days(value, days)
    raise EvaluationError("type-mismatch")


def times(_run: Run, left: Value, right: Value) -> Value:
    return decimals.multiply(number(left), number(right))


def divided(_run: Run, left: Value, right: Value) -> Value:
    return decimals.divide(number(left), number(right))


def modulo(_run: Run, left: Value, right: Value) -> Value:
    return decimals.remainder(number(left), number(right))


def member_of(run: Run, left: Value, right: Value) -> Value:
    """`left in right` for a list or a record's keys; `left` may be null."""
    if isinstance(right, list):
        return is_among(run, left, right)
    if isinstance(right, dict) and (left is None or isinstance(left, str)):
        return left in right
    raise EvaluationError("type-mismatch")


def _ordering(accept: Callable[[int], bool]) -> Operator:
    return lambda run, left, right: accept(order(left, right, run))


STRICT: Final[Mapping[str, Operator]] = MappingProxyType(
    {
        "+": plus,
        "-": minus,
        "*": times,
        "/": divided,
        "%": modulo,
        "<": _ordering(lambda sign: sign < 0),
        "<=": _ordering(lambda sign: sign <= 0),
        ">": _ordering(lambda sign: sign > 0),
        ">=": _ordering(lambda sign: sign >= 0),
    }
)
"""Operators whose result is null as soon as one side is null."""
