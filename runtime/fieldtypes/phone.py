"""A phone number as the person writes it: digits with the usual marks between them."""

import re

from definition.json_types import JsonObject, JsonValue
from runtime.fieldtypes.base import FieldError
from runtime.fieldtypes.textual import TextKind, clean_text

LONGEST = 40
_MARKS = re.compile(r"\+?[0-9 ()./-]+")
_SPACES = re.compile(r" {2,}")


class Phone(TextKind):
    kind = "phone"

    def clean(self, value: JsonValue, settings: JsonObject) -> JsonValue:
        cleaned = clean_text(value, limit=LONGEST)
        if cleaned is None:
            return None
        digits = sum("0" <= letter <= "9" for letter in cleaned)
        if not _MARKS.fullmatch(cleaned) or not 4 <= digits <= 15:
            raise FieldError(code="phone")
        return _SPACES.sub(" ", cleaned)

    def example(self, settings: JsonObject) -> JsonValue:
        return "+44 20 7946 0000"

    def json_schema(self, settings: JsonObject) -> JsonObject:
        return {"type": "string", "maxLength": LONGEST, "pattern": r"^\+?[0-9 ()./-]+$"}
