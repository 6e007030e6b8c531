"""Equality, order, membership, and choosing between values."""

from dataclasses import replace
from typing import Final
from uuid import UUID

from definition.expressions.nodes import Node, Operation
from definition.queries.refusals import NotInSql, Refusal
from definition.queries.terms import (
    FALSE,
    NOTHING,
    Condition,
    Digits,
    Form,
    Scalar,
    Term,
    both,
    either,
    every,
    is_null,
    sure,
    term,
)

MOST_ARGUMENTS: Final = 50
"""SQLite takes a hundred arguments."""

_ORDERED: Final = frozenset({Form.NUMBER, Form.TEXT, Form.BOOL, Form.DATE, Form.MOMENT, Form.DURATION})
_SIGNS: Final = {"<": "less", "<=": "at_most", ">": "more", ">=": "at_least"}
_WORDS: Final = frozenset({Form.TEXT, Form.ID, Form.CLOCK})


def as_text(value: Scalar) -> Scalar:
    """An id or a time of day as the text that expressions see."""
    names = {Form.ID: "text_of_id", Form.CLOCK: "text_of_clock"}
    if value.form not in names:
        return value
    return replace(value, form=Form.TEXT, term=term(names[value.form], value.term, times=5))


def aligned(node: Node, *values: Scalar) -> list[Scalar]:
    """Values of one form, nulls aside. Raises NotInSql where the database would compare unlike things."""
    forms = {value.form for value in values if value.form is not Form.NULL}
    if len(forms) > 1 and forms <= _WORDS:
        return aligned(node, *(as_text(value) for value in values))
    if len(forms) > 1:
        raise NotInSql(Refusal.TYPE, node, "")
    return list(values)


def equal(node: Operation, left: Scalar, right: Scalar) -> Condition:
    """`==` as a condition. Null equals null only."""
    ok = both(left.ok, right.ok)
    one, other = _comparable(node, left, right)
    if Form.NULL in (one.form, other.form):
        return sure(is_null(other if one.form is Form.NULL else one), ok)
    same = _same(node, one, other)
    if same == FALSE:
        return sure(every(is_null(one), is_null(other)), ok)
    if one.can_be_null and other.can_be_null:
        same = either(same, every(is_null(one), is_null(other)))
    return sure(same, ok)


def equal_value(node: Operation, left: Scalar, right: Scalar) -> Scalar:
    """`==` or `!=` as a value, which is never null."""
    found = equal(node, left, right)
    answer = found.yes if node.operator == "==" else found.no
    ok = both(left.ok, right.ok)
    return Scalar(form=Form.BOOL, term=term("is_true", answer), ok=ok, can_be_null=False)


def _comparable(node: Node, left: Scalar, right: Scalar) -> tuple[Scalar, Scalar]:
    """Both sides in one form; an id beside a constant text stays an id, so that its index serves."""
    for one, other in ((left, right), (right, left)):
        if one.form is Form.ID and other.form is Form.TEXT and isinstance(other.constant, str):
            found = _id(other.constant)
            made = replace(other, form=Form.ID, term=found or FALSE)
            return (one, made) if one is left else (made, one)
    one, other = aligned(node, left, right)
    if one.form in (Form.TEXTS, Form.FILES) and Form.NULL not in (one.form, other.form):
        raise NotInSql(Refusal.LIST, node, "==")
    return one, other


def _id(text: str) -> Term | None:
    """The id of its one written form; None for a text that no id reads as."""
    try:
        found = UUID(text)
    except ValueError:
        return None
    return Term(name="id", argument=found.hex) if str(found) == text else None


def _same(node: Node, one: Scalar, other: Scalar) -> Term:
    if FALSE in (one.term, other.term) and one.form is Form.ID:
        return FALSE
    if one.form is Form.NUMBER and not (one.is_stored and other.is_stored):
        return term("same_number", one.term, other.term)
    return term("same", one.term, other.term)


def ordered(node: Operation, left: Scalar, right: Scalar) -> Scalar:
    """`<` and the like: null as soon as one side is."""
    ok = both(left.ok, right.ok)
    one, other = aligned(node, as_text(left), as_text(right))
    if Form.NULL in (one.form, other.form):
        return replace(NOTHING, ok=ok)
    if one.form not in _ORDERED:
        raise NotInSql(Refusal.TYPE, node, node.operator)
    name = _SIGNS[node.operator]
    if one.form is Form.TEXT:
        name += "_text"
    elif one.form is Form.NUMBER and not (one.is_stored and other.is_stored):
        name += "_number"
    return Scalar(
        form=Form.BOOL,
        term=term(name, one.term, other.term),
        ok=ok,
        can_be_null=one.can_be_null or other.can_be_null,
    )


