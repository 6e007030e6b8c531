"""Patterns that both engines can run in linear time: a subset of RE2 with one meaning everywhere.

The server matches with RE2. The browser matches with its own automaton (`pattern.ts`), never with
the browser's regular expressions, which can be made to run for minutes. So a pattern must be one that
RE2 accepts and the automaton knows: literals, `.`, classes, \\d \\w \\s \\b and their opposites, \\p with the
groups below, ^ $, groups, |, and repeats up to 100. Flags, look-around and back references are refused.
"""

import re
from functools import lru_cache
from typing import Final, NoReturn

import re2

from definition.expressions.errors import EvaluationError
from definition.expressions.limits import MAX_PATTERN, MAX_PATTERN_PROGRAM, MAX_PATTERN_REPEAT

UNICODE_GROUPS: Final = frozenset({"L", "Lu", "Ll", "N", "Nd", "P", "S", "Z"})
_MAX_NESTING: Final = 20
_CLASS_ESCAPE: Final = re.compile(r"\\(?:[dDwWsS]|[pP](?:([LNPSZ])|\{([A-Za-z]+)\}))")
_CHARACTER_ESCAPE: Final = re.compile(r"\\(?:[ntrf]|x[0-9a-fA-F]{2}|x\{[0-9a-fA-F]{1,6}\}|[!-/:-@\[-`{-~])")
_REPEAT: Final = re.compile(r"\{([0-9]{1,4})(,([0-9]{1,4})?)?\}")

_OPTIONS: Final = re2.Options()
_OPTIONS.log_errors = False


class PatternError(ValueError):
    """Why a pattern cannot be used: `code` is `bad-pattern` or `unsupported-pattern`."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def check_pattern(pattern: str) -> None:
    """Raises PatternError unless both engines can run the pattern."""
    if len(pattern) > MAX_PATTERN:
        raise PatternError("unsupported-pattern", f"A pattern has at most {MAX_PATTERN} characters.")
    try:
        re2.compile(pattern, _OPTIONS)
    except (re2.error, UnicodeEncodeError):
        raise PatternError("bad-pattern", "This is not a pattern: check brackets and repeats.") from None
    size = _Sizer(pattern).size()
    if size > MAX_PATTERN_PROGRAM:
        raise PatternError("unsupported-pattern", "This pattern is too large. Use smaller repeats.")


def pattern_found(pattern: str, text: str) -> bool:
    """Whether the pattern matches somewhere in the text.

    Raises EvaluationError: `bad-argument` for a pattern `check_pattern` refuses, `bad-text` for text that
    is not valid Unicode.
    """
    compiled = _compiled(pattern)
    if compiled is None:
        raise EvaluationError("bad-argument")
    try:
        return compiled.search(text) is not None
    except UnicodeEncodeError:
        raise EvaluationError("bad-text") from None


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> "re2._Regexp | None":
    try:
        check_pattern(pattern)
    except PatternError:
        return None
    return re2.compile(pattern, _OPTIONS)


class _Sizer:
    """Walks a pattern that RE2 accepted, refusing what the automaton does not know."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._at = 0

    def size(self) -> int:
        """The number of instructions the automaton needs."""
        return self._alternatives(0)

    def _peek(self) -> str:
        return self._pattern[self._at : self._at + 1]

    def _alternatives(self, nesting: int) -> int:
        if nesting > _MAX_NESTING:
            self._refuse("Brackets are nested too deep.")
        total = self._sequence(nesting)
        while self._peek() == "|":
            self._at += 1
            total += 2 + self._sequence(nesting)
        return total

    def _sequence(self, nesting: int) -> int:
        total = 0
        while self._peek() not in {"", "|", ")"}:
            total += self._repeated(self._atom(nesting))
        return total

    def _repeated(self, size: int) -> int:
        letter = self._peek()
        if letter in {"*", "+", "?"}:
            self._at += 1
            size += 2
        elif letter == "{":
            size = self._counted(size)
        else:
            return size
        if self._peek() == "?":
            self._at += 1
        return size

    def _counted(self, size: int) -> int:
        found = _REPEAT.match(self._pattern, self._at)
        if found is None:
            self._refuse("Write \\{ for a curly bracket.")
        self._at = found.end()
        least = int(found.group(1))
        most = int(found.group(3) or least)
        if max(least, most) > MAX_PATTERN_REPEAT:
            self._refuse(f"Repeats count to {MAX_PATTERN_REPEAT} at most.")
        is_open = bool(found.group(2)) and not found.group(3)
        return least * size + (most - least) * (size + 1) + (size + 2 if is_open else 0)

    def _atom(self, nesting: int) -> int:
        letter = self._peek()
        if letter == "(":
            return self._group(nesting)
        if letter == "[":
            self._character_class()
        elif letter == "\\":
            self._escape(_CLASS_ESCAPE, _CHARACTER_ESCAPE, re.compile(r"\\[bB]"))
        elif letter in {"{", "}", "]"}:
            self._refuse(f"Write \\{letter} for this bracket.")
        else:
            self._at += 1
        return 1

    def _group(self, nesting: int) -> int:
        self._at += 1
        if self._peek() == "?":
            if not self._pattern.startswith("?:", self._at):
                self._refuse("Flags, names and look-around are not supported. Use lower() to ignore case.")
            self._at += 2
        size = self._alternatives(nesting + 1)
        self._at += 1
        return size + 1

    def _character_class(self) -> None:
        self._at += 1
        if self._peek() == "^":
            self._at += 1
        if self._peek() == "]":
            self._refuse("Write \\] for a bracket inside a class.")
        while self._peek() != "]":
            if self._peek() == "[":
                self._refuse("Write \\[ for a bracket inside a class.")
            if self._peek() == "\\":
                self._escape(_CLASS_ESCAPE, _CHARACTER_ESCAPE)
            else:
                self._at += 1
        self._at += 1

    def _escape(self, *allowed: re.Pattern[str]) -> None:
        for expression in allowed:
            found = expression.match(self._pattern, self._at)
            if found and (set(found.groups()) - {None}) <= UNICODE_GROUPS:
                self._at = found.end()
                return
        self._refuse(f"{self._pattern[self._at : self._at + 2]} is not supported in a pattern.")

    def _refuse(self, message: str) -> NoReturn:
        raise PatternError("unsupported-pattern", message)
