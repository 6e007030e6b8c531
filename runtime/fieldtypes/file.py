"""Files of a record. A value names stored files; what they are is read from the store, never from the sender."""

from collections.abc import Mapping

from definition.json_types import JsonObject, JsonValue
from runtime.fieldtypes import settings as read
from runtime.fieldtypes.base import Column, DbValue, FieldError, FieldKind, Operator
from runtime.fieldtypes.linked import read_uuid
from runtime.fieldtypes.listed import make_list_column

MOST = 20
DEFAULT_MEGABYTES = 10
MOST_MEGABYTES = 50


class File(FieldKind):
    kind = "file"
    ask = "add"
    operators = frozenset({Operator.EMPTY})
    is_sortable = False

    def columns(self, settings: JsonObject) -> tuple[Column, ...]:
        return (Column(storage="files", make=make_list_column),)

    def clean(self, value: JsonValue, settings: JsonObject) -> JsonValue:
        """The ids only: `[{"id": ...}]`. The record service puts name, size, type and digest beside them."""
        if value is None or value == "" or value == []:
            return None
        if not isinstance(value, list | tuple) or len(value) > MOST * 5:
            raise FieldError(code="file")
        ids = list(dict.fromkeys(_id(item) for item in value))
        most = most_files(settings)
        if len(ids) > most:
            raise FieldError(code="file-count", params={"limit": str(most)})
        return [{"id": found} for found in ids]

    def to_columns(self, value: JsonValue, settings: JsonObject) -> tuple[DbValue, ...]:
        return (list(value) if isinstance(value, list | tuple) else None,)

    def from_columns(self, stored: tuple[DbValue, ...], settings: JsonObject) -> JsonValue:
        return list(stored[0]) if isinstance(stored[0], list) else None

    def show(self, value: JsonValue, settings: JsonObject) -> str:
        if not isinstance(value, list | tuple):
            return ""
        return ", ".join(str(item.get("name", "")) for item in value if isinstance(item, Mapping))

    def example(self, settings: JsonObject) -> JsonValue:
        return None

    def json_schema(self, settings: JsonObject) -> JsonObject:
        properties: JsonObject = {
            "id": {"type": "string", "format": "uuid"},
            "name": {"type": "string"},
            "size": {"type": "integer"},
            "mime": {"type": "string"},
            "sha256": {"type": "string"},
        }
        item: JsonObject = {"type": "object", "required": ["id"], "properties": properties}
        return {"type": "array", "maxItems": most_files(settings), "items": item}


def most_files(settings: JsonObject) -> int:
    return max(1, min(read.integer(settings, "max_count", 1), MOST))


def most_bytes(settings: JsonObject) -> int:
    """The largest file a field takes, in bytes."""
    megabytes = max(1, min(read.integer(settings, "max_mb", DEFAULT_MEGABYTES), MOST_MEGABYTES))
    return megabytes * 1_000_000


def _id(item: JsonValue) -> str:
    found = read_uuid(item.get("id")) if isinstance(item, Mapping) else None
    if found is None:
        raise FieldError(code="file")
    return str(found)
