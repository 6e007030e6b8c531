"""Fields that look like personal data are marked as such."""

import re
from collections.abc import Iterator

from definition.model import AppDefinition, Field
from definition.problems import Repair
from governance.facts import Facts, Found, Policy, Severity, at_field, put

_KINDS = frozenset({"email", "phone"})
_WORDS = re.compile(
    r"\b(surname|first name|last name|full name|birth|birthday|home address|private|passport|iban|salary|wage|"
    r"social security|national insurance|tax number|marital|nationality|gender|age|employee name|contact person)\b"
)
_SPECIAL = re.compile(r"\b(diagnosis|illness|medical|disability|religion|ethnic|union member|health|pregnan\w*)\b")


def check(app: AppDefinition, facts: Facts) -> Iterator[Found]:
    for entity in app.entities_in_order():
        for field in app.fields_of(entity.id):
            if not field.personal and _looks_personal(field):
                yield Found(
                    message=f"{field.label} looks like personal data, but is not marked as such.",
                    where=at_field(field, "personal"),
                    repair=_mark(app, field),
                )


def _looks_personal(field: Field) -> bool:
    label = field.label.lower()
    return field.kind in _KINDS or bool(_WORDS.search(label) or _SPECIAL.search(label))


def _mark(app: AppDefinition, field: Field) -> Repair:
    special = bool(_SPECIAL.search(field.label.lower()))
    operations = [
        put("fields", field.id, "personal", True),
        put("fields", field.id, "sensitivity", "special" if special else "confidential"),
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
