"""Somebody left a workspace: what they were given in person on its apps ends, so that nothing wakes up on return."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from builder.events import CoMakerRemoved
from builder.models import App
from builder.selectors import comakers_of
from builder.services.membership import MAKING, rights_take
from core.events.record import record


@transaction.atomic
def comaker_leave(*, workspace_id: UUID, person_id: UUID, now: datetime) -> None:
    """Take the person's rights as co-maker of every app of the workspace.

    Owner and deputy stay named: somebody answers for an app until it is handed over, and nobody else can say to whom.
    """
    for app in App.objects.filter(workspace=workspace_id).order_by("id"):
        maker = next((one for one in comakers_of(app) if one.pk == person_id), None)
        if maker is not None:
            rights_take(maker, app, MAKING)
            record(CoMakerRemoved(app=app.pk, person=person_id), actor=None, at=now, workspace=workspace_id)
