"""Rows that come with the first version fit their fields."""

from collections.abc import Iterator, Mapping

from definition.model import AppDefinition, Field
from definition.problems import Repair
from governance.facts import Facts, Found, Policy, Severity, WaitingColumn, at_field, put
from governance.policies.answers import LONGEST, different, options_of

_SHOWN = 2
_CUT = 40


def check(app: AppDefinition, facts: Facts) -> Iterator[Found]:
    for entity in app.entities_in_order():
        for field in app.fields_of(entity.id):
            column = facts.waiting.get(field.id)
            if column is None or not column.refused:
                continue
            if column.needs_option:
                yield _missing_answers(app, field, column)
            else:
                yield _other_kind(app, facts, field, column)


def _missing_answers(app: AppDefinition, field: Field, column: WaitingColumn) -> Found:
    answers = different(column.refused)
    is_one = len(answers) == 1 and not column.refused_more
    which = "which is not an answer" if is_one else "which are not answers"
    fits = not column.refused_more and all(len(answer) <= LONGEST for answer in answers)
    advice = f"Add {'it' if is_one else 'them'}, or change the field back to text."
    return Found(
        message=f"{_rows(column)} {_named(answers, column)}, {which} of {field.label}. {advice}",
        where=at_field(field, "settings.options"),
        repair=_add(field, answers) if fits else _as_text(app, field),
    )


def _other_kind(app: AppDefinition, facts: Facts, field: Field, column: WaitingColumn) -> Found:
    values = _named(column.refused, column)
    advice = "text, or they would be left empty." if column.are_texts else "what it was."
    return Found(
        message=f"{_rows(column)} {values}, which {field.label} cannot keep as {_kind_name(facts, field)}. "
        f"Change the field back to {advice}",
        where=at_field(field, "kind"),
        repair=_as_text(app, field) if column.are_texts else None,
    )


def _rows(column: WaitingColumn) -> str:
    return f"{column.refused_rows:,} of {column.rows:,} rows {'holds' if column.refused_rows == 1 else 'hold'}"


def _named(answers: tuple[str, ...], column: WaitingColumn) -> str:
    """The first two values, and how many others there are."""
    quoted = [f"“{answer if len(answer) <= _CUT else answer[: _CUT - 1] + '…'}”" for answer in answers[:_SHOWN]]
    more = len(answers) - _SHOWN
    if column.refused_more:
        return f"{', '.join(quoted)} or more than {more} others"
    if more > 0:
        return f"{', '.join(quoted)} or {more} more"
    return " or ".join(quoted)


def _kind_name(facts: Facts, field: Field) -> str:
    specs = facts.catalogue.components.values()
    return next((spec.name for spec in specs if spec.kind == field.kind), field.kind)


def _add(field: Field, answers: tuple[str, ...]) -> Repair:
    there = field.settings.get("options")
    options = [one for one in there if isinstance(one, Mapping)] if isinstance(there, list | tuple) else []
    keys = {str(one.get("key")) for one in options}
    added = [*options, *options_of(answers, taken=keys)]
    label = f"Add “{answers[0]}” to the answers" if len(answers) == 1 else f"Add {len(answers)} answers"
    return Repair(label=label, operations=(put("fields", field.id, "settings.options", added),))


def _as_text(app: AppDefinition, field: Field) -> Repair:
    operations = [put("fields", field.id, "kind", "text"), put("fields", field.id, "settings", {})]
    if field.default is not None:
        operations.append(put("fields", field.id, "default", None))
    operations.extend(
        put("nodes", node.id, "component", "text@1")
        for node in sorted(app.nodes.values(), key=lambda one: one.id)
        if node.field == field.id
    )
    return Repair(label="Change it back to text", operations=tuple(operations))


POLICY = Policy(
    id="imported-rows-fit",
    title="Imported rows keep every value",
    severity=Severity.MUST_FIX,
    owner="Data protection",
    why="People bring a table because they rely on what is in it. A value that its field refuses is lost, or stuck.",
    check=check,
    signed="Data protection: what was no text in the table cannot become one without a person choosing how.",
)
