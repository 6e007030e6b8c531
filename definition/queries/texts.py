"""Texts and lists of texts."""

from dataclasses import replace
from decimal import Decimal
from typing import Final

from definition.expressions.functions_of_text import BLANKS
from definition.expressions.limits import MAX_TEXT
from definition.expressions.nodes import Node, Operation
from definition.queries.comparing import as_text, chosen, emptiness, first_present
from definition.queries.numbers import counted
from definition.queries.refusals import NotInSql, Refusal
from definition.queries.terms import (
    FALSE,
    NOTHING,
    Form,
    Scalar,
    Term,
    any_null,
    both,
    either,
    term,
)

_YES: Final = ("true", "True", "TRUE", "t", "1")
_NO: Final = ("false", "False", "FALSE", "f", "0")


def of_texts(node: Node, arguments: list[Scalar]) -> list[Scalar] | None:
    """The arguments as texts; None where one is the null literal. Raises NotInSql for anything else."""
    texts = [as_text(one) for one in arguments]
    if any(one.form not in (Form.TEXT, Form.NULL) for one in texts):
        raise NotInSql(Refusal.TYPE, node, getattr(node, "name", ""))
    return None if any(one.form is Form.NULL for one in texts) else texts


def joined_texts(node: Operation, left: Scalar, right: Scalar) -> Scalar:
    """`text + text`, where the result cannot be longer than the language allows."""
    texts = of_texts(node, [left, right])
    ok = both(left.ok, right.ok)
    if texts is None:
        return replace(NOTHING, ok=ok)
    return _text(node, texts, "joined", [one.term for one in texts], longest=sum(one.longest for one in texts))


def _text(node: Node, texts: list[Scalar], name: str, parts: list[Term], *, longest: int) -> Scalar:
    if longest > MAX_TEXT:
        raise NotInSql(Refusal.TOO_LARGE, node, getattr(node, "name", "") or getattr(node, "operator", ""))
    return Scalar(
        form=Form.TEXT,
        term=term(name, *parts),
        ok=both(*(one.ok for one in texts)),
        can_be_null=any(one.can_be_null for one in texts),
        longest=longest,
    )


def _nothing(arguments: list[Scalar]) -> Scalar:
    return replace(NOTHING, ok=both(*(one.ok for one in arguments)))


def _answer(texts: list[Scalar], name: str, times: int = 1) -> Scalar:
    return Scalar(
        form=Form.BOOL,
        term=term(name, *(one.term for one in texts), times=times),
        ok=both(*(one.ok for one in texts)),
        can_be_null=any(one.can_be_null for one in texts),
    )


def size(node: Node, arguments: list[Scalar]) -> Scalar:
    value = as_text(arguments[0])
    if value.form is Form.NULL:
        return value
    name = {Form.TEXT: "size", Form.TEXTS: "count_items", Form.FILES: "count_items"}.get(value.form)
    if name is None:
        raise NotInSql(Refusal.TYPE, node, "size")
    return counted(term(name, value.term), value)


def contains(node: Node, arguments: list[Scalar]) -> Scalar:
    held, wanted = arguments
    if held.form is Form.TEXTS:
        text = as_text(wanted)
        if text.form is Form.NULL:
            return _nothing(arguments)
        if text.form is not Form.TEXT:
            raise NotInSql(Refusal.TYPE, node, "contains")
        answer = term("holds", held.term, text.term, times=2)
        made = term("if_present", text.term, answer) if text.can_be_null else answer
        return Scalar(form=Form.BOOL, term=made, ok=both(held.ok, text.ok))
    texts = of_texts(node, arguments)
    return _nothing(arguments) if texts is None else _answer(texts, "contains")


def starts_with(node: Node, arguments: list[Scalar]) -> Scalar:
    texts = of_texts(node, arguments)
    return _nothing(arguments) if texts is None else _answer(texts, "starts_with", times=2)


def ends_with(node: Node, arguments: list[Scalar]) -> Scalar:
    texts = of_texts(node, arguments)
    return _nothing(arguments) if texts is None else _answer(texts, "ends_with", times=3)


