"""Every list page of a live app, asked as people ask it, and held against the records that were saved."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import cast

from definition.compiled import CompiledNode, CompiledPage
from definition.json_types import JsonObject, JsonValue
from runtime.services.reading import record_list
from runtime.services.serving import Serving
from runtime.tables.build import EntityTable
from tests.business_apps.filling import Records

PAGE_SIZE = 7
_NUMBERS = frozenset({"number", "percent", "rating"})
_MOMENTS = frozenset({"date", "datetime", "time"})


def list_faults(serving: Serving, records: Records) -> Iterator[str]:
    """What a list page gets wrong; nothing when all of them are right."""
    for page in list_pages(serving):
        entity = page.entity or ""
        saved = records.get(entity, [])
        table, view = serving.table(entity), _view(page)
        yield from _walked(serving, entity, saved, {})
        for key in cast("list[str]", view["columns"]):
            if table.by_key[key].kind.is_sortable:
                yield from _sorted(serving, table, saved, key)
        for key in cast("list[str]", view["filters"]):
            yield from _filtered(serving, entity, saved, key)


def list_pages(serving: Serving) -> Sequence[CompiledPage]:
    return [page for page in serving.ready.compiled.pages if page.kind == "list"]


def _view(page: CompiledPage) -> JsonObject:
    return next(node.props for node in _nodes(page.nodes) if node.component == "table@1")


def _nodes(nodes: Sequence[CompiledNode]) -> Iterator[CompiledNode]:
    for node in nodes:
        yield node
        yield from _nodes(node.children)


def read_all(serving: Serving, entity: str, params: dict[str, str]) -> tuple[list[JsonObject], int]:
    """The records of every page, by the cursors; and the count of the first page."""
    found: list[JsonObject] = []
    cursor, count = "", -1
    while True:
        listed = record_list(serving, entity, {**params, "page_size": str(PAGE_SIZE), "cursor": cursor})
        found.extend(listed.results)
        count = listed.count if count < 0 else count
        if not listed.next:
            return found, count
        cursor = listed.next


def _walked(serving: Serving, entity: str, expected: Sequence[JsonObject], params: dict[str, str]) -> Iterator[str]:
    yield from _uneven(entity, params, *read_all(serving, entity, params), expected)


def _uneven(
    entity: str, params: dict[str, str], found: Sequence[JsonObject], count: int, expected: Sequence[JsonObject]
) -> Iterator[str]:
    """Unless exactly the expected records were found, each once, and counted right."""
    ids, wanted = sorted(str(one["id"]) for one in found), sorted(str(one["id"]) for one in expected)
    if ids != wanted or count != len(wanted):
        listed = f"{len(ids)} listed ({len(set(ids))} different), {count} counted"
        yield f"{entity} {params}: {listed}, {len(wanted)} expected"


def _sorted(serving: Serving, table: EntityTable, saved: Sequence[JsonObject], key: str) -> Iterator[str]:
    """Every record once; empty ones last; in order where the order does not depend on the language."""
    entity, kind = table.entity.key, table.by_key[key].field.kind
    for sort in (key, f"-{key}"):
        found, count = read_all(serving, entity, {"sort": sort})
        yield from _uneven(entity, {"sort": sort}, found, count, saved)
        values = [one[key] for one in found]
        filled = [value for value in values if value is not None]
        if values[: len(filled)] != filled:
            yield f"{entity} sorted by {sort}: empty ones are not last"
        ranks = [_rank(kind, value) for value in filled]
        if any(one > other if sort == key else one < other for one, other in pairwise(ranks)):
            yield f"{entity} sorted by {sort}: not in order"


def _rank(kind: str, value: JsonValue) -> tuple[Decimal, str]:
    if kind in _NUMBERS:
        return Decimal(str(value)), ""
    if kind == "money":
        return Decimal(str(cast("JsonObject", value)["amount"])), ""
    return Decimal(0), str(value) if kind in _MOMENTS else ""


def _filtered(serving: Serving, entity: str, saved: Sequence[JsonObject], key: str) -> Iterator[str]:
    empty = [one for one in saved if one[key] is None]
    yield from _walked(serving, entity, empty, {f"{key}__empty": "true"})
    chosen = next((one[key] for one in saved if one[key] is not None), None)
    if chosen is not None:
        same = [one for one in saved if one[key] == chosen]
        yield from _walked(serving, entity, same, {key: _parameter(chosen)})


def _parameter(value: JsonValue) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
