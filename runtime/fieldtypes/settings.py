"""Typed readers for a field's settings. Settings come from makers: a value of the wrong type counts as not set."""

import re
from collections.abc import Mapping
from decimal import Decimal

from definition.json_types import JsonObject, JsonValue

_PLAIN = re.compile(r"-?\d{1,30}(\.\d{1,15})?")


def integer(settings: JsonObject, name: str, default: int) -> int:
    value = settings.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else default


def number(settings: JsonObject, name: str) -> Decimal | None:
    """A number setting, given as JSON number or decimal string."""
    value = settings.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    text = str(value)
    return Decimal(text) if _PLAIN.fullmatch(text) else None


def text(settings: JsonObject, name: str) -> str:
    value = settings.get(name)
    return value if isinstance(value, str) else ""


def texts(settings: JsonObject, name: str) -> tuple[str, ...]:
    value = settings.get(name)
    if not isinstance(value, list | tuple):
        return ()
    return tuple(item for item in value if isinstance(item, str) and item)


def flag(settings: JsonObject, name: str) -> bool:
    return settings.get(name) is True


def options(settings: JsonObject) -> Mapping[str, str]:
    """The options of a choice as key -> label, in their order."""
    value = settings.get("options")
    if not isinstance(value, list | tuple):
        return {}
    pairs = (_option(item) for item in value)
    return dict(pair for pair in pairs if pair is not None)


def _option(item: JsonValue) -> tuple[str, str] | None:
    if not isinstance(item, Mapping):
        return None
    key, label = item.get("key"), item.get("label")
    if not isinstance(key, str):
        return None
    return key, label if isinstance(label, str) else key
