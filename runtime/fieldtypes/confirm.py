"""A statement a person confirms. Not confirmed is empty, so that a required one asks for it."""

from typing import ClassVar

from definition.json_types import JsonObject, JsonValue
from runtime.fieldtypes.base import Ask, FieldError
from runtime.fieldtypes.yesno import YesNo


class Confirm(YesNo):
    kind = "confirm"
    ask: ClassVar[Ask] = "confirm"

    def clean(self, value: JsonValue, settings: JsonObject) -> JsonValue:
        if value is None or value is False or value == "":
            return None
        if value is not True:
            raise FieldError(code="yes-no")
        return True

    def show(self, value: JsonValue, settings: JsonObject) -> str:
        return "Confirmed" if value else ""

    def json_schema(self, settings: JsonObject) -> JsonObject:
        return {"const": True}
