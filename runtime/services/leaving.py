"""Somebody has left a workspace: the roles they were named into in its live apps end, and the log says so."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from core.events.record import record
from runtime.events import LiveRoleRevoked
from runtime.models import RoleGrant
from runtime.services.serving import releases


@transaction.atomic
def live_roles_leave(*, workspace_id: UUID, person_id: UUID, now: datetime) -> None:
    """Take the person out of every role of every live app of the workspace."""
    grants = RoleGrant.objects.filter(live_app__workspace_id=workspace_id, user_id=person_id)
    for grant in grants.select_related("live_app").order_by("id"):
        app = grant.live_app
        event = LiveRoleRevoked(
            app=app.app_id, role=grant.role_id, label=_label(app.current_id, grant.role_id), person=person_id
        )
        grant.delete()
        record(event, actor=None, at=now, workspace=workspace_id)


def _label(release_id: UUID | None, role_id: str) -> str:
    """What the release that is served calls the role; its id when it has it no more."""
    roles = releases.get(release_id).compiled.roles if release_id is not None else ()
    return next((role.label for role in roles if role.id == role_id), role_id)
