"""Somebody left a workspace: what they were given in person on its apps ends, so that nothing wakes up on return."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from accounts.selectors import UserRow, user_by_id
from builder.events import CoMakerRemoved
from builder.models import App
from builder.services.membership import MAKING, rights_take
from core.authz import Permission, granted_to
from core.events.record import record


@transaction.atomic
def comaker_leave(*, workspace_id: UUID, person_id: UUID, now: datetime) -> None:
    """Take the person's rights as co-maker of every app of the workspace.

    Owner and deputy stay named: somebody answers for an app until it is handed over, and nobody else can say to whom.
    """
    person = user_by_id(person_id)
    if person is None:
        return
    made = list(_made_by(person, workspace_id).values_list("pk", flat=True))
    # Every app before the event stream, in one order: whoever changes who works on one takes them in this order too.
    locked = App.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=made).order_by("id")
    apps = _made_by(person, workspace_id).in_bulk([app.pk for app in locked])
    for app in apps.values():
        rights_take(person, app, MAKING)
    for app_id in sorted(apps):
        record(CoMakerRemoved(app=app_id, person=person_id), actor=None, at=now, workspace=workspace_id)


def _made_by(person: UserRow, workspace_id: UUID) -> QuerySet[App]:
    """The apps a person works on as co-maker."""
    apps = App.objects.filter(workspace=workspace_id).exclude(owner=person).exclude(deputy=person)
    return granted_to(person, Permission.APP_EDIT, apps)
