"""The static check: types, names and argument counts, before an expression is ever stored."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from types import MappingProxyType
from typing import Final

from definition.expressions.ast import Ast
from definition.expressions.calls import check_call, constant_problem
from definition.expressions.errors import ParseError, Problem
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
from definition.expressions.parser import parse
from definition.expressions.types import (
    ANY,
    BOOL,
    NULL,
    NUMBER,
    STRING,
    Environment,
    Type,
    in_words,
    is_open,
    list_of,
    overlaps,
    record_of,
    settled,
    unify,
    unify_all,
)
from definition.expressions.typing_rules import difference_type, is_ordered, sum_type

_SHOWN: Final = 40
MAX_PROBLEMS: Final = 50
MAX_SUGGESTIONS: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What the check found. `type` is `any` where a problem hides it; at most 50 problems, in source order."""

    type: Type
    variables: frozenset[str]
    problems: tuple[Problem, ...]

    @property
    def ok(self) -> bool:
        """Whether the expression may be stored and run."""
        return not self.problems


def check(
    expression: Ast | str, environment: Environment, *, expected: Type | None = None, hints: bool = True
) -> Checked:
    """Check against the variables that exist. Never raises: a syntax error is a problem like others.

    `expected` is the type the result must have (`BOOL` for a condition); null always fits.
    `hints` adds "Did you mean …?" to unknown names, which takes milliseconds for each.
    """
    try:
        ast = parse(expression) if isinstance(expression, str) else expression
    except ParseError as error:
        return Checked(type=ANY, variables=frozenset(), problems=(error.problem,))
    checker = _Checker(ast.source, environment, hints=MAX_SUGGESTIONS if hints else 0)
    type_ = checker.type_of(ast.root)
    if expected is not None and not overlaps(type_, expected):
        checker.report(
            "wrong-result",
            f"This gives {in_words(type_)}, but {in_words(expected)} is needed here.",
            ast.root,
            found=str(type_),
            wanted=str(expected),
        )
    problems = sorted(checker.problems, key=lambda problem: (problem.start, problem.end))
    return Checked(type=settled(type_), variables=frozenset(checker.variables), problems=tuple(problems))


