"""What an inspection found and a conversion produced: values only, all of them JSON at heart.

Rows and columns of a person's file are named as a spreadsheet names them: rows from 1, columns "A", "B", ... "AA".
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import TypeAlias

from builder.importers.tabular.codec import Json, dump, load
from builder.importers.tabular.problems import Problem
from definition.personal import PersonalGuess

Cell: TypeAlias = str | bool | int | float | datetime | date | time | timedelta
"""One cell as read: text files hold only `str`; the empty string is an empty cell."""

Value: TypeAlias = str | bool | dict[str, str] | None
"""One converted value in the canonical JSON shape of its field kind."""


class Status(StrEnum):
    OK = "ok"
    REFUSED = "refused"


class Kind(StrEnum):
    """The field kinds an import can propose."""

    TEXT = "text"
    TEXTAREA = "textarea"
    EMAIL = "email"
    PHONE = "phone"
    URL = "url"
    NUMBER = "number"
    MONEY = "money"
    PERCENT = "percent"
    DATE = "date"
    TIME = "time"
    DATETIME = "datetime"
    YESNO = "yesno"
    CHOICE = "choice"
    SELECT = "select"


TEXT_KINDS = frozenset({Kind.TEXT, Kind.TEXTAREA})
CHOICE_KINDS = frozenset({Kind.CHOICE, Kind.SELECT})


class BadCells(StrEnum):
    """What happens to cells that do not fit their column's kind."""

    TEXT = "text"
    EMPTY = "empty"
    SKIP = "skip"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One choice: `key` is stored, `label` is what the file says."""

    key: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParseOptions:
    """How the texts of one column are read.

    `date_order` is dmy, mdy or ymd; `decimal` is "." or ","; `currencies` are those of the column, the one of cells
    without a currency first.
    """

    date_order: str = "ymd"
    decimal: str = "."
    currencies: tuple[str, ...] = ()
    serial_dates: bool = False
    fraction_percent: bool = False
    null_marks: tuple[str, ...] = ()

    @property
    def currency(self) -> str:
        """The currency of amounts that name none; empty when there is none."""
        return self.currencies[0] if self.currencies else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BadCell:
    """A cell that does not fit the kind of its column. `column` is the key, `value` is cut at 80 characters."""

    where: str
    row: int
    column: str
    value: str
    code: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnPlan:
    """What one column of the file becomes. `index` counts from 0 in the sheet.

    `count` counts its filled cells, `longest` the characters of its longest one. `personal` is what its heading or its
    kind says about a person, None also for tables inspected before that was asked.
    """

    index: int
    column: str
    key: str
    label: str
    kind: Kind
    nullable: bool
    unique: bool
    evidence: str
    alternatives: tuple[Kind, ...]
    options: tuple[Option, ...]
    include: bool
    parse: ParseOptions
    count: int
    longest: int
    bad_count: int
    samples: tuple[str, ...]
    personal: PersonalGuess | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One converted row; `number` is its row in the file."""

    number: int
    values: Mapping[str, bool | str | Mapping[str, str] | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPlan:
    """One sheet: where its table is and what its columns become.

    `header_row` is None when the table has no headings; `header_rows` counts the rows the headings span.
    Rows in `omitted_rows` lie inside the data but are not data: totals and repeated headings.
    """

    name: str
    header_row: int | None
    header_rows: int
    first_row: int
    last_row: int
    rows: int
    omitted_rows: tuple[int, ...]
    columns: tuple[ColumnPlan, ...]
    preview: tuple[Row, ...]
    bad_cells: tuple[BadCell, ...]
    problems: tuple[Problem, ...]

    def to_json(self) -> Json:
        return dump(self)

    @classmethod
    def from_json(cls, value: Json) -> "SheetPlan":
        """Raises MalformedJson when `value` is not the JSON of a SheetPlan."""
        return load(cls, value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """All that is known about one file before anything is imported. Seconds and megabytes are measured."""

    status: Status
    name: str
    format: str
    encoding: str
    delimiter: str
    sheets: tuple[SheetPlan, ...]
    problems: tuple[Problem, ...]
    seconds: float
    peak_mb: float

    def to_json(self) -> Json:
        return dump(self)

    @classmethod
    def from_json(cls, value: Json) -> "Inspection":
        """Raises MalformedJson when `value` is not the JSON of an Inspection."""
        return load(cls, value)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetChoice:
    """What a person decided about one sheet.

    `header_row`: None = find it, 0 = there are no headings, n = row n. `kinds` maps a column index to its kind.
    """

    sheet: str
    header_row: int | None = None
    kinds: Mapping[int, Kind] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a conversion did, row by row in sum."""

    rows_read: int
    rows_written: int
    rows_skipped: int
    cells_emptied: int
    bad_cell_count: int
    bad_cells: tuple[BadCell, ...]
