"""Permissions: named operations, asked in one place. The only importer of guardian.

A permission is granted on an object: a workspace (through the group of a workspace role) or an app (to its owner,
deputy and co-makers). Nothing granted means no.
"""

from enum import StrEnum
from typing import Protocol, TypeVar, cast
from uuid import UUID

from django.contrib.auth.models import AnonymousUser, Group, PermissionsMixin
from django.db.models import Model, QuerySet
from guardian.shortcuts import assign_perm, get_objects_for_user, get_users_with_perms, remove_perm

from core.errors import Forbidden

M = TypeVar("M", bound=Model)


class Permission(StrEnum):
    """Operations on a workspace (`accounts.*`) and on an app (`builder.*`)."""

    APP_CREATE = "accounts.create_apps"
    APP_USE = "accounts.use_apps"
    SUBMISSION_REVIEW = "accounts.review_submissions"
    SUBMISSION_STEWARD = "accounts.steward_data"
    COMPONENTS_STEWARD = "accounts.steward_components"
    TRAINING_LEAD = "accounts.lead_training"
    WORKSPACE_ADMINISTER = "accounts.administer_workspace"
    AUDIT_READ = "accounts.read_audit"
    APP_VIEW = "builder.see_app"
    APP_EDIT = "builder.edit_app"
    APP_SUBMIT = "builder.submit_app"
    RELEASE_ROLL_BACK = "builder.roll_back_app"


class Actor(Protocol):
    """Whoever acts: a signed-in person."""

    @property
    def pk(self) -> UUID: ...
    @property
    def is_active(self) -> bool: ...


def allowed(actor: Actor | AnonymousUser | None, permission: Permission, subject: Model) -> bool:
    """Whether `actor` holds `permission` on `subject`. Inactive or anonymous people hold none."""
    if actor is None or not actor.is_active:
        return False
    return cast("PermissionsMixin", actor).has_perm(permission.value, subject)


def require(actor: Actor | AnonymousUser | None, permission: Permission, subject: Model) -> None:
    """Raise Forbidden, naming the missing permission, unless `actor` holds it on `subject`."""
    if not allowed(actor, permission, subject):
        raise Forbidden(
            detail="You may not do this here. An administrator of the workspace can grant it.",
            data={"permission": permission.name},
        )


def grant(holder: Actor | Group, permission: Permission, subject: Model) -> None:
    """Grant `permission` on `subject`; granting twice changes nothing."""
    assign_perm(permission.value, holder, subject)


def revoke(holder: Actor | Group, permission: Permission, subject: Model) -> None:
    """Take `permission` on `subject` back; revoking what was not granted changes nothing."""
    remove_perm(permission.value, holder, subject)


def holders(permission: Permission, subject: Model) -> frozenset[UUID]:
    """The ids of the people who were granted `permission` on `subject` in person, not through a role."""
    codename = permission.value.rpartition(".")[2]
    people = get_users_with_perms(subject, only_with_perms_in=[codename], with_group_users=False)
    return frozenset(cast("QuerySet[Model]", people).values_list("pk", flat=True))


def visible(actor: Actor, permission: Permission, rows: QuerySet[M]) -> QuerySet[M]:
    """The rows of `rows` on which `actor` holds `permission`."""
    if not actor.is_active:
        return rows.none()
    return cast("QuerySet[M]", get_objects_for_user(actor, permission.value, rows, accept_global_perms=False))


def granted_to(holder: Actor, permission: Permission, rows: QuerySet[M]) -> QuerySet[M]:
    """The rows of `rows` on which `holder` was granted `permission` in person, whether they may use it now or not."""
    return cast(
        "QuerySet[M]",
        get_objects_for_user(
            holder, permission.value, rows, use_groups=False, with_superuser=False, accept_global_perms=False
        ),
    )
