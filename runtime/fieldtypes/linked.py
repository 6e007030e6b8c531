"""What the kinds share that point at something by its id."""

from uuid import UUID

from django.db.models import Field, UUIDField

from definition.json_types import JsonObject, JsonValue
from runtime.fieldtypes.base import PICK_OPERATORS, Column, DbValue, FieldError, FieldKind, Operator


def make_uuid_column() -> "Field[object, object]":
    return UUIDField(null=True)


class LinkKind(FieldKind):
    """Base of record and person. Whether the target exists and may be seen is asked by the record service."""

    ask = "choose"
    operators = PICK_OPERATORS
    code = "record"

    def columns(self, settings: JsonObject) -> tuple[Column, ...]:
        return (Column(storage="uuid", make=make_uuid_column, suffix="_id"),)

    def clean(self, value: JsonValue, settings: JsonObject) -> JsonValue:
        if value is None or value == "":
            return None
        found = read_uuid(value)
        if found is None:
            raise FieldError(code=self.code)
        return str(found)

    def to_columns(self, value: JsonValue, settings: JsonObject) -> tuple[DbValue, ...]:
        return (read_uuid(value),)

    def from_columns(self, stored: tuple[DbValue, ...], settings: JsonObject) -> JsonValue:
        return str(stored[0]) if isinstance(stored[0], UUID) else None

    def filter_value(self, operator: Operator, text: str, settings: JsonObject) -> DbValue:
        found = read_uuid(text)
        if found is None:
            raise FieldError(code=self.code)
        return found

    def example(self, settings: JsonObject) -> JsonValue:
        return None

    def json_schema(self, settings: JsonObject) -> JsonObject:
        return {"type": "string", "format": "uuid"}


def read_uuid(value: JsonValue) -> UUID | None:
    """The id in its 36-character form, or None for anything else."""
    if not isinstance(value, str) or len(value) != 36:
        return None
    try:
        return UUID(value)
    except ValueError:
        return None
