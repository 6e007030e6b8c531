"""A list as it is asked for: filters, sort and page size from query parameters, each checked. Values stay values.

A parameter is `<field>` or `<field>__<operator>`; operators are an enumeration, attributes are ours, so that nothing a
person types becomes a name or a lookup of the ORM.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from core.errors import ErrorAt
from runtime.errors import QueryInvalid
from runtime.fieldtypes.base import FieldError, Operator
from runtime.fieldtypes.datetime import read_moment
from runtime.fieldtypes.linked import read_uuid
from runtime.fieldtypes.messages import message
from runtime.fieldtypes.textual import clean_text
from runtime.records.paging import Place, Sort, read_cursor
from runtime.tables.build import EntityTable

DEFAULT_PAGE = 25
LARGEST_PAGE = 100
LONGEST_SEARCH = 200
COUNTED = 10_000
_MOMENTS = ("created_at", "updated_at")
_ORDERED = frozenset({Operator.GT, Operator.GTE, Operator.LT, Operator.LTE})


@dataclass(frozen=True, slots=True, kw_only=True)
class ListQuery:
    where: Q
    sort: Sort
    place: Place | None
    page_size: int


def read_query(table: EntityTable, params: Mapping[str, str], *, actor_id: UUID) -> ListQuery:
    """The question of `params`. Raises QueryInvalid naming the parameter that cannot be answered."""
    rest = dict(params)
    sort = read_sort(table, rest.pop("sort", ""))
    place = read_cursor(sort, rest.pop("cursor", ""))
    size = _page_size(rest.pop("page_size", ""))
    where = search_of(table, rest.pop("q", ""))
    for name, text in rest.items():
        where &= _filter(table, name, text, actor_id)
    return ListQuery(where=where, sort=sort, place=place, page_size=size)


def search_of(table: EntityTable, text: str) -> Q:
    """Records with `text` in any of their text fields; all of them for an empty text."""
    try:
        wanted = clean_text(text, limit=LONGEST_SEARCH)
    except FieldError:
        raise _refused("q", f"Search for at most {LONGEST_SEARCH} ordinary characters.") from None
    if wanted is None:
        return Q()
    found = Q(pk__in=[])
    for columns in table.fields:
        if columns.kind.is_searchable:
            found |= Q((f"{columns.attribute}__icontains", wanted))
    return found


def read_sort(table: EntityTable, text: str) -> Sort:
    """`amount` or `-amount`; newest first when empty."""
    name = text.removeprefix("-")
    descending = text.startswith("-") or not text
    if not text or name == "created_at":
        # Ids are made in the order of time, so the primary key serves this sort.
        return Sort(name=text or "-created_at", attribute="id", storage="uuid", descending=descending)
    if name == "updated_at":
        return Sort(name=text, attribute="updated_at", storage="datetime", descending=descending)
    columns = table.by_key.get(name)
    if columns is None or not columns.kind.is_sortable:
        raise _refused("sort", f"A list cannot be sorted by {name[:60]!r}.")
    return Sort(
        name=text,
        attribute=columns.attribute,
        storage=columns.kind.columns(columns.settings)[0].storage,
        descending=descending,
        has_empty=True,
    )


def _page_size(text: str) -> int:
    if not text:
        return DEFAULT_PAGE
    if not (text.isascii() and text.isdigit() and len(text) <= 3 and 1 <= int(text) <= LARGEST_PAGE):
        raise _refused("page_size", f"A page has 1 to {LARGEST_PAGE} records.")
    return int(text)


def _filter(table: EntityTable, name: str, text: str, actor_id: UUID) -> Q:
    key, operator = _operator(table, name)
    if key in _MOMENTS and operator in _ORDERED:
        moment = read_moment(text)
        if moment is None:
            raise _refused(name, "Write a date and time like 2026-01-31T12:00:00Z.")
        return Q((f"{key}__{operator.value}", moment))
    if key == "created_by" and operator is Operator.EQ:
        person = actor_id if text == "me" else read_uuid(text)
        if person is None:
            raise _refused(name, "Write the id of a person, or me.")
        return Q(created_by_id=person)
    columns = table.by_key.get(key)
    if columns is None:
        raise _refused(name, f"This list knows no filter {name[:60]!r}.")
    if operator not in columns.kind.operators:
        raise _refused(name, f"{columns.field.label} cannot be filtered in this way.")
    value = str(actor_id) if columns.field.kind == "person" and text == "me" else text
    try:
        return columns.kind.filter(columns.attribute, operator, value, columns.settings)
    except FieldError as error:
        raise _refused(name, message(error, label=columns.field.label, ask=columns.kind.ask)) from None


def _operator(table: EntityTable, name: str) -> tuple[str, Operator]:
    if name in table.by_key:
        return name, Operator.EQ
    key, _, word = name.rpartition("__")
    if key and word in Operator._value2member_map_:
        return key, Operator(word)
    return name, Operator.EQ


def _refused(name: str, text: str) -> QueryInvalid:
    return QueryInvalid(detail=text, errors=(ErrorAt(pointer=f"?{name[:60]}", code="query", message=text),))
