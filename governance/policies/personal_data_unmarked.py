"""Fields that look like personal data are marked as such."""

from collections.abc import Iterator

from definition.model import AppDefinition, Field
from definition.personal import PersonalGuess, personal_heading, personal_kind
from definition.problems import Repair
from governance.facts import Facts, Found, Policy, Severity, at_field, put


def check(app: AppDefinition, facts: Facts) -> Iterator[Found]:
    for entity in app.entities_in_order():
        for field in app.fields_of(entity.id):
            guess = personal_heading(field.label) or personal_kind(field.kind)
            if guess is not None and not field.personal:
                yield Found(
                    message=f"{field.label} looks like personal data ({guess.what}), but is not marked as such.",
                    where=at_field(field, "personal"),
                    repair=_mark(app, field, guess),
                )


def _mark(app: AppDefinition, field: Field, guess: PersonalGuess) -> Repair:
    operations = [
        put("fields", field.id, "personal", True),
        put("fields", field.id, "sensitivity", "special" if guess.is_special else "confidential"),
    ]
    if app.app.purpose.strip() and not field.purpose.strip():
        operations.append(put("fields", field.id, "purpose", app.app.purpose.strip()))
    return Repair(label="Mark it as personal data", operations=tuple(operations))


POLICY = Policy(
    id="personal-data-unmarked",
    title="What looks like personal data is marked",
    severity=Severity.ADVICE,
    owner="Data protection",
    why="Marked fields are protected, listed for people who ask what is stored about them, and erased on time.",
    check=check,
)
