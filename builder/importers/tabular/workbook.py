"""Workbooks (XLSX, XLSB, XLS, ODS) through calamine. Only sheets with cells become tables."""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
)

from builder.importers.tabular.characters import has_unstorable, storable
from builder.importers.tabular.container import Content, protected
from builder.importers.tabular.formats import Shown, formats_of
from builder.importers.tabular.limits import Limits
from builder.importers.tabular.model import Cell
from builder.importers.tabular.problems import Problem, Refusal, Severity
from builder.importers.tabular.sources import Merged, Source, Table


@dataclass(slots=True, kw_only=True)
class SheetTable:
    """One worksheet, held by calamine and turned into Python values row by row."""

    name: str
    sheet: CalamineSheet
    merged: tuple[Merged, ...]
    comma_hint: bool = False
    shown: Mapping[int, Shown] = field(default_factory=dict)
    separated: bool = False

    def rows(self) -> Iterator[list[Cell]]:
        start = self.sheet.start
        left = start[1] if start else 0
        padded = [(index, shown.digits) for index, shown in self.shown.items() if shown.digits]
        for row in self.sheet.iter_rows():
            cells = [""] * left + [_plain(cell) for cell in row]
            for index, digits in padded:
                cell = cells[index] if index < len(cells) else ""
                if type(cell) is int and cell >= 0:
                    cells[index] = str(cell).zfill(digits)
            yield cells

    def notices(self) -> tuple[Problem, ...]:
        return ()


def _plain(cell: Cell) -> Cell:
    """Excel's rounding noise removed; durations under a day are times; NUL never leaves this module."""
    if type(cell) is float:
        return int(cell) if cell.is_integer() and abs(cell) < 1e15 else cell
    if type(cell) is str:
        text = storable(cell) if has_unstorable(cell) else cell
        return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
    if type(cell) is timedelta:
        return _time_of(cell)
    if type(cell) is datetime:
        return cell.replace(microsecond=0)
    return cell


def _time_of(span: timedelta) -> Cell:
    seconds = round(span.total_seconds())
    if 0 <= seconds < 86_400:
        return time(seconds // 3600, seconds // 60 % 60, seconds % 60)
    sign = "-" if seconds < 0 else ""
    minutes, rest = divmod(abs(seconds), 60)
    return f"{sign}{minutes // 60}:{minutes % 60:02d}:{rest:02d}"


def open_workbook(content: Content, *, name: str, limits: Limits) -> Source:
    """All sheets with cells. Raises Refusal for a damaged, protected or empty workbook."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content.data))
    except PasswordError as error:
        raise protected(name) from error
    except (CalamineError, OSError, ValueError) as error:
        raise _damaged(name, str(error)) from error
    if len(book.sheet_names) > limits.sheets:
        raise Refusal(
            "too-many-sheets",
            name,
            f"The workbook has {len(book.sheet_names):,} sheets; at most {limits.sheets} are read. Nothing was "
            "imported. Save the sheet you need as a workbook of its own and import that.",
        )
    shown = formats_of(content.data) if content.format == "xlsx" else ()
    tables: list[Table] = []
    problems: list[Problem] = []
    for index, meta in enumerate(book.sheets_metadata):
        if meta.typ is not SheetTypeEnum.WorkSheet:
            continue
        table = _open_sheet(book, index, shown[index] if index < len(shown) else {}, problems)
        if table is not None:
            tables.append(table)
    return Source(format=content.format, encoding="", delimiter="", tables=tuple(tables), problems=tuple(problems))


def _open_sheet(
    book: CalamineWorkbook, index: int, shown: Mapping[int, Shown], problems: list[Problem]
) -> SheetTable | None:
    name = book.sheet_names[index]
    try:
        sheet = book.get_sheet_by_index(index)
    except (CalamineError, OSError, ValueError) as error:
        problems.append(
            Problem(
                code="damaged-sheet",
                where=name,
                message=f"The sheet {name} cannot be read ({str(error)[:120]}). The other sheets are safe. Open the "
                "workbook in your spreadsheet program, save it again and import the new file.",
                severity=Severity.REFUSAL,
            )
        )
        return None
    if sheet.start is None or sheet.height == 0:
        problems.append(
            Problem(code="empty-sheet", where=name, message=f"The sheet {name} has no cells and is left out.")
        )
        return None
    return SheetTable(name=name, sheet=sheet, shown=shown, merged=tuple(sheet.merged_cell_ranges or ()))


def _damaged(name: str, why: str) -> Refusal:
    return Refusal(
        "damaged-workbook",
        name,
        f"The workbook cannot be read ({why[:120]}). Nothing was imported. Open it in your spreadsheet program, save "
        "it under a new name as XLSX and import that file.",
    )
