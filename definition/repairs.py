"""Repairs that several checks offer. Operations are those of definition.operations; each list is complete, so a repair
never leaves a new dangling reference behind."""

from typing import Final

from definition.index import Index
from definition.json_types import JsonObject, JsonValue
from definition.model import Node
from definition.problems import Repair

_MOST_REMOVED: Final = 50


def set_to(collection: str, object_id: str, path: str, value: JsonValue, *, label: str) -> Repair:
    return Repair(label=label, operations=(set_operation(collection, object_id, path, value),))


def remove(collection: str, object_id: str, *, label: str) -> Repair:
    return Repair(label=label, operations=(remove_operation(collection, object_id),))


def remove_node(index: Index, node: Node, *, label: str = "Remove it from the page") -> Repair | None:
    """Remove a node with everything inside it and the rules that act on any of that; None when that is very much."""
    inside = index.below(node, most=_MOST_REMOVED)
    if inside is None:
        return None
    gone = (node, *inside)
    operations = [remove_operation("rules", rule.id) for item in gone for rule in index.rules_on.get(item.id, ())]
    operations += [remove_operation("nodes", item.id) for item in reversed(gone)]
    return Repair(label=label, operations=tuple(operations))


def set_operation(collection: str, object_id: str, path: str, value: JsonValue) -> JsonObject:
    return {"op": "set", "in": collection, "id": object_id, "path": path, "value": value}


def unset_operation(collection: str, object_id: str, path: str) -> JsonObject:
    return {"op": "set", "in": collection, "id": object_id, "path": path}


def remove_operation(collection: str, object_id: str) -> JsonObject:
    return {"op": "remove", "in": collection, "id": object_id}
