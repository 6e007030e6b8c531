"""A table to typed rows, as one plan says. Runs inside the bounded child."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from builder.importers.tabular.converters import Misfit, converter_for
from builder.importers.tabular.headings import Layout
from builder.importers.tabular.inspection import bad_cell
from builder.importers.tabular.limits import Limits
from builder.importers.tabular.model import (
    BadCell,
    BadCells,
    Cell,
    ColumnPlan,
    Kind,
    Report,
    Row,
    SheetPlan,
    Value,
)
from builder.importers.tabular.sources import Table
from builder.importers.tabular.survey import data_rows


def resolve(plan: SheetPlan, bad_cells: BadCells) -> tuple[ColumnPlan, ...]:
    """The columns that `convert` writes: with "text", a column with bad cells becomes a text column."""
    included = tuple(column for column in plan.columns if column.include)
    if bad_cells is not BadCells.TEXT:
        return included
    return tuple(_as_text(column) if column.bad_count else column for column in included)


def _as_text(column: ColumnPlan) -> ColumnPlan:
    return replace(
        column,
        kind=Kind.TEXT,
        options=(),
        bad_count=0,
        evidence=f"{column.evidence} Imported as text because {column.bad_count:,} cells do not fit.",
    )


@dataclass(slots=True, kw_only=True)
class _Counts:
    read: int = 0
    written: int = 0
    skipped: int = 0
    emptied: int = 0
    bad: int = 0
    listed: list[BadCell] = field(default_factory=list)


def convert_table(
    table: Table, plan: SheetPlan, policy: BadCells, limits: Limits, write: Callable[[Row], None]
) -> Report:
    """Write every row of the plan and report what happened to the cells that do not fit."""
    layout = Layout(
        heading_row=plan.header_row, heading_rows=plan.header_rows, first_row=plan.first_row, labels=(), above=()
    )
    columns = [(column, converter_for(column)) for column in resolve(plan, policy)]
    counts = _Counts()
    for number, row in data_rows(table, layout, frozenset(plan.omitted_rows)):
        counts.read += 1
        values: dict[str, Value] = {}
        misfits: list[tuple[ColumnPlan, Cell, Misfit]] = []
        for column, convert in columns:
            cell = row[column.index] if column.index < len(row) else ""
            outcome = convert(cell)
            if isinstance(outcome, Misfit):
                misfits.append((column, cell, outcome))
                outcome = None
            values[column.key] = outcome
        _note(counts, table.name, number, misfits, limits)
        if misfits and policy is BadCells.SKIP:
            counts.skipped += 1
            continue
        counts.emptied += len(misfits)
        counts.written += 1
        write(Row(number=number, values=values))
    return _report(counts)


def _note(
    counts: _Counts,
    sheet: str,
    number: int,
    misfits: Sequence[tuple[ColumnPlan, Cell, Misfit]],
    limits: Limits,
) -> None:
    counts.bad += len(misfits)
    for column, cell, misfit in misfits:
        if len(counts.listed) < limits.bad_cells_listed:
            counts.listed.append(bad_cell(sheet, number, column, cell, misfit))


def _report(counts: _Counts) -> Report:
    return Report(
        rows_read=counts.read,
        rows_written=counts.written,
        rows_skipped=counts.skipped,
        cells_emptied=counts.emptied,
        bad_cell_count=counts.bad,
        bad_cells=tuple(counts.listed),
    )
