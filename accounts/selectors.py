"""Reads about people and workspaces. `UserRow`, `WorkspaceRow` are the row types other apps may name."""

import time
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from accounts.models import Membership, Role, User, Workspace
from core.errors import Forbidden, NotFound
from core.recent import Recent

UserRow = User
WorkspaceRow = Workspace
WorkspaceRole = Role
NAMES_KEPT = 10.0
MOST_NAMES = 20_000
_names: Recent[UUID, tuple[float, str]] = Recent(MOST_NAMES)


def workspaces_of(user: User) -> QuerySet[Workspace]:
    """The workspaces a person belongs to, by name."""
    if not user.is_active:
        return Workspace.objects.none()
    return Workspace.objects.filter(memberships__user=user).distinct().order_by("name", "id")


def home_workspace(user: User | AnonymousUser) -> Workspace:
    """The workspace a person works in: their first by name. Raises Forbidden when they belong to none."""
    workspace = workspaces_of(user).first() if isinstance(user, User) else None
    if workspace is None:
        raise Forbidden(detail="You do not belong to a workspace yet. Ask an administrator to add you.")
    return workspace


def workspace_by_id(workspace_id: UUID) -> Workspace:
    """Raises NotFound."""
    workspace = Workspace.objects.filter(pk=workspace_id).first()
    if workspace is None:
        raise NotFound(detail="There is no such workspace.")
    return workspace


def roles_of(user: User, workspace: Workspace) -> frozenset[str]:
    """The roles a person holds in a workspace right now; none for somebody deactivated, whatever `user` still says."""
    held = Membership.objects.filter(user=user, user__is_active=True, workspace=workspace)
    return frozenset(held.values_list("role", flat=True))


def roles_in(user: User, workspace_ids: set[UUID]) -> dict[UUID, frozenset[str]]:
    """The same for several workspaces, without those where they hold none."""
    held: dict[UUID, frozenset[str]] = {}
    rows = Membership.objects.filter(user=user, user__is_active=True, workspace__in=workspace_ids)
    for workspace_id, role in rows.values_list("workspace_id", "role"):
        held[workspace_id] = held.get(workspace_id, frozenset()) | {role}
    return held


def member_sql(workspace: str) -> str:
    """SQL that is true where the person of its one parameter is an active member of the workspace in `workspace`."""
    member, person = Membership._meta.db_table, User._meta.db_table
    return (
        f"EXISTS (SELECT 1 FROM {member} m JOIN {person} p ON p.id = m.user_id"
        f" WHERE m.user_id = %s AND m.workspace_id = {workspace} AND p.is_active)"
    )


def has_left(user_id: UUID, workspace_id: UUID) -> bool:
    """Whether a person holds no role in a workspace, at this moment."""
    return not Membership.objects.filter(user=user_id, workspace=workspace_id).exists()


def people_of(workspace: Workspace, *, query: str = "") -> QuerySet[User]:
    """Active members of a workspace whose name or mail contains `query`, by name."""
    people = User.objects.filter(is_active=True, memberships__workspace=workspace)
    if query:
        people = people.filter(Q(name__icontains=query) | Q(email__icontains=query))
    return people.distinct().order_by("name", "id")


def people_with_role(workspace: Workspace, role: str) -> QuerySet[User]:
    """Active members who hold `role`, by name."""
    return User.objects.filter(is_active=True, memberships__workspace=workspace, memberships__role=role).order_by(
        "name", "id"
    )


def user_by_id(user_id: UUID) -> User | None:
    return User.objects.filter(pk=user_id).first()


def names_of(user_ids: set[UUID]) -> dict[UUID, str]:
    """Names of the people among `user_ids` that exist, remembered for 10 seconds: a new name may come so much later."""
    moment = time.monotonic()
    known = {id_: found[1] for id_ in user_ids if (found := _names.find(id_)) is not None and found[0] > moment}
    if missing := user_ids - known.keys():
        for id_, name in User.objects.filter(pk__in=missing).values_list("id", "name"):
            known[id_] = name
            _names.keep(id_, (moment + NAMES_KEPT, name))
    return known


def users_by_ids(user_ids: set[UUID]) -> dict[UUID, User]:
    """The people among `user_ids` that exist, by id."""
    return {user.pk: user for user in User.objects.filter(pk__in=user_ids)}
