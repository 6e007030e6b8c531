"""Patterns written by makers, run only by RE2: linear time on any input."""

from functools import lru_cache
from typing import Protocol, cast

import re2

LONGEST_PATTERN = 500


class _Pattern(Protocol):
    def fullmatch(self, text: str) -> object | None: ...


def matches(pattern: str, text: str) -> bool:
    """Whether the whole of `text` fits. A pattern that RE2 refuses fits everything: the compiler reported it."""
    compiled = _compiled(pattern)
    return compiled is None or compiled.fullmatch(text) is not None


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> _Pattern | None:
    if len(pattern) > LONGEST_PATTERN:
        return None
    options = re2.Options()
    options.log_errors = False
    options.max_mem = 1 << 20
    try:
        return cast("_Pattern", re2.compile(pattern, options))
    except re2.error:
        return None
