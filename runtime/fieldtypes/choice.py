"""One of several options, all in view."""

from definition.json_types import JsonObject, JsonValue
from runtime.fieldtypes import settings as read
from runtime.fieldtypes.base import PICK_OPERATORS, Column, FieldError, FieldKind, Operator
from runtime.fieldtypes.textual import TEXT_COLUMN, clean_text

LONGEST_OTHER = 200


class Choice(FieldKind):
    kind = "choice"
    ask = "choose"
    operators = PICK_OPERATORS

    def columns(self, settings: JsonObject) -> tuple[Column, ...]:
        return (TEXT_COLUMN,)

    def clean(self, value: JsonValue, settings: JsonObject) -> JsonValue:
        if value is None or value == "":
            return None
        if isinstance(value, str) and value in read.options(settings):
            return value
        if not read.flag(settings, "other"):
            raise FieldError(code="option")
        return clean_text(value, limit=LONGEST_OTHER)

    def from_sheet(self, value: JsonValue, settings: JsonObject) -> JsonValue:
        """Tables hold the words people read, records hold keys. Words meet whatever their capitals and spaces."""
        options = read.options(settings)
        if not isinstance(value, str) or value in options:
            return value
        return next((key for key, label in options.items() if _folded(label) == _folded(value)), value)

    def show(self, value: JsonValue, settings: JsonObject) -> str:
        return read.options(settings).get(str(value), str(value)) if value is not None else ""

    def filter_value(self, operator: Operator, text: str, settings: JsonObject) -> str:
        cleaned = clean_text(text, limit=LONGEST_OTHER)
        if cleaned is None:
            raise FieldError(code="option")
        return cleaned

    def example(self, settings: JsonObject) -> JsonValue:
        return next(iter(read.options(settings)), None)

    def json_schema(self, settings: JsonObject) -> JsonObject:
        if read.flag(settings, "other"):
            return {"type": "string", "maxLength": LONGEST_OTHER}
        return {"type": "string", "enum": list(read.options(settings))}


def _folded(words: str) -> str:
    return " ".join(words.split()).casefold()
