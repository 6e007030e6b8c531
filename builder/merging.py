"""When two people edit one draft: which operations still fit, and which would overwrite somebody. Pure.

Operations on different (object, property) merge. The same property, an edit of something deleted, a deletion of
something edited and a use of something deleted clash; of two moves of one object the later one wins.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from core.canonical import canonical_json
from core.errors import JsonValue

Operation = Mapping[str, JsonValue]
Document = Mapping[str, JsonValue]
Key = tuple[str, str]

_ID = re.compile(r"(?:ent|fld|pag|nod|rul|rol|gra|txt)_[0-9a-z]{2,26}")
_APP = "app"


class ClashKind(StrEnum):
    """Why an operation cannot be merged silently."""

    CHANGED = "changed"
    DELETED = "deleted"
    USED = "used"
    EXISTS = "exists"


@dataclass(frozen=True, slots=True, kw_only=True)
class PastBatch:
    """A batch that was applied after the revision the incoming operations were made on."""

    by: UUID
    at: datetime
    operations: Sequence[Operation]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """One property two people want differently. `path` is empty when the whole object is meant."""

    kind: ClashKind
    collection: str
    object_id: str
    path: str
    yours: JsonValue
    theirs: JsonValue
    by: UUID
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """The operations to apply (those that others have already done are left out), or why they may not be."""

    operations: tuple[Operation, ...]
    clashes: tuple[Clash, ...]


@dataclass(slots=True, kw_only=True)
class _Past:
    """What happened since, by object and property: the last one counts."""

    sets: dict[Key, dict[str, PastBatch]] = field(default_factory=dict)
    removed: dict[str, PastBatch] = field(default_factory=dict)
    uses: dict[str, dict[Key, PastBatch]] = field(default_factory=dict)
    moved: dict[str, PastBatch] = field(default_factory=dict)


def merge(document: Document, incoming: Sequence[Operation], past: Sequence[PastBatch]) -> Merge:
    """Fit `incoming` onto `document`, which already contains `past` (oldest first).

    Trusts the shape of each operation (`definition.operations` has the last word on that); never raises on values.
    """
    since = _digest_past(past)
    mine = {str(op.get("id")) for op in incoming if op.get("op") == "add"}
    removing = {str(op.get("id")) for op in incoming if op.get("op") == "remove"}
    kept: list[Operation] = []
    clashes: list[Clash] = []
    for op in incoming:
        if _already_done(document, op, since, mine):
            continue
        found = list(_clashes_of(document, op, since, mine=mine, removing=removing))
        clashes.extend(found)
        kept.append(op)
    if not clashes:
        clashes.extend(_cycles(document, incoming, since))
    return Merge(operations=tuple(kept), clashes=tuple(clashes))


def outdated(incoming: Sequence[Operation], recorded: Sequence[Operation]) -> tuple[Operation, ...]:
    """The operations of an undo or redo that are not in `recorded`, what takes the step back: older values.

    A client may write out properties that the document left to their defaults, and may leave out operations.
    """
    exact = {(op.get("op"), _key(op), str(op.get("path", ""))): op for op in recorded}
    return tuple(
        op for op in incoming if not _as_recorded(op, exact.get((op.get("op"), _key(op), str(op.get("path", "")))))
    )


def _as_recorded(op: Operation, recorded: Operation | None) -> bool:
    if recorded is None:
        return False
    now, then = op.get("value"), recorded.get("value")
    if op.get("op") == "add" and isinstance(now, Mapping) and isinstance(then, Mapping):
        return all(name in now and _same(now[name], value) for name, value in then.items())
    if op.get("op") == "set" and "value" not in recorded and "." not in str(op.get("path", "")):
        return True
    return _same(dict(op), dict(recorded))


def _digest_past(past: Sequence[PastBatch]) -> _Past:
    since = _Past()
    for batch in past:
        for op in batch.operations:
            key = _key(op)
            match op.get("op"):
                case "set":
                    since.sets.setdefault(key, {})[str(op.get("path", ""))] = batch
                case "remove":
                    since.removed[key[1]] = batch
                    since.sets.pop(key, None)
                case "add":
                    since.removed.pop(key[1], None)
                case "move":
                    since.moved[key[1]] = batch
            for used in _ids_in(op):
                since.uses.setdefault(used, {})[key] = batch
    return since


def _key(op: Operation) -> Key:
    collection = str(op.get("in", ""))
    return collection, _APP if collection == _APP else str(op.get("id", ""))


def _already_done(document: Document, op: Operation, since: _Past, mine: set[str]) -> bool:
    collection, object_id = _key(op)
    current = object_in(document, collection, object_id)
    if op.get("op") == "remove":
        return current is None and object_id in since.removed and object_id not in mine
    if op.get("op") == "add" and current is not None:
        return _same(current, op.get("value"))
    return False


def _clashes_of(
    document: Document, op: Operation, since: _Past, *, mine: set[str], removing: set[str]
) -> Iterator[Clash]:
    collection, object_id = key = _key(op)
    current = object_in(document, collection, object_id)
    kind = op.get("op")
    if kind == "add":
        if current is not None and object_id not in removing and (batch := _last_touch(since, key)):
            yield _clash(ClashKind.EXISTS, op, batch, theirs=current)
    elif current is None and object_id not in mine and object_id in since.removed:
        yield _clash(ClashKind.DELETED, op, since.removed[object_id], theirs=None)
        return
    elif kind == "set":
        yield from _set_clashes(op, since.sets.get(key, {}), current)
    elif kind == "remove":
        yield from _remove_clashes(op, since, current, removing)
    yield from _use_clashes(document, op, since, mine)


def _use_clashes(document: Document, op: Operation, since: _Past, mine: set[str]) -> Iterator[Clash]:
    """A reference to something that somebody has deleted."""
    for used in _ids_in(op):
        batch = since.removed.get(used)
        if batch and used not in mine and not _exists(document, used):
            yield _clash(ClashKind.DELETED, op, batch, theirs=None)


def _set_clashes(op: Operation, sets: Mapping[str, PastBatch], current: Document | None) -> Iterator[Clash]:
    path = str(op.get("path", ""))
    theirs = value_at(current, path)
    touching = [batch for other, batch in sets.items() if _overlap(path, other)]
    if touching and not _same(theirs, op.get("value")):
        yield _clash(ClashKind.CHANGED, op, touching[-1], theirs=theirs)


def _remove_clashes(op: Operation, since: _Past, current: Document | None, removing: set[str]) -> Iterator[Clash]:
    key = _key(op)
    for path, batch in since.sets.get(key, {}).items():
        yield _clash(ClashKind.CHANGED, op, batch, path=path, theirs=value_at(current, path))
    for (collection, user), batch in since.uses.get(key[1], {}).items():
        if user not in removing and user not in since.removed and (collection, user) != key:
            yield _clash(ClashKind.USED, op, batch, theirs=user)


def _cycles(document: Document, incoming: Sequence[Operation], since: _Past) -> Iterator[Clash]:
    """A move into something that others meanwhile moved into the moved thing."""
    if not since.moved:
        return
    parents = _parents(document)
    moves = [op for op in incoming if op.get("op") == "move" and op.get("in") == "nodes" and "parent" in op]
    for op in moves:
        # One after the other, as they will be applied: a later move of the batch must not hide a loop on the way.
        parents[str(op.get("id"))] = op.get("parent")
        loop = _loop(parents, str(op.get("id")))
        moved = next((node for node in loop if node in since.moved), None)
        if moved is not None:
            yield _clash(ClashKind.CHANGED, op, since.moved[moved], path="parent", theirs=moved)


def _parents(document: Document) -> dict[str, JsonValue]:
    nodes = document.get("nodes")
    if not isinstance(nodes, Mapping):
        return {}
    return {node_id: node.get("parent") for node_id, node in nodes.items() if isinstance(node, Mapping)}


def _loop(parents: Mapping[str, JsonValue], start: str) -> list[str]:
    """The nodes above `start` when that chain comes back to `start`; else nothing."""
    chain: dict[str, None] = {}  # ordered, and quick to ask: hostile batches make chains of thousands
    at = parents.get(start)
    while isinstance(at, str) and at not in chain:
        chain[at] = None
        at = parents.get(at)
    return list(chain) if start in chain else []


def _last_touch(since: _Past, key: Key) -> PastBatch | None:
    batches = [batch for users in since.uses.values() for user, batch in users.items() if user == key]
    batches.extend(since.sets.get(key, {}).values())
    return batches[-1] if batches else None


def _clash(kind: ClashKind, op: Operation, batch: PastBatch, *, theirs: JsonValue, path: str | None = None) -> Clash:
    collection, object_id = _key(op)
    return Clash(
        kind=kind,
        collection=collection,
        object_id=object_id,
        path=str(op.get("path", "")) if path is None else path,
        yours=op.get("value"),
        theirs=theirs,
        by=batch.by,
        at=batch.at,
    )


def object_in(document: Document, collection: str, object_id: str) -> Mapping[str, JsonValue] | None:
    """The object, or None; the single object of `app` goes by any id."""
    group = document.get(collection)
    found = group if collection == _APP else group.get(object_id) if isinstance(group, Mapping) else None
    return found if isinstance(found, Mapping) else None


def value_at(value: JsonValue, path: str) -> JsonValue:
    """The property at a dotted path, or None where there is nothing."""
    for step in path.split(".") if path else ():
        if not isinstance(value, Mapping):
            return None
        value = value.get(step)
    return value


def _exists(document: Document, object_id: str) -> bool:
    groups = [group for group in document.values() if isinstance(group, Mapping)]
    return any(object_id in group for group in groups)


def _ids_in(op: Operation) -> set[str]:
    """Ids this operation makes its object point to (only values that are an id as a whole)."""
    found: set[str] = set()
    stack: list[JsonValue] = [op.get("value"), op.get("parent"), op.get("page")]
    while stack:
        value = stack.pop()
        if isinstance(value, str):
            if _ID.fullmatch(value):
                found.add(value)
        elif isinstance(value, Mapping):
            stack.extend(value.values())
        elif isinstance(value, Sequence):
            stack.extend(value)
    return found


def _overlap(one: str, other: str) -> bool:
    return one == other or one.startswith(f"{other}.") or other.startswith(f"{one}.")


def _same(one: JsonValue, other: JsonValue) -> bool:
    return canonical_json(one) == canonical_json(other)
