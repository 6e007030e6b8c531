"""Yes or no, or not answered."""

from typing import ClassVar

from django.db.models import BooleanField, Field

from definition.json_types import JsonObject, JsonValue
from runtime.fieldtypes import settings as read
from runtime.fieldtypes.base import Ask, Column, DbValue, FieldError, FieldKind, Operator


def _make() -> "Field[object, object]":
    return BooleanField(null=True)


BOOLEAN_COLUMN = Column(storage="boolean", make=_make)


class YesNo(FieldKind):
    kind = "yesno"
    ask: ClassVar[Ask] = "choose"
    operators = frozenset({Operator.EQ, Operator.EMPTY})

    def columns(self, settings: JsonObject) -> tuple[Column, ...]:
        return (BOOLEAN_COLUMN,)

    def clean(self, value: JsonValue, settings: JsonObject) -> JsonValue:
        if value is None or value == "":
            return None
        if not isinstance(value, bool):
            raise FieldError(code="yes-no")
        return value

    def show(self, value: JsonValue, settings: JsonObject) -> str:
        if value is None:
            return ""
        return read.text(settings, "yes_label") or "Yes" if value else read.text(settings, "no_label") or "No"

    def filter_value(self, operator: Operator, text: str, settings: JsonObject) -> DbValue:
        if text not in ("true", "false"):
            raise FieldError(code="yes-no")
        return text == "true"

    def example(self, settings: JsonObject) -> JsonValue:
        return True

    def json_schema(self, settings: JsonObject) -> JsonObject:
        return {"type": "boolean"}
