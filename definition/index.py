"""Lookups over one definition, built once: who belongs to whom, siblings already in order."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from definition.model import AppDefinition, Field, Node, Ordered, Rule, in_order

K = TypeVar("K")
T = TypeVar("T", bound=Ordered)


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """`children` is keyed by (page, parent); a node whose parent is missing is listed under that missing id.
    `rules_on` is keyed by the target."""

    app: AppDefinition
    fields: Mapping[str, tuple[Field, ...]]
    nodes: Mapping[str, tuple[Node, ...]]
    children: Mapping[tuple[str, str | None], tuple[Node, ...]]
    rules_on: Mapping[str, tuple[Rule, ...]]

    @staticmethod
    def of(app: AppDefinition) -> "Index":
        return Index(
            app=app,
            fields=_grouped(app.fields.values(), lambda field: field.entity),
            nodes=_grouped(app.nodes.values(), lambda node: node.page),
            children=_grouped(app.nodes.values(), lambda node: (node.page, node.parent)),
            rules_on=_grouped(app.rules.values(), lambda rule: rule.target),
        )

    def fields_of(self, entity_id: str) -> tuple[Field, ...]:
        return self.fields.get(entity_id, ())

    def children_of(self, page_id: str, parent_id: str | None) -> tuple[Node, ...]:
        return self.children.get((page_id, parent_id), ())

    def walk(self, page_id: str) -> Iterator[tuple[Node, int]]:
        """The nodes of a page that hang on its root, in reading order, each with its depth (root = 0)."""
        pending = [(node, 0) for node in reversed(self.children_of(page_id, None))]
        while pending:
            node, depth = pending.pop()
            yield node, depth
            pending.extend((child, depth + 1) for child in reversed(self.children_of(page_id, node.id)))

    def below(self, node: Node, *, most: int) -> tuple[Node, ...] | None:
        """The descendants of `node` on its page, each once, even when they form a cycle; None for more than `most`."""
        found: dict[str, Node] = {}
        pending = list(self.children_of(node.page, node.id))
        while pending:
            if len(found) > most:
                return None
            child = pending.pop()
            if child.id not in found and child.id != node.id:
                found[child.id] = child
                pending.extend(self.children_of(node.page, child.id))
        return tuple(found.values())


def _grouped(objects: Iterable[T], key: Callable[[T], K]) -> Mapping[K, tuple[T, ...]]:
    groups: dict[K, list[T]] = defaultdict(list)
    for item in objects:
        groups[key(item)].append(item)
    return {name: in_order(members) for name, members in groups.items()}
