"""Several lines of text."""

from definition.json_types import JsonObject, JsonValue
from runtime.fieldtypes import settings as read
from runtime.fieldtypes.textual import TextKind, clean_text

DEFAULT_LENGTH = 5_000
MOST = 50_000


class Textarea(TextKind):
    kind = "textarea"
    is_sortable = False

    def clean(self, value: JsonValue, settings: JsonObject) -> JsonValue:
        return clean_text(value, limit=_limit(settings), lines=True)

    def example(self, settings: JsonObject) -> JsonValue:
        return "Example\nof two lines"[: _limit(settings)].strip()

    def json_schema(self, settings: JsonObject) -> JsonObject:
        return {"type": "string", "minLength": 1, "maxLength": _limit(settings)}


def _limit(settings: JsonObject) -> int:
    return max(1, min(read.integer(settings, "max_length", DEFAULT_LENGTH), MOST))
