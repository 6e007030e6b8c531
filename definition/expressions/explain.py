"""Reads an expression as a plain sentence, for reviewers.

`category == "Other" && amount > 500` reads "Category is Other and Amount is more than 500". Every kind of
node has a reading; what is rarer than a comparison reads close to its written form.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from definition.expressions.ast import Ast
from definition.expressions.decimals import number_to_text
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

_COMPARISONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "==": "is",
        "!=": "is not",
        "<": "is less than",
        "<=": "is at most",
        ">": "is more than",
        ">=": "is at least",
        "in": "is one of",
    }
)
_TIME_COMPARISONS: Final[Mapping[str, str]] = MappingProxyType(
    {"<": "is before", "<=": "is on or before", ">": "is after", ">=": "is on or after"}
)
_OPPOSITES: Final[Mapping[str, str]] = MappingProxyType({"==": "!=", "!=": "=="})
_ARITHMETIC: Final[Mapping[str, str]] = MappingProxyType(
    {"+": "plus", "-": "minus", "*": "times", "/": "divided by", "%": "modulo"}
)
_TESTS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "contains": ("contains", "does not contain"),
        "startsWith": ("starts with", "does not start with"),
        "endsWith": ("ends with", "does not end with"),
        "matches": ("matches the pattern", "does not match the pattern"),
    }
)
_PHRASES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "size": "the size of {0}",
        "lower": "{0} in small letters",
        "upper": "{0} in capital letters",
        "trim": "{0} without outer blanks",
        "number": "{0} as a number",
        "string": "{0} as text",
        "bool": "{0} as yes/no",
        "date": "the date of {0}",
        "datetime": "the moment {0}",
        "duration": "{0}",
        "floor": "{0} rounded down",
        "ceil": "{0} rounded up",
        "abs": "{0} without its sign",
        "sum": "the sum of {0}",
        "avg": "the average of {0}",
        "today": "today",
        "now": "now",
        "year": "the year of {0}",
        "month": "the month of {0}",
        "day": "the day of {0}",
        "weekday": "the weekday (Monday is 1) of {0}",
        "hour": "the hour of {0}",
        "daysBetween": "the days from {0} to {1}",
        "monthsBetween": "the months from {0} to {1}",
        "yearsBetween": "the years from {0} to {1}",
        "addDays": "{0} plus {1} days",
        "addMonths": "{0} plus {1} months",
        "addYears": "{0} plus {1} years",
        "toDays": "{0} in days",
        "toHours": "{0} in hours",
        "toMinutes": "{0} in minutes",
        "ifEmpty": "{0} or, where it is empty, {1}",
        "round": "{0} rounded",
        "join": "the texts of {0}",
        "replace": "{0} with {1} replaced by {2}",
        "split": "the parts of {0} between {1}",
        "substring": "{0} from position {1}",
    }
)
_LONGER_PHRASES: Final[Mapping[tuple[str, int], str]] = MappingProxyType(
    {
        ("round", 2): "{0} rounded to {1} places",
        ("join", 2): "the texts of {0} joined by {1}",
        ("substring", 3): "{0} from position {1} to {2}",
    }
)
_LISTED: Final[Mapping[str, str]] = MappingProxyType(
    {"min": "the smallest of", "max": "the largest of", "coalesce": "the first filled in of"}
)
_TIMES: Final = frozenset({"date", "datetime", "today", "now", "addDays", "addMonths", "addYears"})
_READERS: Final = frozenset({"date", "datetime", "duration"})
_MACROS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "all": "for every {variable} in {items}: {body}",
        "exists": "for at least one {variable} in {items}: {body}",
        "exists_one": "for exactly one {variable} in {items}: {body}",
        "map": "for each {variable} in {items}: {body}",
        "filter": "each {variable} in {items} where {body}",
    }
)


def explain(ast: Ast, labels: Mapping[str, str]) -> str:
    """The expression as a sentence without a full stop.

    `labels` gives the words for variables ("amount") and for record parts by their dotted path
    ("record.amount"); a name without a label reads as its words ("due_on" reads "due on").
    """
    return _Reader(labels).read(ast.root)


class _Reader:
    def __init__(self, labels: Mapping[str, str]) -> None:
        self._labels = labels

    def read(self, node: Node) -> str:
        return _READINGS[type(node)](self, node)

    def literal(self, node: Literal) -> str:
        value = node.value
        if value is None:
            return "empty"
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, Decimal):
            return number_to_text(value)
        return value if value.strip() == value != "" else f'"{value}"'

    def variable(self, node: Variable) -> str:
        return self._labels.get(node.name, _words(node.name))

    def member(self, node: Member) -> str:
        label = self._labels.get(_path(node))
        return label or f"{_words(node.name)} of {self.read(node.target)}"

    def index(self, node: Index) -> str:
        return f"element {self.read(node.index)} of {self.read(node.target)}"

    def list_of(self, node: ListOf) -> str:
        items = [self.read(item) for item in node.items]
        return _joined(items, "or") if items else "an empty list"

    def record_of(self, node: RecordOf) -> str:
        pairs = zip(node.keys, node.values, strict=True)
        parts = [f"{_words(key)} {self.read(value)}" for key, value in pairs]
        return f"a record of {_joined(parts, 'and')}" if parts else "an empty record"

    def operation(self, node: Operation) -> str:
        if node.operator == "!":
            return self._negated(node.operands[0])
        if len(node.operands) == 1:
            return f"minus {self._grouped(node.operands[0])}"
        if node.operator in {"&&", "||"}:
            return self._logic(node)
        if node.operator in _ARITHMETIC:
            left, right = (self._grouped(operand) for operand in node.operands)
            return f"{left} {_ARITHMETIC[node.operator]} {right}"
        return self._comparison(node.operator, *node.operands)

    def choice(self, node: Choice) -> str:
        condition, then = self._condition(node.condition), self.read(node.then)
        return f"{then} if {condition}, otherwise {self.read(node.otherwise)}"

    def call(self, node: Call) -> str:
        if node.name in _TESTS:
            return self._test(node, 0)
        if node.name == "isEmpty":
            return f"{self._grouped(node.arguments[0])} is empty"
        if node.name in _READERS and len(node.arguments) == 1 and isinstance(node.arguments[0], Literal):
            return self.read(node.arguments[0])
        phrase = _LONGER_PHRASES.get((node.name, len(node.arguments))) or _PHRASES.get(node.name)
        arguments = [self._grouped(argument) for argument in node.arguments]
        if phrase is not None and phrase.count("{") == len(arguments):
            return phrase.format(*arguments)
        return f"{_LISTED.get(node.name) or f'{_words(node.name)} of'} {_joined(arguments, 'and')}".strip()

    def each(self, node: Each) -> str:
        parts = {"variable": _words(node.variable), "items": self._grouped(node.items), "body": self.read(node.body)}
        return _MACROS[node.macro].format(**parts)

    def has(self, node: Has) -> str:
        return f"{self.read(node.target)} is filled in"

    def _condition(self, node: Node) -> str:
        """A field that is itself yes or no reads as a statement."""
        return f"{self.read(node)} is yes" if isinstance(node, Variable | Member) else self.read(node)

    def _logic(self, node: Operation) -> str:
        word = "and" if node.operator == "&&" else "or"
        return f" {word} ".join(
            f"({self.read(part)})" if _needs_brackets(part, node.operator) else self._condition(part)
            for part in _chain(node, node.operator)
        )

    def _negated(self, node: Node) -> str:
        """The opposite, said without "not" in front where there are words for it."""
        match node:
            case Operation(operator="!"):
                return self.read(node.operands[0])
            case Operation() if node.operator in _OPPOSITES:
                return self._comparison(_OPPOSITES[node.operator], *node.operands)
            case Operation(operator="in"):
                left, right = node.operands
                return f"{self._grouped(left)} is not one of {self.read(right)}"
            case Has():
                return f"{self.read(node.target)} is not filled in"
            case Call() if node.name in _TESTS:
                return self._test(node, 1)
            case Call(name="isEmpty"):
                return f"{self._grouped(node.arguments[0])} is not empty"
            case Variable() | Member():
                return f"{self.read(node)} is not yes"
            case _:
                return f"not ({self.read(node)})"

    def _comparison(self, operator: str, left: Node, right: Node) -> str:
        if isinstance(right, Literal) and right.value is None and operator in {"==", "!="}:
            return f"{self._grouped(left)} is {'not ' if operator == '!=' else ''}empty"
        is_time = any(isinstance(side, Call) and side.name in _TIMES for side in (left, right))
        words = (_TIME_COMPARISONS if is_time else {}).get(operator, _COMPARISONS[operator])
        return f"{self._grouped(left)} {words} {self._grouped(right)}"

    def _test(self, node: Call, form: int) -> str:
        left, right = (self._grouped(argument) for argument in node.arguments)
        return f"{left} {_TESTS[node.name][form]} {right}"

    def _grouped(self, node: Node) -> str:
        text = self.read(node)
        is_compound = isinstance(node, Operation | Choice | Each) or (isinstance(node, Has | Call) and _is_test(node))
        return f"({text})" if is_compound else text


def _is_test(node: Node) -> bool:
    return isinstance(node, Has) or (isinstance(node, Call) and (node.name in _TESTS or node.name == "isEmpty"))


def _needs_brackets(node: Node, operator: str) -> bool:
    is_other_logic = isinstance(node, Operation) and node.operator in {"&&", "||"} and node.operator != operator
    return is_other_logic or isinstance(node, Choice | Each)


def _chain(node: Node, operator: str) -> list[Node]:
    """The parts of a chain of one operator, in order."""
    if isinstance(node, Operation) and node.operator == operator:
        return [part for operand in node.operands for part in _chain(operand, operator)]
    return [node]


def _path(node: Node) -> str:
    if isinstance(node, Member):
        return f"{_path(node.target)}.{node.name}"
    return node.name if isinstance(node, Variable) else ""


def _words(name: str) -> str:
    spaced = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name)
    return spaced.replace("_", " ").strip() or name


def _joined(parts: list[str], word: str) -> str:
    return "".join(parts) if len(parts) < 2 else f"{', '.join(parts[:-1])} {word} {parts[-1]}"


_READINGS: Final[Mapping[type[Node], Callable[..., str]]] = MappingProxyType(
    {
        Literal: _Reader.literal,
        Variable: _Reader.variable,
        Member: _Reader.member,
        Index: _Reader.index,
        ListOf: _Reader.list_of,
        RecordOf: _Reader.record_of,
        Operation: _Reader.operation,
        Choice: _Reader.choice,
        Call: _Reader.call,
        Each: _Reader.each,
        Has: _Reader.has,
    }
)
