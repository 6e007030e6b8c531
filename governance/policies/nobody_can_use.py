"""Every form has somebody who may send it."""

from collections.abc import Iterator

from definition.ids import derived_object_id
from definition.json_types import JsonObject
from definition.model import AppDefinition, Audience, Entity, PageKind, Role, in_order
from definition.problems import Repair
from governance.facts import Facts, Found, Policy, Severity, at, put


def check(app: AppDefinition, facts: Facts) -> Iterator[Found]:
    with_form = {page.entity for page in app.pages.values() if page.kind is PageKind.FORM}
    can_send = {grant.entity for grant in app.grants.values() if grant.create and grant.role in app.roles}
    for entity in app.entities_in_order():
        if entity.id in with_form and entity.id not in can_send:
            yield Found(
                message=f"No role may send {entity.label}, so nobody can use its form.",
                where=at("entities", entity.id, entity.label),
                repair=_repair(app, entity),
            )


def _repair(app: AppDefinition, entity: Entity) -> Repair | None:
    """Let everyone in the workspace send and see their own; through the grant there is, else a new one."""
    role = _workspace_role(app)
    if role is None:
        return None
    label = f"Let {role.label} send it and see their own"
    for grant in app.grants.values():
        if (grant.role, grant.entity) == (role.id, entity.id):
            return Repair(label=label, operations=(put("grants", grant.id, "create", True),))
    grant_id = derived_object_id("grants", role.id, entity.id)
    return Repair(
        label=label, operations=({"op": "add", "in": "grants", "id": grant_id, "value": _own_records(role, entity)},)
    )


def _own_records(role: Role, entity: Entity) -> JsonObject:
    """A grant to send records and to see and change one's own."""
    return {"role": role.id, "entity": entity.id, "create": True, "read": "own", "update": "own", "delete": "none"}


def _workspace_role(app: AppDefinition) -> Role | None:
    return next((role for role in in_order(app.roles.values()) if role.audience is Audience.WORKSPACE), None)


POLICY = Policy(
    id="nobody-can-use",
    title="Every form can be sent by somebody",
    severity=Severity.MUST_FIX,
    owner="Platform team",
    why="What is not granted is refused, so a form without a grant goes live as a dead end.",
    check=check,
)
