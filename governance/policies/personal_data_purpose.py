"""Personal data is asked for a stated purpose."""

from collections.abc import Iterator

from definition.model import AppDefinition, Field
from definition.problems import Repair
from governance.facts import Facts, Found, Policy, Severity, at_field, repair_set


def check(app: AppDefinition, facts: Facts) -> Iterator[Found]:
    for entity in app.entities_in_order():
        for field in app.fields_of(entity.id):
            if field.personal and not field.purpose.strip():
                yield Found(
                    message=f"{field.label} is personal data. Say what it is needed for.",
                    where=at_field(field, "purpose"),
                    repair=_repair(app, field),
                )


def _repair(app: AppDefinition, field: Field) -> Repair | None:
    """The purpose of the whole app, where there is one; otherwise only the maker knows."""
    purpose = app.app.purpose.strip()
    return repair_set("Use the purpose of the app", "fields", field.id, "purpose", purpose) if purpose else None


POLICY = Policy(
    id="personal-data-purpose",
    title="Personal data has a purpose",
    severity=Severity.MUST_FIX,
    owner="Data protection",
    why="People have a right to know why they are asked, and data without a purpose may not be kept.",
    check=check,
    signed="Data protection: only the maker knows the purpose, so no repair can invent it.",
)
