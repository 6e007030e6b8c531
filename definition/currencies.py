"""Which money a formula comes to. In the language an amount is a number; which currency it is in is asked here. Pure.

Adding, comparing and taking the smallest of amounts makes sense in one currency alone. A product or a rounded amount is
still of the currency; a quotient of two amounts, a yes or no, and a text are of none.
"""

from collections.abc import Iterable, Iterator, Mapping

from definition.expressions import Ast
from definition.expressions.nodes import Call, Choice, Each, ListOf, Node, Operation, Variable, children, walk

Keys = frozenset[str]
"""Keys of money fields."""

_NONE: Keys = frozenset()
_AMOUNTS = frozenset({"+", "-", "%"})
_TOGETHER = _AMOUNTS | {"<", "<=", ">", ">=", "==", "!="}
_ALIKE = frozenset({"min", "max", "sum", "avg"})
_KEEPING = _ALIKE | {"round", "floor", "ceil", "abs", "coalesce", "ifEmpty"}


def money_known(money: Iterable[str], formulas: Mapping[str, Ast]) -> Mapping[str, Keys]:
    """What each variable is money of: a money field of itself, a formula of what it uses; those in dependency order."""
    known = {key: frozenset({key}) for key in money}
    for key, ast in formulas.items():
        known[key] = money_of(ast.root, known)
    return known


def money_of(node: Node, known: Mapping[str, Keys]) -> Keys:
    """The money fields whose currency the result is in; none for a plain number."""
    return _Money(known).of(node)


def put_together(ast: Ast, known: Mapping[str, Keys]) -> Iterator[Keys]:
    """The money fields of each sum, comparison or choice of the smallest in `ast` that has more than one of them."""
    money = _Money(known)
    for node in walk(ast.root):
        if _is_together(node):
            keys = money.of_all(children(node))
            if len(keys) > 1:
                yield keys


class _Money:
    """What the parts of one expression are money of, each looked at once; the expression must outlive it."""

    def __init__(self, known: Mapping[str, Keys]) -> None:
        self._known = known
        self._found: dict[int, Keys] = {}

    def of(self, node: Node) -> Keys:
        if id(node) not in self._found:
            self._found[id(node)] = self._look(node)
        return self._found[id(node)]

    def of_all(self, parts: Iterable[Node]) -> Keys:
        return _NONE.union(*(self.of(part) for part in parts))

    def _look(self, node: Node) -> Keys:
        match node:
            case Variable():
                return self._known.get(node.name, _NONE)
            case Choice():
                return self.of_all((node.then, node.otherwise))
            case Each():
                return self.of(node.body)
            case ListOf():
                return self.of_all(node.items)
            case Call() if node.name in _KEEPING:
                return self.of_all(node.arguments)
            case Operation() if node.operator == "/":
                above, below = (self.of(part) for part in node.operands)
                return _NONE if below else above
            case Operation() if node.operator in _AMOUNTS or node.operator == "*":
                return self.of_all(node.operands)
            case _:
                return _NONE


def _is_together(node: Node) -> bool:
    return (isinstance(node, Operation) and node.operator in _TOGETHER) or (
        isinstance(node, Call) and node.name in _ALIKE
    )
