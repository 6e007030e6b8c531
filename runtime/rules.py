"""The rules of an entity at the moment of saving: what is hidden, what is required, what is computed. Pure.

The browser applies the same steps in the same order: hidden answers are emptied, then everything is worked out again,
until nothing more changes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from definition.compiled import CompiledApp, CompiledEntity, CompiledNode
from definition.expressions import Ast, Context, EvaluationError, Value, evaluate, truthy
from definition.json_types import JsonObject, JsonValue
from runtime.fieldtypes.calc import computed
from runtime.fieldtypes.date import read_day
from runtime.fieldtypes.datetime import read_moment

MOST_ROUNDS = 10
_NUMBERS = frozenset({"number", "percent", "calc"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A field on a form page: shown when every condition holds, required there when any of `requires` does."""

    shows: tuple[Ast, ...]
    requires: tuple[Ast, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    key: str
    ast: Ast
    settings: JsonObject


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityRules:
    """All rules of one entity, ready to be evaluated. `places` by field key; `formulas` in the order to compute."""

    kinds: Mapping[str, str]
    required: frozenset[str]
    places: Mapping[str, tuple[Place, ...]]
    formulas: tuple[Formula, ...]
    has_form: bool
    has_conditions: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """The values as they will be stored, and which fields were hidden or had to be answered."""

    values: Mapping[str, JsonValue]
    hidden: frozenset[str]
    required: frozenset[str]


def rules_of(compiled: CompiledApp, entity: CompiledEntity) -> EntityRules:
    """The rules of `entity` from its form pages."""
    forms = [page for page in compiled.pages if page.kind == "form" and page.entity == entity.key]
    places: dict[str, tuple[Place, ...]] = {}
    for page in forms:
        for node in page.nodes:
            _collect(node, (), places)
    by_key = {field.key: field for field in entity.fields}
    formulas = (by_key[key] for key in entity.formula_order)
    return EntityRules(
        kinds={field.key: field.kind for field in entity.fields},
        required=frozenset(field.key for field in entity.fields if field.required and field.kind != "calc"),
        places=places,
        formulas=tuple(
            Formula(key=field.key, ast=Ast.from_json(field.formula), settings=field.settings)
            for field in formulas
            if field.formula is not None
        ),
        has_form=bool(forms),
        has_conditions=any(place.shows or place.requires for found in places.values() for place in found),
    )


def _collect(node: CompiledNode, above: tuple[Ast, ...], places: dict[str, tuple[Place, ...]]) -> None:
    shows = above if node.show is None else (*above, Ast.from_json(node.show))
    if node.field is not None:
        requires = () if node.require is None else (Ast.from_json(node.require),)
        places[node.field] = (*places.get(node.field, ()), Place(shows=shows, requires=requires))
    for child in node.children:
        _collect(child, shows, places)


def settle(rules: EntityRules, sent: Mapping[str, JsonValue], *, now: datetime) -> Settled:
    """Apply the rules to `sent` (canonical values by key). Keys of `sent` stay; hidden ones become None."""
    if not rules.has_conditions and not rules.formulas:
        return Settled(values=sent, hidden=frozenset(), required=_required(rules, {}))
    hidden: frozenset[str] = frozenset()
    values, variables = _work_out(rules, sent, hidden, now)
    for _ in range(MOST_ROUNDS):
        context = Context(variables=variables, now=now)
        seen = {key: _shown(found, context) for key, found in rules.places.items()}
        next_hidden = frozenset(key for key, shown in seen.items() if not shown)
        if next_hidden == hidden:
            break
        hidden = next_hidden
        values, variables = _work_out(rules, sent, hidden, now)
    required = _required(rules, _forced(rules, Context(variables=variables, now=now)))
    return Settled(values=values, hidden=hidden, required=required - hidden)


def _work_out(
    rules: EntityRules, sent: Mapping[str, JsonValue], hidden: frozenset[str], now: datetime
) -> tuple[dict[str, JsonValue], dict[str, Value]]:
    values = {key: None if key in hidden else value for key, value in sent.items()}
    variables = {key: variable(rules.kinds[key], value) for key, value in values.items() if key in rules.kinds}
    for formula in rules.formulas:
        result = None if formula.key in hidden else _number(formula.ast, Context(variables=variables, now=now))
        stored = None if result is None else computed(result, formula.settings)
        values[formula.key] = stored
        variables[formula.key] = variable("calc", stored)
    return values, variables


def _shown(places: tuple[Place, ...], context: Context) -> bool:
    return any(all(_true(condition, context) for condition in place.shows) for place in places)


def _forced(rules: EntityRules, context: Context) -> dict[str, bool]:
    return {
        key: any(
            _true(condition, context) for place in found if _shown((place,), context) for condition in place.requires
        )
        for key, found in rules.places.items()
    }


def _required(rules: EntityRules, forced: Mapping[str, bool]) -> frozenset[str]:
    always = rules.required & rules.places.keys() if rules.has_form else rules.required
    return always | {key for key, is_forced in forced.items() if is_forced}


def _true(condition: Ast, context: Context) -> bool:
    """A condition that cannot be worked out does not hold, in the browser too."""
    try:
        return truthy(evaluate(condition, context))
    except EvaluationError:
        return False


def _number(formula: Ast, context: Context) -> Decimal | None:
    try:
        result = evaluate(formula, context)
    except EvaluationError:
        return None
    return result if isinstance(result, Decimal) else None


def variable(kind: str, value: JsonValue) -> Value:
    """A canonical value as the expression language holds it."""
    if value is None:
        return None
    if kind == "money" and isinstance(value, Mapping):
        return Decimal(str(value["amount"]))
    if kind in _NUMBERS or kind == "rating":
        return Decimal(str(value))
    if kind == "date":
        return read_day(value)
    if kind == "datetime":
        return read_moment(value)
    return _plain(value)


def _plain(value: JsonValue) -> Value:
    if isinstance(value, float):
        return Decimal(str(value))
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    if value is None or isinstance(value, bool | int | str):
        return value
    return [_plain(inner) for inner in value]
