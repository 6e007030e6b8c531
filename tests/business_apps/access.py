"""Their permissions as roles, and what each role may do with each table."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from definition.ids import derived_object_id
from definition.keys import key_from_label, unique_key
from definition.order import orders
from tests.business_apps.corpus import Permission
from tests.business_apps.losses import Losses
from tests.business_apps.parts import Parts
from tests.business_apps.tables import Table

EVERYBODY = "All"
ANONYMOUS = "Guest"
_VERBS = {"read": "read", "update": "write", "delete": "delete"}
_LATER = frozenset({"submit", "cancel", "amend"})


@dataclass(slots=True)
class Access:
    roles: Parts = field(default_factory=dict)
    grants: Parts = field(default_factory=dict)


def access_of(tables: Sequence[Table], losses: Losses) -> Access:
    """Rows of a child table are as open as the records they belong to."""
    rights: dict[tuple[str, str], list[Permission]] = {}
    for table in tables:
        owner = table.parent or table
        for permission in owner.doctype.permissions:
            if _is_kept(permission, losses if owner is table else Losses()):
                rights.setdefault((permission.role, table.id), []).append(permission)
    made = Access()
    _roles(sorted({role for role, _ in rights}), made)
    rows = {table.id for table in tables if table.parent is not None}
    for (role, table_id), permissions in rights.items():
        grant = derived_object_id("grants", role, table_id)
        made.grants[grant] = {
            "role": _role_id(role),
            "entity": table_id,
            "create": any(_may_add(one, is_row=table_id in rows) for one in permissions),
            **{ours: _reach(permissions, theirs) for ours, theirs in _VERBS.items()},
        }
    return made


def _is_kept(permission: Permission, losses: Losses) -> bool:
    if permission.level:
        losses.rights["right on a level of fields"] += 1
    elif permission.role == ANONYMOUS:
        losses.rights["use without signing in"] += 1
    elif permission.can.isdisjoint({"create", *_VERBS.values()}):
        losses.rights["right to print, export or choose only"] += 1
    else:
        losses.rights["right to submit, cancel or amend"] += not permission.can.isdisjoint(_LATER)
        return True
    return False


def _may_add(permission: Permission, *, is_row: bool) -> bool:
    return "create" in permission.can or (is_row and "write" in permission.can)


def _reach(permissions: Sequence[Permission], verb: str) -> str:
    reached = [permission for permission in permissions if verb in permission.can]
    if not reached:
        return "none"
    return "own" if all(permission.is_own for permission in reached) else "all"


def _roles(names: Sequence[str], made: Access) -> None:
    keys: set[str] = set()
    for name, order in zip(names, orders(len(names)), strict=True):
        key = unique_key(key_from_label(name, fallback="role"), keys)
        keys.add(key)
        audience = "workspace" if name == EVERYBODY else "granted"
        made.roles[_role_id(name)] = {"key": key, "label": name, "audience": audience, "order": order}


def _role_id(name: str) -> str:
    return derived_object_id("roles", name)
