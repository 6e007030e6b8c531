"""From a syntax tree to terms, with the evaluator's meaning: nulls, errors, and `&&` that one side can settle.

An expression must have passed the check. Whatever reads no column is evaluated beforehand, so `today()` or a reader's
own address are values to the database and keep every function of the language.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import Final

from definition.expressions.ast import Ast
from definition.expressions.errors import EvaluationError
from definition.expressions.evaluator import evaluate
from definition.expressions.limits import CHARACTERS_PER_STEP, DEFAULT_FUEL
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
    free_variables,
    walk,
)
from definition.expressions.run import Context
from definition.expressions.values import Value
from definition.queries import comparing
from definition.queries.columns import Column
from definition.queries.constants import constant
from definition.queries.functions import FUNCTIONS
from definition.queries.numbers import arithmetic, negative
from definition.queries.refusals import NotInSql, Refusal
from definition.queries.terms import (
    FALSE,
    NOTHING,
    TRUE,
    Condition,
    Form,
    Scalar,
    Term,
    all_of,
    any_of,
    as_value,
    both,
    either,
    every,
    is_present,
    opposite,
    sure,
    term,
)
from definition.queries.texts import joined_texts
from definition.queries.times import difference, later

MAX_WEIGHT: Final = 6_000
_STEPS_OF_A_PART: Final = 40
_STEPS_OF_A_LIST: Final = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What an expression reads: columns by variable, and values that are the same for every row."""

    columns: Mapping[str, Column]
    constants: Mapping[str, Value] = field(default_factory=dict)
    now: datetime | None = None


def condition_of(ast: Ast, reading: Reading) -> Condition:
    """Where the expression holds, and where it does not. Raises NotInSql."""
    lowering = _Lowering(reading)
    found = lowering.condition(ast.root)
    lowering.finish(ast.root, found.yes)
    return found


def value_of(ast: Ast, reading: Reading) -> Scalar:
    """The value of the expression. Raises NotInSql."""
    lowering = _Lowering(reading)
    found = lowering.value(ast.root)
    lowering.finish(ast.root, term("and", found.term, found.ok or TRUE))
    return found


