"""Delivering events: a job per event and handler, any number of attempts, one effect."""

from typing import Any
from uuid import UUID

from django.db import transaction

from core.events.codec import event_from
from core.events.handlers import HANDLERS, EventMeta
from core.events.models import Event, EventDelivery
from core.events.record import DELIVER
from core.jobs.clock import database_now
from core.jobs.kinds import JOBS, Claim, JobKind


def deliver(claim: Claim) -> None:
    """Hand one event to one handler, unless it has had it. Raises what the handler raises; then nothing is kept."""
    row = Event.objects.get(id=UUID(str(claim.payload["event"])))
    name = str(claim.payload["handler"])
    handler = HANDLERS.get(name)
    with transaction.atomic():
        claim.checkpoint("handling")
        _, is_new = EventDelivery.objects.get_or_create(
            event=row, handler=name, defaults={"delivered_at": database_now()}
        )
        if is_new:
            event: Any = event_from(handler.event_type, row.payload)
            handler.run(event, _meta(row))


def _meta(row: Event) -> EventMeta:
    return EventMeta(
        event_id=row.id,
        stream=row.stream,
        position=row.position,
        workspace_id=row.workspace_id,
        actor_id=row.actor_id,
        at=row.at,
    )


def register() -> None:
    """Add the delivery job (called once, at start-up)."""
    JOBS.add(DELIVER, JobKind(run=deliver, max_attempts=8))
