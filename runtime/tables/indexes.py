"""Which fields an app asks for: what pages filter, sort or link by, or access goes by, deserves an index. Pure."""

from collections.abc import Iterator, Mapping

from definition.compiled import CompiledApp, CompiledEntity, CompiledNode, CompiledRowRule, CompiledRows
from definition.expressions import Ast, variables_used
from definition.json_types import JsonValue


def indexed_fields(compiled: CompiledApp, entity: CompiledEntity) -> frozenset[str]:
    """Keys of the fields of `entity` that a list page sorts or filters by, that access goes by, and of every link."""
    links = {field.key for field in entity.fields if field.kind in ("record", "person")}
    used = {
        key
        for page in compiled.pages
        if page.entity == entity.key
        for node in walk(page.nodes)
        for key in _asked(node.props)
    }
    access = {
        key
        for grant in compiled.grants
        if grant.entity == entity.key and isinstance(grant.read, CompiledRowRule)
        for key in grant.read.uses
    }
    return frozenset(links | used | access)


def needs_owner_index(compiled: CompiledApp, entity: CompiledEntity) -> bool:
    """Whether somebody sees only their own records, or a rule asks who added one."""
    return any(
        "own" in (grant.read, grant.update, grant.delete) or _asks_for_owner(grant.read)
        for grant in compiled.grants
        if grant.entity == entity.key
    )


def sorted_fields(compiled: CompiledApp, entity: CompiledEntity) -> frozenset[str]:
    """Keys of the fields of `entity` that a list page is sorted by before anybody touches it."""
    return frozenset(
        key
        for page in compiled.pages
        if page.entity == entity.key
        for node in walk(page.nodes)
        for key in _sorted(node.props)
    )


def _asks_for_owner(rows: CompiledRows) -> bool:
    return isinstance(rows, CompiledRowRule) and "created_by" in variables_used(Ast.from_json(rows.when))


def walk(nodes: tuple[CompiledNode, ...]) -> Iterator[CompiledNode]:
    """Every node, parents first, in reading order."""
    for node in nodes:
        yield node
        yield from walk(node.children)


def _asked(props: Mapping[str, JsonValue]) -> Iterator[str]:
    yield from _sorted(props)
    filters = props.get("filters")
    if isinstance(filters, list | tuple):
        yield from (key for key in filters if isinstance(key, str))


def _sorted(props: Mapping[str, JsonValue]) -> Iterator[str]:
    sort = props.get("sort")
    if isinstance(sort, Mapping) and isinstance(sort.get("field"), str):
        yield str(sort["field"])
