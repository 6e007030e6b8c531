"""Where the headings of a table are: titles above them, headings of several rows, or no headings at all."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from builder.importers.tabular.model import Cell
from builder.importers.tabular.naming import label_of
from builder.importers.tabular.shapes import VALUES, Shape, extent_of, fill_of, is_blank, shape_of, text_of
from builder.importers.tabular.sources import Merged

HEAD_ROWS = 300
MAX_HEADING_ROWS = 4
_UNIT = re.compile(
    r"[(\[].{1,20}[)\]]|[%€£$°#]|°[CF]|[kmcµnu]?(?:g|m|l|s|W|V|A|Hz|Pa|J|eV)(?:[/²³^]\S*)?|yyyy.*|dd.*", re.IGNORECASE
)
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Rows from 1. `heading_row` is None without headings. `labels` has one text per column, "" where none is given."""

    heading_row: int | None
    heading_rows: int
    first_row: int
    labels: tuple[str, ...]
    above: tuple[int, ...]


Grid = Sequence[Sequence[Cell]]


def find_layout(head: Grid, merged: Sequence[Merged], *, heading_row: int | None = None) -> Layout:
    """The layout of a table from its first rows. `heading_row`: None = find it, 0 = none, n = row n."""
    if heading_row == 0:
        return _without_headings(head, _first_dense(head))
    if heading_row is not None:
        return _with_headings(head, merged, heading_row - 1, heading_row - 1)
    first = _first_dense(head)
    if not _is_heading(head, first):
        if _is_lone_name(head, first - 1):
            return _with_headings(head, merged, first - 1, first - 1)
        return _without_headings(head, first)
    if _is_sentence_over_heading(head, first):
        first += 1
    top = _extend_up(head, merged, first)
    return _with_headings(head, merged, top, first)


def _without_headings(head: Grid, first: int) -> Layout:
    above = tuple(i + 1 for i in range(min(first, len(head))) if fill_of(head[i]))
    return Layout(heading_row=None, heading_rows=0, first_row=first + 1, labels=(), above=above)


def _with_headings(head: Grid, merged: Sequence[Merged], top: int, base: int) -> Layout:
    last = _extend_down(head, base)
    above = tuple(i + 1 for i in range(min(top, len(head))) if fill_of(head[i]))
    return Layout(
        heading_row=top + 1,
        heading_rows=last - top + 1,
        first_row=last + 2,
        labels=_labels([head[i] for i in range(top, last + 1)] if top < len(head) else [], merged, top),
        above=above,
    )


def _first_dense(head: Grid) -> int:
    """Index of the first row that is as full as rows of the table are; titles above it are thinner."""
    fills = [fill_of(row) for row in head]
    wide = [fill for fill in fills if fill >= 2]
    nonblank = sum(fill > 0 for fill in fills)
    usual = median(wide) if wide and (len(wide) >= 0.2 * nonblank or len(wide) >= 3) else 1
    needed = max(2.0, usual * 0.5) if usual > 1 else 1
    return next((i for i, fill in enumerate(fills) if fill >= needed), 0)


def _is_heading(head: Grid, index: int) -> bool:
    """Whether row `index` names the columns: its cells differ in kind from the cells below them."""
    if index >= len(head):
        return False
    row = head[index]
    own = [text_of(cell) for cell in row]
    below = [other for other in head[index + 1 :] if fill_of(other) and [text_of(cell) for cell in other] != own][:100]
    named = [j for j in range(len(row)) if not is_blank(row[j])]
    if not below:
        return all(shape_of(row[j]) is Shape.TEXT for j in named)
    votes = [_vote(row[j], [other[j] for other in below if j < len(other)]) for j in named]
    total = sum(votes)
    return total > 0 or (total == 0 and all(shape_of(row[j]) is Shape.TEXT for j in named))


def _vote(cell: Cell, below: Sequence[Cell]) -> float:
    """Above 0 for a heading over `below`, under 0 for one more value of the same sort."""
    own = shape_of(cell)
    shapes = [shape for shape in map(shape_of, below) if shape not in {Shape.EMPTY, Shape.NULL}]
    if not shapes:
        return 0.1 if own is Shape.TEXT else 0
    valued = sum(shape in VALUES for shape in shapes) / len(shapes)
    if own is Shape.TEXT:
        return 1.0 if valued >= 0.6 else _vote_text(text_of(cell), [text_of(other) for other in below])
    if own is Shape.NULL:
        return 0
    if _YEAR.fullmatch(text_of(cell)):
        years = sum(_YEAR.fullmatch(text_of(other)) is not None for other in below)
        return 0 if years < 0.3 * len(shapes) else -1.0
    if valued == 0 and len(shapes) >= 2:
        return 0.3
    return -1.0 if valued >= 0.4 else -0.4


def _vote_text(text: str, below: Sequence[str]) -> float:
    """Text over text: a value tends to come back, and to carry digits where the others do."""
    filled = [other for other in below if other]
    again = filled.count(text)
    if again:
        return -0.5 if again >= 0.1 * len(filled) and len(filled) >= 3 else 0
    digits = sum(any(char.isdigit() for char in other) for other in filled) / len(filled)
    has_digit = any(char.isdigit() for char in text)
    if digits >= 0.8 and len(filled) > 1:
        return -0.3 if has_digit else 0.5
    return 0.1


