"""The figures of a dashboard, over the records that the reader may see and no others."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Aggregate, Avg, Count, Max, Min, Sum

from definition.compiled import CompiledNode
from definition.expressions import Ast, Context, EvaluationError, Value, evaluate, truthy
from definition.json_types import JsonValue
from runtime.fieldtypes import numeric
from runtime.records.shape import row_of
from runtime.rules import variable
from runtime.services.screens import page_of
from runtime.services.serving import Serving
from runtime.tables.build import EntityTable
from runtime.tables.indexes import walk

MOST_ROWS = 10_000
_IN_SQL: Mapping[str, type[Aggregate]] = {"sum": Sum, "avg": Avg, "min": Min, "max": Max}
_IN_MEMORY: Mapping[str, Callable[[Sequence[Decimal]], Decimal]] = {
    "sum": lambda numbers: sum(numbers, Decimal(0)),
    "avg": lambda numbers: sum(numbers, Decimal(0)) / len(numbers),
    "min": min,
    "max": max,
}
PLACES = {"avg": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number as text, a count as integer, None when there is nothing to work out. Not exact beyond 10,000 rows."""

    value: JsonValue
    is_exact: bool = True


def page_figures(serving: Serving, page_key: str, *, now: datetime) -> dict[str, Figure]:
    """The figures of a page by node id: one query each. Figures over records this person may not read are left out."""
    page = page_of(serving, page_key)
    figures: dict[str, Figure] = {}
    for node in walk(page.nodes):
        entity_key = node.props.get("entity") if node.component.startswith("stat@") else None
        if isinstance(entity_key, str) and serving.rights.on(entity_key).read != "none":
            figures[node.id] = _figure(serving, serving.ready.tables.entities[entity_key], node, now)
    return figures


def _figure(serving: Serving, table: EntityTable, node: CompiledNode, now: datetime) -> Figure:
    measure = str(node.props.get("measure"))
    columns = table.by_key.get(str(node.props.get("field")))
    if node.props.get("when"):
        return _with_condition(serving, table, node, measure, now)
    rows = serving.rights.readable(table)
    if measure == "count" or columns is None:
        return Figure(value=rows.aggregate(figure=Count("pk"))["figure"])
    found = rows.aggregate(figure=_IN_SQL[measure](columns.attribute))["figure"]
    return Figure(value=_text(found, measure))


def _with_condition(serving: Serving, table: EntityTable, node: CompiledNode, measure: str, now: datetime) -> Figure:
    condition = Ast.from_json(node.props["when"])
    stored = serving.rights.readable(table).order_by("-id").values_list(*table.row_attributes)[: MOST_ROWS + 1]
    key = str(node.props.get("field"))
    numbers: list[Decimal] = []
    count = 0
    rows = [row_of(table, one).values for one in stored]
    for values in rows[:MOST_ROWS]:
        variables = {name: variable(table.by_key[name].field.kind, value) for name, value in values.items()}
        if _holds(condition, variables, now):
            count += 1
            number = variables.get(key)
            if isinstance(number, Decimal):
                numbers.append(number)
    is_exact = len(rows) <= MOST_ROWS
    if measure == "count":
        return Figure(value=count, is_exact=is_exact)
    return Figure(value=_text(_IN_MEMORY[measure](numbers), measure) if numbers else None, is_exact=is_exact)


def _holds(condition: Ast, variables: Mapping[str, Value], now: datetime) -> bool:
    try:
        return truthy(evaluate(condition, Context(variables=variables, now=now)))
    except EvaluationError:
        return False


def _text(value: object, measure: str) -> JsonValue:
    if value is None:
        return None
    number = value if isinstance(value, Decimal) else Decimal(str(value))
    rounded = round(number, PLACES.get(measure, numeric.STORED_PLACES))
    return numeric.canonical(rounded, None)
