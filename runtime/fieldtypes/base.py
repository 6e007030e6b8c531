"""What a field kind is: its columns, how a value is cleaned, shown and filtered. One instance per kind, no state."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar, Literal
from uuid import UUID

from django.db.models import Field, Q

from definition.json_types import JsonObject, JsonValue

DbValue = None | bool | int | str | Decimal | date | time | datetime | UUID | Sequence[JsonValue]
Ask = Literal["enter", "choose", "add", "confirm"]


@dataclass(kw_only=True)
class FieldError(Exception):
    """A value is refused. `code` has a text in messages.json; `params` are ready texts for its places."""

    code: str
    params: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.code


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A database column `<key><suffix>`. `storage` names its type: a new type gets a new column."""

    storage: str
    make: Callable[[], "Field[object, object]"]
    suffix: str = ""


class Operator(StrEnum):
    """Every filter there is. The value of a query parameter is only ever one of these, never an ORM lookup."""

    EQ = "eq"
    CONTAINS = "contains"
    STARTS = "starts"
    IN = "in"
    GT = "gt"
    GTE = "gte"
    LT = "lt"
    LTE = "lte"
    HAS = "has"
    EMPTY = "empty"


_LOOKUPS: Mapping[Operator, str] = {
    Operator.EQ: "exact",
    Operator.CONTAINS: "icontains",
    Operator.STARTS: "istartswith",
    Operator.GT: "gt",
    Operator.GTE: "gte",
    Operator.LT: "lt",
    Operator.LTE: "lte",
}
MAX_IN = 100
TEXT_OPERATORS = frozenset({Operator.EQ, Operator.CONTAINS, Operator.STARTS, Operator.IN, Operator.EMPTY})
ORDER_OPERATORS = frozenset({Operator.EQ, Operator.GT, Operator.GTE, Operator.LT, Operator.LTE, Operator.EMPTY})
PICK_OPERATORS = frozenset({Operator.EQ, Operator.IN, Operator.EMPTY})


class FieldKind(ABC):
    """One kind of field. Values are the canonical JSON of the definition format; empty is None."""

    kind: ClassVar[str]
    ask: ClassVar[Ask] = "enter"
    operators: ClassVar[frozenset[Operator]]
    is_searchable: ClassVar[bool] = False
    is_sortable: ClassVar[bool] = True

    @abstractmethod
    def columns(self, settings: JsonObject) -> tuple[Column, ...]:
        """The columns, the first one is filtered, sorted and indexed."""

    @abstractmethod
    def clean(self, value: JsonValue, settings: JsonObject) -> JsonValue:
        """The canonical value, or None for empty. Raises FieldError; never anything else, whatever `value` is."""

    def from_sheet(self, value: JsonValue, settings: JsonObject) -> JsonValue:
        """What the cell of a table means for a field of this kind; by default what it says."""
        return value

    def to_columns(self, value: JsonValue, settings: JsonObject) -> tuple[DbValue, ...]:
        """A canonical value as database values, one per column."""
        if value is None or isinstance(value, bool | int | str):
            return (value,)
        raise TypeError(f"{self.kind}: not a canonical value")

    def from_columns(self, stored: tuple[DbValue, ...], settings: JsonObject) -> JsonValue:
        """The canonical value of a row; the inverse of `to_columns`."""
        value = stored[0]
        if value is None or isinstance(value, bool | int | str):
            return value
        raise TypeError(f"{self.kind}: not a stored value")

    def show(self, value: JsonValue, settings: JsonObject) -> str:
        """The value as a person reads it; "" for empty."""
        return "" if value is None else str(value)

    def filter(self, attribute: str, operator: Operator, text: str, settings: JsonObject) -> Q:
        """One query parameter as a condition on `attribute` (ours). Raises FieldError for what does not fit."""
        if operator not in self.operators:
            raise FieldError(code="wrong-type")
        if operator is Operator.EMPTY:
            if text not in ("true", "false"):
                raise FieldError(code="yes-no")
            return Q((f"{attribute}__isnull", text == "true"))
        if operator is Operator.IN:
            parts = text.split(",", MAX_IN)
            if len(parts) > MAX_IN:
                raise FieldError(code="too-many", params={"limit": str(MAX_IN)})
            return Q((f"{attribute}__in", [self.filter_value(operator, part, settings) for part in parts]))
        return Q((f"{attribute}__{_LOOKUPS[operator]}", self.filter_value(operator, text, settings)))

    def filter_value(self, operator: Operator, text: str, settings: JsonObject) -> DbValue:
        """The text of a query parameter as a database value. Limits such as a maximum do not apply to a question."""
        value = self.clean(text, {})
        if value is None:
            raise FieldError(code="wrong-type")
        return self.to_columns(value, settings)[0]

    @abstractmethod
    def example(self, settings: JsonObject) -> JsonValue:
        """A valid value, for documentation and the smoke test of a deployment."""

    @abstractmethod
    def json_schema(self, settings: JsonObject) -> JsonObject:
        """The JSON Schema 2020-12 of a canonical value that is not null."""

    def is_indexable(self, settings: JsonObject) -> bool:
        """Whether every value fits an index entry of every database."""
        return self.is_sortable
