"""Dates, moments and lengths of time. A moment is read in UTC; another time zone is refused."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Final

from definition.expressions.functions_of_time import MICROSECONDS
from definition.expressions.nodes import Node, Operation
from definition.queries.constants import number
from definition.queries.numbers import counted, divided, of_numbers
from definition.queries.refusals import NotInSql, Refusal
from definition.queries.terms import (
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

_MICROSECONDS: Final = Digits(whole=19, places=0, significant=19)


def difference(node: Operation, left: Scalar, right: Scalar) -> Scalar:
    """date - date and moment - moment: a length of time, never beyond its limit."""
    name = "days_apart" if left.form is Form.DATE else "micros_apart"
    return _made(Form.DURATION, term(name, left.term, right.term), left, right)


def later(node: Operation, left: Scalar, right: Scalar) -> Scalar:
    """A date, a moment or a length, and a length more or less."""
    value, length = (right, left) if left.form is Form.DURATION and node.operator == "+" else (left, right)
    names = {Form.DATE: "date_later", Form.MOMENT: "moment_later", Form.DURATION: "length_later"}
    if value.form not in names or length.form is not Form.DURATION:
        raise NotInSql(Refusal.TYPE, node, node.operator)
    amount = length.term if node.operator == "+" else term("minus_length", length.term)
    return _failing(value.form, names[value.form], value, replace(length, term=amount), times=4)


def _failing(form: Form, name: str, *values: Scalar, times: int = 2) -> Scalar:
    """A call that can fail: `<name>_works` says where it does not."""
    parts = tuple(value.term for value in values)
    works = either(any_null(*values), term(f"{name}_works", *parts, times=times))
    made = _made(form, term(name, *parts, times=times), *values)
    return replace(made, ok=both(made.ok, works))


def _made(form: Form, made: Term, *values: Scalar) -> Scalar:
    return Scalar(
        form=form,
        term=made,
        ok=both(*(value.ok for value in values)),
        can_be_null=any(value.can_be_null for value in values),
    )


def _nothing(arguments: list[Scalar]) -> Scalar:
    return replace(NOTHING, ok=both(*(one.ok for one in arguments)))


def _typed(node: Node, arguments: list[Scalar], *forms: Form) -> bool:
    """Whether the arguments have these forms; False where one is the null literal. Raises NotInSql otherwise."""
    for value, form in zip(arguments, forms, strict=True):
        if value.form not in (form, Form.NULL):
            raise NotInSql(Refusal.TYPE, node, getattr(node, "name", ""))
    return all(value.form is not Form.NULL for value in arguments)


def to_date(node: Node, arguments: list[Scalar]) -> Scalar:
    """The day of a moment; reading a text or three numbers is refused."""
    if len(arguments) > 1:
        raise NotInSql(Refusal.ARGUMENT, node, "date")
    value = arguments[0]
    if value.form in (Form.DATE, Form.NULL):
        return value
    _typed(node, arguments, Form.MOMENT)
    return _made(Form.DATE, term("date_of_moment", value.term), value)


def same_form(form: Form) -> Callable[[Node, list[Scalar]], Scalar]:
    """`datetime(moment)` and `duration(length)`; reading a text is refused."""

    def convert(node: Node, arguments: list[Scalar]) -> Scalar:
        _typed(node, arguments, form)
        return arguments[0]

    return convert


def date_part(name: str) -> Callable[[Node, list[Scalar]], Scalar]:
    """A part of a date, or of a moment in UTC."""

    def part(node: Node, arguments: list[Scalar]) -> Scalar:
        value, *zone = arguments
        _in_utc(node, zone)
        if value.form is Form.NULL:
            return _nothing(arguments)
        if value.form is Form.MOMENT:
            value = _made(Form.DATE, term("date_of_moment", value.term), value)
        _typed(node, [value], Form.DATE)
        return counted(term(f"{name}_of_date", value.term), value, digits=4)

    return part


def clock_part(name: str) -> Callable[[Node, list[Scalar]], Scalar]:
    """A part of a moment in UTC, or the whole units in a length of time."""

    def part(node: Node, arguments: list[Scalar]) -> Scalar:
        value, *zone = arguments
        _in_utc(node, zone)
        if value.form is Form.NULL:
            return _nothing(arguments)
        if value.form is Form.DURATION and not zone:
            return counted(term(f"{name}_of_length", value.term), value, digits=15)
        _typed(node, [value], Form.MOMENT)
        return counted(term(f"{name}_of_moment", value.term), value, digits=4)

    return part


def _in_utc(node: Node, zone: list[Scalar]) -> None:
    if zone and zone[0].constant != "UTC":
        raise NotInSql(Refusal.ARGUMENT, node, getattr(node, "name", ""))


def between(name: str) -> Callable[[Node, list[Scalar]], Scalar]:
    """Whole days, months or years from a date to another."""

    def count(node: Node, arguments: list[Scalar]) -> Scalar:
        if not _typed(node, arguments, Form.DATE, Form.DATE):
            return _nothing(arguments)
        first, last = arguments
        return counted(term(name, first.term, last.term, times=5), first, last, digits=8)

    return count


def add_days(node: Node, arguments: list[Scalar]) -> Scalar:
    value, count = arguments
    if Form.NULL in (value.form, count.form):
        return _nothing(arguments)
    of_numbers(node, count)
    if value.form is Form.MOMENT:
        return _failing(Form.MOMENT, "moment_days_later", value, count, times=4)
    _typed(node, [value], Form.DATE)
    return _failing(Form.DATE, "date_days_later", value, count, times=4)


def add_months(months: int) -> Callable[[Node, list[Scalar]], Scalar]:
    """A date so many times `months` months later, at most the last day of its month."""

    def add(node: Node, arguments: list[Scalar]) -> Scalar:
        value, count = arguments
        if Form.NULL in (value.form, count.form):
            return _nothing(arguments)
        of_numbers(node, count)
        _typed(node, [value], Form.DATE)
        name = "date_months_later" if months == 1 else "date_years_later"
        return _failing(Form.DATE, name, value, count, times=6)

    return add


def in_units(unit: str) -> Callable[[Node, list[Scalar]], Scalar]:
    """A length of time in units, with its fraction."""

    def convert(node: Node, arguments: list[Scalar]) -> Scalar:
        if not _typed(node, arguments, Form.DURATION):
            return _nothing(arguments)
        value = replace(arguments[0], form=Form.NUMBER, digits=_MICROSECONDS)
        made = divided(node, value, number(Decimal(MICROSECONDS[unit])))
        return replace(made, ok=value.ok, can_be_null=value.can_be_null)

    return convert
