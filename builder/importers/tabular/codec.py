"""Frozen dataclasses to plain JSON and back, checked on the way in. No pickle crosses a process border."""

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from types import UnionType
from typing import TypeAlias, TypeVar, Union, get_args, get_origin, get_type_hints

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
T = TypeVar("T")


class MalformedJson(ValueError):
    """A stored or received value has not the shape its type declares; the message names the place."""


def dump(value: object) -> Json:
    """The JSON form of a dataclass, enum, tuple, mapping or plain value."""
    if isinstance(value, Enum):
        return str(value.value)
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, tuple | list):
        return [dump(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): dump(item) for key, item in value.items()}
    if is_dataclass(value):
        return {field.name: dump(getattr(value, field.name)) for field in fields(value)}
    raise TypeError(f"{type(value).__name__} has no JSON form")


def load(kind: type[T], value: Json, at: str = "") -> T:
    """Read `value` as the dataclass `kind`. Unknown keys and wrong types raise MalformedJson, and so do missing keys
    without a default: a stored value may be older than a field that came later.
    """
    if not isinstance(value, dict):
        raise MalformedJson(f"{at or kind.__name__}: an object is expected")
    hints = _hints(kind)
    odd = (set(value) - set(hints)) | (set(hints) - _optional(kind) - set(value))
    if odd:
        raise MalformedJson(f"{at or kind.__name__}: missing or unknown {', '.join(sorted(odd))}")
    return kind(**{name: _read(hint, value[name], f"{at}/{name}") for name, hint in hints.items() if name in value})


def _optional(kind: type) -> set[str]:
    found = fields(kind) if is_dataclass(kind) else ()
    return {field.name for field in found if field.default is not MISSING}


def _hints(kind: type) -> dict[str, object]:
    if kind not in _known_hints:
        _known_hints[kind] = get_type_hints(kind)
    return _known_hints[kind]


_known_hints: dict[type, dict[str, object]] = {}


def _read(hint: object, value: Json, at: str) -> object:
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        return _read_union(hint, value, at)
    if origin is tuple:
        return tuple(_read(get_args(hint)[0], item, f"{at}/{i}") for i, item in enumerate(_list(value, at)))
    if origin is not None and issubclass(origin, Mapping):
        return _read_mapping(hint, value, at)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return _read_enum(hint, value, at)
    if isinstance(hint, type) and is_dataclass(hint):
        return load(hint, value, at)
    return _read_plain(hint, value, at)


def _read_union(hint: object, value: Json, at: str) -> object:
    if value is None and type(None) in get_args(hint):
        return None
    for choice in get_args(hint):
        if choice is type(None):
            continue
        try:
            return _read(choice, value, at)
        except MalformedJson:
            continue
    raise MalformedJson(f"{at}: no permitted type fits")


def _read_mapping(hint: object, value: Json, at: str) -> object:
    if not isinstance(value, dict):
        raise MalformedJson(f"{at}: an object is expected")
    key_type, item_type = get_args(hint)
    try:
        return {key_type(key): _read(item_type, item, f"{at}/{key}") for key, item in value.items()}
    except ValueError as error:
        raise MalformedJson(f"{at}: {error}") from error


def _read_enum(hint: type[Enum], value: Json, at: str) -> Enum:
    try:
        return hint(value)
    except ValueError as error:
        raise MalformedJson(f"{at}: {error}") from error


def _read_plain(hint: object, value: Json, at: str) -> object:
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(hint, type) or type(value) is not hint:
        raise MalformedJson(f"{at}: {getattr(hint, '__name__', hint)} is expected")
    return value


def _list(value: Json, at: str) -> list[Json]:
    if not isinstance(value, list):
        raise MalformedJson(f"{at}: a list is expected")
    return value
