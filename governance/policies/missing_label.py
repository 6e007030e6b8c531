"""Every question says what it asks."""

import re
from collections.abc import Iterator

from definition.model import AppDefinition, Field
from definition.problems import Repair
from governance.facts import Facts, Found, Policy, Severity, at_field, repair_set

_PLACEHOLDER = re.compile(
    r"(?:(?:new |untitled )?(?:field|question|column|text|number|input)\s*\d*|untitled\s*\d*|unnamed.*|x|\?|-)",
    re.IGNORECASE,
)


def check(app: AppDefinition, facts: Facts) -> Iterator[Found]:
    for entity in app.entities_in_order():
        for field in app.fields_of(entity.id):
            label = field.label.strip()
            if not label:
                yield Found(
                    message=f"A question of {entity.label} has no label.",
                    where=at_field(field, "label"),
                    repair=_from_key(field),
                )
            elif _PLACEHOLDER.fullmatch(label):
                yield Found(
                    message=f"“{label}” does not say what to fill in.",
                    where=at_field(field, "label"),
                    repair=_from_key(field),
                    severity=Severity.ADVICE,
                )


def _from_key(field: Field) -> Repair | None:
    """The words of the key, where the key says more than the label."""
    words = field.key.replace("_", " ").strip().capitalize()
    if _PLACEHOLDER.fullmatch(words):
        return None
    return repair_set(f"Call it {words}", "fields", field.id, "label", words)


POLICY = Policy(
    id="missing-label",
    title="Every question has a label that says what it asks",
    severity=Severity.MUST_FIX,
    owner="Accessibility",
    why="People who listen to the form hear the label and nothing else.",
    check=check,
    signed="Accessibility: a question whose key says nothing either must be named by its maker.",
)
