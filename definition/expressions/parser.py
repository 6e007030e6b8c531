"""Text to tree: a Pratt parser for CEL's syntax."""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from definition.expressions.ast import Ast, check_limits
from definition.expressions.decimals import number_from_text
from definition.expressions.errors import EvaluationError, ParseError, Problem
from definition.expressions.limits import MAX_DEPTH, MAX_SOURCE, SIGNIFICANT_DIGITS
from definition.expressions.nodes import (
    MACROS,
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
from definition.expressions.registry import ALIASES, ZERO_BASED
from definition.expressions.tokens import Kind, Token, tokenize

BINDING: Final[Mapping[str, int]] = MappingProxyType(
    {"||": 2, "&&": 3}
    | dict.fromkeys(("==", "!=", "<", "<=", ">", ">=", "in"), 4)
    | {"+": 5, "-": 5, "*": 6, "/": 6, "%": 6}
)
"""How strongly each two-sided operator binds; all associate to the left."""

_CHOICE_BINDING: Final = 1
_WORDS: Final[Mapping[str, bool | None]] = {"true": True, "false": False, "null": None}


def parse(source: str) -> Ast:
    """Parse one expression. Raises ParseError with the place of the first problem."""
    if len(source) > MAX_SOURCE:
        raise ParseError(
            Problem(
                code="too-long",
                message=f"This is longer than {MAX_SOURCE} characters. Split it into calculated fields.",
                start=MAX_SOURCE,
                end=len(source),
                params={"limit": str(MAX_SOURCE)},
            )
        )
    parser = _Parser(tokenize(source))
    root = parser.expression(0)
    parser.expect_end()
    problem = check_limits(root)
    if problem is not None:
        raise ParseError(problem)
    return Ast(root=root, source=source)


class _Parser:
    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._at = 0
        self._depth = 0

    def expression(self, binding: int) -> Node:
        """One expression whose operators bind stronger than `binding`."""
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise self._problem("too-deep", f"This is nested more than {MAX_DEPTH} levels deep.")
        left = self._unary()
        while (power := BINDING.get(self._symbol(), 0)) > binding:
            operator = self._next().text
            right = self.expression(power)
            left = Operation(operator=operator, operands=(left, right), start=left.start, end=right.end)
        if binding < _CHOICE_BINDING and self._symbol() == "?":
            left = self._choice(left)
        self._depth -= 1
        return left

    def expect_end(self) -> None:
        if self._peek.kind is not Kind.END:
            raise self._unexpected("the end of the expression")

    @property
    def _peek(self) -> Token:
        return self._tokens[self._at]

    def _next(self) -> Token:
        token = self._tokens[self._at]
        self._at += 1
        return token

    def _symbol(self) -> str:
        token = self._peek
        is_operator = token.kind is Kind.SYMBOL or (token.kind is Kind.NAME and token.text == "in")
        return token.text if is_operator else ""

    def _expect(self, symbol: str) -> Token:
        if self._symbol() != symbol:
            raise self._unexpected(symbol)
        return self._next()

    def _choice(self, condition: Node) -> Node:
        self._expect("?")
        then = self.expression(_CHOICE_BINDING)
        self._expect(":")
        otherwise = self.expression(0)
        return Choice(
            condition=condition,
            then=then,
            otherwise=otherwise,
            start=condition.start,
            end=otherwise.end,
        )

    def _unary(self) -> Node:
        operators: list[Token] = []
        while self._symbol() in {"!", "-"}:
            operators.append(self._next())
        node = self._postfix(self._primary())
        for token in reversed(operators):
            node = Operation(operator=token.text, operands=(node,), start=token.start, end=node.end)
        return node

    def _postfix(self, node: Node) -> Node:
        while self._symbol() in {".", "["}:
            if self._next().text == "[":
                index = self.expression(0)
                end = self._expect("]").end
                node = Index(target=node, index=index, start=node.start, end=end)
            else:
                node = self._selection(node)
        return node

    def _selection(self, target: Node) -> Node:
        token = self._next()
        if token.kind not in {Kind.NAME, Kind.QUOTED}:
            raise self._unexpected("a name", token)
        if token.kind is Kind.NAME and self._symbol() == "(":
            return self._method(target, token)
        return Member(target=target, name=token.text, start=target.start, end=token.end)

    def _method(self, target: Node, name: Token) -> Node:
        arguments, end = self._items("(", ")")
        if name.text in MACROS:
            return _macro(target, name, arguments, end)
        return _call(name, (target, *arguments), target.start, end)

    def _primary(self) -> Node:
        token = self._next()
        if token.kind is Kind.NUMBER:
            return Literal(value=_number(token), start=token.start, end=token.end)
        if token.kind is Kind.TEXT:
            return Literal(value=token.text, start=token.start, end=token.end)
        if token.kind is Kind.NAME and token.text != "in":
            return self._name(token)
        if token.kind is Kind.SYMBOL and token.text in {"(", "[", "{"}:
            return self._bracket(token)
        raise self._unexpected("a value", token)

    def _name(self, token: Token) -> Node:
        if token.text in _WORDS:
            return Literal(value=_WORDS[token.text], start=token.start, end=token.end)
        if self._symbol() != "(":
            return Variable(name=token.text, start=token.start, end=token.end)
        arguments, end = self._items("(", ")")
        if token.text == "has":
            return _has(token, arguments, end)
        return _call(token, tuple(arguments), token.start, end)

    def _bracket(self, token: Token) -> Node:
        self._at -= 1
        if token.text == "[":
            items, end = self._items("[", "]")
            return ListOf(items=tuple(items), start=token.start, end=end)
        if token.text == "{":
            return self._record()
        self._expect("(")
        node = self.expression(0)
        self._expect(")")
        return node

    def _items(self, opening: str, closing: str) -> tuple[list[Node], int]:
        """Comma-separated expressions between brackets; a trailing comma only in lists."""
        self._expect(opening)
        items: list[Node] = []
        while self._symbol() != closing:
            items.append(self.expression(0))
            if self._symbol() != ",":
                break
            self._next()
            if opening == "(" and self._symbol() == closing:
                raise self._unexpected("a value")
        return items, self._expect(closing).end

    def _record(self) -> Node:
        start = self._expect("{").start
        keys: list[str] = []
        values: list[Node] = []
        while self._symbol() != "}":
            keys.append(self._key(keys))
            self._expect(":")
            values.append(self.expression(0))
            if self._symbol() != ",":
                break
            self._next()
        end = self._expect("}").end
        return RecordOf(keys=tuple(keys), values=tuple(values), start=start, end=end)

    def _key(self, taken: list[str]) -> str:
        token = self._next()
        if token.kind is not Kind.TEXT:
            raise self._problem("bad-key", "Write the name of a record's part in quotes.", token)
        if token.text in taken:
            raise self._problem("bad-key", f'The part "{token.text}" is given twice.', token)
        return token.text

    def _unexpected(self, wanted: str, token: Token | None = None) -> ParseError:
        found = token or self._peek
        if found.kind is Kind.END:
            return self._problem("unexpected-end", f"The expression stops here, but {wanted} is missing.", found)
        return self._problem("unexpected-token", f'Expected {wanted}, found "{found.text}".', found)

    def _problem(self, code: str, message: str, token: Token | None = None) -> ParseError:
        found = token or self._peek
        return ParseError(Problem(code=code, message=message, start=found.start, end=found.end))


def _number(token: Token) -> Decimal:
    text = str(int(token.text, 16)) if token.text[:2].lower() == "0x" else token.text
    digits = text.lower().partition("e")[0].replace(".", "").strip("0")
    try:
        value = number_from_text(text)
    except EvaluationError:
        value = None
    if value is None or len(digits) > SIGNIFICANT_DIGITS:
        raise ParseError(
            Problem(
                code="bad-number-literal",
                message=f"Numbers have at most {SIGNIFICANT_DIGITS} digits and stay below 1e1000.",
                start=token.start,
                end=token.end,
            )
        )
    return value


def _macro(target: Node, name: Token, arguments: list[Node], end: int) -> Node:
    sizes = {2, 3} if name.text == "map" else {2}
    if len(arguments) not in sizes or not isinstance(arguments[0], Variable):
        raise ParseError(
            Problem(
                code="bad-macro",
                message=f"Write it as list.{name.text}(item, condition about item).",
                start=target.start,
                end=end,
                params={"macro": name.text},
            )
        )
    variable = arguments[0].name
    if len(arguments) > 2:
        target = Each(
            macro="filter",
            items=target,
            variable=variable,
            body=arguments[1],
            start=target.start,
            end=end,
        )
    return Each(
        macro=name.text,
        items=target,
        variable=variable,
        body=arguments[-1],
        start=target.start,
        end=end,
    )


def _has(name: Token, arguments: list[Node], end: int) -> Node:
    if len(arguments) != 1 or not isinstance(arguments[0], Variable | Member | Index):
        raise ParseError(
            Problem(
                code="bad-has",
                message="has() takes one field, such as has(amount) or has(record.amount).",
                start=name.start,
                end=end,
            )
        )
    return Has(target=arguments[0], start=name.start, end=end)


def _call(name: Token, arguments: tuple[Node, ...], start: int, end: int) -> Node:
    """A call by its canonical name; CEL's zero-based date parts become arithmetic."""
    if name.text not in ZERO_BASED:
        function = ALIASES.get(name.text, name.text)
        return Call(name=function, arguments=arguments, start=start, end=end)
    function, operator, number = ZERO_BASED[name.text]
    return Operation(
        operator=operator,
        operands=(
            Call(name=function, arguments=arguments, start=start, end=end),
            Literal(value=Decimal(number), start=start, end=end),
        ),
        start=start,
        end=end,
    )
