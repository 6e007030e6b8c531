"""An opened source to sheet plans. Runs inside the bounded child."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from builder.importers.tabular.address import cell_address
from builder.importers.tabular.converters import Converter, Misfit, Outcome, converter_for
from builder.importers.tabular.headings import Layout
from builder.importers.tabular.inference import enough, is_choice
from builder.importers.tabular.limits import Limits
from builder.importers.tabular.model import BadCell, Cell, ColumnPlan, Kind, Row, SheetChoice, SheetPlan, Value
from builder.importers.tabular.planning import Draft, demote, draft_columns, options_from, settle
from builder.importers.tabular.problems import Problem, Refusal
from builder.importers.tabular.shapes import is_blank, text_of
from builder.importers.tabular.sources import Source, Table
from builder.importers.tabular.survey import (
    Survey,
    data_rows,
    layout_notices,
    overflow_notice,
    survey_table,
    used_columns,
)

SHOWN = 80


@dataclass(slots=True, kw_only=True)
class _Check:
    """One column while all its cells are read."""

    draft: Draft
    convert: Converter
    values: int = 0
    bad: int = 0
    unlisted: Counter[str] = field(default_factory=Counter)


def inspect_source(
    source: Source, choices: Sequence[SheetChoice], limits: Limits
) -> tuple[tuple[SheetPlan, ...], tuple[Problem, ...]]:
    """A plan for every sheet that can be read, and a problem for every one that cannot."""
    chosen = {choice.sheet: choice for choice in choices}
    plans: list[SheetPlan] = []
    problems = list(source.problems)
    for table in source.tables:
        try:
            plans.append(inspect_table(table, chosen.get(table.name, SheetChoice(sheet=table.name)), limits))
        except Refusal as refusal:
            problems.append(refusal.problem)
    return tuple(plans), tuple(problems)


def inspect_table(table: Table, choice: SheetChoice, limits: Limits) -> SheetPlan:
    """The plan of one sheet. Raises Refusal when it is too large or has no cells."""
    survey = survey_table(table, heading_row=choice.header_row, limits=limits)
    columns, extra = used_columns(survey, table)
    if not survey.cells and not any(survey.layout.labels):
        raise Refusal(
            "no-cells", table.name or "File", "No cell holds anything to import. Choose a sheet or file with a table."
        )
    kinds: Mapping[int, Kind] = choice.kinds or {}
    drafts = draft_columns(survey, columns, kinds, table, limits)
    layout, omitted = survey.layout, frozenset(survey.omitted)
    plans, bad_cells = _verify(table, survey, drafts, limits)
    preview = tuple(islice(convert_rows(table, layout, omitted, plans), limits.preview_rows))
    problems = (
        *layout_notices(survey, table),
        *table.notices(),
        *overflow_notice(table, survey, extra, len(columns)),
        *_too_many_fields(table, len(columns), limits),
    )
    return SheetPlan(
        name=table.name,
        header_row=layout.heading_row,
        header_rows=layout.heading_rows,
        first_row=layout.first_row,
        last_row=max(survey.last_row, layout.first_row - 1),
        rows=survey.rows,
        omitted_rows=tuple(sorted(omitted)),
        columns=plans,
        preview=preview,
        bad_cells=bad_cells,
        problems=problems,
    )


def _too_many_fields(table: Table, width: int, limits: Limits) -> Iterator[Problem]:
    if width > limits.fields:
        yield Problem(
            code="more-columns-than-fields",
            where=table.name or "File",
            message=f"The table has {width:,} columns; a form takes {limits.fields} fields. The first {limits.fields} "
            "are chosen. Choose others in the column table if you need them.",
        )


def _verify(
    table: Table, survey: Survey, drafts: Sequence[Draft], limits: Limits
) -> tuple[tuple[ColumnPlan, ...], tuple[BadCell, ...]]:
    """Read every cell with its proposed kind: exact counts, and the cells that do not fit by address."""
    checks = [_Check(draft=draft, convert=converter_for(draft.plan)) for draft in drafts]
    bad_cells: list[BadCell] = []
    listed = Counter[str]()
    for number, row in data_rows(table, survey.layout, frozenset(survey.omitted)):
        for check in checks:
            index = check.draft.plan.index
            if index >= len(row):
                continue
            outcome = check.convert(row[index])
            if outcome is None:
                continue
            check.values += 1
            if isinstance(outcome, Misfit):
                _note_bad(check, row[index])
                if listed[check.draft.plan.key] < limits.bad_cells_listed:
                    listed[check.draft.plan.key] += 1
                    bad_cells.append(bad_cell(table.name, number, check.draft.plan, row[index], outcome))
    plans = tuple(_conclude(check, survey, limits) for check in checks)
    kept = {plan.key for plan in plans if plan.bad_count}
    return plans, tuple(cell for cell in bad_cells if cell.column in kept)[: limits.bad_cells_listed]


def _note_bad(check: _Check, cell: Cell) -> None:
    check.bad += 1
    if is_choice(check.draft.plan.kind) and len(check.unlisted) <= 50:
        check.unlisted[text_of(cell)] += 1


def _conclude(check: _Check, survey: Survey, limits: Limits) -> ColumnPlan:
    draft, rows = check.draft, survey.rows
    unique = survey.seen.get(draft.plan.index) is not None
    if check.bad and is_choice(draft.plan.kind):
        return _widen(check, survey, limits)
    if check.bad and not draft.forced and not enough(check.values - check.bad, check.values):
        return demote(draft, values=check.values, bad=check.bad, rows=rows)
    return settle(draft, values=check.values, bad=check.bad, rows=rows, unique=unique)


def _widen(check: _Check, survey: Survey, limits: Limits) -> ColumnPlan:
    """Choices that only later rows use are added, as long as they stay few."""
    draft = check.draft
    labels = {option.label.casefold(): option.label for option in draft.plan.options}
    for text in check.unlisted:
        labels.setdefault(text.casefold(), text)
    if len(labels) <= limits.options:
        wider = replace(
            draft,
            plan=replace(draft.plan, options=options_from(list(labels.values()))),
            proposal=replace(draft.proposal, distinct=len(labels)),
        )
        return settle(wider, values=check.values, bad=0, rows=survey.rows, unique=False)
    if draft.forced:
        return settle(draft, values=check.values, bad=check.bad, rows=survey.rows, unique=False)
    return demote(draft, values=check.values, bad=check.bad, rows=survey.rows)


def bad_cell(sheet: str, number: int, plan: ColumnPlan, cell: Cell, misfit: Misfit) -> BadCell:
    """The report of one cell that does not fit."""
    text = text_of(cell)
    return BadCell(
        where=cell_address(sheet, plan.index, number),
        row=number,
        column=plan.key,
        value=text if len(text) <= SHOWN else text[: SHOWN - 1] + "…",
        code=misfit.code,
        reason=misfit.reason,
    )


def convert_rows(table: Table, layout: Layout, omitted: frozenset[int], plans: Sequence[ColumnPlan]) -> Iterator[Row]:
    """Rows in canonical values; cells that do not fit are None."""
    converters = [(plan, converter_for(plan)) for plan in plans if plan.include]
    for number, row in data_rows(table, layout, omitted):
        values = {plan.key: _value(_at(row, plan.index, convert)) for plan, convert in converters}
        yield Row(number=number, values=values)


def _at(row: Sequence[Cell], index: int, convert: Converter) -> Outcome:
    return convert(row[index]) if index < len(row) and not is_blank(row[index]) else None


def _value(outcome: Outcome) -> Value:
    return None if isinstance(outcome, Misfit) else outcome
