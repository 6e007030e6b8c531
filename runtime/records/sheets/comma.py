"""CSV: comma, every cell quoted, UTF-8 with the mark that makes spreadsheet programs read it as such."""

import codecs
import csv
import datetime as clock
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import BinaryIO

from core.formulas import shield
from runtime.fieldtypes.datetime import show_moment
from runtime.records.sheets.columns import Cell, Lines, SheetColumn


def head(columns: Sequence[SheetColumn]) -> bytes:
    """The mark and the line of headings."""
    return codecs.BOM_UTF8 + _lines([[shield(column.heading) for column in columns]])


def body(columns: Sequence[SheetColumn], rows: Iterable[Sequence[Cell]], first: int) -> Lines:
    """One line per row. Lines have no number, so that `first` changes nothing."""
    shares = [column.format.endswith("%") for column in columns]
    lines = _lines([_text(cell, share) for cell, share in zip(row, shares, strict=True)] for row in rows)
    return Lines(content=lines, cut=0)


def finish(target: BinaryIO, columns: Sequence[SheetColumn], written: Iterable[bytes], title: str) -> None:
    """Write the file. `written` is a head, then bodies, in pieces of any size."""
    for piece in written:
        target.write(piece)


def _lines(rows: Iterable[Sequence[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode()


def _text(cell: Cell, is_share: bool) -> str:
    """Numbers and days are written as such and need no shield: a program may read them as what they are."""
    match cell:
        case None:
            return ""
        case str():
            return shield(cell)
        case Decimal():
            return f"{(cell * 100).normalize():f}%" if is_share else f"{cell:f}"
        case clock.datetime():
            return show_moment(cell)
        case clock.date():
            return cell.isoformat()
        case clock.time():
            return f"{cell:%H:%M}"
