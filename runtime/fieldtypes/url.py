"""A link to a web page. Only http and https, no user name in it."""

import re

from definition.json_types import JsonObject, JsonValue
from runtime.fieldtypes import settings as read
from runtime.fieldtypes.base import FieldError
from runtime.fieldtypes.textual import TextKind, clean_text

LONGEST = 2_000
_ADDRESS = re.compile(r"(https?)://([^\s/?#@<>\"\\]{1,253})([/?#][^\s<>\"\\]*)?", re.IGNORECASE)
_BARE = re.compile(r"[^\s/?#@<>\"\\:]{1,253}\.[^\s/?#@<>\"\\:.]{2,63}([/?#][^\s<>\"\\]*)?")


class Url(TextKind):
    kind = "url"

    def clean(self, value: JsonValue, settings: JsonObject) -> JsonValue:
        longest = min(read.integer(settings, "max_length", LONGEST), LONGEST)
        cleaned = clean_text(value, limit=longest)
        if cleaned is None:
            return None
        if _BARE.fullmatch(cleaned):
            cleaned = f"https://{cleaned}"
        found = _ADDRESS.fullmatch(cleaned)
        if not found:
            raise FieldError(code="url")
        if len(cleaned) > longest:
            raise FieldError(code="too-long", params={"limit": f"{longest:,}"})
        scheme = found.group(1).lower()
        if scheme == "http" and read.flag(settings, "https_only"):
            raise FieldError(code="url-https")
        return f"{scheme}://{found.group(2).lower()}{found.group(3) or ''}"

    def example(self, settings: JsonObject) -> JsonValue:
        return "https://example.com"

    def json_schema(self, settings: JsonObject) -> JsonObject:
        return {"type": "string", "format": "uri", "maxLength": LONGEST}

    def is_indexable(self, settings: JsonObject) -> bool:
        return False
