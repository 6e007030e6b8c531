"""One line of text."""

from definition.json_types import JsonObject, JsonValue
from runtime.fieldtypes import settings as read
from runtime.fieldtypes.base import FieldError
from runtime.fieldtypes.patterns import matches
from runtime.fieldtypes.textual import INDEXED_LENGTH, TextKind, clean_text

DEFAULT_LENGTH = 200
MOST = 1000


class Text(TextKind):
    kind = "text"

    def clean(self, value: JsonValue, settings: JsonObject) -> JsonValue:
        cleaned = clean_text(value, limit=_limit(settings))
        pattern = read.text(settings, "pattern")
        if cleaned and pattern and not matches(pattern, cleaned):
            raise FieldError(code="pattern")
        return cleaned

    def example(self, settings: JsonObject) -> JsonValue:
        return None if read.text(settings, "pattern") else "Example"[: _limit(settings)]

    def json_schema(self, settings: JsonObject) -> JsonObject:
        return {"type": "string", "minLength": 1, "maxLength": _limit(settings)}

    def is_indexable(self, settings: JsonObject) -> bool:
        return _limit(settings) <= INDEXED_LENGTH


def _limit(settings: JsonObject) -> int:
    return max(1, min(read.integer(settings, "max_length", DEFAULT_LENGTH), MOST))
