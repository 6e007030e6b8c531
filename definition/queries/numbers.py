"""Numbers: 28 significant digits, half up, wherever a result can be longer.

How long a result can be is known beforehand from columns and literals, so a query rounds only where it must, and what
could grow beyond the language's bounds is refused instead of checked per row.
"""

from dataclasses import replace
from decimal import Decimal
from typing import Final

from definition.expressions.limits import MAX_ROUNDING_PLACES, SIGNIFICANT_DIGITS
from definition.expressions.nodes import Node, Operation
from definition.queries.comparing import MOST_ARGUMENTS, aligned, as_text, merged
from definition.queries.refusals import NotInSql, Refusal
from definition.queries.terms import (
    FALSE,
    NOTHING,
    Digits,
    Form,
    Scalar,
    Term,
    any_null,
    both,
    either,
    term,
)

MOST_DIGITS: Final = 300
"""Bounds beyond this many digits on either side of the point are refused; the language's own lie at 999."""


def of_numbers(node: Node, *values: Scalar) -> bool:
    """Whether all are numbers; False where one is the null literal. Raises NotInSql for anything else."""
    for value in values:
        if value.form not in (Form.NUMBER, Form.NULL):
            raise NotInSql(Refusal.TYPE, node, value.form.value)
    return all(value.form is Form.NUMBER for value in values)


def arithmetic(node: Operation, left: Scalar, right: Scalar) -> Scalar:
    """`+ - * / %` of two numbers, null as soon as one is."""
    if not of_numbers(node, left, right):
        return replace(NOTHING, ok=both(left.ok, right.ok))
    made = _OPERATORS[node.operator](node, left, right)
    return replace(made, can_be_null=left.can_be_null or right.can_be_null, ok=both(left.ok, right.ok, made.ok))


def negative(node: Node, value: Scalar) -> Scalar:
    if not of_numbers(node, value):
        return value
    name = "negative" if value.is_stored else "negative_number"
    return replace(value, term=term(name, value.term), constant=None)


def rounded(node: Node, name: str, parts: tuple[Term, ...], digits: Digits) -> Scalar:
    """A calculation with these bounds, rounded to 28 significant digits where it can have more."""
    if digits.whole > MOST_DIGITS or digits.places > MOST_DIGITS:
        raise NotInSql(Refusal.TOO_LARGE, node, getattr(node, "operator", "") or getattr(node, "name", ""))
    made = term(name, *parts)
    if digits.significant > SIGNIFICANT_DIGITS:
        made = term("fit", made, argument=digits.places)
        digits = Digits(whole=digits.whole + 1, places=digits.places, significant=SIGNIFICANT_DIGITS)
    return Scalar(form=Form.NUMBER, term=made, digits=digits)


def _sum(node: Operation, left: Scalar, right: Scalar) -> Scalar:
    whole = max(left.digits.whole, right.digits.whole) + 1
    places = max(left.digits.places, right.digits.places)
    digits = Digits(whole=whole, places=places, significant=whole + places)
    return rounded(node, "plus" if node.operator == "+" else "minus", (left.term, right.term), digits)


def _product(node: Operation, left: Scalar, right: Scalar) -> Scalar:
    one, other = left.digits, right.digits
    digits = Digits(
        whole=one.whole + other.whole,
        places=one.places + other.places,
        significant=one.significant + other.significant,
    )
    return rounded(node, "times", (left.term, right.term), digits)


def _quotient(node: Operation, left: Scalar, right: Scalar) -> Scalar:
    return replace(divided(node, left, right), ok=_not_by_zero(left, right))


def divided(node: Node, left: Scalar, right: Scalar) -> Scalar:
    """The quotient, null where the divisor is zero."""
    one, other = left.digits, right.digits
    # The divisor is below 10^whole and the dividend, unless zero, at least 10^-places: so many places hold 28 digits.
    places = SIGNIFICANT_DIGITS + one.places + other.whole + 1
    whole = one.whole + other.places + 1
    if whole > MOST_DIGITS or places > MOST_DIGITS:
        raise NotInSql(Refusal.TOO_LARGE, node, "/")
    quotient = term("divided", left.term, right.term, argument=places)
    return Scalar(
        form=Form.NUMBER,
        term=term("fit", quotient, argument=places),
        digits=Digits(whole=whole, places=places, significant=SIGNIFICANT_DIGITS),
    )


