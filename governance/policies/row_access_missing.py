"""Confidential records are not open to a whole workspace."""

from collections.abc import Iterator

from definition.compiler.reach import open_rights
from definition.model import AppDefinition, Audience, Grant, Role, RowAccess, Sensitivity
from definition.problems import Repair
from governance.facts import Facts, Found, Policy, Severity, at, put

_PROTECTED = frozenset({Sensitivity.CONFIDENTIAL, Sensitivity.SPECIAL})
_WORDS = {"read": "see", "update": "change", "delete": "delete"}
_EVERY = "every record of {entity}, which holds confidential data"
_BY_RULE = "confidential records of {entity} that do not name them, by a rule"


def check(app: AppDefinition, facts: Facts) -> Iterator[Found]:
    protected = {field.entity for field in app.fields.values() if field.sensitivity in _PROTECTED}
    for grant in sorted(app.grants.values(), key=lambda one: one.id):
        role, entity = app.roles.get(grant.role), app.entities.get(grant.entity)
        if role is None or entity is None or grant.entity not in protected or role.audience is Audience.GRANTED:
            continue
        rights = tuple(open_rights(app, grant))
        for by_rule, which in ((False, _EVERY), (True, _BY_RULE)):
            open_for = [right.verb for right in rights if right.by_rule is by_rule]
            if open_for:
                may = " and ".join(_WORDS[verb] for verb in open_for)
                yield Found(
                    message=f"{role.label} may {may} {which.format(entity=entity.label)}.",
                    where=at("grants", grant.id, f"{role.label}, {entity.label}", open_for[0]),
                    repair=_repair(grant, role, open_for),
                )


def _repair(grant: Grant, role: Role, open_for: list[str]) -> Repair:
    operations = tuple(put("grants", grant.id, verb, RowAccess.OWN.value) for verb in open_for)
    return Repair(label=f"Limit {role.label} to their own records", operations=operations)


POLICY = Policy(
    id="row-access-missing",
    title="Confidential records have row access",
    severity=Severity.MUST_FIX,
    owner="Information security",
    why="A class means nothing while everyone in the workspace may see every record.",
    check=check,
)
