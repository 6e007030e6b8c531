"""Apps use components that somebody still looks after."""

from collections.abc import Iterator

from definition.model import AppDefinition, Node
from definition.problems import Repair
from governance.facts import Facts, Found, Policy, Severity, at, put


def check(app: AppDefinition, facts: Facts) -> Iterator[Found]:
    for page in app.pages_in_order():
        for node in app.nodes_of(page.id):
            spec = facts.catalogue.get(node.component)
            if spec is None or spec.status != "deprecated":
                continue
            repair = _repair(app, node, facts, spec.replaced_by)
            yield Found(
                message=f"{page.title} uses {spec.name}, which is deprecated.",
                where=at("nodes", node.id, spec.name, "component"),
                repair=repair,
                severity=Severity.MUST_FIX if repair else Severity.ADVICE,
            )


def _repair(app: AppDefinition, node: Node, facts: Facts, replaced_by: str | None) -> Repair | None:
    """Put the replacement in its place; the field follows when its kind changes with it."""
    new = facts.catalogue.of_kind(replaced_by.partition("@")[0]) if replaced_by else None
    if new is None or new.id == node.component:
        return None
    operations = [put("nodes", node.id, "component", new.id)]
    field = app.fields.get(node.field or "")
    if field is not None and field.kind != new.kind:
        operations.append(put("fields", field.id, "kind", new.kind))
    return Repair(label=f"Use {new.name} instead", operations=tuple(operations))


POLICY = Policy(
    id="deprecated-component",
    title="No deprecated components",
    severity=Severity.MUST_FIX,
    owner="Component stewards",
    why="A deprecated component gets no more fixes, and one day it has to be replaced in a hurry.",
    check=check,
)
