"""One evaluation: what it may read, what it has left to spend, and readers for arguments."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from decimal import Decimal

from definition.expressions.errors import EvaluationError
from definition.expressions.limits import MAX_ITEMS, MAX_TEXT
from definition.expressions.meter import Meter
from definition.expressions.moments import in_zone, zone_of
from definition.expressions.values import Value, enter


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What an evaluation reads: variables by name, the moment, and the reader's time zone.

    Without `now`, today() and now() are the error `no-clock`. A missing variable reads as null.
    """

    variables: Mapping[str, Value] = field(default_factory=dict)
    now: datetime | None = None
    timezone: str = "UTC"


class Run(Meter):
    """The state of one evaluation; `locals` holds the variables of the enclosing macros."""

    __slots__ = ("_context", "_entered", "locals")

    def __init__(self, context: Context, fuel: int) -> None:
        super().__init__(fuel)
        self._context = context
        self._entered: dict[str, Value] = {}
        self.locals: dict[str, Value] = {}

    def variable(self, name: str) -> Value:
        """A context variable in engine form; null when the context does not carry it."""
        if name not in self._entered:
            self._entered[name] = enter(self._context.variables.get(name))
        return self._entered[name]

    @property
    def zone(self) -> tzinfo:
        """The reader's time zone; raises `bad-timezone`."""
        return zone_of(self._context.timezone)

    @property
    def now(self) -> datetime:
        """The moment of the evaluation in UTC; raises `no-clock`."""
        moment = self._context.now
        if moment is None:
            raise EvaluationError("no-clock")
        if moment.tzinfo is None:
            raise EvaluationError("bad-value")
        return in_zone(moment, UTC)


def text(value: Value) -> str:
    """The argument as text, or `type-mismatch`."""
    if isinstance(value, str):
        return value
    raise EvaluationError("type-mismatch")


def number(value: Value) -> Decimal:
    """The argument as a number, or `type-mismatch`."""
    if isinstance(value, Decimal):
        return value
    raise EvaluationError("type-mismatch")


def items(value: Value) -> list[Value]:
    """The argument as a list, or `type-mismatch`."""
    if isinstance(value, list):
        return value
    raise EvaluationError("type-mismatch")


def day(value: Value) -> date:
    """The argument as a date (not a moment), or `type-mismatch`."""
    if type(value) is date:
        return value
    raise EvaluationError("type-mismatch")


def length(value: Value) -> timedelta:
    """The argument as a length of time, or `type-mismatch`."""
    if isinstance(value, timedelta):
        return value
    raise EvaluationError("type-mismatch")


def bounded_text(run: Meter, value: str) -> str:
    """A new text, paid for; raises `too-large`."""
    if len(value) > MAX_TEXT:
        raise EvaluationError("too-large")
    run.spend_text(len(value))
    return value


def bounded_list(run: Meter, value: list[Value]) -> list[Value]:
    """A new list, paid for; raises `too-large`."""
    if len(value) > MAX_ITEMS:
        raise EvaluationError("too-large")
    run.spend(len(value))
    return value
