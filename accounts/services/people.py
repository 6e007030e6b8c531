"""Adding people from the command line, for installations without demo mode."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from accounts.models import Role, User, Workspace
from accounts.services.memberships import membership_add
from core.errors import Invalid


class PersonRefused(Invalid):
    code = "person-refused"
    title = "This person cannot be added"


@transaction.atomic
def person_add(
    *, email: str, name: str, password: str | None, workspace: str, roles: Sequence[str], now: datetime
) -> User:
    """Add a person to a workspace (made when missing) with these roles; somebody known only gets the roles.

    Raises PersonRefused for an unknown role, and Django's ValidationError for a weak password.
    """
    unknown = sorted(set(roles) - set(Role.values))
    if unknown:
        raise PersonRefused(detail=f"There is no role {unknown[0]!r}. Roles are: {', '.join(Role.values)}.")
    place, _ = Workspace.objects.get_or_create(
        key=workspace, defaults={"name": workspace.replace("-", " ").capitalize()}
    )
    user = User.objects.filter(email=email.lower()).first()
    if user is None:
        if password is not None:
            validate_password(password)
        user = User.objects.create_user(email, password, name=name or email.split("@", 1)[0])
    for role in roles:
        membership_add(workspace=place, user=user, role=role, now=now)
    return user
