"""Personal data is at least confidential."""

from collections.abc import Iterator

from definition.model import AppDefinition, Sensitivity
from governance.facts import Facts, Found, Policy, Severity, at_field, repair_set

_ENOUGH = frozenset({Sensitivity.CONFIDENTIAL, Sensitivity.SPECIAL})


def check(app: AppDefinition, facts: Facts) -> Iterator[Found]:
    for entity in app.entities_in_order():
        for field in app.fields_of(entity.id):
            if field.personal and field.sensitivity not in _ENOUGH:
                yield Found(
                    message=f"{field.label} is personal data, but its class is only {field.sensitivity.value}.",
                    where=at_field(field, "sensitivity"),
                    repair=repair_set("Class it confidential", "fields", field.id, "sensitivity", "confidential"),
                )


POLICY = Policy(
    id="personal-data-class",
    title="Personal data has a class that protects it",
    severity=Severity.MUST_FIX,
    owner="Data protection",
    why="Row access, exports and reviews follow the class. Personal data below confidential would be open to everyone.",
    check=check,
)
