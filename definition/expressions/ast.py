"""An expression as it is stored and passed around: a syntax tree with a JSON form.

The JSON form is arrays whose first item names the kind of node:

    ["num", "1.5"]  ["str", "x"]  ["bool", true]  ["null"]  ["var", "price"]
    ["get", node, "field"]  ["at", node, index]  ["list", ...nodes]  ["record", ["key", node], ...]
    ["op", "+", a, b]  ["op", "!", a]  ["op", "-", a]  ["if", condition, then, otherwise]
    ["call", "size", ...arguments]  ["each", "all", list, "x", body]  ["has", node]

It has no positions, so two texts that differ in spacing only have one tree.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, TypeAlias

from definition.expressions.decimals import number_from_text, number_to_text
from definition.expressions.errors import EvaluationError, ParseError, Problem
from definition.expressions.limits import MAX_DEPTH, MAX_NODES, MAX_SOURCE
from definition.expressions.nodes import (
    BINARY_OPERATORS,
    MACROS,
    UNARY_OPERATORS,
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
    children,
)

Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"
_IDENTIFIER: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
MEMBER_NAME: Final = re.compile(r"[A-Za-z0-9_.\-/ ]+")
"""What can stand between backticks, or plainly where it is an identifier."""

_KEYWORDS: Final = frozenset({"true", "false", "null", "in"})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, weakref_slot=True)
class Ast:
    """A parsed expression. `source` is empty where the tree came from JSON."""

    root: Node
    source: str = ""

    @staticmethod
    def from_json(tree: Json) -> "Ast":
        """Read a stored tree. Raises ParseError: `bad-tree`, `too-complex` or `too-deep`."""
        return Ast(root=_Reader().read(tree, 1))

    def to_json(self) -> list[Json]:
        """The tree as JSON arrays; equal for equal trees."""
        return _to_json(self.root)


def check_limits(root: Node) -> Problem | None:
    """The first limit of size or depth the tree breaks, if any."""
    count = 0
    level: list[Node] = [root]
    depth = 0
    while level:
        depth += 1
        count += len(level)
        if depth > MAX_DEPTH:
            return _too_deep(root)
        if count > MAX_NODES:
            return _too_complex(root)
        level = [child for node in level for child in children(node)]
    return None


def is_identifier(name: str) -> bool:
    """Whether the name can be written without quotes."""
    return bool(_IDENTIFIER.fullmatch(name)) and name not in _KEYWORDS


def _too_deep(node: Node) -> Problem:
    return Problem(
        code="too-deep",
        message=f"This is nested more than {MAX_DEPTH} levels deep. Split it into calculated fields.",
        start=node.start,
        end=node.end,
        params={"limit": str(MAX_DEPTH)},
    )


def _too_complex(node: Node) -> Problem:
    return Problem(
        code="too-complex",
        message=f"This has more than {MAX_NODES} parts. Split it into calculated fields.",
        start=node.start,
        end=node.end,
        params={"limit": str(MAX_NODES)},
    )


def _to_json(node: Node) -> list[Json]:
    match node:
        case Literal():
            return _literal_to_json(node)
        case Variable():
            return ["var", node.name]
        case Member():
            return ["get", _to_json(node.target), node.name]
        case RecordOf():
            pairs = zip(node.keys, node.values, strict=True)
            return ["record", *([key, _to_json(value)] for key, value in pairs)]
        case Each():
            return ["each", node.macro, _to_json(node.items), node.variable, _to_json(node.body)]
        case _:
            return [*_head(node), *(_to_json(child) for child in children(node))]


def _head(node: Node) -> list[Json]:
    match node:
        case Operation():
            return ["op", node.operator]
        case Call():
            return ["call", node.name]
        case _:
            return [_TAGS[type(node)]]


_TAGS: Final[Mapping[type[Node], str]] = MappingProxyType({Index: "at", ListOf: "list", Choice: "if", Has: "has"})


def _literal_to_json(node: Literal) -> list[Json]:
    value = node.value
    if value is None:
        return ["null"]
    if isinstance(value, bool):
        return ["bool", value]
    if isinstance(value, str):
        return ["str", value]
    return ["num", number_to_text(value)]


class _Reader:
    """Reads JSON arrays into nodes, counting nodes as it goes."""

    def __init__(self) -> None:
        self._count = 0
        self._readers: Mapping[str, Callable[[Sequence[Json], int], Node]] = {
            "num": self._number,
            "str": self._text,
            "bool": self._boolean,
            "null": lambda parts, _depth: self._sized(parts, 0, Literal(value=None)),
            "var": self._variable,
            "get": self._member,
            "at": self._index,
            "list": lambda parts, depth: ListOf(items=self._nodes(parts, depth)),
            "record": self._record,
            "op": self._operation,
            "if": self._choice,
            "call": self._call,
            "each": self._each,
            "has": self._has,
        }

    def read(self, tree: Json, depth: int) -> Node:
        self._count += 1
        if depth > MAX_DEPTH:
            raise ParseError(_too_deep(Literal(value=None)))
        if self._count > MAX_NODES:
            raise ParseError(_too_complex(Literal(value=None)))
        parts = _array(tree)
        reader = self._readers.get(_string(parts[0])) if parts else None
        if reader is None:
            raise _bad_tree()
        return reader(parts[1:], depth + 1)

    def _nodes(self, parts: Sequence[Json], depth: int, size: int | None = None) -> tuple[Node, ...]:
        if size is not None and len(parts) != size:
            raise _bad_tree()
        return tuple(self.read(part, depth) for part in parts)

    @staticmethod
    def _sized(parts: Sequence[Json], size: int, node: Node) -> Node:
        if len(parts) != size:
            raise _bad_tree()
        return node

    def _number(self, parts: Sequence[Json], _depth: int) -> Node:
        try:
            value = number_from_text(_string(_item(parts, 0)))
        except EvaluationError:
            value = None
        if value is None:
            raise _bad_tree()
        return self._sized(parts, 1, Literal(value=value))

    def _text(self, parts: Sequence[Json], _depth: int) -> Node:
        return self._sized(parts, 1, Literal(value=_string(_item(parts, 0))))

    def _boolean(self, parts: Sequence[Json], _depth: int) -> Node:
        value = _item(parts, 0)
        if not isinstance(value, bool):
            raise _bad_tree()
        return self._sized(parts, 1, Literal(value=value))

    def _variable(self, parts: Sequence[Json], _depth: int) -> Node:
        return self._sized(parts, 1, Variable(name=_identifier(_item(parts, 0))))

    def _member(self, parts: Sequence[Json], depth: int) -> Node:
        target, name = self.read(_item(parts, 0), depth), _string(_item(parts, 1))
        if not MEMBER_NAME.fullmatch(name):
            raise _bad_tree()
        return self._sized(parts, 2, Member(target=target, name=name))

    def _index(self, parts: Sequence[Json], depth: int) -> Node:
        target, index = self._nodes(parts, depth, 2)
        return Index(target=target, index=index)

    def _record(self, parts: Sequence[Json], depth: int) -> Node:
        pairs = [_array(part) for part in parts]
        keys = tuple(_string(_item(pair, 0)) for pair in pairs)
        if len(set(keys)) != len(keys) or any(len(pair) != 2 for pair in pairs):
            raise _bad_tree()
        return RecordOf(keys=keys, values=tuple(self.read(pair[1], depth) for pair in pairs))

    def _operation(self, parts: Sequence[Json], depth: int) -> Node:
        operator = _string(_item(parts, 0))
        operands = self._nodes(parts[1:], depth)
        allowed = {1: UNARY_OPERATORS, 2: BINARY_OPERATORS}.get(len(operands), frozenset())
        if operator not in allowed:
            raise _bad_tree()
        return Operation(operator=operator, operands=operands)

    def _choice(self, parts: Sequence[Json], depth: int) -> Node:
        condition, then, otherwise = self._nodes(parts, depth, 3)
        return Choice(condition=condition, then=then, otherwise=otherwise)

    def _call(self, parts: Sequence[Json], depth: int) -> Node:
        name = _identifier(_item(parts, 0))
        return Call(name=name, arguments=self._nodes(parts[1:], depth))

    def _each(self, parts: Sequence[Json], depth: int) -> Node:
        macro = _string(_item(parts, 0))
        variable = _identifier(_item(parts, 2))
        if macro not in MACROS or len(parts) != 4:
            raise _bad_tree()
        items = self.read(parts[1], depth)
        return Each(macro=macro, items=items, variable=variable, body=self.read(parts[3], depth))

    def _has(self, parts: Sequence[Json], depth: int) -> Node:
        (target,) = self._nodes(parts, depth, 1)
        if not isinstance(target, Variable | Member | Index):
            raise _bad_tree()
        return Has(target=target)


def _array(part: Json) -> Sequence[Json]:
    if isinstance(part, str) or not isinstance(part, Sequence):
        raise _bad_tree()
    return part


def _item(parts: Sequence[Json], index: int) -> Json:
    if index >= len(parts):
        raise _bad_tree()
    return parts[index]


def _string(part: Json) -> str:
    if not isinstance(part, str) or len(part) > MAX_SOURCE:
        raise _bad_tree()
    return part


def _identifier(part: Json) -> str:
    name = _string(part)
    if not is_identifier(name):
        raise _bad_tree()
    return name


def _bad_tree() -> ParseError:
    return ParseError(Problem(code="bad-tree", message="This is not a stored expression."))
