"""An email address. The domain is kept in lower case, the part before the @ as typed."""

import re

from definition.json_types import JsonObject, JsonValue
from runtime.fieldtypes import settings as read
from runtime.fieldtypes.base import FieldError
from runtime.fieldtypes.textual import TextKind, clean_text

LONGEST = 254
_PART = r"[^\s@<>()\[\],;:\"\\]"
_ADDRESS = re.compile(rf"{_PART}{{1,64}}@[^\s@<>()\[\],;:\"\\.]{{1,63}}(\.[^\s@<>()\[\],;:\"\\.]{{1,63}})+")


class Email(TextKind):
    kind = "email"

    def clean(self, value: JsonValue, settings: JsonObject) -> JsonValue:
        cleaned = clean_text(value, limit=LONGEST)
        if cleaned is None:
            return None
        if not _ADDRESS.fullmatch(cleaned):
            raise FieldError(code="email")
        local, _, domain = cleaned.partition("@")
        domain = domain.lower()
        allowed = tuple(name.lower().removeprefix("@") for name in read.texts(settings, "domains"))
        if allowed and domain not in allowed:
            raise FieldError(code="email-domain", params={"domains": ", ".join(allowed)})
        return f"{local}@{domain}"

    def example(self, settings: JsonObject) -> JsonValue:
        domains = read.texts(settings, "domains")
        return f"name@{domains[0].lower().removeprefix('@') if domains else 'example.com'}"

    def json_schema(self, settings: JsonObject) -> JsonObject:
        return {"type": "string", "format": "email", "maxLength": LONGEST}