def _is_lone_name(head: Grid, index: int) -> bool:
    """A single short word in the first column, right above the data and apart from any title: it names that column."""
    if index < 0 or (index > 0 and fill_of(head[index - 1])):
        return False
    row = head[index]
    text = text_of(row[0]) if row else ""
    return fill_of(row) == 1 and text.isalpha() and len(text) <= 20


def _is_sentence_over_heading(head: Grid, index: int) -> bool:
    """A full row of long texts right above a full row of short ones is a caption, not a heading."""
    if index + 1 >= len(head) or not _names_over_values(head, index + 1):
        return False
    top, low = _mean_length(head[index]), _mean_length(head[index + 1])
    return top > 12 and top > 2.5 * low


def _mean_length(row: Sequence[Cell]) -> float:
    texts = [text_of(cell) for cell in row if not is_blank(cell)]
    return sum(map(len, texts)) / len(texts) if texts else 0.0


def _extend_up(head: Grid, merged: Sequence[Merged], index: int) -> int:
    """The first row of a heading whose upper rows group columns ("Travel" over "Air" and "Rail")."""
    top = index
    while top > 0 and index - top < MAX_HEADING_ROWS - 1:
        row = head[top - 1]
        cells = [j for j in range(len(row)) if not is_blank(row[j])]
        if not cells or not all(shape_of(row[j]) is Shape.TEXT for j in cells):
            break
        spans = any(first[0] == top - 1 and last[1] > first[1] and first[1] > 0 for first, last in merged)
        if not spans and not (len(cells) >= 2 and cells[0] > 0):
            break
        top -= 1
    return top


def _extend_down(head: Grid, index: int) -> int:
    """The last row of the heading that starts at `index`."""
    last = index
    while last - index < MAX_HEADING_ROWS - 1:
        following = last + 1
        if following < len(head) and not fill_of(head[following]) and _fills_gaps(head, index, following + 1):
            following += 1
        if not (_fills_gaps(head, index, following) or _continues(head, index, following)):
            break
        last = following
    return last


def _continues(head: Grid, index: int, row: int) -> bool:
    if row >= len(head):
        return False
    texts = [text_of(cell) for cell in head[row]]
    if texts == [text_of(cell) for cell in head[index]]:
        return True
    filled = [text for text in texts if text]
    if len(filled) >= 2 and all(_UNIT.fullmatch(text) for text in filled):
        return True
    return _names_over_values(head, row)


def _names_over_values(head: Grid, index: int) -> bool:
    """Whether every column of values below has a name in row `index`, and that row has no value itself."""
    if index >= len(head):
        return False
    row = head[index]
    shapes = [shape_of(cell) for cell in row]
    if any(shape in VALUES for shape in shapes) or sum(shape is Shape.TEXT for shape in shapes) < 2:
        return False
    below = [other for other in head[index + 1 :] if fill_of(other)][:30]
    valued = [j for j in range(len(row)) if _is_valued(below, j)]
    if len(valued) < max(2, 0.3 * fill_of(row)):
        return False
    return sum(shapes[j] is Shape.TEXT for j in valued) >= 0.8 * len(valued)


def _is_valued(below: Grid, column: int) -> bool:
    shapes = [shape_of(row[column]) for row in below if column < len(row)]
    shapes = [shape for shape in shapes if shape not in {Shape.EMPTY, Shape.NULL}]
    return len(shapes) >= 2 and sum(shape in VALUES for shape in shapes) >= 0.8 * len(shapes)


def _fills_gaps(head: Grid, index: int, row: int) -> bool:
    """Whether row `row` names just the columns that the heading above left open or grouped."""
    if row >= len(head):
        return False
    top, low = head[index], head[row]
    width = max(extent_of(top), extent_of(low))
    named = [j < len(top) and not is_blank(top[j]) for j in range(width)]
    gaps = {j for j in range(width) if not named[j] and any(named[:j])}
    starts = {j - 1 for j in gaps if named[j - 1]}
    filled = {j for j in range(len(low)) if not is_blank(low[j])}
    if not gaps & filled or not filled <= gaps | starts:
        return False
    if not all(shape_of(low[j]) is Shape.TEXT for j in filled):
        return False
    return len(filled) < width or bool(starts & filled)


def _labels(rows: Grid, merged: Sequence[Merged], top: int) -> tuple[str, ...]:
    width = max((extent_of(row) for row in rows), default=0)
    grid = [[text_of(row[j]) if j < len(row) else "" for j in range(width)] for row in rows]
    spanned = _span(grid, merged, top)
    for i, line in enumerate(grid[:-1]):
        for j in range(1, width):
            if i not in spanned and not line[j] and grid[i + 1][j]:
                line[j] = line[j - 1]
    labels = []
    for j in range(width):
        parts = list(dict.fromkeys(line[j] for line in grid if line[j]))
        labels.append(label_of(" ".join(parts)).removeprefix("# "))
    return tuple(labels)


def _span(grid: Sequence[list[str]], merged: Sequence[Merged], top: int) -> frozenset[int]:
    """Write the text of every merged heading over all its columns; the rows in which that was done."""
    spanned: set[int] = set()
    for first, last in merged:
        row = first[0] - top
        if last[1] == first[1] or not 0 <= row < len(grid) or first[1] >= len(grid[row]):
            continue
        spanned.add(row)
        for column in range(first[1], min(last[1] + 1, len(grid[row]))):
            grid[row][column] = grid[row][first[1]]
    return frozenset(spanned)
