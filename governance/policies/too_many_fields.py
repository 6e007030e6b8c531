"""A page asks a few questions at a time."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from definition.ids import derived_object_id
from definition.index import Index
from definition.model import AppDefinition, Node, Page, PageKind
from definition.order import orders
from definition.problems import Repair
from governance.facts import Facts, Found, Policy, Severity, at

if TYPE_CHECKING:
    from core.errors import JsonValue

MOST_ON_PAGE = 12
PER_STEP = 6


def check(app: AppDefinition, facts: Facts) -> Iterator[Found]:
    index = Index.of(app)
    for page in app.pages_in_order():
        if page.kind is not PageKind.FORM:
            continue
        loose = [node for node in index.children_of(page.id, None) if not _is_step(node)]
        count = sum(_questions(index, node) for node in loose)
        if count > MOST_ON_PAGE:
            yield Found(
                message=f"{page.title} asks {count} questions on one page.",
                where=at("pages", page.id, page.title),
                repair=_split(index, page, loose),
            )


def _is_step(node: Node) -> bool:
    return node.component.startswith("page@")


def _questions(index: Index, node: Node) -> int:
    return sum(1 for one in (node, *index.below(node)) if one.field)


def _split(index: Index, page: Page, loose: Sequence[Node]) -> Repair:
    """Steps of about six questions after the steps there are; a section stays whole."""
    steps = [node for node in index.children_of(page.id, None) if _is_step(node)]
    groups = _groups(index, loose)
    places = orders(len(groups), after=max((step.order for step in steps), default=None))
    operations: list[dict[str, JsonValue]] = []
    for number, (group, order) in enumerate(zip(groups, places, strict=True), start=1 + len(steps)):
        step_id = derived_object_id("nodes", "too-many-fields", page.id, group[0].id)
        value: dict[str, JsonValue] = {
            "page": page.id,
            "parent": None,
            "order": order,
            "component": "page@1",
            "field": None,
            "props": {"title": f"Step {number}"},
        }
        operations.append({"op": "add", "in": "nodes", "id": step_id, "value": value})
        operations.extend(
            {"op": "move", "in": "nodes", "id": node.id, "page": page.id, "parent": step_id, "order": inner}
            for node, inner in zip(group, orders(len(group)), strict=True)
        )
    return Repair(label=f"Split it into {len(groups)} steps", operations=tuple(operations))


def _groups(index: Index, loose: Sequence[Node]) -> list[list[Node]]:
    """Neighbours in reading order, about `PER_STEP` questions each."""
    groups: list[list[Node]] = [[]]
    asked = 0
    for node in loose:
        questions = _questions(index, node)
        if groups[-1] and asked + questions > PER_STEP:
            groups.append([])
            asked = 0
        groups[-1].append(node)
        asked += questions
    return groups


POLICY = Policy(
    id="too-many-fields",
    title="A page asks a few questions at a time",
    severity=Severity.ADVICE,
    owner="Accessibility",
    why=f"More than {MOST_ON_PAGE} questions are a wall on a phone, and one mistake sends people back to the top.",
    check=check,
)