def among(node: Node, wanted: Scalar, items: list[Scalar]) -> Scalar:
    """Whether a value is one of `items`, as a value that is never null."""
    ok = both(wanted.ok, *(item.ok for item in items))
    plain = _listed(wanted, items)
    if plain is not None:
        answer = plain
    else:
        question = Operation(operator="==", operands=(), start=node.start, end=node.end)
        without = replace(wanted, ok=None)
        fitting = [item for item in items if _may_be_equal(wanted, item)]
        answer = either(*(equal(question, without, replace(item, ok=None)).yes for item in fitting))
    return Scalar(form=Form.BOOL, term=term("is_true", answer), ok=ok, can_be_null=False)


def _listed(wanted: Scalar, items: list[Scalar]) -> Term | None:
    """One IN for constants of the form of the column; None where it must be asked one by one."""
    if (
        wanted.form is Form.TEXT
        and items
        and all(item.form is Form.TEXT and item.constant is not None for item in items)
    ):
        return term("one_of", wanted.term, *(item.term for item in items))
    return None


def _may_be_equal(wanted: Scalar, item: Scalar) -> bool:
    if Form.NULL in (wanted.form, item.form) or wanted.form is item.form:
        return True
    return {wanted.form, item.form} <= _WORDS


def member(node: Operation, wanted: Scalar, held: Scalar) -> Scalar:
    """`x in list` where the list is a column: null where the list is."""
    ok = both(wanted.ok, held.ok)
    if held.form is Form.NULL:
        return replace(NOTHING, ok=ok)
    if held.form is not Form.TEXTS:
        raise NotInSql(Refusal.LIST, node, node.operator)
    text = as_text(wanted)
    if text.form is Form.NULL:
        return Scalar(form=Form.BOOL, term=term("if_present", held.term, FALSE), ok=ok)
    if text.form is not Form.TEXT:
        raise NotInSql(Refusal.TYPE, node, node.operator)
    return Scalar(form=Form.BOOL, term=term("holds", held.term, text.term, times=2), ok=ok)


def chosen(node: Node, asked: Term, then: Scalar, otherwise: Scalar) -> Scalar:
    """`then` where `asked` is true, otherwise the other one."""
    one, other = aligned(node, then, otherwise)
    if one.form is Form.NULL and other.form is Form.NULL:
        return NOTHING
    shape = other if one.form is Form.NULL else one
    return replace(
        merged([one, other], shape),
        term=term("choose", asked, one.term, other.term),
        can_be_null=one.can_be_null or other.can_be_null,
    )


def merged(values: list[Scalar], shape: Scalar) -> Scalar:
    """What holds for whichever of `values` it is."""
    numbers = [value for value in values if value.form is Form.NUMBER]
    digits = shape.digits
    if numbers:
        digits = Digits(
            whole=max(value.digits.whole for value in numbers),
            places=max(value.digits.places for value in numbers),
            significant=max(value.digits.significant for value in numbers),
        )
    return replace(
        shape,
        ok=None,
        digits=digits,
        longest=max(value.longest for value in values),
        is_stored=bool(numbers) and all(value.is_stored for value in numbers),
        constant=None,
    )


def first_present(node: Node, values: list[Scalar]) -> Scalar:
    """`coalesce`: the first value that is not null."""
    same = aligned(node, *values)
    present = [value for value in same if value.form is not Form.NULL]
    ok = both(*(value.ok for value in same))
    if not present:
        return replace(NOTHING, ok=ok)
    made = merged(present, present[0])
    if len(present) > MOST_ARGUMENTS:
        raise NotInSql(Refusal.TOO_LARGE, node, "coalesce")
    joined = present[0].term if len(present) == 1 else term("first", *(value.term for value in present))
    can_be_null = all(value.can_be_null for value in present)
    return replace(made, term=joined, ok=ok, can_be_null=can_be_null)


def emptiness(value: Scalar) -> Term:
    """Where a value is null, or a text or list without anything in it."""
    if value.form is Form.TEXT:
        blank = term("is_blank", value.term)
        return either(is_null(value), blank)
    if value.form in (Form.TEXTS, Form.FILES):
        return either(is_null(value), term("has_no_items", value.term))
    return is_null(value)
