"""Which variables a tree reads, and giving one another name."""

from collections.abc import Callable
from dataclasses import replace

from definition.expressions.ast import Ast
from definition.expressions.nodes import (
    Call,
    Choice,
    Each,
    Has,
    Index,
    ListOf,
    Member,
    Node,
    Operation,
    RecordOf,
    Variable,
    free_variables,
)


def variables_used(ast: Ast) -> frozenset[str]:
    """The names the context must supply; macro variables are not among them."""
    return frozenset(variable.name for variable in free_variables(ast.root))


def rename_variable(ast: Ast, old: str, new: str) -> Ast:
    """The same expression reading `new` where it read `old`.

    A macro variable called `new` would capture it, so such a macro variable is renamed first.
    """
    if old == new or old not in variables_used(ast):
        return ast
    return Ast(root=_renamed(ast.root, old, new))


def _renamed(node: Node, old: str, new: str) -> Node:
    if isinstance(node, Variable):
        return replace(node, name=new) if node.name == old else node
    if isinstance(node, Each):
        return _renamed_each(node, old, new)
    return rebuilt(node, lambda child: _renamed(child, old, new))


def _renamed_each(node: Each, old: str, new: str) -> Node:
    items = _renamed(node.items, old, new)
    reads_old = any(variable.name == old for variable in free_variables(node.body))
    if node.variable == old or not reads_old:
        return replace(node, items=items)
    variable, body = node.variable, node.body
    if variable == new:
        variable = _unused(new, body)
        body = _renamed(body, new, variable)
    return replace(node, items=items, variable=variable, body=_renamed(body, old, new))


def _unused(name: str, body: Node) -> str:
    taken = {variable.name for variable in free_variables(body)}
    while name in taken:
        name += "_"
    return name


def rebuilt(node: Node, change: Callable[[Node], Node]) -> Node:
    """The node with each direct part changed."""
    match node:
        case Member() | Has():
            return replace(node, target=change(node.target))
        case Index():
            return replace(node, target=change(node.target), index=change(node.index))
        case ListOf():
            return replace(node, items=tuple(map(change, node.items)))
        case RecordOf():
            return replace(node, values=tuple(map(change, node.values)))
        case Operation():
            return replace(node, operands=tuple(map(change, node.operands)))
        case Choice():
            parts = (change(node.condition), change(node.then), change(node.otherwise))
            return replace(node, condition=parts[0], then=parts[1], otherwise=parts[2])
        case Call():
            return replace(node, arguments=tuple(map(change, node.arguments)))
        case _:
            return node
