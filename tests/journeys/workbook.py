"""The workbook of the journey: the public iris table, or one of the same shape where the corpora are not there."""

import warnings
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import openpyxl

IRIS = Path(__file__).resolve().parents[3] / "shared/corpora/4-tabular/readxl-workbooks/iris-excel-xlsx.xlsx"
SPECIES = ("setosa", "versicolor", "virginica")
HEADINGS = ["Sepal.Length", "Sepal.Width", "Petal.Length", "Petal.Width", "Species"]
Row = tuple[Decimal, Decimal, Decimal, Decimal, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbook:
    """A file and what stands in it, read by another library than the one under test."""

    path: Path
    rows: tuple[Row, ...]


def iris(folder: Path) -> Workbook:
    """150 flowers, 50 of each species. Without the corpora a workbook of that shape is made in `folder`."""
    path = IRIS if IRIS.exists() else _made(folder / "iris.xlsx")
    with warnings.catch_warnings(action="ignore"):  # openpyxl names every extension it does not know
        sheet = openpyxl.load_workbook(path, data_only=True).worksheets[0]
    headings, *rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    assert headings == HEADINGS
    return Workbook(path=path, rows=tuple(_row(cells) for cells in rows))


def _row(cells: list[object]) -> Row:
    one, two, three, four, species = cells
    return Decimal(str(one)), Decimal(str(two)), Decimal(str(three)), Decimal(str(four)), str(species)


def _made(path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADINGS)
    for number in range(150):
        sizes = [round(base + number % 20 / 10, 1) for base in (4.3, 2.0, 1.0, 0.1)]
        sheet.append([*sizes, SPECIES[number // 50]])
    book.save(path)
    return path
