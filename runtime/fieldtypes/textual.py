"""What the text kinds share: storable characters, what counts as space, the length of an index entry."""

import re

from django.db.models import Field, TextField

from definition.json_types import JsonObject, JsonValue
from runtime.fieldtypes.base import TEXT_OPERATORS, Column, FieldError, FieldKind, Operator

# Exactly what JavaScript's trim() takes away, so that both sides see the same text.
SPACE = (
    "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\ufeff"
)
_UNSTORABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_BREAKS = re.compile("\r\n|[\r\n\v\f\u2028\u2029]")
INDEXED_LENGTH = 500


def _make() -> "Field[object, object]":
    return TextField(null=True)


TEXT_COLUMN = Column(storage="text", make=_make)


def clean_text(value: JsonValue, *, limit: int, lines: bool = False) -> str | None:
    """A stored text without space around it, or None when nothing is left.

    Line breaks become spaces unless `lines`. Raises FieldError.
    """
    if value is None:
        return None
    if not isinstance(value, str):
        raise FieldError(code="wrong-type")
    if _UNSTORABLE.search(value):
        raise FieldError(code="characters")
    cleaned = _LINE_BREAKS.sub("\n" if lines else " ", value).strip(SPACE)
    if len(cleaned) > limit:
        raise FieldError(code="too-long", params={"limit": f"{limit:,}"})
    return cleaned or None


class TextKind(FieldKind):
    """Base of the kinds that store one text."""

    operators = TEXT_OPERATORS
    is_searchable = True

    def columns(self, settings: JsonObject) -> tuple[Column, ...]:
        return (TEXT_COLUMN,)

    def filter_value(self, operator: Operator, text: str, settings: JsonObject) -> str:
        """Half a value is a fair question, so only storable characters are asked for."""
        if not text or len(text) > INDEXED_LENGTH or _UNSTORABLE.search(text):
            raise FieldError(code="wrong-type")
        return text
