"""Recording events: in the caller's transaction, chained to the stream's last entry."""

import dataclasses
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django.db import transaction

from core.canonical import sha256_hex
from core.events.models import Event


class EventData(Protocol):
    """A frozen dataclass named in the past tense whose fields are ids, digests and plain JSON values."""

    __dataclass_fields__: dict[str, Any]


class Actor(Protocol):
    @property
    def pk(self) -> UUID: ...


def event_name(event_type: type) -> str:
    """`SubmissionApproved` -> `submission-approved`."""
    words: list[str] = []
    for letter in event_type.__name__:
        if letter.isupper():
            words.append(letter.lower())
        else:
            words[-1] += letter
    return "-".join(words)


def record(
    event: EventData,
    *,
    actor: Actor | None,
    at: datetime,
    workspace: UUID | None = None,
    stream: str | None = None,
) -> Event:
    """Append `event` to its stream (default: the workspace's) inside the caller's transaction.

    Raises RuntimeError outside a transaction: an event without its change, or the reverse, must not exist.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("record() needs the transaction of the change it records")
    name = stream or (f"workspace:{workspace}" if workspace else "platform")
    last = Event.objects.select_for_update().filter(stream=name).order_by("-position").first()
    row = Event(
        stream=name,
        position=last.position + 1 if last else 1,
        name=event_name(type(event)),
        workspace_id=workspace,
        actor_id=actor.pk if actor else None,
        at=at,
        payload=_payload(event),
        previous_hash=last.hash if last else "",
    )
    row.hash = event_hash(row)
    row.save(force_insert=True)
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
            "at": row.at.isoformat(),
            "payload": row.payload,
            "previous": row.previous_hash,
        }
    )


def _payload(event: EventData) -> dict[str, Any]:
    return {
        field.name: _plain(getattr(event, field.name))
        for field in dataclasses.fields(event)  # type: ignore[arg-type]  # EventData is any dataclass
    }


def _plain(value: object) -> object:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value
