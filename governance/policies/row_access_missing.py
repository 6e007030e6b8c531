"""Confidential records are not open to a whole workspace."""

from collections.abc import Iterator

from definition.model import AppDefinition, Audience, Grant, Role, RowAccess, Sensitivity
from definition.problems import Repair
from governance.facts import Facts, Found, Policy, Severity, at, put

_PROTECTED = frozenset({Sensitivity.CONFIDENTIAL, Sensitivity.SPECIAL})
_WORDS = {"read": "see", "update": "change", "delete": "delete"}


def check(app: AppDefinition, facts: Facts) -> Iterator[Found]:
    protected = {field.entity for field in app.fields.values() if field.sensitivity in _PROTECTED}
    for grant in sorted(app.grants.values(), key=lambda one: one.id):
        role, entity = app.roles.get(grant.role), app.entities.get(grant.entity)
        if role is None or entity is None or grant.entity not in protected or role.audience is Audience.GRANTED:
            continue
        open_for = [verb for verb in _WORDS if _rights(grant)[verb] is RowAccess.ALL]
        if open_for:
            may = " and ".join(_WORDS[verb] for verb in open_for)
            yield Found(
                message=f"{role.label} may {may} every record of {entity.label}, which holds confidential data.",
                where=at("grants", grant.id, f"{role.label}, {entity.label}", open_for[0]),
                repair=_repair(grant, role, open_for),
            )


def _rights(grant: Grant) -> dict[str, RowAccess]:
    return {"read": grant.read, "update": grant.update, "delete": grant.delete}


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
