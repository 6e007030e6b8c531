"""Who is named into the roles of an app whose audience is "granted". Administrators of the workspace decide.

Each change is in the audit log, in the transaction that makes it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.selectors import UserRow, WorkspaceRow, people_of, roles_of, workspace_by_id
from core.authz import Permission, require
from core.errors import Invalid, NotFound
from core.events.record import record
from definition.compiled import CompiledRole
from runtime.errors import AppNotFound
from runtime.events import LiveRoleGranted, LiveRoleRevoked
from runtime.models import RoleGrant
from runtime.selectors import Served, role_grants_of, served_by_key
from runtime.services.serving import releases


@dataclass(frozen=True, slots=True, kw_only=True)
class RolePeople:
    """A role and, if people are named into it, who."""

    role: CompiledRole
    people: Sequence[UserRow]


def role_people(key: str, actor: UserRow) -> list[RolePeople]:
    """The roles of an app with the people named into them. Raises AppNotFound, Forbidden."""
    app = _administered(key, actor)
    named: dict[str, list[UserRow]] = {}
    for grant in role_grants_of(app.live_app_id):
        named.setdefault(grant.role_id, []).append(grant.user)
    roles = releases.get(app.release_id).compiled.roles
    return [RolePeople(role=role, people=named.get(role.id, [])) for role in roles]


def role_grant(key: str, actor: UserRow, *, role_key: str, person_id: UUID, now: datetime) -> None:
    """Name a person of the workspace into a role; twice is once. Raises AppNotFound, Forbidden, NotFound, Invalid."""
    app = _administered(key, actor)
    role = _role(app, role_key)
    person = people_of(WorkspaceRow(pk=app.workspace_id)).filter(pk=person_id).first()
    if person is None:
        raise NotFound(detail="There is no such person in this workspace.")
    with transaction.atomic():
        _, is_new = RoleGrant.objects.get_or_create(
            live_app_id=app.live_app_id,
            role_id=role.id,
            user=person,
            defaults={"granted_by_id": actor.pk, "granted_at": now},
        )
        if is_new:
            event = LiveRoleGranted(app=app.app_id, role=role.id, label=role.label, person=person_id)
            record(event, actor=actor, at=now, workspace=app.workspace_id)


def role_revoke(key: str, actor: UserRow, *, role_key: str, person_id: UUID, now: datetime) -> None:
    """Take a person out of a role; who is not in it stays out. Raises AppNotFound, Forbidden, Invalid."""
    app = _administered(key, actor)
    role = _role(app, role_key)
    with transaction.atomic():
        grants = RoleGrant.objects.filter(live_app_id=app.live_app_id, role_id=role.id, user_id=person_id)
        if grants.delete()[0]:
            event = LiveRoleRevoked(app=app.app_id, role=role.id, label=role.label, person=person_id)
            record(event, actor=actor, at=now, workspace=app.workspace_id)


def _administered(key: str, actor: UserRow) -> Served:
    app = served_by_key(key)
    if app is None or not roles_of(actor, WorkspaceRow(pk=app.workspace_id)):
        raise AppNotFound(detail="There is no app at this address, or you do not belong to its workspace.")
    require(actor, Permission.WORKSPACE_ADMINISTER, workspace_by_id(app.workspace_id))
    return app


def _role(app: Served, role_key: str) -> CompiledRole:
    roles = releases.get(app.release_id).compiled.roles
    role = next((role for role in roles if role.key == role_key and role.audience == "granted"), None)
    if role is None:
        raise Invalid(detail="This app has no such role that people are named into.")
    return role
