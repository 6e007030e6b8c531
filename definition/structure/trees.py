"""The nodes of a page form trees: every parent exists on the same page, nothing stands inside itself."""

from collections.abc import Iterator
from typing import Final

from definition.index import Index
from definition.model import Node, PageKind
from definition.problems import Problem, pointer, problem
from definition.repairs import remove_node

MAX_NODE_DEPTH: Final = 8


def places(index: Index) -> Iterator[Problem]:
    app = index.app
    for node in app.nodes.values():
        where = pointer("nodes", node.id)
        if node.page not in app.pages:
            repair = remove_node(index, node, label="Remove the component")
            yield problem("page-missing", f"{where}/page", object_id=node.id, repair=repair)
        if node.parent is None:
            continue
        parent = app.nodes.get(node.parent)
        if parent is None:
            repair = remove_node(index, node, label="Remove the component")
            yield problem("parent-missing", f"{where}/parent", object_id=node.id, repair=repair)
        elif parent.page != node.page:
            yield problem("parent-elsewhere", f"{where}/parent", object_id=node.id)


def cycles(index: Index) -> Iterator[Problem]:
    """Nodes that hang on no root because their parents go round, and chains that are too deep."""
    depths: dict[str, int] = {}
    for node in index.app.nodes.values():
        chain = _unmeasured_chain(index, node, depths)
        if chain is None:
            yield problem("node-cycle", pointer("nodes", node.id, "parent"), object_id=node.id)
        elif depths[node.id] == MAX_NODE_DEPTH:
            yield problem("node-too-deep", pointer("nodes", node.id, "parent"), object_id=node.id, limit=MAX_NODE_DEPTH)


def _unmeasured_chain(index: Index, node: Node, depths: dict[str, int]) -> list[Node] | None:
    """Measure `node` and its ancestors into `depths` (root = 0); None when they go round or lead into a round."""
    chain: list[Node] = []
    on_chain: set[str] = set()
    current: Node | None = node
    while current is not None and current.id not in depths:
        if current.id in on_chain:
            depths.update((item.id, _ROUND) for item in chain)
            break
        chain.append(current)
        on_chain.add(current.id)
        current = None if current.parent is None else index.app.nodes.get(current.parent)
    if node.id not in depths:
        depth = -1 if current is None else depths[current.id]
        for item in reversed(chain):
            depth = depth if depth == _ROUND else depth + 1
            depths[item.id] = depth
    return None if depths[node.id] == _ROUND else chain


_ROUND: Final = -2


def bound_fields(index: Index) -> Iterator[Problem]:
    app = index.app
    on_page: set[tuple[str, str]] = set()
    for node in sorted(app.nodes.values(), key=lambda node: (node.page, node.order, node.id)):
        if node.field is None:
            continue
        where = pointer("nodes", node.id, "field")
        field, page = app.fields.get(node.field), app.pages.get(node.page)
        if field is None:
            yield problem("field-missing", where, object_id=node.id, repair=remove_node(index, node))
        elif page is not None and page.entity is not None and field.entity != page.entity:
            label = field.label or field.key
            repair = remove_node(index, node)
            title = page.title or page.key
            yield problem("field-elsewhere", where, object_id=node.id, repair=repair, label=label, page=title)
        elif page is not None and page.kind is PageKind.FORM and (page.id, field.id) in on_page:
            label = field.label or field.key
            repair = remove_node(index, node)
            title = page.title or page.key
            yield problem("field-repeated", where, object_id=node.id, repair=repair, label=label, page=title)
        on_page.add((node.page, node.field))
