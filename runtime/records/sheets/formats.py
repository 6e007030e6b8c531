"""The formats a sheet can be written in. A file is a head, then bodies in any number of sittings, then finished."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from runtime.records.sheets import comma, workbook
from runtime.records.sheets.columns import Cell, Lines, SheetColumn


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetFormat:
    """`key` is also the ending of the file, `name` what people call it; `most_rows` None: as many as there are."""

    key: str
    name: str
    mime: str
    most_rows: int | None
    head: Callable[[Sequence[SheetColumn]], bytes]
    body: Callable[[Sequence[SheetColumn], Iterable[Sequence[Cell]], int], Lines]
    finish: Callable[[BinaryIO, Sequence[SheetColumn], Iterable[bytes], str], None]


CSV = SheetFormat(
    key="csv",
    name="CSV",
    mime="text/csv; charset=utf-8",
    most_rows=None,
    head=comma.head,
    body=comma.body,
    finish=comma.finish,
)
XLSX = SheetFormat(
    key="xlsx",
    name="Excel",
    mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    most_rows=workbook.MOST_ROWS,
    head=workbook.head,
    body=workbook.body,
    finish=workbook.finish,
)
FORMATS: Mapping[str, SheetFormat] = {CSV.key: CSV, XLSX.key: XLSX}
