"""Terms, and what is known of the value or the answer that they stand for."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Final

from definition.expressions.limits import MAX_TEXT


class Form(StrEnum):
    """How a value is held in a query. A moment is UTC, a duration a whole number of microseconds."""

    NUMBER = "number"
    TEXT = "text"
    BOOL = "bool"
    DATE = "date"
    MOMENT = "moment"
    DURATION = "duration"
    ID = "id"
    CLOCK = "clock"
    TEXTS = "texts"
    FILES = "files"
    NULL = "null"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A named SQL text over `parts`. `argument` is a column's key, a constant as text, or a whole number of ours.

    `weight` counts the texts it expands to, a part that is used twice twice.
    """

    name: str
    parts: tuple["Term", ...] = ()
    argument: str | int = ""
    weight: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Digits:
    """Bounds of a number: digits before and behind the point, significant digits."""

    whole: int
    places: int
    significant: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Scalar:
    """A value. `term` is right wherever `ok` (None: everywhere); elsewhere the evaluation is an error.

    `is_stored` marks a number that SQLite compares exactly by itself: a column or a whole number it made.
    """

    form: Form
    term: Term
    ok: Term | None = None
    can_be_null: bool = True
    digits: Digits = field(default=Digits(whole=15, places=10, significant=15))
    longest: int = MAX_TEXT
    is_stored: bool = False
    constant: Decimal | str | bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """`yes` is true where the condition holds, `no` where it does not; where neither is, it is an error.

    Both are built of AND and OR alone, so that SQL's "unknown" never turns into "true".
    """

    yes: Term
    no: Term
    is_sure: bool


TRUE: Final = Term(name="true")
FALSE: Final = Term(name="false")
NOTHING: Final = Scalar(form=Form.NULL, term=Term(name="null"), longest=0)


def term(name: str, *parts: Term, argument: str | int = "", times: int = 1) -> Term:
    """A term; `times` is how often its text repeats its parts."""
    return Term(name=name, parts=parts, argument=argument, weight=1 + times * sum(part.weight for part in parts))


def both(*terms: Term | None) -> Term | None:
    """All of them; None stands for "always"."""
    wanted = [one for one in dict.fromkeys(terms) if one is not None and one != TRUE]
    if not wanted:
        return None
    return FALSE if FALSE in wanted else wanted[0] if len(wanted) == 1 else term("and", *wanted)


def every(*terms: Term | None) -> Term:
    return both(*terms) or TRUE


def either(*terms: Term) -> Term:
    """Any of them."""
    wanted = [one for one in dict.fromkeys(terms) if one != FALSE]
    if TRUE in wanted:
        return TRUE
    return FALSE if not wanted else wanted[0] if len(wanted) == 1 else term("or", *wanted)


def is_null(value: Scalar) -> Term:
    if value.form is Form.NULL:
        return TRUE
    return term("is_null", value.term) if value.can_be_null else FALSE


def is_present(value: Scalar) -> Term:
    if value.form is Form.NULL:
        return FALSE
    return term("is_present", value.term) if value.can_be_null else TRUE


def any_null(*values: Scalar) -> Term:
    return either(*(is_null(value) for value in values))


def sure(answer: Term, ok: Term | None = None) -> Condition:
    """The condition of an answer that may be null, which counts as no."""
    if answer.name == "is_true":
        # Where only "true" counts, the bare answer is enough, and an index can serve it.
        answer = answer.parts[0]
    if answer in (TRUE, FALSE):
        yes, no = (TRUE, FALSE) if answer == TRUE else (FALSE, TRUE)
    else:
        yes, no = answer, term("is_not_true", answer)
    return Condition(yes=every(ok, yes), no=every(ok, no), is_sure=ok is None)


def opposite(condition: Condition) -> Condition:
    return Condition(yes=condition.no, no=condition.yes, is_sure=condition.is_sure)


def all_of(conditions: list[Condition]) -> Condition:
    """One "no" settles it, whatever the others, errors too."""
    return Condition(
        yes=every(*(one.yes for one in conditions)),
        no=either(*(one.no for one in conditions)),
        is_sure=all(one.is_sure for one in conditions),
    )


def any_of(conditions: list[Condition]) -> Condition:
    return opposite(all_of([opposite(one) for one in conditions]))


def as_value(condition: Condition) -> Scalar:
    """A condition as a yes-or-no value that is never null."""
    ok = None if condition.is_sure else either(condition.yes, condition.no)
    if condition.yes in (TRUE, FALSE) and condition.is_sure:
        return Scalar(form=Form.BOOL, term=condition.yes, can_be_null=False)
    return Scalar(form=Form.BOOL, term=term("is_true", condition.yes), ok=ok, can_be_null=False)
