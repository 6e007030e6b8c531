"""Names for JSON values as read-only views. At run time they are plain dicts and lists."""

from collections.abc import Mapping

from core.errors import JsonValue

JsonObject = Mapping[str, JsonValue]

__all__ = ["JsonObject", "JsonValue"]
