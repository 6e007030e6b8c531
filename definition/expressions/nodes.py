"""The syntax tree: ten kinds of node, immutable, each knowing its place in the source.

`start` and `end` are code point offsets (0, 0 when the tree was read from JSON).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a node stands in the source text."""

    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Literal(Place):
    """A number, text, true, false or null."""

    value: bool | str | Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable(Place):
    """A form field, or the variable of an enclosing macro."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Member(Place):
    """`target.name`."""

    target: "Node"
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Index(Place):
    """`target[index]`."""

    target: "Node"
    index: "Node"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListOf(Place):
    """`[a, b]`."""

    items: tuple["Node", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordOf(Place):
    """`{"key": value}`; keys are literal and unique, in source order."""

    keys: tuple[str, ...]
    values: tuple["Node", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation(Place):
    """An operator with one operand (`!`, `-`) or two."""

    operator: str
    operands: tuple["Node", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Place):
    """`condition ? then : otherwise`."""

    condition: "Node"
    then: "Node"
    otherwise: "Node"


@dataclass(frozen=True, slots=True, kw_only=True)
class Call(Place):
    """A function of the registry; the receiver of a method is the first argument."""

    name: str
    arguments: tuple["Node", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Each(Place):
    """A macro over a list: all, exists, exists_one, map or filter, with its own variable."""

    macro: str
    items: "Node"
    variable: str
    body: "Node"


@dataclass(frozen=True, slots=True, kw_only=True)
class Has(Place):
    """`has(target)`: neither null nor missing. The target is a variable, a member or an index."""

    target: "Node"


Node = Literal | Variable | Member | Index | ListOf | RecordOf | Operation | Choice | Call | Each | Has

BINARY_OPERATORS = frozenset({"||", "&&", "==", "!=", "<", "<=", ">", ">=", "in", "+", "-", "*", "/", "%"})
UNARY_OPERATORS = frozenset({"!", "-"})
MACROS = frozenset({"all", "exists", "exists_one", "map", "filter"})


_PARTS: Final[Mapping[type[Place], Callable[..., tuple[Node, ...]]]] = MappingProxyType(
    {
        Literal: lambda _node: (),
        Variable: lambda _node: (),
        Member: lambda node: (node.target,),
        Index: lambda node: (node.target, node.index),
        ListOf: lambda node: node.items,
        RecordOf: lambda node: node.values,
        Operation: lambda node: node.operands,
        Choice: lambda node: (node.condition, node.then, node.otherwise),
        Call: lambda node: node.arguments,
        Each: lambda node: (node.items, node.body),
        Has: lambda node: (node.target,),
    }
)


def children(node: Node) -> tuple[Node, ...]:
    """The direct parts of a node, in evaluation order."""
    return _PARTS[type(node)](node)


def walk(node: Node) -> Iterator[Node]:
    """Every node of the tree, parents first."""
    stack = [node]
    while stack:
        current = stack.pop()
        yield current
        stack.extend(reversed(children(current)))


def free_variables(node: Node, bound: frozenset[str] = frozenset()) -> Iterator[Variable]:
    """The variables the context must supply: those no enclosing macro binds."""
    if isinstance(node, Variable):
        if node.name not in bound:
            yield node
    elif isinstance(node, Each):
        yield from free_variables(node.items, bound)
        yield from free_variables(node.body, bound | {node.variable})
    else:
        for child in children(node):
            yield from free_variables(child, bound)
