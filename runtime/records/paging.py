"""Paging by place: a cursor names the last record seen, so that none is shown twice or skipped when others are added.

Empty values come last in both directions. A list is therefore read in two stretches, filled values and then empty ones,
each of which an index on (value, id) serves forwards and backwards.
"""

import base64
import binascii
import datetime as clock
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import cast
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from core.canonical import canonical_json
from core.errors import ErrorAt
from runtime.errors import QueryInvalid
from runtime.fieldtypes.base import DbValue
from runtime.fieldtypes.linked import read_uuid

LONGEST_CURSOR = 4_000
_SMALL = range(-32_768, 32_768)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sort:
    """`name` as asked for, `attribute` ours; `has_empty` when the value may be missing."""

    name: str
    attribute: str
    storage: str
    descending: bool
    has_empty: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a page starts: after (or, backwards, before) the record `id`. `value` None: among the empty ones."""

    value: DbValue
    id: UUID
    backwards: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The rows of one page in reading order, and the cursors to both sides."""

    rows: tuple[tuple[object, ...], ...]
    next: str | None
    previous: str | None


def stretches(
    rows: QuerySet[Model], sort: Sort, place: Place | None, *, size: int, attributes: Sequence[str]
) -> tuple[QuerySet[Model, tuple[object, ...]], ...]:
    """The questions a page is read from, in order; the second only where the first does not fill the page.

    Each asks for one row more than the page holds, which tells whether another page follows.
    """
    return tuple(
        rows.filter(where).order_by(*order).values_list(*attributes)[: size + 1]
        for where, order in _stretches(sort, place)
    )


def page_of(
    found: Sequence[tuple[object, ...]], sort: Sort, place: Place | None, *, size: int, attributes: Sequence[str]
) -> Page:
    """The page of the rows `found` in all stretches; `attributes` starts with "id" and has the sorted one."""
    backwards = place is not None and place.backwards
    page = list(found[:size])
    before, after = place is not None, len(found) > size
    if backwards:
        page.reverse()
        before, after = after, before
    at = attributes.index(sort.attribute)
    return Page(
        rows=tuple(page),
        next=_cursor(sort, page[-1], at, backwards=False) if page and after else None,
        previous=_cursor(sort, page[0], at, backwards=True) if page and before else None,
    )


def _stretches(sort: Sort, place: Place | None) -> Iterator[tuple[Q, tuple[str, ...]]]:
    backwards = place is not None and place.backwards
    down = sort.descending != backwards
    sign, beyond = ("-", "lt") if down else ("", "gt")
    by_id = (f"{sign}id",)
    if sort.attribute == "id":
        yield (Q((f"id__{beyond}", place.id)) if place else Q()), by_id
        return
    filled = Q((f"{sort.attribute}__isnull", False)) if sort.has_empty else Q()
    empty = Q((f"{sort.attribute}__isnull", True))
    by_value = (f"{sign}{sort.attribute}", f"{sign}id")
    if place is not None and place.value is None:
        yield empty & Q((f"id__{beyond}", place.id)), by_id
        if backwards:
            yield filled, by_value
        return
    yield filled & (_beyond(sort.attribute, beyond, place) if place else Q()), by_value
    if sort.has_empty and not backwards:
        yield empty, by_id


def _beyond(attribute: str, beyond: str, place: Place) -> Q:
    # The first condition is implied by the second; it is what lets the database seek in the index.
    return Q((f"{attribute}__{beyond}e", place.value)) & (
        Q((f"{attribute}__{beyond}", place.value)) | Q((f"id__{beyond}", place.id))
    )


def _cursor(sort: Sort, row: tuple[object, ...], at: int, *, backwards: bool) -> str:
    content = {"s": sort.name, "v": _text(row[at]), "i": str(row[0]), "b": backwards}
    return base64.urlsafe_b64encode(canonical_json(content)).decode().rstrip("=")


def _text(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, clock.date | clock.time) else str(value)


def read_cursor(sort: Sort, text: str) -> Place | None:
    """The place a cursor names, None without one. Raises QueryInvalid for what we did not make for this sort."""
    if not text:
        return None
    content = _decoded(text)
    marker, value, backwards = content.get("i"), content.get("v"), content.get("b")
    record_id = read_uuid(marker) if isinstance(marker, str) else None
    if record_id is None or content.get("s") != sort.name or not isinstance(backwards, bool):
        raise _foreign()
    if value is None:
        if not sort.has_empty:
            raise _foreign()
        return Place(value=None, id=record_id, backwards=backwards)
    if not isinstance(value, str) or "\x00" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
        raise _foreign()
    try:
        return Place(value=_READERS[sort.storage](value), id=record_id, backwards=backwards)
    except (ValueError, InvalidOperation):
        raise _foreign() from None


def _decoded(text: str) -> Mapping[str, object]:
    if len(text) > LONGEST_CURSOR:
        raise _foreign()
    try:
        content = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, binascii.Error, RecursionError):
        raise _foreign() from None
    if not isinstance(content, dict):
        raise _foreign()
    return cast("Mapping[str, object]", content)


def _decimal(text: str) -> Decimal:
    number = Decimal(text)
    if not number.is_finite() or abs(number) >= Decimal(10) ** 15:
        raise ValueError(text)
    return number


def _whole(text: str) -> int:
    number = int(text[:8])
    if number not in _SMALL:
        raise ValueError(text)
    return number


def _moment(text: str) -> clock.datetime:
    moment = clock.datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment


_READERS: Mapping[str, Callable[[str], DbValue]] = {
    "uuid": UUID,
    "text": str,
    "decimal": _decimal,
    "money": _decimal,
    "smallint": _whole,
    "boolean": lambda text: text == "true",
    "date": clock.date.fromisoformat,
    "time": clock.time.fromisoformat,
    "datetime": _moment,
}


def _foreign() -> QueryInvalid:
    text = "This page link does not belong to this list. Start again from the first page."
    return QueryInvalid(detail=text, errors=(ErrorAt(pointer="?cursor", code="cursor", message=text),))
