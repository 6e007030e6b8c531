"""Every place is a fractional index that a neighbour can be put beside."""

from collections.abc import Collection, Iterator

from definition.index import Index
from definition.model import Ordered
from definition.order import is_order, order_between
from definition.problems import Problem, Repair, pointer, problem


def places(index: Index) -> Iterator[Problem]:
    app = index.app
    yield from _misplaced("entities", app.entities.values())
    yield from _misplaced("fields", app.fields.values())
    yield from _misplaced("pages", app.pages.values())
    yield from _misplaced("nodes", app.nodes.values())
    yield from _misplaced("rules", app.rules.values())
    yield from _misplaced("roles", app.roles.values())


def _misplaced(collection: str, objects: Collection[Ordered]) -> Iterator[Problem]:
    wrong = [item for item in objects if not is_order(item.order)]
    last = max((item.order for item in objects if is_order(item.order)), default=None)
    for item in sorted(wrong, key=lambda item: (item.order, item.id)):
        last = order_between(last, None)
        operation = {"op": "move", "in": collection, "id": item.id, "order": last}
        repair = Repair(label="Put it last", operations=(operation,))
        where = pointer(collection, item.id, "order")
        yield problem("order-malformed", where, object_id=item.id, repair=repair)
