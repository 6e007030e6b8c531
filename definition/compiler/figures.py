"""Figures (`stat`): a measure over the records of one entity, with a condition."""

from collections.abc import Iterator

from definition.compiler.scope import Scope
from definition.compiler.sources import read_source
from definition.expressions import BOOL
from definition.json_types import JsonObject, JsonValue
from definition.model import Node
from definition.problems import Problem, pointer, problem
from definition.repairs import set_to


def figure_problems(node: Node, props: JsonObject, scope: Scope | None) -> Iterator[Problem]:
    """`props` are complete and hold ids; `scope` is that of the entity the figure counts, None when there is none."""
    label = str(props.get("label") or "")
    where = pointer("nodes", node.id, "props")
    if not label.strip():
        yield problem("label-missing", f"{where}/label", object_id=node.id, what="A figure")
    if scope is None:
        yield problem("prop-missing", f"{where}/entity", object_id=node.id, property="Table", component="Figure")
        return
    measure = str(props["measure"])
    if measure == "count":
        return
    field_id = props.get("field")
    typed = next((typed for typed in scope.fields if typed.field.id == field_id), None)
    if typed is None or typed.spec.type != "number":
        repair = set_to("nodes", node.id, "props.measure", "count", label="Count the records instead")
        yield problem("stat-unfit", f"{where}/field", object_id=node.id, repair=repair, label=label, measure=measure)


def figure_condition(
    node: Node, props: JsonObject, scope: Scope | None, problems: list[Problem]
) -> tuple[JsonValue, str | None]:
    """(the syntax tree of the condition, its reading); (None, None) without one or when it does not work."""
    source = str(props.get("when") or "")
    if not source.strip() or scope is None:
        return None, None
    read = read_source(source, scope.environment, expected=BOOL)
    where = pointer("nodes", node.id, "props", "when")
    for found in read.problems:
        label, reason = str(props.get("label") or ""), found.message
        problems.append(problem("stat-condition-wrong", where, object_id=node.id, label=label, reason=reason))
    if read.ast is None:
        return None, None
    return read.ast.to_json(), scope.reader.read_condition(read.ast)
