"""Roles: a membership row and the permissions that go with it, always together."""

from datetime import datetime

from django.contrib.auth.models import Group
from django.db import transaction

from accounts.events import RoleGiven, RoleTaken
from accounts.models import Membership, Role, User, Workspace
from core.authz import Permission, grant
from core.events.record import record

# What each role may do in its workspace. Reads as the table the administrator sees.
PERMISSIONS_OF: dict[str, tuple[Permission, ...]] = {
    Role.EMPLOYEE: (Permission.APP_USE,),
    Role.MAKER: (Permission.APP_USE, Permission.APP_CREATE),
    Role.REVIEWER: (Permission.APP_USE, Permission.SUBMISSION_REVIEW),
    Role.DATA_STEWARD: (Permission.APP_USE, Permission.SUBMISSION_STEWARD),
    Role.COMPONENT_STEWARD: (Permission.APP_USE, Permission.COMPONENTS_STEWARD),
    Role.TRAINER: (Permission.APP_USE, Permission.TRAINING_LEAD),
    Role.ADMINISTRATOR: (Permission.APP_USE, Permission.WORKSPACE_ADMINISTER, Permission.AUDIT_READ),
    Role.AUDITOR: (Permission.APP_USE, Permission.AUDIT_READ),
}


def role_group(workspace: Workspace, role: str) -> Group:
    """The group that carries a role of a workspace, made with its permissions when first needed."""
    group, created = Group.objects.get_or_create(name=f"workspace:{workspace.pk}:{role}")
    if created:
        for permission in PERMISSIONS_OF[role]:
            grant(group, permission, workspace)
    return group


@transaction.atomic
def role_hold(*, workspace: Workspace, user: User, role: str) -> bool:
    """Make a person hold a role, without an entry in the log: for demo people, whose roles nobody gave. True if new."""
    _, is_new = Membership.objects.get_or_create(workspace=workspace, user=user, role=Role(role))
    user.groups.add(role_group(workspace, role))
    return is_new


@transaction.atomic
def membership_add(*, workspace: Workspace, user: User, role: str, now: datetime, actor: User | None = None) -> None:
    """Give a person a role; giving it twice changes nothing and records nothing. `actor` is None for the system."""
    if role_hold(workspace=workspace, user=user, role=role):
        record(RoleGiven(person=user.pk, role=role), actor=actor, at=now, workspace=workspace.pk)


@transaction.atomic
def membership_remove(*, workspace: Workspace, user: User, role: str, now: datetime, actor: User | None = None) -> None:
    """Take a role back; effective with the next request. Taking what was not given records nothing."""
    taken, _ = Membership.objects.filter(workspace=workspace, user=user, role=role).delete()
    user.groups.remove(role_group(workspace, role))
    if taken:
        record(RoleTaken(person=user.pk, role=role), actor=actor, at=now, workspace=workspace.pk)
