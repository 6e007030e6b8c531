"""Who wants to hear of what: `@handles(Event)` in the `handlers.py` of an app.

    @handles(SubmissionApproved)
    def release_start(event: SubmissionApproved, meta: EventMeta) -> None: ...

A handler runs in a worker, in one transaction with the row that says it ran: any number of deliveries, one effect. Its
name is `<module>.<function>` and must not change while deliveries are under way.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from core.events.codec import EventData, event_name
from core.registry import Registry

E = TypeVar("E", bound=EventData)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMeta:
    """What is known about an event besides its content."""

    event_id: UUID
    stream: str
    position: int
    workspace_id: UUID | None
    actor_id: UUID | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Handler:
    """One function and the type of event it takes."""

    event_type: type[Any]
    run: Callable[[Any, EventMeta], None]


HANDLERS: Registry[Handler] = Registry("event handlers", accepts=lambda entry: isinstance(entry, Handler))


def handles(event_type: type[E]) -> Callable[[Callable[[E, EventMeta], None]], Callable[[E, EventMeta], None]]:
    """Register a function for events of one type."""

    def add(run: Callable[[E, EventMeta], None]) -> Callable[[E, EventMeta], None]:
        HANDLERS.add(f"{run.__module__}.{run.__qualname__}", Handler(event_type=event_type, run=run))
        return run

    return add


def handlers_of(name: str) -> list[str]:
    """The names of the handlers of the event called `name`."""
    return [key for key, handler in HANDLERS.items() if event_name(handler.event_type) == name]
