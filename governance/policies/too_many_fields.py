"""A page asks a few questions at a time."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from definition.ids import derived_object_id
from definition.json_types import JsonObject
from definition.model import AppDefinition, Node, Page, PageKind
from definition.order import orders
from definition.problems import Repair
from governance.facts import Facts, Found, Policy, Severity, at

MOST_ON_PAGE = 12
PER_STEP = 6


def check(app: AppDefinition, facts: Facts) -> Iterator[Found]:
    for page in app.pages_in_order():
        if page.kind is not PageKind.FORM:
            continue
        asked = _questions(app, page)
        loose = [node for node in app.children_of(page.id, None) if not _is_step(node)]
        count = sum(asked[node.id] for node in loose)
        if count > MOST_ON_PAGE:
            yield Found(
                message=f"{page.title} asks {count} questions on one page.",
                where=at("pages", page.id, page.title),
                repair=_split(app, page, loose, asked),
            )


def _is_step(node: Node) -> bool:
    return node.component.startswith("page@")


def _questions(app: AppDefinition, page: Page) -> Counter[str]:
    """How many questions stand in or under each node at the root of a page."""
    asked: Counter[str] = Counter()
    for node in app.nodes_of(page.id):
        if node.field:
            asked[_root_of(app, node)] += 1
    return asked


def _root_of(app: AppDefinition, node: Node) -> str:
    seen: set[str] = set()
    while node.id not in seen and (parent := app.nodes.get(node.parent or "")):
        seen.add(node.id)
        node = parent
    return node.id


def _split(app: AppDefinition, page: Page, loose: Sequence[Node], asked: Mapping[str, int]) -> Repair:
    """Steps of about six questions after the steps there are; a section stays whole."""
    steps = [node for node in app.children_of(page.id, None) if _is_step(node)]
    groups = _groups(loose, asked)
    places = orders(len(groups), after=max((step.order for step in steps), default=None))
    operations: list[JsonObject] = []
    for number, (group, order) in enumerate(zip(groups, places, strict=True), start=1 + len(steps)):
        step_id = derived_object_id("nodes", "too-many-fields", page.id, group[0].id)
        operations.append({"op": "add", "in": "nodes", "id": step_id, "value": _step(page, order, number)})
        operations.extend(
            {"op": "move", "in": "nodes", "id": node.id, "page": page.id, "parent": step_id, "order": inner}
            for node, inner in zip(group, orders(len(group)), strict=True)
        )
    return Repair(label=f"Split it into {len(groups)} steps", operations=tuple(operations))


def _step(page: Page, order: str, number: int) -> JsonObject:
    return {
        "page": page.id,
        "parent": None,
        "order": order,
        "component": "page@1",
        "field": None,
        "props": {"title": f"Step {number}"},
    }


def _groups(loose: Sequence[Node], questions: Mapping[str, int]) -> list[list[Node]]:
    """Neighbours in reading order, about `PER_STEP` questions each."""
    groups: list[list[Node]] = [[]]
    asked = 0
    for node in loose:
        if groups[-1] and asked + questions.get(node.id, 0) > PER_STEP:
            groups.append([])
            asked = 0
        groups[-1].append(node)
        asked += questions.get(node.id, 0)
    return groups


POLICY = Policy(
    id="too-many-fields",
    title="A page asks a few questions at a time",
    severity=Severity.ADVICE,
    owner="Accessibility",
    why=f"More than {MOST_ON_PAGE} questions are a wall on a phone, and one mistake sends people back to the top.",
    check=check,
)
