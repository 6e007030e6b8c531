"""First pass over a table: its layout, its size, its columns, and a sample of what they hold."""

from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from builder.importers.tabular.address import cell_address
from builder.importers.tabular.headings import HEAD_ROWS, Layout, find_layout
from builder.importers.tabular.limits import Limits
from builder.importers.tabular.model import Cell
from builder.importers.tabular.problems import Problem, Refusal
from builder.importers.tabular.shapes import extent_of, fill_of, is_blank, text_of
from builder.importers.tabular.sources import Table
from builder.importers.tabular.words import is_total

SAMPLE_CELLS = 120_000
SAMPLE_ROWS = 500
STRIDE = 29
UNIQUE_ROWS = 5_000
LISTED = 20
TAIL = 5
REMARK_LENGTH = 25


@dataclass(slots=True, kw_only=True)
class Survey:
    """What the first pass counted. Columns count from 0, rows from 1."""

    layout: Layout
    rows: int = 0
    last_row: int = 0
    blank_rows: int = 0
    cells: int = 0
    longest: dict[int, int] = field(default_factory=dict)
    counts: Counter[int] = field(default_factory=Counter)
    widths: Counter[int] = field(default_factory=Counter)
    sample: dict[int, Counter[tuple[type, Cell]]] = field(default_factory=dict)
    seen: dict[int, set[Cell] | None] = field(default_factory=dict)
    omitted: list[int] = field(default_factory=list)
    tail: deque[tuple[int, list[Cell]]] = field(default_factory=lambda: deque(maxlen=TAIL))


def data_rows(table: Table, layout: Layout, omitted: frozenset[int]) -> Iterator[tuple[int, list[Cell]]]:
    """The data rows with their numbers: no headings, no blank rows, none of `omitted`."""
    for number, row in enumerate(table.rows(), start=1):
        if number >= layout.first_row and number not in omitted and any(not is_blank(cell) for cell in row):
            yield number, row


def survey_table(table: Table, *, heading_row: int | None, limits: Limits) -> Survey:
    """Read a whole table once. Raises Refusal when it is larger than `limits` allow."""
    head = list(islice(table.rows(), HEAD_ROWS))
    for number, row in enumerate(head, start=1):
        _check_width(row, number, table.name, limits)
    survey = Survey(layout=find_layout(head, table.merged, heading_row=heading_row))
    headings = _heading_texts(head, survey.layout)
    for number, row in enumerate(table.rows(), start=1):
        if number < survey.layout.first_row:
            continue
        filled = fill_of(row)
        if not filled:
            survey.blank_rows += 1
        elif filled > 1 and tuple(map(text_of, row)) in headings:
            survey.omitted.append(number)
        else:
            _count_row(survey, number, row, filled)
            _check_width(row, number, table.name, limits)
            _check_size(survey, table.name, limits)
    _omit_tail(survey)
    if table.separated:
        _shift_row_names(survey)
    return survey


def _heading_texts(head: Sequence[Sequence[Cell]], layout: Layout) -> frozenset[tuple[str, ...]]:
    if layout.heading_row is None:
        return frozenset()
    rows = head[layout.heading_row - 1 : layout.heading_row - 1 + layout.heading_rows]
    return frozenset(tuple(map(text_of, row)) for row in rows)


def _count_row(survey: Survey, number: int, row: list[Cell], filled: int) -> None:
    survey.rows += 1
    survey.last_row = number
    survey.cells += filled
    survey.tail.append((number, row))
    survey.widths[len(row)] += 1
    sampled = _is_sampled(survey, len(row))
    for index, cell in enumerate(row):
        if isinstance(cell, str):
            cell = cell.strip()
            if not cell:
                continue
        survey.counts[index] += 1
        size = len(cell) if isinstance(cell, str) else 0
        if size > survey.longest.get(index, 0):
            survey.longest[index] = size
        if sampled:
            survey.sample.setdefault(index, Counter())[(type(cell), cell)] += 1
        if survey.rows <= UNIQUE_ROWS:
            _note_unique(survey, index, cell)


