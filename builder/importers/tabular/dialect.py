"""How the cells of a text table are separated: the delimiter and quote that make the most regular table."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from builder.importers.tabular.records import Dialect, split_records

SAMPLE_CHARACTERS = 60_000
SAMPLE_RECORDS = 200
DELIMITERS = (",", ";", "\t", "|", "^", "~", ":", " ")
_WEIGHT = {",": 1.0, ";": 1.0, "\t": 1.0, "|": 1.0, "^": 0.9, "~": 0.9, ":": 0.45, " ": 0.5}

_KNOWN_CELL = re.compile(
    r"""\s*(?:
        | [-+(]?\s*[£€$¥%]?\s*\d[\d.,'\s]*(?:[eE][-+]?\d+)?\s*[)%£€$¥]?      # numbers, amounts, percent
        | \d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[T\s]+\d{1,2}:\d{2}(?::\d{2})?\S*)?  # dates
        | \d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s*[AaPp][Mm])?                # times
        | [^\W\d_][\w\-'/.&()]*(?:\ [\w\-'/.&()#%]+)*                         # plain words
        | [\w.+-]+@[\w.-]+ | https?://\S+
    )\s*""",
    re.VERBOSE,
)


_DOUBLED = re.compile(r'[^\\,;\t|\s"]""')
"""A doubled quote inside a cell, as opposed to an empty quoted cell or an escaped quote at its end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Trial:
    dialect: Dialect
    score: float


def detect_dialect(sample: str) -> Dialect:
    """The most plausible dialect for the first part of a text; `sample` has "\\n" as line end."""
    lines = sample[:SAMPLE_CHARACTERS].splitlines(keepends=True)
    if len(sample) > SAMPLE_CHARACTERS and len(lines) > 1:
        lines.pop()
    escape = "\\" if sample.count('\\"') > 2 and not _DOUBLED.search(sample) else ""
    trials = [_try(lines, dialect) for dialect in _candidates(sample, escape)]
    if not trials:
        return Dialect(delimiter=",", quote='"', escape=escape)
    best = max(trials, key=lambda trial: trial.score)
    return best.dialect if best.score > 0 else Dialect(delimiter=",", quote='"', escape=escape)


def _candidates(sample: str, escape: str) -> Iterator[Dialect]:
    for delimiter in DELIMITERS:
        if delimiter not in sample:
            continue
        spaced = delimiter != " " and f'{delimiter} "' in sample
        yield Dialect(delimiter=delimiter, quote='"', escape=escape, skip_space=spaced)
        if _wraps_cells(sample, delimiter):
            yield Dialect(delimiter=delimiter, quote="'", escape=escape)


def _wraps_cells(sample: str, delimiter: str) -> bool:
    """Whether single quotes stand around cells rather than inside words."""
    mark = re.escape(delimiter)
    return len(re.findall(rf"(?:^|{mark})'[^'\n]*'(?={mark}|$)", sample, re.MULTILINE)) > 2


def _try(lines: Sequence[str], dialect: Dialect) -> _Trial:
    rows: list[list[str]] = []
    for record in split_records(iter(lines), dialect):
        cells = record.cells
        if any(cell.strip() for cell in cells):
            rows.append(cells)
        if len(rows) >= SAMPLE_RECORDS:
            break
    return _Trial(dialect=dialect, score=_score(rows, dialect.delimiter))


def _score(rows: Sequence[list[str]], delimiter: str) -> float:
    """Share of rows of the usual width, times what that width says, times how many cells look like values."""
    if not rows:
        return 0.0
    widths = Counter(len(row) for row in rows)
    width, _ = max(widths.items(), key=lambda item: (item[1] * (item[0] > 1), item[0]))
    if width < 2:
        return 0.0
    regular = widths[width] / len(rows)
    cells = [cell for row in rows for cell in row]
    known: float = sum(1 for cell in cells if len(cell) < 200 and _KNOWN_CELL.fullmatch(cell)) / len(cells)
    return float(regular**1.5) * (1 - 1 / (width + 1)) * (0.3 + 0.7 * known) * _WEIGHT[delimiter]
