"""Values that are the same for every row, as terms."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from definition.expressions.decimals import number_to_text
from definition.expressions.moments import microseconds
from definition.expressions.nodes import Node
from definition.expressions.values import Value
from definition.queries.refusals import NotInSql, Refusal
from definition.queries.terms import FALSE, NOTHING, TRUE, Digits, Form, Scalar, Term

EXACT_DIGITS = 15
"""SQLite keeps a number exactly up to here, in order and in equality."""


def constant(node: Node, value: Value) -> Scalar:
    """The term of an evaluated value. Raises NotInSql for a list, a record, and characters no database stores."""
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        return Scalar(form=Form.BOOL, term=TRUE if value else FALSE, can_be_null=False, constant=value)
    if isinstance(value, str):
        return _text(node, value)
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, datetime):
        return _plain(Form.MOMENT, "moment", value.isoformat(sep=" "))
    if isinstance(value, date):
        return _plain(Form.DATE, "date", value.isoformat())
    if isinstance(value, timedelta):
        return _plain(Form.DURATION, "whole", str(microseconds(value)))
    raise NotInSql(Refusal.LIST, node, "")


def number(value: Decimal) -> Scalar:
    """A number with its exact bounds."""
    _sign, digits, exponent = value.as_tuple()
    significant = len("".join(map(str, digits)).strip("0")) or 1
    places = -exponent if isinstance(exponent, int) else 0
    is_stored = significant <= EXACT_DIGITS
    return Scalar(
        form=Form.NUMBER,
        term=Term(name="stored_number" if is_stored else "number", argument=number_to_text(value)),
        can_be_null=False,
        digits=Digits(whole=max(value.adjusted() + 1, 0), places=max(places, 0), significant=significant),
        is_stored=is_stored,
        constant=value,
    )


def _text(node: Node, value: str) -> Scalar:
    if "\x00" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
        raise NotInSql(Refusal.CHARACTER, node, "")
    return Scalar(
        form=Form.TEXT,
        term=Term(name="text", argument=value),
        can_be_null=False,
        longest=len(value),
        constant=value,
    )


def _plain(form: Form, name: str, text: str) -> Scalar:
    return Scalar(form=form, term=Term(name=name, argument=text), can_be_null=False)
