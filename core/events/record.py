"""Recording events: in the caller's transaction, chained to the stream, with one delivery job per handler."""

from datetime import UTC, datetime
from typing import Protocol
from uuid import UUID

from django.db import transaction

from core.canonical import sha256_hex
from core.events.codec import EventData, event_name, payload_of
from core.events.handlers import handlers_of
from core.events.models import Event, EventStream
from core.jobs.enqueue import enqueue

DELIVER = "events.deliver"


class Actor(Protocol):
    @property
    def pk(self) -> UUID: ...


def record(
    event: EventData,
    *,
    actor: Actor | None,
    at: datetime,
    workspace: UUID | None = None,
    stream: str | None = None,
) -> Event:
    """Append `event` to its stream (default: the workspace's) inside the caller's transaction, and ask for deliveries.

    Writers of one stream take turns until their transactions end.
    Raises RuntimeError outside a transaction: an event without its change, or the reverse, must not exist.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("record() needs the transaction of the change it records")
    head = _head(stream or (f"workspace:{workspace}" if workspace else "platform"))
    row = Event(
        stream=head.name,
        position=head.position + 1,
        name=event_name(type(event)),
        workspace_id=workspace,
        actor_id=actor.pk if actor else None,
        at=at.astimezone(UTC),
        payload=payload_of(event),
        previous_hash=head.hash,
    )
    row.hash = event_hash(row)
    row.save(force_insert=True)
    EventStream.objects.filter(name=head.name).update(position=row.position, hash=row.hash)
    for handler in handlers_of(row.name):
        enqueue(
            DELIVER,
            subject_id=row.id,
            dedupe_key=f"event:{row.id}:{handler}",
            payload={"event": str(row.id), "handler": handler},
            created_by_id=row.actor_id,
        )
    return row


def event_hash(row: Event) -> str:
    """The chain hash of a row: over its content and the hash before it."""
    return sha256_hex(
        {
            "id": str(row.id),
            "stream": row.stream,
            "position": row.position,
            "name": row.name,
            "workspace": str(row.workspace_id) if row.workspace_id else None,
            "actor": str(row.actor_id) if row.actor_id else None,
            "at": row.at.astimezone(UTC).isoformat(),
            "payload": row.payload,
            "previous": row.previous_hash,
        }
    )


def _head(name: str) -> EventStream:
    EventStream.objects.get_or_create(name=name)
    return EventStream.objects.select_for_update().get(name=name)
