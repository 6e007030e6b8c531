"""The first look at an unknown JSON value: depth, size, text and numbers that nothing below has to think of again."""

import math
import re
from typing import Final

from definition.problems import Problem, pointer, problem

MAX_DEPTH: Final = 32
MAX_VALUES: Final = 250_000
_MAX_INTEGER: Final = 10**40
_MAX_REPORTED: Final = 20
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")

_Place = tuple[str | int, ...]


def guard(document: object) -> tuple[Problem, ...]:
    """What makes `document` unfit to be read at all: empty for every storable JSON value.

    Walks without recursion, so depth cannot exhaust the stack; cyclic Python structures end at the depth limit.
    """
    problems: list[Problem] = []
    pending: list[tuple[_Place, object]] = [((), document)]
    seen = 0
    while pending and len(problems) < _MAX_REPORTED:
        place, value = pending.pop()
        seen += 1
        if seen > MAX_VALUES:
            problems.append(problem("too-large", "", limit=MAX_VALUES))
            break
        if isinstance(value, dict | list):
            if len(place) >= MAX_DEPTH:
                problems.append(problem("too-deep", pointer(*place[:8]), limit=MAX_DEPTH))
                break
            problems.extend(_open(place, value, pending))
        else:
            code = _scalar_fault(value)
            if code is not None:
                problems.append(problem(code, _readable_pointer(place)))
    return tuple(problems)


def _open(
    place: _Place, value: dict[object, object] | list[object], pending: list[tuple[_Place, object]]
) -> list[Problem]:
    """Queue the members of a container; report property names that JSON cannot have."""
    if isinstance(value, list):
        pending.extend(((*place, index), item) for index, item in enumerate(value))
        return []
    problems = []
    for name, item in value.items():
        if not isinstance(name, str) or _UNSTORABLE.search(name):
            problems.append(problem("bad-text", _readable_pointer(place)))
        else:
            pending.append(((*place, name), item))
    return problems


def _scalar_fault(value: object) -> str | None:
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, str):
        return "bad-text" if _UNSTORABLE.search(value) else None
    if isinstance(value, int):
        return None if abs(value) < _MAX_INTEGER else "bad-number"
    if isinstance(value, float):
        return None if math.isfinite(value) else "bad-number"
    return "bad-value"


def _readable_pointer(place: _Place) -> str:
    return pointer(*place[:MAX_DEPTH])