class _Lowering:
    """One expression on its way. Counts the steps that the evaluator may need at most, for it stops at its limit."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._bound: dict[str, Value] = {}
        self._steps = 0

    def finish(self, root: Node, made: Term) -> None:
        if self._steps > DEFAULT_FUEL:
            raise NotInSql(Refusal.TOO_MANY_STEPS, root, "")
        if made.weight > MAX_WEIGHT:
            raise NotInSql(Refusal.TOO_LARGE, root, "")

    def condition(self, node: Node) -> Condition:
        """The answer of a node that is asked as a condition."""
        if not self._is_constant(node):
            self._steps += 1
            match node:
                case Operation(operator="!"):
                    return opposite(self.condition(node.operands[0]))
                case Operation(operator="&&"):
                    return all_of([self.condition(part) for part in node.operands])
                case Operation(operator="||"):
                    return any_of([self.condition(part) for part in node.operands])
                case Operation(operator="==" | "!="):
                    equal = comparing.equal(node, *(self.value(part) for part in node.operands))
                    return equal if node.operator == "==" else opposite(equal)
                case Choice():
                    return self._chosen(node)
        found = self.value(node)
        if found.form not in (Form.BOOL, Form.NULL):
            raise NotInSql(Refusal.TYPE, node, found.form.value)
        return sure(FALSE if found.form is Form.NULL else found.term, found.ok)

    def value(self, node: Node) -> Scalar:
        """The value of a node."""
        if self._is_constant(node):
            return self._constant(node)
        self._steps += 1
        found = _VALUES[type(node)](self, node)
        self._steps += found.longest // CHARACTERS_PER_STEP if found.form is Form.TEXT else 0
        return found

    def _is_constant(self, node: Node) -> bool:
        known = self._reading.constants.keys() | self._bound.keys()
        return all(variable.name in known for variable in free_variables(node))

    def evaluated(self, node: Node) -> Value:
        """The value of a node that reads no column. Raises EvaluationError."""
        parts = list(walk(node))
        fuel = _STEPS_OF_A_LIST if any(isinstance(part, Each) for part in parts) else _STEPS_OF_A_PART * len(parts)
        self._steps += fuel if len(parts) > 1 else 0
        variables = {**self._reading.constants, **self._bound}
        try:
            return evaluate(Ast(root=node), Context(variables=variables, now=self._reading.now), fuel=fuel)
        except EvaluationError as error:
            if error.code == OUT_OF_FUEL:
                raise NotInSql(Refusal.TOO_MANY_STEPS, node, "") from None
            raise

    def _constant(self, node: Node) -> Scalar:
        try:
            found = self.evaluated(node)
        except EvaluationError:
            return replace(NOTHING, ok=FALSE)
        return constant(node, found)

    def variable(self, node: Variable) -> Scalar:
        column = self._reading.columns.get(node.name)
        return NOTHING if column is None else column.read(node.name)

    def refused(self, node: Node) -> Scalar:
        raise NotInSql(Refusal.PART, node, type(node).__name__.lower())

    def operation(self, node: Operation) -> Scalar:
        if node.operator in {"!", "&&", "||"}:
            self._steps -= 1
            return as_value(self.condition(node))
        if node.operator in {"==", "!="}:
            return comparing.equal_value(node, *(self.value(part) for part in node.operands))
        if node.operator == "in":
            return self._membership(node)
        values = [self.value(part) for part in node.operands]
        if len(values) == 1:
            return negative(node, values[0])
        return self._strict(node, *values)

    def _strict(self, node: Operation, left: Scalar, right: Scalar) -> Scalar:
        if node.operator in {"<", "<=", ">", ">="}:
            return comparing.ordered(node, left, right)
        if Form.NULL in (left.form, right.form):
            return replace(NOTHING, ok=both(left.ok, right.ok))
        if Form.DURATION in (left.form, right.form) and node.operator in {"+", "-"}:
            return later(node, left, right)
        if left.form is right.form and left.form in (Form.DATE, Form.MOMENT) and node.operator == "-":
            return difference(node, left, right)
        if left.form is not Form.NUMBER and node.operator == "+":
            return joined_texts(node, left, right)
        return arithmetic(node, left, right)

    def _membership(self, node: Operation) -> Scalar:
        wanted, held = node.operands
        if isinstance(held, ListOf) or self._is_constant(held):
            return self._among(node, self.value(wanted), held)
        return comparing.member(node, self.value(wanted), self.value(held))

    def _among(self, node: Node, wanted: Scalar, held: Node) -> Scalar:
        """`wanted in [a, b]`, where the list is written out or the same for every row."""
        if isinstance(held, ListOf):
            self._steps += 1
            items = [self.value(item) for item in held.items]
        else:
            try:
                found = self.evaluated(held)
            except EvaluationError:
                return replace(NOTHING, ok=FALSE)
            if found is None:
                return replace(NOTHING, ok=wanted.ok)
            if isinstance(found, str) or not isinstance(found, list | dict):
                raise NotInSql(Refusal.LIST, node, "in")
            if isinstance(found, dict) and wanted.form not in (Form.TEXT, Form.ID, Form.CLOCK, Form.NULL):
                raise NotInSql(Refusal.TYPE, node, "in")
            items = [constant(node, item) for item in found if not isinstance(item, list | dict)]
        self._steps += sum(1 + min(item.longest, wanted.longest) // CHARACTERS_PER_STEP for item in items)
        return comparing.among(node, wanted, items)

    def _chosen(self, node: Choice) -> Condition:
        asked, then, otherwise = (self.condition(part) for part in (node.condition, node.then, node.otherwise))
        return Condition(
            yes=either(every(asked.yes, then.yes), every(asked.no, otherwise.yes)),
            no=either(every(asked.yes, then.no), every(asked.no, otherwise.no)),
            is_sure=asked.is_sure and then.is_sure and otherwise.is_sure,
        )

    def choice(self, node: Choice) -> Scalar:
        asked, then, otherwise = self.condition(node.condition), self.value(node.then), self.value(node.otherwise)
        ok = None
        if not asked.is_sure or then.ok is not None or otherwise.ok is not None:
            ok = either(every(asked.yes, then.ok), every(asked.no, otherwise.ok))
        return replace(comparing.chosen(node, asked.yes, then, otherwise), ok=ok)

    def call(self, node: Call) -> Scalar:
        function = FUNCTIONS.get(node.name)
        if function is None:
            raise NotInSql(Refusal.FUNCTION, node, node.name)
        if node.name == "contains" and self._is_constant(node.arguments[0]):
            held, wanted = node.arguments
            found = self.evaluated_or_none(held)
            if isinstance(found, list):
                value = self.value(wanted)
                among = self._among(node, value, held)
                return replace(among, term=term("if_present", value.term, among.term), can_be_null=value.can_be_null)
        if node.name in {"min", "max"} and len(node.arguments) == 1 and isinstance(node.arguments[0], ListOf):
            return function(node, [self.value(item) for item in node.arguments[0].items])
        return function(node, [self.value(argument) for argument in node.arguments])

    def evaluated_or_none(self, node: Node) -> Value:
        try:
            return self.evaluated(node)
        except EvaluationError:
            return None

    def each(self, node: Each) -> Scalar:
        """`all` and `exists` over a list that is the same for every row: once per item."""
        if node.macro not in {"all", "exists"} or not self._is_constant(node.items):
            raise NotInSql(Refusal.LIST, node, node.macro)
        try:
            found = self.evaluated(node.items)
        except EvaluationError:
            return replace(NOTHING, ok=FALSE)
        if found is None:
            return NOTHING
        if isinstance(found, str) or not isinstance(found, list | dict):
            raise NotInSql(Refusal.LIST, node, node.macro)
        answers = [self._answer_for(node, item) for item in (sorted(found) if isinstance(found, dict) else found)]
        return as_value(all_of(answers) if node.macro == "all" else any_of(answers))

    def _answer_for(self, node: Each, item: Value) -> Condition:
        outer = dict(self._bound)
        self._bound[node.variable] = item
        self._steps += 1
        try:
            return self.condition(node.body)
        finally:
            self._bound = outer

    def has(self, node: Has) -> Scalar:
        found = self.value(node.target)
        return Scalar(form=Form.BOOL, term=is_present(found), ok=found.ok, can_be_null=False)


_VALUES: Final[Mapping[type[Node], Callable[..., Scalar]]] = MappingProxyType(
    {
        Literal: _Lowering._constant,
        Variable: _Lowering.variable,
        Member: _Lowering.refused,
        Index: _Lowering.refused,
        ListOf: _Lowering.refused,
        RecordOf: _Lowering.refused,
        Operation: _Lowering.operation,
        Choice: _Lowering.choice,
        Call: _Lowering.call,
        Each: _Lowering.each,
        Has: _Lowering.has,
    }
)
