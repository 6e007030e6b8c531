"""A tree back to text, with the fewest brackets that keep its meaning."""

import json
from typing import Final

from definition.expressions.ast import Ast, is_identifier
from definition.expressions.decimals import number_to_text
from definition.expressions.nodes import (
    Call,
    Choice,
    Each,
    Has,
    Index,
    Literal,
    Member,
    Node,
    Operation,
    RecordOf,
    Variable,
    children,
)
from definition.expressions.parser import BINDING
from definition.expressions.registry import FUNCTIONS

_UNARY: Final = 8
_POSTFIX: Final = 9


def to_text(ast: Ast) -> str:
    """The expression as text; parsing it gives the same tree again."""
    return _text(ast.root, 0)


def _text(node: Node, binding: int) -> str:
    """The node as text, in brackets where it binds weaker than its surroundings."""
    own, text = _parts(node)
    return f"({text})" if own < binding else text


def _parts(node: Node) -> tuple[int, str]:
    match node:
        case Choice():
            condition, then = _text(node.condition, 2), _text(node.then, 2)
            return 1, f"{condition} ? {then} : {_text(node.otherwise, 1)}"
        case Operation():
            return _operation(node)
        case Literal():
            return _literal(node)
        case _:
            return _POSTFIX, _postfix(node)


def _operation(node: Operation) -> tuple[int, str]:
    if len(node.operands) == 1:
        return _UNARY, node.operator + _text(node.operands[0], _UNARY)
    left, right = node.operands
    binding = BINDING[node.operator]
    return binding, f"{_text(left, binding)} {node.operator} {_text(right, binding + 1)}"


def _literal(node: Literal) -> tuple[int, str]:
    value = node.value
    if value is None or isinstance(value, bool):
        return _POSTFIX, {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, str):
        return _POSTFIX, _quoted(value)
    # A stored negative number prints as a negation; the parser reads `-5` as one.
    text = number_to_text(value)
    return (_UNARY if text.startswith("-") else _POSTFIX), text


def _quoted(value: str) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return "".join(_escaped(character) for character in text)


def _escaped(character: str) -> str:
    code = ord(character)
    is_plain = character.isprintable() and not 0xD800 <= code < 0xE000
    return character if is_plain else f"\\U{code:08x}"


def _postfix(node: Node) -> str:
    match node:
        case Variable():
            return node.name
        case Member():
            name = node.name if is_identifier(node.name) else f"`{node.name}`"
            return f"{_text(node.target, _POSTFIX)}.{name}"
        case Index():
            return f"{_text(node.target, _POSTFIX)}[{_text(node.index, 0)}]"
        case Has():
            return f"has({_text(node.target, 0)})"
        case Each():
            return f"{_text(node.items, _POSTFIX)}.{node.macro}({node.variable}, {_text(node.body, 0)})"
        case Call():
            return _call(node)
        case _:
            return _collection(node)


def _collection(node: Node) -> str:
    if isinstance(node, RecordOf):
        pairs = zip(node.keys, node.values, strict=True)
        return "{" + ", ".join(f"{_quoted(key)}: {_text(value, 0)}" for key, value in pairs) + "}"
    return f"[{_many(children(node))}]"


def _call(node: Call) -> str:
    function = FUNCTIONS.get(node.name)
    if function and function.style == "method" and node.arguments:
        receiver = _text(node.arguments[0], _POSTFIX)
        return f"{receiver}.{node.name}({_many(node.arguments[1:])})"
    return f"{node.name}({_many(node.arguments)})"


def _many(nodes: tuple[Node, ...]) -> str:
    return ", ".join(_text(node, 0) for node in nodes)
