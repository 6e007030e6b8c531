"""Several of the options. Kept in the order of the options, each once."""

from django.db.models import Q, Value

from definition.json_types import JsonObject, JsonValue
from runtime.fieldtypes import settings as read
from runtime.fieldtypes.base import Column, DbValue, FieldError, FieldKind, Operator
from runtime.fieldtypes.choice import LONGEST_OTHER
from runtime.fieldtypes.listed import ListHas, make_list_column
from runtime.fieldtypes.textual import clean_text

LIST_COLUMN = Column(storage="list", make=make_list_column)
MOST = 500


class Choices(FieldKind):
    kind = "choices"
    ask = "choose"
    operators = frozenset({Operator.HAS, Operator.EMPTY})
    is_sortable = False

    def columns(self, settings: JsonObject) -> tuple[Column, ...]:
        return (LIST_COLUMN,)

    def clean(self, value: JsonValue, settings: JsonObject) -> JsonValue:
        if value is None or value == "" or value == []:
            return None
        if not isinstance(value, list | tuple) or len(value) > MOST:
            raise FieldError(code="wrong-type")
        options = tuple(read.options(settings))
        given = dict.fromkeys(_one(item, options, settings) for item in value)
        chosen = [key for key in options if key in given] + [key for key in given if key not in options]
        least, most = read.integer(settings, "min", 0), read.integer(settings, "max", 0)
        if len(chosen) < least:
            raise FieldError(code="choose-at-least", params={"limit": str(least)})
        if 0 < most < len(chosen):
            raise FieldError(code="choose-at-most", params={"limit": str(most)})
        return chosen

    def to_columns(self, value: JsonValue, settings: JsonObject) -> tuple[DbValue, ...]:
        return (list(value) if isinstance(value, list | tuple) else None,)

    def from_columns(self, stored: tuple[DbValue, ...], settings: JsonObject) -> JsonValue:
        return list(stored[0]) if isinstance(stored[0], list) else None

    def show(self, value: JsonValue, settings: JsonObject) -> str:
        if not isinstance(value, list | tuple):
            return ""
        options = read.options(settings)
        return ", ".join(options.get(str(key), str(key)) for key in value)

    def filter(self, attribute: str, operator: Operator, text: str, settings: JsonObject) -> Q:
        if operator is Operator.HAS:
            return Q(ListHas(attribute, Value(self.filter_value(operator, text, settings))))
        return super().filter(attribute, operator, text, settings)

    def filter_value(self, operator: Operator, text: str, settings: JsonObject) -> str:
        cleaned = clean_text(text, limit=LONGEST_OTHER)
        if cleaned is None:
            raise FieldError(code="option")
        return cleaned

    def example(self, settings: JsonObject) -> JsonValue:
        return list(read.options(settings))[: max(1, read.integer(settings, "min", 1))] or None

    def json_schema(self, settings: JsonObject) -> JsonObject:
        item: JsonObject = {"type": "string"}
        if not read.flag(settings, "other"):
            item = {"type": "string", "enum": list(read.options(settings))}
        return {"type": "array", "items": item, "minItems": 1, "uniqueItems": True}


def _one(item: JsonValue, options: tuple[str, ...], settings: JsonObject) -> str:
    if isinstance(item, str) and item in options:
        return item
    other = clean_text(item, limit=LONGEST_OTHER) if read.flag(settings, "other") else None
    if other is None:
        raise FieldError(code="option")
    return other
