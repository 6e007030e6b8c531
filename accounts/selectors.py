"""Reads about people and workspaces. `UserRow`, `WorkspaceRow` are the row types other apps may name."""

from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from accounts.models import Membership, Role, User, Workspace
from core.errors import Forbidden, NotFound

UserRow = User
WorkspaceRow = Workspace
WorkspaceRole = Role


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
    """The roles a person holds in a workspace right now; none for somebody deactivated."""
    if not user.is_active:
        return frozenset()
    return frozenset(Membership.objects.filter(user=user, workspace=workspace).values_list("role", flat=True))


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


def users_by_ids(user_ids: set[UUID]) -> dict[UUID, User]:
    """The people among `user_ids` that exist, by id."""
    return {user.pk: user for user in User.objects.filter(pk__in=user_ids)}
