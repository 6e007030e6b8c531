"""Whoever asks for confidential data explains why, beside the question."""

from collections.abc import Iterator

from definition.model import AppDefinition, Sensitivity
from governance.facts import Facts, Found, Policy, Severity, at_field, repair_set

_PROTECTED = frozenset({Sensitivity.CONFIDENTIAL, Sensitivity.SPECIAL})


def check(app: AppDefinition, facts: Facts) -> Iterator[Found]:
    for entity in app.entities_in_order():
        for field in app.fields_of(entity.id):
            if field.help.strip() or not (field.personal or field.sensitivity in _PROTECTED):
                continue
            purpose = field.purpose.strip()
            yield Found(
                message=f"{field.label} asks for confidential data without saying why beside the question.",
                where=at_field(field, "help"),
                repair=repair_set("Show the purpose as help", "fields", field.id, "help", purpose) if purpose else None,
            )


POLICY = Policy(
    id="missing-help",
    title="Confidential questions explain themselves",
    severity=Severity.ADVICE,
    owner="Data protection",
    why="People answer truthfully when they know what happens with the answer.",
    check=check,
)
