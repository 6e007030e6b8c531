"""Walking the hash chains: any changed, removed, inserted or reordered entry is named."""

from collections.abc import Iterator
from dataclasses import dataclass

from core.events.models import Event, EventStream
from core.events.record import event_hash


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """The first wrong place of a stream."""

    stream: str
    position: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """How much was read, and the first break of every broken stream."""

    streams: int
    events: int
    breaks: tuple[Break, ...]


def verify() -> Verification:
    """Check every stream from its first entry to its head. Reads all events once, in order."""
    heads = {head.name: head for head in EventStream.objects.all()}
    names = sorted(heads.keys() | set(Event.objects.order_by().values_list("stream", flat=True).distinct()))
    events = 0
    breaks: list[Break] = []
    for name in names:
        rows = Event.objects.filter(stream=name).order_by("position").iterator(chunk_size=500)
        count, broken = _walk(name, rows, heads.get(name))
        events += count
        if broken is not None:
            breaks.append(broken)
    return Verification(streams=len(names), events=events, breaks=tuple(breaks))


def _walk(name: str, rows: Iterator[Event], head: EventStream | None) -> tuple[int, Break | None]:
    position, previous = 0, ""
    for row in rows:
        position += 1
        if row.position != position:
            return position, Break(stream=name, position=position, reason="this entry is missing")
        if row.previous_hash != previous:
            return position, Break(stream=name, position=position, reason="it does not continue the entry before it")
        if row.hash != event_hash(row):
            return position, Break(stream=name, position=position, reason="its content was changed")
        previous = row.hash
    if head is None or head.position != position or head.hash != previous:
        return position, Break(stream=name, position=position + 1, reason="the end of the stream is missing")
    return position, None
