"""Somebody has left a workspace: the roles they were named into in its live apps end, and the log says so."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from core.events.record import record
from runtime.events import LiveRoleRevoked
from runtime.models import RoleGrant
from runtime.selectors import role_labels_of


@transaction.atomic
def live_roles_leave(*, workspace_id: UUID, person_id: UUID, now: datetime) -> None:
    """Take the person out of every role of every live app of the workspace."""
    rows = RoleGrant.objects.filter(live_app__workspace_id=workspace_id, user_id=person_id)
    # Every grant before the event stream, in one order: whoever takes one back by hand goes the same way.
    grants = list(rows.select_for_update(of=("self",)).select_related("live_app").order_by("id"))
    labels = role_labels_of({grant.live_app_id for grant in grants})
    RoleGrant.objects.filter(pk__in=[grant.pk for grant in grants]).delete()
    for grant in grants:
        label = labels.get((grant.live_app_id, grant.role_id), grant.role_id)
        event = LiveRoleRevoked(app=grant.live_app.app_id, role=grant.role_id, label=label, person=person_id)
        record(event, actor=None, at=now, workspace=workspace_id)
