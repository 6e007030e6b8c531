"""Tables as streams of rows: every pass over `rows()` starts again at row 1, so memory does not grow with rows."""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from builder.importers.tabular.characters import has_unstorable, storable
from builder.importers.tabular.dialect import SAMPLE_CHARACTERS, detect_dialect
from builder.importers.tabular.encoding import Encoding, detect_encoding
from builder.importers.tabular.formats import Shown
from builder.importers.tabular.limits import Limits
from builder.importers.tabular.model import Cell
from builder.importers.tabular.problems import Problem, Refusal
from builder.importers.tabular.records import Dialect, split_records
from core.formulas import has_marks, unshield

Merged = tuple[tuple[int, int], tuple[int, int]]
"""First and last cell of a merged range, each (row, column) from 0."""


class Table(Protocol):
    """One sheet. `name` is empty for a file that is a single table."""

    name: str
    merged: tuple[Merged, ...]
    separated: bool
    """Whether columns are made by separators: then an empty one is still a column of the file."""
    shown: Mapping[int, Shown]
    """Columns (from 0) whose numbers the file shows in a special way."""

    @property
    def comma_hint(self) -> bool:
        """Whether the way cells are separated says that the comma is the decimal sign."""

    def rows(self) -> Iterator[list[Cell]]:
        """All rows from row 1 on; empty cells are "" and trailing ones may be missing."""

    def notices(self) -> tuple[Problem, ...]:
        """What reading it showed; complete after one full pass."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An opened file: its real format, how its text is read ("" for workbooks), and its tables."""

    format: str
    encoding: str
    delimiter: str
    tables: tuple[Table, ...]
    problems: tuple[Problem, ...]


@dataclass(slots=True, kw_only=True)
class TextTable:
    """A delimited text."""

    data: bytes
    encoding: Encoding
    dialect: Dialect
    limits: Limits
    file: str
    name: str = ""
    separated: bool = True
    shown: Mapping[int, Shown] = field(default_factory=dict)
    merged: tuple[Merged, ...] = ()
    stray_rows: list[int] = field(default_factory=list)
    nul_rows: list[int] = field(default_factory=list)

    @property
    def comma_hint(self) -> bool:
        """Semicolons separate cells where the comma is the decimal sign."""
        return self.dialect.delimiter == ";"

    def rows(self) -> Iterator[list[Cell]]:
        self.stray_rows.clear()
        self.nul_rows.clear()
        lines = read_lines(self.data, self.encoding, limits=self.limits, file=self.file)
        for number, record in enumerate(split_records(lines, self.dialect), start=1):
            if record.stray:
                self.stray_rows.append(number)
            line = "".join(record.cells)
            if "\x00" in line:
                self.nul_rows.append(number)
            cells: list[str] = list(map(storable, record.cells)) if has_unstorable(line) else record.cells
            yield list(map(unshield, cells)) if has_marks(line) else list(cells)

    def notices(self) -> tuple[Problem, ...]:
        return (*_stray_notice(self.stray_rows), *_nul_notice(self.nul_rows))


def _stray_notice(rows: list[int]) -> Iterator[Problem]:
    if rows:
        yield Problem(
            code="stray-quote",
            where=f"Row {rows[0]}",
            message=f"{_count(rows, 'row has', 'rows have')} a quotation mark that is never closed. The mark is kept "
            f"as a plain character and the rows after it are safe. Check {_row_list(rows)}.",
        )


def _nul_notice(rows: list[int]) -> Iterator[Problem]:
    if rows:
        yield Problem(
            code="nul-characters",
            where=f"Row {rows[0]}",
            message=f"{_count(rows, 'row holds', 'rows hold')} NUL characters, which no cell can show. They were left "
            f"out, all else was kept. Check {_row_list(rows)}.",
        )


def _count(rows: list[int], one: str, many: str) -> str:
    return f"1 {one}" if len(rows) == 1 else f"{len(rows):,} {many}"


def _row_list(rows: list[int]) -> str:
    shown = ", ".join(str(row) for row in rows[:5])
    return ("row " if len(rows) == 1 else "rows ") + shown + (" and more" if len(rows) > 5 else "")


def read_lines(data: bytes, encoding: Encoding, *, limits: Limits, file: str) -> Iterator[str]:
    """Lines with "\\n" as their end, whatever the file uses (LF, CRLF, CR, mixed). Refuses endless lines."""
    stream = io.TextIOWrapper(io.BytesIO(data), encoding=encoding.name, errors=encoding.errors, newline=None)
    number = 0
    while line := stream.readline(limits.record_characters + 1):
        number += 1
        if len(line) > limits.record_characters:
            raise Refusal(
                "line-too-long",
                f"Line {number}",
                f"Line {number} is longer than {limits.record_characters:,} characters, so this is hardly a table. "
                f"Nothing was imported. Check that {file} has one row per line and save it again as CSV.",
            )
        yield line


def open_text(data: bytes, *, name: str, limits: Limits) -> Source:
    """The one table of a text file. Raises Refusal."""
    encoding = detect_encoding(data, name=name)
    sample: list[str] = []
    size = 0
    for line in read_lines(data, encoding, limits=limits, file=name):
        sample.append(line)
        size += len(line)
        if size > SAMPLE_CHARACTERS:
            break
    text = "".join(sample)
    dialect = detect_dialect(text.replace("\x00", ""))
    table = TextTable(data=data, encoding=encoding, dialect=dialect, limits=limits, file=name)
    return Source(
        format="tsv" if dialect.delimiter == "\t" else "csv",
        encoding=encoding.name,
        delimiter=dialect.delimiter,
        tables=(table,),
        problems=tuple(_encoding_notices(encoding, text)),
    )


def _encoding_notices(encoding: Encoding, text: str) -> Iterator[Problem]:
    if encoding.name.startswith("utf-8") and encoding.errors == "replace":
        yield Problem(
            code="mixed-encoding",
            where="File",
            message="A few characters are not valid UTF-8 and are shown as �. All other text is safe. "
            "Save the file again as UTF-8 if these characters matter.",
        )
    elif encoding.name not in {"ascii", "utf-8", "utf-8-sig"} and not text.isascii():
        yield Problem(
            code="encoding-guessed",
            where="File",
            message=f"The file is not UTF-8; it was read as {encoding.name}. Look at accented letters in the preview; "
            "if they are wrong, save the file as UTF-8 and import it again.",
        )