def trim(node: Node, arguments: list[Scalar]) -> Scalar:
    texts = of_texts(node, arguments)
    if texts is None:
        return _nothing(arguments)
    value = texts[0]
    return replace(value, term=term("trim", value.term, Term(name="text", argument=BLANKS)), constant=None)


def replaced(node: Node, arguments: list[Scalar]) -> Scalar:
    """`replace`, where what is looked for is written out and not empty."""
    texts = of_texts(node, arguments)
    if texts is None:
        return _nothing(arguments)
    value, old, new = texts
    if not isinstance(old.constant, str) or not old.constant:
        raise NotInSql(Refusal.ARGUMENT, node, "replace")
    grown = value.longest // len(old.constant) * max(0, new.longest - len(old.constant))
    return _text(node, texts, "replace", [one.term for one in texts], longest=value.longest + grown)


def substring(node: Node, arguments: list[Scalar]) -> Scalar:
    """`substring`, where the positions are written out."""
    value, *positions = arguments
    texts = of_texts(node, [value])
    if texts is None or any(one.form is Form.NULL for one in positions):
        return _nothing(arguments)
    numbers = [one.constant for one in positions]
    if not all(isinstance(one, Decimal) for one in numbers):
        raise NotInSql(Refusal.ARGUMENT, node, "substring")
    wanted = [int(one) for one in numbers if isinstance(one, Decimal) and one == int(one)]
    text = texts[0]
    if len(wanted) < len(numbers) or wanted[0] < 0 or wanted[-1] < wanted[0] or wanted[-1] > MAX_TEXT * 5:
        return replace(NOTHING, ok=both(text.ok, either(any_null(text), FALSE)))
    first, last = wanted[0], wanted[-1]
    parts = [text.term, _position(first + 1)]
    name = "rest"
    if len(wanted) > 1:
        parts, name = [*parts, _position(last - first)], "piece"
    long_enough = either(any_null(text), term("is_as_long", text.term, _position(last)))
    return replace(text, term=term(name, *parts), ok=both(text.ok, long_enough), constant=None, longest=text.longest)


def _position(number: int) -> Term:
    return Term(name="position", argument=number)


def to_text(node: Node, arguments: list[Scalar]) -> Scalar:
    """The value as text; moments and lengths of time are refused."""
    value = as_text(arguments[0])
    if value.form in (Form.TEXT, Form.NULL):
        return replace(value, constant=None)
    names = {Form.NUMBER: "text_of_number", Form.BOOL: "text_of_bool", Form.DATE: "text_of_date"}
    if value.form not in names:
        raise NotInSql(Refusal.TYPE, node, "string")
    longest = value.digits.whole + value.digits.places + 3 if value.form is Form.NUMBER else 10
    return Scalar(
        form=Form.TEXT,
        term=term(names[value.form], value.term, times=2),
        ok=value.ok,
        can_be_null=value.can_be_null,
        longest=longest,
    )


def to_bool(node: Node, arguments: list[Scalar]) -> Scalar:
    value = as_text(arguments[0])
    if value.form in (Form.BOOL, Form.NULL):
        return value
    if value.form is not Form.TEXT:
        raise NotInSql(Refusal.TYPE, node, "bool")
    yes, no = (
        term("one_of", value.term, *(Term(name="text", argument=word) for word in words)) for words in (_YES, _NO)
    )
    return Scalar(
        form=Form.BOOL,
        term=yes,
        ok=both(value.ok, either(any_null(value), yes, no)),
        can_be_null=value.can_be_null,
    )


def to_number(node: Node, arguments: list[Scalar]) -> Scalar:
    """Of a number; reading a text is refused."""
    if arguments[0].form not in (Form.NUMBER, Form.NULL):
        raise NotInSql(Refusal.TYPE, node, "number")
    return arguments[0]


def coalesce(node: Node, arguments: list[Scalar]) -> Scalar:
    return first_present(node, arguments)


def is_empty(_node: Node, arguments: list[Scalar]) -> Scalar:
    value = arguments[0]
    return Scalar(form=Form.BOOL, term=term("is_true", emptiness(value)), ok=value.ok, can_be_null=False)


def if_empty(node: Node, arguments: list[Scalar]) -> Scalar:
    value, fallback = arguments
    return replace(chosen(node, emptiness(value), fallback, value), ok=both(value.ok, fallback.ok))
