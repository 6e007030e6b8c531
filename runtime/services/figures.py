"""The figures of a dashboard, over the records that the reader may see and no others.

Amounts of different currencies are never put together: a figure over money is one amount for each currency there is.
A calculation is a plain number, but it is worked out by the currencies of the money it comes from.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Aggregate, Count, F, Max, Min, Model, QuerySet, Value
from django.db.models.functions import Coalesce

from definition.compiled import CompiledNode
from definition.currencies import money_known
from definition.expressions import Ast, Context, EvaluationError, evaluate, truthy
from definition.expressions import Value as Variable
from definition.json_types import JsonValue
from definition.queries import NotInSql
from runtime.fieldtypes import numeric
from runtime.fieldtypes.money import currencies_of, places_of
from runtime.queries.aggregates import ExactSum
from runtime.queries.conditions import rows_where
from runtime.records.shape import row_of
from runtime.rules import variable
from runtime.services.screens import page_of
from runtime.services.serving import Serving
from runtime.tables.build import EntityTable, FieldColumns
from runtime.tables.indexes import walk

MOST_ROWS = 10_000
_IN_SQL: Mapping[str, Callable[[str], Aggregate]] = {"sum": ExactSum, "avg": ExactSum, "min": Min, "max": Max}
_IN_MEMORY: Mapping[str, Callable[[Sequence[Decimal]], Decimal]] = {
    "sum": lambda numbers: sum(numbers, Decimal(0)),
    "avg": lambda numbers: sum(numbers, Decimal(0)) / len(numbers),
    "min": min,
    "max": max,
}
PLACES = {"avg": 2}


Currencies = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    amount: str
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number as text, a count as integer, None when there is nothing to work out.

    Worked out by the database over every record, to the last digit; not exact only where its condition cannot be asked
    of the database and there are more than 10,000 records.
    `amounts` hold the money of each currency, by its code; with more than one of them there is no `value`.
    """

    value: JsonValue
    is_exact: bool = True
    amounts: tuple[Amount, ...] = ()


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
    rows = serving.rights.readable(table)
    if node.props.get("when"):
        condition = Ast.from_json(node.props["when"])
        try:
            rows = rows.filter(rows_where(table, condition, now=now))
        except NotInSql:
            return _row_by_row(rows, table, condition, node, measure, now)
    if measure == "count" or columns is None:
        return Figure(value=rows.aggregate(figure=Count("pk"))["figure"])
    answered = rows.filter(**{f"{columns.attribute}__isnull": False}).order_by()
    currencies = {
        f"currency{place}": Coalesce(F(money.attributes[1]), Value(currencies_of(money.settings)[0]))
        for place, money in enumerate(_money_in(table, columns))
    }
    asked = {"figure": _IN_SQL[measure](columns.attribute), "count": Count("pk")}
    if not currencies:
        one = answered.aggregate(**asked)
        groups = {(): (one["figure"], one["count"])} if one["count"] else {}
    else:
        rows_of = answered.annotate(**currencies).values_list(*currencies).annotate(**asked)
        groups = {tuple(row[:-2]): (row[-2], row[-1]) for row in rows_of}
    return _shown(columns, {key: _worked_out(measure, *found) for key, found in groups.items()}, measure)


def _worked_out(measure: str, figure: object, count: int) -> Decimal:
    number = figure if isinstance(figure, Decimal) else Decimal(str(figure))
    return number / count if measure == "avg" else number


def _row_by_row(
    visible: QuerySet[Model], table: EntityTable, condition: Ast, node: CompiledNode, measure: str, now: datetime
) -> Figure:
    """For a condition that no database answers exactly: the newest 10,000 records are asked one by one."""
    stored = visible.order_by("-id").values_list(*table.row_attributes)[: MOST_ROWS + 1]
    columns = table.by_key.get(str(node.props.get("field")))
    money = () if columns is None else _money_in(table, columns)
    groups: dict[Currencies, list[Decimal]] = {}
    count = 0
    rows = [row_of(table, one).values for one in stored]
    for values in rows[:MOST_ROWS]:
        variables = {name: variable(table.by_key[name].field.kind, value) for name, value in values.items()}
        if _holds(condition, variables, now):
            count += 1
            number = None if columns is None else variables[columns.field.key]
            if isinstance(number, Decimal):
                groups.setdefault(tuple(_currency(one, values) for one in money), []).append(number)
    is_exact = len(rows) <= MOST_ROWS
    if measure == "count" or columns is None:
        return Figure(value=count, is_exact=is_exact)
    found = {currencies: _IN_MEMORY[measure](numbers) for currencies, numbers in groups.items()}
    return _shown(columns, found, measure, is_exact=is_exact)


def _money_in(table: EntityTable, columns: FieldColumns) -> tuple[FieldColumns, ...]:
    """The money fields that tell the currency of a field: itself, or those a calculation comes from."""
    entity = table.entity
    trees = {field.key: Ast.from_json(field.formula) for field in entity.fields if field.formula is not None}
    money = [field.key for field in entity.fields if field.kind == "money"]
    known = money_known(money, {key: trees[key] for key in entity.formula_order if key in trees})
    return tuple(table.by_key[key] for key in sorted(known.get(columns.field.key, ())))


def _currency(money: FieldColumns, values: Mapping[str, JsonValue]) -> str:
    value = values[money.field.key]
    return str(value["currency"]) if isinstance(value, Mapping) else currencies_of(money.settings)[0]


def _holds(condition: Ast, variables: Mapping[str, Variable], now: datetime) -> bool:
    try:
        return truthy(evaluate(condition, Context(variables=variables, now=now)))
    except EvaluationError:
        return False


def _shown(
    columns: FieldColumns, groups: Mapping[Currencies, object], measure: str, *, is_exact: bool = True
) -> Figure:
    """The figure of each group of currencies as one: of money always with its currency, else where they differ."""
    is_money = columns.field.kind == "money"
    amounts = tuple(
        Amount(amount=_text(groups[key], measure, places_of(key[0]) if is_money else None), currency=_named(key))
        for key in sorted(groups)
    )
    value = amounts[0].amount if len(amounts) == 1 else None
    return Figure(value=value, is_exact=is_exact, amounts=amounts if is_money or len(amounts) > 1 else ())


def _named(currencies: Currencies) -> str:
    return "/".join(dict.fromkeys(currencies))


def _text(value: object, measure: str, places: int | None) -> str:
    number = value if isinstance(value, Decimal) else Decimal(str(value))
    if places is not None:
        return numeric.canonical(number, places)
    return numeric.canonical(round(number, PLACES.get(measure, numeric.STORED_PLACES)), None)
