"""Which types may be added, subtracted and ordered, and what comes out."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from definition.expressions.types import (
    ANY,
    DATE,
    DATETIME,
    DURATION,
    NUMBER,
    ORDERED,
    STRING,
    Type,
    is_open,
    list_of,
    unify,
)

_SUMS: Final[Mapping[tuple[str, str], Type]] = MappingProxyType(
    {
        ("number", "number"): NUMBER,
        ("string", "string"): STRING,
        ("duration", "duration"): DURATION,
        ("date", "duration"): DATE,
        ("duration", "date"): DATE,
        ("datetime", "duration"): DATETIME,
        ("duration", "datetime"): DATETIME,
    }
)
_DIFFERENCES: Final[Mapping[tuple[str, str], Type]] = MappingProxyType(
    {
        ("number", "number"): NUMBER,
        ("duration", "duration"): DURATION,
        ("date", "date"): DURATION,
        ("datetime", "datetime"): DURATION,
        ("date", "duration"): DATE,
        ("datetime", "duration"): DATETIME,
    }
)


def sum_type(left: Type, right: Type) -> Type | None:
    """The type of `left + right`; None where there is no such sum."""
    if left.item is not None and right.item is not None:
        return list_of(unify(left.item, right.item))
    if (left.item is not None and is_open(right)) or (right.item is not None and is_open(left)):
        return list_of(ANY)
    return _result(_SUMS, left, right)


def difference_type(left: Type, right: Type) -> Type | None:
    """The type of `left - right`; None where there is no such difference."""
    return _result(_DIFFERENCES, left, right)


def is_ordered(type_: Type) -> bool:
    """Whether values of the type can be compared with `<`."""
    return type_.name in ORDERED or is_open(type_)


def _result(table: Mapping[tuple[str, str], Type], left: Type, right: Type) -> Type | None:
    if not (is_open(left) or is_open(right)):
        return table.get((left.name, right.name))
    found = {
        result
        for (one, other), result in table.items()
        if (is_open(left) or left.name == one) and (is_open(right) or right.name == other)
    }
    if len(found) == 1:
        return found.pop()
    return ANY if found else None
