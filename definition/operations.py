"""Operations: the one way a document changes. Pure, each with an exact inverse, the same in the browser.

    add     {"op": "add", "in": "fields", "id": "fld_x", "value": {...}}
    remove  {"op": "remove", "in": "fields", "id": "fld_x"}
    set     {"op": "set", "in": "fields", "id": "fld_x", "path": "settings.max_length", "value": 80}
            {"op": "set", "in": "app", "path": "title", "value": "..."}      without "value": delete the property
    move    {"op": "move", "in": "nodes", "id": "nod_x", "page": ..., "parent": ..., "order": "a1"}

An operation looks at one object only: `remove` does not cascade and `add` does not check references, because a batch
passes through states that only its end makes whole; `parse` judges the result. `tests/vectors/operations.json` holds
both implementations to the same answers.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final, cast

from core.errors import Invalid
from definition.ids import COLLECTIONS, is_object_id
from definition.json_types import JsonObject, JsonValue

MAX_OPERATIONS: Final = 2000
_ORDER = re.compile(r"[A-Za-z][0-9A-Za-z]{0,199}")
_PATH = re.compile(r"[a-z][a-z0-9_]{0,39}(\.[a-z][a-z0-9_]{0,39})?")
_NESTED: Final = ("settings", "props")
_PLACES: Final = ("page", "parent", "order")
_FORBIDDEN_NAMES: Final = ("constructor", "prototype")


@dataclass(kw_only=True)
class OperationRefused(Invalid):
    """An operation does not apply. `reason` is the code of the vectors, `index` its place in the batch."""

    code: ClassVar[str] = "operation-refused"
    title: ClassVar[str] = "This change cannot be made"

    reason: str
    index: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """`inverse` is in the order in which it is to be applied to `document` to get the original back."""

    document: JsonObject
    inverse: tuple[JsonObject, ...]


def apply(document: object, operations: Sequence[object]) -> Applied:
    """Apply all of `operations` in order, or none: raises OperationRefused for the first that fails, with its place.

    `document` itself is never changed; untouched parts are shared with the result.
    """
    if not isinstance(document, dict) or not all(
        isinstance(document.get(name), dict) for name in ("app", *COLLECTIONS)
    ):
        raise _Refusal("bad-document").at(0)
    if len(operations) > MAX_OPERATIONS:
        raise _Refusal("too-many").at(MAX_OPERATIONS)
    work = _Work(document)
    inverse: list[JsonObject] = []
    for index, operation in enumerate(operations):
        try:
            inverse.append(_apply_one(work, operation))
        except _Refusal as refusal:
            raise refusal.at(index) from None
    return Applied(document=work.document, inverse=tuple(reversed(inverse)))


def touched(operations: Sequence[JsonObject]) -> frozenset[tuple[str, str, str]]:
    """The (collection, id, property) triples that the operations write; property "" means the whole object.

    Two batches that touch different triples, and no object that the other adds or removes, can be merged.
    """
    result: set[tuple[str, str, str]] = set()
    for operation in operations:
        collection, object_id = str(operation["in"]), str(operation.get("id", ""))
        if operation["op"] == "set":
            result.add((collection, object_id, str(operation["path"])))
        elif operation["op"] == "move":
            result.update((collection, object_id, name) for name in _PLACES if name in operation)
        else:
            result.add((collection, object_id, ""))
    return frozenset(result)


REFUSALS: Mapping[str, str] = {
    "bad-operation": "This is not an operation.",
    "unknown-collection": "There is no such collection.",
    "bad-id": "This id does not belong to the collection.",
    "id-taken": "There is already an object with this id.",
    "not-found": "There is no object with this id.",
    "bad-path": "There is no such property to set.",
    "bad-value": "This value cannot stand here.",
    "use-move": "A place is changed by a move.",
    "cycle": "A component cannot stand inside itself.",
    "too-many": f"One batch holds at most {MAX_OPERATIONS} operations.",
    "bad-document": "This is not an app definition.",
}


class _Refusal(Exception):
    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def at(self, index: int) -> OperationRefused:
        return OperationRefused(
            reason=self.reason,
            index=index,
            detail=REFUSALS[self.reason],
            data={"reason": self.reason, "index": index},
        )


class _Work:
    """A document under change: copies the top level and each touched collection once, objects always."""

    def __init__(self, document: Mapping[str, JsonValue]) -> None:
        self.document: dict[str, JsonValue] = dict(document)
        self._own: set[str] = set()

    def collection(self, name: str) -> Mapping[str, JsonValue]:
        return cast("Mapping[str, JsonValue]", self.document[name])

    def write(self, name: str, object_id: str, value: JsonValue) -> None:
        self._writable(name)[object_id] = value

    def delete(self, name: str, object_id: str) -> None:
        del self._writable(name)[object_id]

    def _writable(self, name: str) -> dict[str, JsonValue]:
        if name not in self._own:
            self.document[name] = dict(self.collection(name))
            self._own.add(name)
        return cast("dict[str, JsonValue]", self.document[name])


def _apply_one(work: _Work, operation: object) -> JsonObject:
    if not isinstance(operation, dict):
        raise _Refusal("bad-operation")
    verb = operation.get("op")
    if not isinstance(verb, str) or verb not in _VERBS:
        raise _Refusal("bad-operation")
    run, required, optional = _VERBS[verb]
    keys = operation.keys()
    if operation.get("in") == "app" and verb == "set":
        required = required - {"id"}
    if not required <= keys or not keys <= required | optional:
        raise _Refusal("bad-operation")
    return run(work, cast("JsonObject", operation))


def _add(work: _Work, operation: JsonObject) -> JsonObject:
    name, object_id = _address(operation)
    if object_id in work.collection(name):
        raise _Refusal("id-taken")
    if not isinstance(operation["value"], dict):
        raise _Refusal("bad-value")
    work.write(name, object_id, operation["value"])
    return {"op": "remove", "in": name, "id": object_id}


def _remove(work: _Work, operation: JsonObject) -> JsonObject:
    name, object_id = _address(operation)
    value = _existing(work, name, object_id)
    work.delete(name, object_id)
    return {"op": "add", "in": name, "id": object_id, "value": value}


def _set(work: _Work, operation: JsonObject) -> JsonObject:
    path = operation["path"]
    if not isinstance(path, str) or _PATH.fullmatch(path) is None:
        raise _Refusal("bad-path")
    head, _, tail = path.partition(".")
    if (tail and head not in _NESTED) or tail in _FORBIDDEN_NAMES or head in _FORBIDDEN_NAMES:
        raise _Refusal("bad-path")
    if operation["in"] == "app":
        back, changed = _with_property(cast("JsonObject", work.document["app"]), head, tail, operation)
        work.document["app"] = changed
        return {"op": "set", "in": "app", "path": path, **back}
    name, object_id = _address(operation)
    if head in _PLACES:
        raise _Refusal("use-move")
    back, changed = _with_property(_existing(work, name, object_id), head, tail, operation)
    work.write(name, object_id, changed)
    return {"op": "set", "in": name, "id": object_id, "path": path, **back}


def _with_property(
    value: JsonObject, head: str, tail: str, operation: JsonObject
) -> tuple[Mapping[str, JsonValue], JsonObject]:
    """({"value": old} or {} when it was absent, the object with the property set or deleted)."""
    if tail:
        inner = value.get(head)
        if not isinstance(inner, dict):
            raise _Refusal("bad-path")
        back, changed = _with_property(inner, tail, "", operation)
        return back, {**value, head: changed}
    if "value" not in operation and head not in value:
        raise _Refusal("bad-path")
    back = {"value": value[head]} if head in value else {}
    if "value" in operation:
        return back, {**value, head: operation["value"]}
    return back, {name: item for name, item in value.items() if name != head}


def _move(work: _Work, operation: JsonObject) -> JsonObject:
    name, object_id = _address(operation)
    value = _existing(work, name, object_id)
    places = [place for place in _PLACES if place in operation]
    if name != "nodes" and places != ["order"]:
        raise _Refusal("bad-operation")
    if any(place not in value for place in places):
        raise _Refusal("bad-operation")
    if not _places_fit(operation):
        raise _Refusal("bad-value")
    if name == "nodes" and _would_go_round(work, object_id, operation):
        raise _Refusal("cycle")
    work.write(name, object_id, {**value, **{place: operation[place] for place in places}})
    return {"op": "move", "in": name, "id": object_id, **{place: value[place] for place in places}}


def _places_fit(operation: JsonObject) -> bool:
    order = operation["order"]
    parent = operation.get("parent")
    return (
        isinstance(order, str)
        and _ORDER.fullmatch(order) is not None
        and ("page" not in operation or is_object_id("pages", operation["page"]))
        and (parent is None or is_object_id("nodes", parent))
    )


def _would_go_round(work: _Work, object_id: str, operation: JsonObject) -> bool:
    nodes = work.collection("nodes")
    ancestor = operation.get("parent")
    seen: set[str] = set()
    while isinstance(ancestor, str) and ancestor not in seen:
        if ancestor == object_id:
            return True
        seen.add(ancestor)
        above = nodes.get(ancestor)
        ancestor = above.get("parent") if isinstance(above, dict) else None
    return False


def _address(operation: JsonObject) -> tuple[str, str]:
    name, object_id = operation["in"], operation["id"]
    if not isinstance(name, str) or name not in COLLECTIONS:
        raise _Refusal("unknown-collection")
    if not isinstance(object_id, str) or not is_object_id(name, object_id):
        raise _Refusal("bad-id")
    return name, object_id


def _existing(work: _Work, name: str, object_id: str) -> JsonObject:
    value = work.collection(name).get(object_id)
    if not isinstance(value, dict):
        raise _Refusal("not-found")
    return cast("JsonObject", value)


_Run = Callable[[_Work, JsonObject], JsonObject]
_VERBS: Mapping[str, tuple[_Run, frozenset[str], frozenset[str]]] = {
    "add": (_add, frozenset({"op", "in", "id", "value"}), frozenset()),
    "remove": (_remove, frozenset({"op", "in", "id"}), frozenset()),
    "set": (_set, frozenset({"op", "in", "id", "path"}), frozenset({"value"})),
    "move": (_move, frozenset({"op", "in", "id", "order"}), frozenset({"page", "parent"})),
}
