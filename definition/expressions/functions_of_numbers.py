"""Functions about numbers, and aggregates over lists."""

from collections.abc import Sequence
from decimal import Decimal

from definition.expressions import decimals
from definition.expressions.run import Run, items, number
from definition.expressions.values import Value, order


def round_number(_run: Run, value: Value, places: Value = None) -> Value:
    count = 0 if places is None else decimals.whole(number(places))
    return decimals.round_places(number(value), count)


def floor(_run: Run, value: Value) -> Value:
    return decimals.floor(number(value))


def ceil(_run: Run, value: Value) -> Value:
    return decimals.ceil(number(value))


def absolute(_run: Run, value: Value) -> Value:
    return abs(number(value))


def smallest(run: Run, *values: Value) -> Value:
    return _furthest(run, values, -1)


def largest(run: Run, *values: Value) -> Value:
    return _furthest(run, values, 1)


def _furthest(run: Run, values: Sequence[Value], direction: int) -> Value:
    if len(values) == 1:
        if values[0] is None:
            return None
        values = items(values[0])
    best: Value = None
    for value in values:
        run.spend(1)
        if value is None:
            continue
        if best is None:
            order(value, value, run)
            best = value
        elif order(value, best, run) == direction:
            best = value
    return best


def total(run: Run, values: Value) -> Value:
    return _sum_and_count(run, values)[0]


def average(run: Run, values: Value) -> Value:
    amount, count = _sum_and_count(run, values)
    return decimals.divide(amount, Decimal(count)) if count else None


def _sum_and_count(run: Run, values: Value) -> tuple[Decimal, int]:
    amount, count = decimals.ZERO, 0
    for value in _present(run, values):
        amount = decimals.add(amount, number(value))
        count += 1
    return amount, count


def _present(run: Run, values: Value) -> list[Value]:
    found = items(values)
    run.spend(len(found))
    return [value for value in found if value is not None]