class _Checker:
    def __init__(self, source: str, environment: Environment, *, hints: int) -> None:
        self._source = source
        self._environment = environment
        self._hints = hints
        self._scope: dict[str, Type] = {}
        self.problems: list[Problem] = []
        self.variables: set[str] = set()

    def type_of(self, node: Node) -> Type:
        """The type of a node; problems inside it are reported on the way."""
        return _RULES[type(node)](self, node)

    def report(self, code: str, message: str, node: Node, **params: str) -> None:
        self._keep(Problem(code=code, message=message, start=node.start, end=node.end, params=params))

    def _keep(self, problem: Problem) -> None:
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(problem)

    def literal(self, node: Literal) -> Type:
        if node.value is None:
            return NULL
        if isinstance(node.value, bool):
            return BOOL
        return STRING if isinstance(node.value, str) else NUMBER

    def variable(self, node: Variable) -> Type:
        if node.name in self._scope:
            return self._scope[node.name]
        if node.name in self._environment:
            self.variables.add(node.name)
            return self._environment[node.name]
        names = [*self._scope, *self._environment]
        self._unknown("unknown-variable", "field", node, node.name, names)
        return ANY

    def member(self, node: Member) -> Type:
        target = self.type_of(node.target)
        return self._field(node, target, node.name)

    def _field(self, node: Node, target: Type, name: str) -> Type:
        if is_open(target):
            return ANY
        if target.name != "record":
            self._mismatch(node, f"{in_words(target).capitalize()} has no part {name}.", found=str(target))
            return ANY
        field = target.field(name)
        if field is None:
            self._unknown("unknown-field", "part", node, name, [key for key, _type in target.fields or ()])
        return field or ANY

    def index(self, node: Index) -> Type:
        target, key = self.type_of(node.target), self.type_of(node.index)
        if is_open(target):
            return ANY
        if target.name == "record" and isinstance(node.index, Literal) and isinstance(node.index.value, str):
            return self._field(node, target, node.index.value)
        wanted = {"list": NUMBER, "record": STRING}.get(target.name)
        if wanted is None:
            self._mismatch(node, f"{in_words(target).capitalize()} has no elements.", found=str(target))
        elif not overlaps(key, wanted):
            self._mismatch(
                node.index,
                f"{in_words(target).capitalize()} is read by {in_words(wanted)}, not by {in_words(key)}.",
                found=str(key),
                wanted=str(wanted),
            )
        return target.item or ANY

    def list_of(self, node: ListOf) -> Type:
        # An empty list fits every list, as null fits every type; `settled` widens what stays open.
        return list_of(unify_all([self.type_of(item) for item in node.items]) if node.items else NULL)

    def record_of(self, node: RecordOf) -> Type:
        return record_of({key: self.type_of(value) for key, value in zip(node.keys, node.values, strict=True)})

    def operation(self, node: Operation) -> Type:
        if node.operator in {"&&", "||", "!"}:
            for operand in node.operands:
                self._condition(operand)
            return BOOL
        types = [self.type_of(operand) for operand in node.operands]
        if len(types) == 1:
            return self._numbers(node, types)
        return _OPERATIONS[node.operator](self, node, *types)

    def _numbers(self, node: Operation, types: list[Type]) -> Type:
        for operand, type_ in zip(node.operands, types, strict=True):
            if not overlaps(type_, NUMBER):
                self._mismatch(
                    operand,
                    f"{self._subject(operand)} is {in_words(type_)}, but {node.operator} needs numbers.",
                    found=str(type_),
                    wanted="number",
                )
        return NUMBER

    def _arithmetic(self, node: Operation, left: Type, right: Type) -> Type:
        if node.operator in {"*", "/", "%"}:
            return self._numbers(node, [left, right])
        rule = sum_type if node.operator == "+" else difference_type
        result = rule(left, right)
        if result is None:
            verb = "added to" if node.operator == "+" else "taken from"
            first, second = (left, right) if node.operator == "+" else (right, left)
            self._mismatch(
                node, f"{in_words(first).capitalize()} cannot be {verb} {in_words(second)}.",
                found=str(left), wanted=str(right),
            )  # fmt: skip
        return result or ANY

    def _comparison(self, node: Operation, left: Type, right: Type) -> Type:
        is_order = node.operator not in {"==", "!="}
        if is_order and not (is_ordered(left) and is_ordered(right)):
            type_ = right if is_ordered(left) else left
            self._mismatch(node, f"{in_words(type_).capitalize()} has no order.", found=str(type_))
        elif not overlaps(left, right):
            hint = _date_hint(left, right)
            self._mismatch(
                node,
                f"{self._subject(node.operands[0])} is {in_words(left)} and cannot be compared with "
                f"{in_words(right)}.{hint}",
                found=str(left),
                wanted=str(right),
            )
        return BOOL

    def _membership(self, node: Operation, left: Type, right: Type) -> Type:
        wanted = STRING if right.name == "record" else right.item
        if wanted is None and not is_open(right):
            self._mismatch(node.operands[1], f"in needs a list, not {in_words(right)}.", found=str(right))
        elif wanted is not None and not overlaps(left, wanted):
            self._mismatch(
                node.operands[0],
                f"{self._subject(node.operands[0])} is {in_words(left)}, the list holds {in_words(wanted)}.",
                found=str(left),
                wanted=str(wanted),
            )
        return BOOL

    def choice(self, node: Choice) -> Type:
        self._condition(node.condition)
        return unify(self.type_of(node.then), self.type_of(node.otherwise))

    def call(self, node: Call) -> Type:
        types = [self.type_of(argument) for argument in node.arguments]
        result = check_call(node, types)
        if result.problem is not None:
            self._keep(result.problem)
        elif (problem := constant_problem(node)) is not None:
            self._keep(problem)
        return result.type

    def each(self, node: Each) -> Type:
        source = self.type_of(node.items)
        if source.item is None and source.name != "record" and not is_open(source):
            self._mismatch(
                node.items,
                f"{self._subject(node.items)} is {in_words(source)}, but {node.macro} needs a list.",
                found=str(source),
                wanted="list",
            )
        item = STRING if source.name == "record" else source.item or ANY
        outer = dict(self._scope)
        self._scope[node.variable] = item
        body = self.type_of(node.body) if node.macro == "map" else self._condition(node.body)
        self._scope = outer
        return {"map": list_of(body), "filter": list_of(item)}.get(node.macro, BOOL)

    def has(self, node: Has) -> Type:
        self.type_of(node.target)
        return BOOL

    def _condition(self, node: Node) -> Type:
        type_ = self.type_of(node)
        if not overlaps(type_, BOOL):
            self.report(
                "not-a-condition",
                f"{self._subject(node)} is {in_words(type_)}. Compare it with something to make a condition.",
                node,
                found=str(type_),
            )
        return BOOL

    def _mismatch(self, node: Node, message: str, **params: str) -> None:
        self.report("type-mismatch", message, node, **params)

    def _unknown(self, code: str, noun: str, node: Node, name: str, known: list[str]) -> None:
        # Comparing names takes milliseconds among hundreds of fields, so only the first few get a hint.
        close = get_close_matches(name, known, n=1) if len(self.problems) < self._hints else []
        hint = f" Did you mean {close[0]}?" if close else ""
        suggestion = {"suggestion": close[0]} if close else {}
        self.report(code, f"There is no {noun} {name}.{hint}", node, name=name, **suggestion)

    def _subject(self, node: Node) -> str:
        text = self._source[node.start : node.end] or "This"
        return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _date_hint(left: Type, right: Type) -> str:
    names = {left.name, right.name}
    if names == {"date", "string"}:
        return " Write a date as date('2026-01-31')."
    if names == {"date", "datetime"}:
        return " Take the day of the moment with date(...)."
    return ""


_RULES: Final[Mapping[type[Node], Callable[..., Type]]] = MappingProxyType(
    {
        Literal: _Checker.literal,
        Variable: _Checker.variable,
        Member: _Checker.member,
        Index: _Checker.index,
        ListOf: _Checker.list_of,
        RecordOf: _Checker.record_of,
        Operation: _Checker.operation,
        Choice: _Checker.choice,
        Call: _Checker.call,
        Each: _Checker.each,
        Has: _Checker.has,
    }
)

_OPERATIONS: Final[Mapping[str, Callable[[_Checker, Operation, Type, Type], Type]]] = MappingProxyType(
    dict.fromkeys(("+", "-", "*", "/", "%"), _Checker._arithmetic)
    | dict.fromkeys(("==", "!=", "<", "<=", ">", ">="), _Checker._comparison)
    | {"in": _Checker._membership}
)
