"""Text lines to records of cells. Forgiving as spreadsheet programs are, bounded where they are not.

A quote that is never closed must not swallow the rest of the file: after `record_lines` lines or
`record_characters` characters the quote is taken literally and the record ends with its line.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from builder.importers.tabular.limits import LIMITS
from builder.importers.tabular.problems import Refusal

csv.field_size_limit(LIMITS.record_characters * 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """Separator, quote ("" = none), escape ("" = a quote is doubled), and whether spaces may stand before a quote."""

    delimiter: str
    quote: str = '"'
    escape: str = ""
    skip_space: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """The cells of one record; `stray` marks a record with a quote that was never closed."""

    cells: list[str]
    stray: bool = False


STRAYS_ENDURED = 20
"""After so many quotes that are never closed, quotes have no meaning in this file."""


def split_records(lines: Iterator[str], dialect: Dialect) -> Iterator[Record]:
    """Records of a text whose lines end with "\\n". Every line belongs to exactly one record."""
    pending: list[str] = []
    strays = 0
    while True:
        line = pending.pop(0) if pending else next(lines, None)
        if line is None:
            return
        if strays >= STRAYS_ENDURED or not _needs_parser(line, dialect):
            yield Record(line.rstrip("\n").split(dialect.delimiter))
            continue
        held = _gather(line, pending, lines, dialect)
        if held is None:
            strays += 1
            yield Record(_parse([line], dialect, quoted=False), stray=True)
        else:
            yield Record(_parse(held, dialect, quoted=True))


def _needs_parser(line: str, dialect: Dialect) -> bool:
    return bool(dialect.quote and dialect.quote in line) or bool(dialect.escape and dialect.escape in line)


def _gather(first: str, pending: list[str], lines: Iterator[str], dialect: Dialect) -> list[str] | None:
    """The lines of one record, or None when its quote is never closed; unused lines go back to `pending`."""
    held = [first]
    open_quote = _open_after(first, dialect, is_open=False)
    size = len(first)
    while open_quote:
        line = pending.pop(0) if pending else next(lines, None)
        if line is None or len(held) >= LIMITS.record_lines or size > LIMITS.record_characters:
            pending[:0] = held[1:] + ([line] if line is not None else [])
            return None
        held.append(line)
        size += len(line)
        open_quote = _open_after(line, dialect, is_open=True)
    return held


def _open_after(line: str, dialect: Dialect, *, is_open: bool) -> bool:
    """Whether a quoted cell is still open at the end of `line`, read as the csv module reads it."""
    quote, delimiter, escape = dialect.quote, dialect.delimiter, dialect.escape
    if not quote or (not is_open and _whole_line(dialect).fullmatch(line)):
        return False
    at_start, i, end = not is_open, 0, len(line)
    while i < end:
        char = line[i]
        if escape and char == escape:
            i += 2
            at_start = False
            continue
        if is_open:
            i, is_open = _step_quoted(line, i, quote, escape)
            at_start = False
            continue
        if char == quote and at_start:
            is_open = True
        at_start = char == delimiter or (dialect.skip_space and at_start and char == " ")
        i += 1
    return is_open


@cache
def _whole_line(dialect: Dialect) -> re.Pattern[str]:
    """Lines in which every cell is plain or quoted from end to end: the usual case, settled at regex speed."""
    quote, delimiter = re.escape(dialect.quote), re.escape(dialect.delimiter)
    avoid = quote + delimiter + (re.escape(dialect.escape) if dialect.escape else "")
    inner = f"[^{quote}{re.escape(dialect.escape)}]*"
    quoted = f"{quote}{inner}{quote}" if dialect.escape else f"{quote}{inner}(?:{quote}{quote}{inner})*{quote}"
    cell = f"(?:{quoted}|[^{avoid}]*)"
    return re.compile(f"{cell}(?:{delimiter}{cell})*\\n?")


def _step_quoted(line: str, i: int, quote: str, escape: str) -> tuple[int, bool]:
    closing = line.find(quote, i)
    if escape:
        mark = line.find(escape, i)
        if mark != -1 and (closing == -1 or mark < closing):
            return mark + 2, True
    if closing == -1:
        return len(line), True
    if not escape and line.startswith(quote, closing + 1):
        return closing + 2, True
    return closing + 1, False


def _parse(held: list[str], dialect: Dialect, *, quoted: bool) -> list[str]:
    reader = csv.reader(
        held,
        delimiter=dialect.delimiter,
        quotechar=dialect.quote or None,
        escapechar=dialect.escape or None,
        doublequote=not dialect.escape,
        skipinitialspace=dialect.skip_space,
        quoting=csv.QUOTE_MINIMAL if quoted and dialect.quote else csv.QUOTE_NONE,
    )
    try:
        return next(reader, [""]) or [""]
    except csv.Error as error:
        raise Refusal(
            "unreadable-text", "", f"A line of the file cannot be read ({error}). Save the table again as CSV."
        ) from error
