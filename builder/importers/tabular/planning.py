"""From a survey to column plans: labels, keys, kinds and options."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from builder.importers.tabular.address import column_letters
from builder.importers.tabular.formats import PLAIN
from builder.importers.tabular.inference import (
    Hints,
    Proposal,
    evidence_of,
    is_choice,
    propose,
    readings,
)
from builder.importers.tabular.limits import Limits
from builder.importers.tabular.model import ColumnPlan, Kind, Option, ParseOptions
from builder.importers.tabular.naming import keys_for, option_keys
from builder.importers.tabular.sources import Table
from builder.importers.tabular.survey import Survey
from builder.importers.tabular.tally import Tally, tally_of
from definition.personal import personal_heading, personal_kind

SAMPLES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A column plan before its cells are verified, from `judged` cells. `forced`: a person chose the kind."""

    plan: ColumnPlan
    proposal: Proposal
    judged: int
    forced: bool


def draft_columns(
    survey: Survey, columns: Sequence[int], kinds: Mapping[int, Kind], table: Table, limits: Limits
) -> tuple[Draft, ...]:
    """One draft per column of the table, in the order of the file."""
    labels = _labels(survey, columns)
    keys = keys_for(labels)
    tallies = [tally_of(survey.sample.get(index, Counter())) for index in columns]
    sheet_hints = _hints(tallies, comma_hint=table.comma_hint)
    drafts = []
    for position, (index, tally) in enumerate(zip(columns, tallies, strict=True)):
        label = labels[position]
        hints = replace(sheet_hints, shown=table.shown.get(index, PLAIN))
        proposal, others = propose(tally, label, hints)
        forced = index in kinds
        if forced:
            others = (*(kind for kind in (proposal.kind, *others) if kind is not kinds[index]),)
            proposal = _chosen(tally, label, hints, kinds[index])
        plan = ColumnPlan(
            index=index,
            column=column_letters(index),
            key=keys[position],
            label=label,
            kind=proposal.kind,
            nullable=True,
            unique=False,
            evidence="",
            alternatives=others,
            options=options_of(tally, limits) if is_choice(proposal.kind) else (),
            include=position < limits.fields and (survey.counts[index] > 0 or _is_named(survey, index)),
            parse=proposal.parse,
            count=survey.counts[index],
            longest=survey.longest.get(index, 0),
            bad_count=0,
            samples=tuple(text[:80] for text, _ in tally.distinct.most_common(SAMPLES)),
            personal=personal_heading(label) or personal_kind(proposal.kind.value),
        )
        drafts.append(Draft(plan=plan, proposal=proposal, judged=tally.cells, forced=forced))
    return tuple(drafts)


def _labels(survey: Survey, columns: Sequence[int]) -> list[str]:
    given = survey.layout.labels
    labels: list[str] = []
    taken: set[str] = set()
    for index in columns:
        base = (given[index] if index < len(given) else "") or f"Column {index + 1}"
        label, count = base, 2
        while label.casefold() in taken:
            label, count = f"{base} ({count})", count + 1
        taken.add(label.casefold())
        labels.append(label)
    return labels


def _is_named(survey: Survey, index: int) -> bool:
    return index < len(survey.layout.labels) and bool(survey.layout.labels[index])


def _hints(tallies: Sequence[Tally], *, comma_hint: bool) -> Hints:
    """The order of dates and the decimal sign that the clear columns of a sheet agree on."""
    orders = Counter[str]()
    signs = Counter[str]()
    for tally in tallies:
        orders.update({"dmy": bool(tally.dates["dmy_only"]), "mdy": bool(tally.dates["mdy_only"])})
        signs.update({".": bool(tally.numbers["point_only"]), ",": bool(tally.numbers["comma_only"])})
    order = "" if orders["dmy"] == orders["mdy"] else max(orders, key=lambda name: orders[name])
    if signs["."] == signs[","]:
        return Hints(date_order=order, decimal="," if comma_hint else "")
    return Hints(date_order=order, decimal="." if signs["."] > signs[","] else ",")


def _chosen(tally: Tally, label: str, hints: Hints, kind: Kind) -> Proposal:
    """The proposal for a kind a person chose, read as the column would be read best."""
    for proposal in readings(tally, label, hints):
        if proposal.kind is kind:
            return proposal
    parse = ParseOptions(
        date_order=hints.date_order or "dmy", decimal=hints.decimal or ".", null_marks=tuple(sorted(tally.marks))
    )
    return Proposal(kind=kind, parse=parse, sentence="You chose this kind.")


def options_of(tally: Tally, limits: Limits) -> tuple[Option, ...]:
    """The choices of a column in order of appearance; spellings that differ only in case are one choice."""
    spellings: dict[str, tuple[int, str]] = {}
    for text, count in tally.distinct.items():
        best = spellings.get(text.casefold(), (0, text))
        spellings[text.casefold()] = (best[0] + count, best[1]) if best[0] >= count else (best[0] + count, text)
    labels = [text for _, text in spellings.values()][: limits.options]
    return options_from(labels)


def options_from(labels: Sequence[str]) -> tuple[Option, ...]:
    return tuple(Option(key=key, label=label) for key, label in zip(option_keys(labels), labels, strict=True))


def settle(draft: Draft, *, values: int, bad: int, rows: int, unique: bool) -> ColumnPlan:
    """The final plan of a verified column."""
    return replace(
        draft.plan,
        nullable=values < rows or not rows,
        unique=unique and rows > 1 and values == rows,
        evidence=evidence_of(draft.proposal, values=values, bad=bad, judged=draft.judged),
        bad_count=bad,
    )


def demote(draft: Draft, *, values: int, bad: int, rows: int) -> ColumnPlan:
    """The plan of a column whose sample promised more than all its rows keep: text."""
    if is_choice(draft.plan.kind):
        why = f"More than {MAX_CHOICES_WORDS} different values in {values:,} filled cells: text."
    else:
        noun = draft.proposal.noun or draft.plan.kind.value
        why = f"Only {values - bad:,} of {values:,} look like {noun}: kept as text."
    return replace(
        draft.plan,
        kind=Kind.TEXT,
        options=(),
        nullable=draft.plan.count < rows,
        evidence=why,
        alternatives=(draft.plan.kind, *(kind for kind in draft.plan.alternatives if kind is not Kind.TEXT)),
    )


MAX_CHOICES_WORDS = "20"
