"""Deleting any record is for named people."""

from collections.abc import Iterator

from definition.compiler.reach import open_rights
from definition.model import AppDefinition, Audience, RowAccess
from governance.facts import Facts, Found, Policy, Severity, at, repair_set

_EVERY = "every record of {entity}, also those of others"
_BY_RULE = "records of {entity} that do not name them, by a rule"


def check(app: AppDefinition, facts: Facts) -> Iterator[Found]:
    for grant in sorted(app.grants.values(), key=lambda one: one.id):
        role, entity = app.roles.get(grant.role), app.entities.get(grant.entity)
        if role is None or entity is None or role.audience is Audience.GRANTED:
            continue
        for right in open_rights(app, grant):
            if right.verb == "delete":
                which = _BY_RULE if right.by_rule else _EVERY
                yield Found(
                    message=f"{role.label} may delete {which.format(entity=entity.label)}.",
                    where=at("grants", grant.id, f"{role.label}, {entity.label}", "delete"),
                    repair=repair_set(
                        "Limit deleting to own records", "grants", grant.id, "delete", RowAccess.OWN.value
                    ),
                )


POLICY = Policy(
    id="delete-by-everyone",
    title="Only named people delete the records of others",
    severity=Severity.MUST_FIX,
    owner="Information security",
    why="A deleted record is missing for everyone who relied on it; somebody must answer for that.",
    check=check,
)