def _remainder(node: Operation, left: Scalar, right: Scalar) -> Scalar:
    one, other = left.digits, right.digits
    if one.whole + other.places >= SIGNIFICANT_DIGITS:
        raise NotInSql(Refusal.TOO_LARGE, node, "%")
    places, whole = max(one.places, other.places), min(one.whole, other.whole)
    digits = Digits(whole=whole, places=places, significant=whole + places)
    return replace(rounded(node, "remainder", (left.term, right.term), digits), ok=_not_by_zero(left, right))


def _not_by_zero(left: Scalar, right: Scalar) -> Term | None:
    if isinstance(right.constant, Decimal):
        return either(any_null(left), FALSE) if not right.constant else None
    return either(any_null(left, right), term("is_not_zero", right.term))


_OPERATORS: Final = {"+": _sum, "-": _sum, "*": _product, "/": _quotient, "%": _remainder}


def absolute(node: Node, arguments: list[Scalar]) -> Scalar:
    (value,) = arguments
    if not of_numbers(node, value):
        return value
    return replace(value, term=term("absolute" if value.is_stored else "absolute_number", value.term), constant=None)


def round_number(node: Node, arguments: list[Scalar]) -> Scalar:
    """To a number of places that is written out."""
    value, *rest = arguments
    if not of_numbers(node, *arguments):
        return replace(NOTHING, ok=both(*(one.ok for one in arguments)))
    places = rest[0].constant if rest else Decimal(0)
    if not isinstance(places, Decimal):
        raise NotInSql(Refusal.ARGUMENT, node, "round")
    if places != int(places) or abs(places) > MAX_ROUNDING_PLACES:
        return replace(NOTHING, ok=both(value.ok, either(any_null(value), FALSE)))
    kept = max(0, min(value.digits.places, int(places)))
    whole = max(value.digits.whole, -int(places)) + 1
    # Rounding a number of 28 digits leaves 28, or a one with zeros.
    return Scalar(
        form=Form.NUMBER,
        term=term("round", value.term, argument=int(places)),
        ok=value.ok,
        can_be_null=value.can_be_null,
        digits=Digits(whole=whole, places=kept, significant=min(whole + kept, SIGNIFICANT_DIGITS)),
    )


def floor(node: Node, arguments: list[Scalar]) -> Scalar:
    return _whole(node, "floor", arguments[0])


def ceil(node: Node, arguments: list[Scalar]) -> Scalar:
    return _whole(node, "ceil", arguments[0])


def _whole(node: Node, name: str, value: Scalar) -> Scalar:
    if not of_numbers(node, value):
        return value
    whole = value.digits.whole + 1
    digits = Digits(whole=whole, places=0, significant=min(whole, SIGNIFICANT_DIGITS))
    return replace(value, term=term(name, value.term), digits=digits, is_stored=False, constant=None)


def smallest(node: Node, arguments: list[Scalar]) -> Scalar:
    return _furthest(node, "least", arguments)


def largest(node: Node, arguments: list[Scalar]) -> Scalar:
    return _furthest(node, "greatest", arguments)


def _furthest(node: Node, name: str, arguments: list[Scalar]) -> Scalar:
    """Of several values, nulls left out."""
    ok = both(*(one.ok for one in arguments))
    present = [one for one in aligned(node, *map(as_text, arguments)) if one.form is not Form.NULL]
    if not present:
        return replace(NOTHING, ok=ok)
    if len(present) > MOST_ARGUMENTS:
        raise NotInSql(Refusal.TOO_LARGE, node, getattr(node, "name", ""))
    if present[0].form not in (Form.NUMBER, Form.TEXT, Form.DATE, Form.MOMENT, Form.DURATION):
        raise NotInSql(Refusal.TYPE, node, getattr(node, "name", ""))
    made = merged(present, present[0])
    suffix = {Form.NUMBER: "_number", Form.TEXT: "_text"}.get(made.form, "")
    return replace(
        made,
        term=term(name + suffix, *(one.term for one in present)),
        ok=ok,
        can_be_null=all(one.can_be_null for one in present),
        is_stored=False,
    )


def counted(made: Term, *arguments: Scalar, digits: int = 10) -> Scalar:
    """A whole number of at most so many digits that both databases make themselves, null where an argument is."""
    return Scalar(
        form=Form.NUMBER,
        term=made,
        ok=both(*(value.ok for value in arguments)),
        can_be_null=any(value.can_be_null for value in arguments),
        digits=Digits(whole=digits, places=0, significant=digits),
        is_stored=True,
    )
