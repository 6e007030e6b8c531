"""The rough shape of a cell, enough to tell a heading from a value."""

from collections.abc import Iterable, Sequence
from enum import Enum

from builder.importers.tabular.dates import read_date, read_time
from builder.importers.tabular.model import Cell
from builder.importers.tabular.numbers import read_number
from builder.importers.tabular.words import is_null_mark


class Shape(Enum):
    EMPTY = "empty"
    NULL = "null"
    TEXT = "text"
    NUMBER = "number"
    MOMENT = "moment"
    YESNO = "yesno"


VALUES = frozenset({Shape.NUMBER, Shape.MOMENT, Shape.YESNO})


def shape_of(cell: Cell) -> Shape:
    """The shape of one cell."""
    if isinstance(cell, bool):
        return Shape.YESNO
    if isinstance(cell, int | float):
        return Shape.NUMBER
    if not isinstance(cell, str):
        return Shape.MOMENT
    text = cell.strip()
    if not text:
        return Shape.EMPTY
    if read_number(text) is not None:
        return Shape.NUMBER
    if is_null_mark(text):
        return Shape.NULL
    if read_date(text) is not None or read_time(text) is not None:
        return Shape.MOMENT
    return Shape.TEXT


def is_blank(cell: Cell) -> bool:
    return isinstance(cell, str) and not cell.strip()


def fill_of(row: Iterable[Cell]) -> int:
    """How many cells of a row hold something."""
    return sum(not is_blank(cell) for cell in row)


def extent_of(row: Sequence[Cell]) -> int:
    """Cells up to the last one that holds something."""
    for index in range(len(row) - 1, -1, -1):
        if not is_blank(row[index]):
            return index + 1
    return 0


def text_of(cell: Cell) -> str:
    """The cell as a person reads it."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return format(cell, ".15g")
    return str(cell)