def _is_sampled(survey: Survey, width: int) -> bool:
    budget = max(SAMPLE_ROWS, SAMPLE_CELLS // max(width, 1))
    return survey.rows <= budget or (survey.rows % STRIDE == 0 and survey.rows <= budget * STRIDE)


def _note_unique(survey: Survey, index: int, cell: Cell) -> None:
    seen = survey.seen.setdefault(index, set())
    if seen is None:
        return
    if cell in seen:
        survey.seen[index] = None
    else:
        seen.add(cell)


def _check_width(row: Sequence[Cell], number: int, name: str, limits: Limits) -> None:
    width = extent_of(row) if len(row) > limits.columns else 0
    if width > limits.columns:
        raise Refusal(
            "too-many-columns",
            name or "File",
            f"Row {number} has {width:,} columns; at most {limits.columns:,} are read. Nothing was imported. "
            "Delete the columns you do not need and import the file again.",
        )


def _check_size(survey: Survey, name: str, limits: Limits) -> None:
    where = name or "File"
    if survey.rows > limits.rows:
        raise Refusal(
            "too-many-rows",
            where,
            f"The table has more than {limits.rows:,} rows of data. Nothing was imported. Split it, by year for "
            "example, and import the parts one after the other.",
        )
    if survey.cells > limits.cells:
        raise Refusal(
            "too-many-cells",
            where,
            f"The table has more than {limits.cells:,} filled cells (row {survey.last_row:,} of it reached that). "
            "Nothing was imported. Split the file, or delete the columns you do not need, and import it again.",
        )


def _omit_tail(survey: Survey) -> None:
    """Leave out what stands below the data: rows whose first text says "Total", and lone lines of remarks."""
    if survey.rows < 3:
        return
    usual = survey.cells / survey.rows
    for number, row in reversed(survey.tail):
        first = next((cell for cell in row if not is_blank(cell)), "")
        remark = fill_of(row) == 1 and usual >= 2.5 and isinstance(first, str) and len(first) >= REMARK_LENGTH
        if not remark and not (isinstance(first, str) and is_total(first)):
            break
        _uncount(survey, number, row)


def _uncount(survey: Survey, number: int, row: list[Cell]) -> None:
    survey.omitted.append(number)
    survey.rows -= 1
    for index, cell in enumerate(row):
        if is_blank(cell):
            continue
        survey.counts[index] -= 1
        key = (type(cell), cell.strip() if isinstance(cell, str) else cell)
        counter = survey.sample.get(index)
        if counter is not None and counter[key] > 0:
            counter[key] -= 1
            if not counter[key]:
                del counter[key]


def used_columns(survey: Survey, table: Table) -> tuple[list[int], list[int]]:
    """The columns of the table, and the columns in which only a few rows overflow beyond it.

    A workbook's column without a heading and without a value is formatting only and is no column of the table.
    """
    labels = survey.layout.labels
    named = {j for j, label in enumerate(labels) if label}
    filled = {j for j, count in survey.counts.items() if count > 0}
    usual = _usual_width(survey) if table.separated else 0
    edge = max(len(labels), usual)
    # Where most rows are as wide as the headings, longer ones are torn, however many they are.
    few = max(1, survey.rows // (2 if usual == len(labels) else 50))
    extra = {j for j in filled - named if j >= edge and survey.counts[j] <= few and survey.rows > 1}
    return sorted((named | filled | set(range(usual))) - extra), sorted(extra)


def _shift_row_names(survey: Survey) -> None:
    """Statistics programs write the names of rows in a first column that has no heading: then headings move by one."""
    labels, usual = survey.layout.labels, _usual_width(survey)
    if len(labels) != usual - 1 or not all(labels) or survey.rows < 2:
        return
    if (
        survey.widths[usual] == survey.rows
        and survey.counts[usual - 1] == survey.rows
        and survey.seen.get(0) is not None
    ):
        survey.layout = replace(survey.layout, labels=("", *labels))


def _usual_width(survey: Survey) -> int:
    """The number of cells most data rows have; a file without data is as wide as its headings."""
    if not survey.widths:
        return len(survey.layout.labels)
    return max(survey.widths.items(), key=lambda item: (item[1], item[0]))[0]


def layout_notices(survey: Survey, table: Table) -> Iterator[Problem]:
    """What lies around and between the data and was left out."""
    where = table.name or "File"
    above = survey.layout.above
    if above:
        rows = f"Row {above[0]}" if len(above) == 1 else f"Rows {above[0]} to {above[-1]}"
        yield Problem(
            code="rows-above",
            where=where,
            message=f"{rows} above the table {'is' if len(above) == 1 else 'are'} left out as a title. "
            "If this is data, choose another heading row.",
        )
    if survey.layout.heading_row is None:
        yield Problem(
            code="no-headings",
            where=where,
            message="No row of headings was found, so the columns are named Column 1, Column 2 and so on. All rows "
            "are data. Rename the columns, or choose the heading row.",
        )
    if survey.omitted:
        listed = ", ".join(map(str, sorted(survey.omitted)[:LISTED]))
        yield Problem(
            code="rows-left-out",
            where=where,
            message=f"Totals, remarks or repeated headings are left out: row {listed}. Your other rows are all kept.",
        )
    if survey.blank_rows and survey.blank_rows > 1:
        yield Problem(
            code="blank-rows", where=where, message=f"{survey.blank_rows:,} blank rows are skipped. No data is lost."
        )


def overflow_notice(table: Table, survey: Survey, extra: Sequence[int], width: int) -> Iterator[Problem]:
    """Cells beyond the last column, by address."""
    if not extra:
        return
    found: list[str] = []
    total = 0
    for number, row in data_rows(table, survey.layout, frozenset(survey.omitted)):
        for index in extra:
            if index < len(row) and not is_blank(row[index]):
                total += 1
                if len(found) < LISTED:
                    found.append(cell_address(table.name, index, number))
    yield Problem(
        code="cells-beyond-table",
        where=found[0],
        message=f"{total:,} {'cell stands' if total == 1 else 'cells stand'} beyond the last of {width} columns and "
        f"{'is' if total == 1 else 'are'} left out: {', '.join(found)}. The row probably has one separator too many; "
        "check it before importing.",
    )
