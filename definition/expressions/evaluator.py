"""Evaluates a tree. Each tree is turned into nested functions once and kept as long as its Ast lives.

Steps: every operator, call, access, choice and list costs 1, every element a macro or a list function
visits costs 1, texts cost 1 for every full 64 characters; literals and variables are free.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, TypeAlias
from weakref import WeakKeyDictionary

from definition.expressions import decimals
from definition.expressions.ast import Ast
from definition.expressions.errors import EvaluationError
from definition.expressions.functions import IMPLEMENTATIONS
from definition.expressions.limits import DEFAULT_FUEL
from definition.expressions.meter import OUT_OF_FUEL
from definition.expressions.nodes import (
    Call,
    Choice,
    Each,
    Has,
    Index,
    ListOf,
    Literal,
    Member,
    Node,
    Operation,
    RecordOf,
    Variable,
)
from definition.expressions.operators import STRICT, member_of
from definition.expressions.registry import FUNCTIONS
from definition.expressions.run import Context, Run, items, number
from definition.expressions.values import Value, same, truthy

Step: TypeAlias = Callable[[Run], Value]
_Bound: TypeAlias = frozenset[str]

_PROGRAMS: Final[WeakKeyDictionary[Ast, Step]] = WeakKeyDictionary()


def evaluate(ast: Ast, context: Context, *, fuel: int = DEFAULT_FUEL) -> Value:
    """The value of the expression. Raises EvaluationError with a code; never reads a clock."""
    program = _PROGRAMS.get(ast)
    if program is None:
        program = _PROGRAMS[ast] = _step(ast.root, frozenset())
    return program(Run(context, fuel))


def _step(node: Node, bound: _Bound) -> Step:
    return _BUILDERS[type(node)](node, bound)


def _literal(node: Literal, _bound: _Bound) -> Step:
    value = node.value
    return lambda _run: value


def _variable(node: Variable, bound: _Bound) -> Step:
    name = node.name
    if name in bound:
        return lambda run: run.locals[name]
    return lambda run: run.variable(name)


def _member(node: Member, bound: _Bound) -> Step:
    target, name = _step(node.target, bound), node.name

    def member(run: Run) -> Value:
        value = target(run)
        run.spend(1)
        if value is None:
            return None
        if isinstance(value, dict):
            found: Value = value.get(name)
            return found
        raise EvaluationError("type-mismatch")

    return member


def _index(node: Index, bound: _Bound) -> Step:
    target, index = _step(node.target, bound), _step(node.index, bound)

    def at(run: Run) -> Value:
        value, key = target(run), index(run)
        run.spend(1)
        return _element(value, key)

    return at


def _element(value: Value, key: Value, *, missing: bool = False) -> Value:
    """The element at a key. A missing one is null when `missing` is set, otherwise an error."""
    if value is None or key is None:
        return None
    if isinstance(value, list):
        position = number(key)
        if position == position.to_integral_value() and 0 <= position < len(value):
            return items(value)[int(position)]
        code = "index-out-of-range"
    elif isinstance(value, dict) and isinstance(key, str):
        if key in value:
            found: Value = value[key]
            return found
        code = "no-such-key"
    else:
        raise EvaluationError("type-mismatch")
    if missing:
        return None
    raise EvaluationError(code)


def _list(node: ListOf, bound: _Bound) -> Step:
    parts = [_step(item, bound) for item in node.items]

    def build(run: Run) -> Value:
        run.spend(1)
        return [part(run) for part in parts]

    return build


def _record(node: RecordOf, bound: _Bound) -> Step:
    parts = [(key, _step(value, bound)) for key, value in zip(node.keys, node.values, strict=True)]

    def build(run: Run) -> Value:
        run.spend(1)
        return {key: part(run) for key, part in parts}

    return build


def _operation(node: Operation, bound: _Bound) -> Step:
    operands = [_step(operand, bound) for operand in node.operands]
    if len(operands) == 1:
        return _not(operands[0]) if node.operator == "!" else _negate(operands[0])
    left, right = operands
    if node.operator in {"&&", "||"}:
        return _logic(left, right, decisive=node.operator == "||")
    if node.operator in {"==", "!="}:
        return _equality(left, right, wanted=node.operator == "==")
    return _membership(left, right) if node.operator == "in" else _strict(node.operator, left, right)


def _not(operand: Step) -> Step:
    def negation(run: Run) -> Value:
        value = operand(run)
        run.spend(1)
        return not truthy(value)

    return negation


def _negate(operand: Step) -> Step:
    def negative(run: Run) -> Value:
        value = operand(run)
        run.spend(1)
        return None if value is None else decimals.subtract(decimals.ZERO, number(value))

    return negative


def _logic(left: Step, right: Step, *, decisive: bool) -> Step:
    """`||` (decisive true) and `&&` (decisive false): one decisive side settles it, whatever the other."""

    def logic(run: Run) -> Value:
        run.spend(1)
        try:
            if truthy(left(run)) is decisive:
                return decisive
        except EvaluationError as error:
            if error.code == OUT_OF_FUEL or truthy(right(run)) is not decisive:
                raise
            return decisive
        return truthy(right(run))

    return logic


def _equality(left: Step, right: Step, *, wanted: bool) -> Step:
    def equality(run: Run) -> Value:
        one, other = left(run), right(run)
        run.spend(1)
        return same(one, other, run) is wanted

    return equality


def _membership(left: Step, right: Step) -> Step:
    def membership(run: Run) -> Value:
        one, other = left(run), right(run)
        run.spend(1)
        return None if other is None else member_of(run, one, other)

    return membership


def _strict(operator: str, left: Step, right: Step) -> Step:
    apply = STRICT[operator]

    def strict(run: Run) -> Value:
        one, other = left(run), right(run)
        run.spend(1)
        return None if one is None or other is None else apply(run, one, other)

    return strict


def _choice(node: Choice, bound: _Bound) -> Step:
    condition, then, otherwise = (
        _step(node.condition, bound),
        _step(node.then, bound),
        _step(node.otherwise, bound),
    )

    def choose(run: Run) -> Value:
        run.spend(1)
        return then(run) if truthy(condition(run)) else otherwise(run)

    return choose


def _call(node: Call, bound: _Bound) -> Step:
    function = FUNCTIONS.get(node.name)
    if function is None:
        return _failing("unknown-function")
    if not any(_fits(len(node.arguments), len(s.params), s.rest is not None) for s in function.signatures):
        return _failing("wrong-argument-count")
    implementation = IMPLEMENTATIONS[node.name]
    arguments = [_step(argument, bound) for argument in node.arguments]
    propagates = function.nulls == "propagate"

    def call(run: Run) -> Value:
        values = [argument(run) for argument in arguments]
        run.spend(1)
        if propagates and None in values:
            return None
        return implementation(run, *values)

    return call


def _fits(given: int, wanted: int, has_rest: bool) -> bool:
    return given == wanted or (has_rest and given > wanted)


def _failing(code: str) -> Step:
    def fail(_run: Run) -> Value:
        raise EvaluationError(code)

    return fail


def _each(node: Each, bound: _Bound) -> Step:
    source = _step(node.items, bound)
    body = _step(node.body, bound | {node.variable})
    variable = node.variable
    collect = _COLLECTORS[node.macro]

    def each(run: Run) -> Value:
        value = source(run)
        run.spend(1)
        if value is None:
            return None
        shadowed = run.locals.get(variable)
        try:
            # A record is visited by its keys, sorted, because the two engines keep them in different orders.
            visited = [*sorted(value)] if isinstance(value, dict) else items(value)
            return collect(run, visited, variable, body)
        finally:
            run.locals[variable] = shadowed

    return each


def _visit(run: Run, variable: str, item: Value, body: Step) -> Value:
    run.spend(1)
    run.locals[variable] = item
    return body(run)


def _map(run: Run, values: list[Value], variable: str, body: Step) -> Value:
    return [_visit(run, variable, value, body) for value in values]


def _filter(run: Run, values: list[Value], variable: str, body: Step) -> Value:
    return [value for value in values if truthy(_visit(run, variable, value, body))]


def _exists_one(run: Run, values: list[Value], variable: str, body: Step) -> Value:
    return sum(truthy(_visit(run, variable, value, body)) for value in values) == 1


def _all(run: Run, values: list[Value], variable: str, body: Step) -> Value:
    return not _settled(run, values, variable, body, decisive=False)


def _exists(run: Run, values: list[Value], variable: str, body: Step) -> Value:
    return _settled(run, values, variable, body, decisive=True)


def _settled(run: Run, values: list[Value], variable: str, body: Step, *, decisive: bool) -> bool:
    """Whether some element gives the decisive answer; only then errors of other elements do not count."""
    failure: EvaluationError | None = None
    for value in values:
        try:
            if truthy(_visit(run, variable, value, body)) is decisive:
                return True
        except EvaluationError as error:
            if error.code == OUT_OF_FUEL:
                raise
            failure = failure or error
    if failure is not None:
        raise failure
    return False


_COLLECTORS: Final[Mapping[str, Callable[[Run, list[Value], str, Step], Value]]] = MappingProxyType(
    {"map": _map, "filter": _filter, "exists_one": _exists_one, "all": _all, "exists": _exists}
)


def _has(node: Has, bound: _Bound) -> Step:
    target = node.target
    read = _optional_index(target, bound) if isinstance(target, Index) else _step(target, bound)

    def has(run: Run) -> Value:
        run.spend(1)
        return read(run) is not None

    return has


def _optional_index(node: Index, bound: _Bound) -> Step:
    target, index = _step(node.target, bound), _step(node.index, bound)
    return lambda run: _element(target(run), index(run), missing=True)


_BUILDERS: Final[Mapping[type[Node], Callable[..., Step]]] = MappingProxyType(
    {
        Literal: _literal,
        Variable: _variable,
        Member: _member,
        Index: _index,
        ListOf: _list,
        RecordOf: _record,
        Operation: _operation,
        Choice: _choice,
        Call: _call,
        Each: _each,
        Has: _has,
    }
)
