"""Event dataclasses to plain JSON and back, by their type hints."""

import dataclasses
import types
from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any, ClassVar, Protocol, TypeVar, Union, get_args, get_origin, get_type_hints
from uuid import UUID


class EventData(Protocol):
    """A frozen dataclass named in the past tense whose fields are ids, digests and plain JSON values."""

    __dataclass_fields__: ClassVar[dict[str, Any]]


E = TypeVar("E")


def event_name(event_type: type) -> str:
    """`SubmissionApproved` -> `submission-approved`."""
    words: list[str] = []
    for letter in event_type.__name__:
        if letter.isupper():
            words.append(letter.lower())
        else:
            words[-1] += letter
    return "-".join(words)


def payload_of(event: EventData) -> dict[str, Any]:
    """The content of an event as plain JSON values."""
    return {field.name: _plain(getattr(event, field.name)) for field in dataclasses.fields(event)}


def event_from(event_type: type[E], payload: Mapping[str, Any]) -> E:
    """The event a payload was made of. Fields a newer or older version does not know are left out or defaulted."""
    hints = get_type_hints(event_type)
    known = {name: _typed(hints[name], value) for name, value in payload.items() if name in hints}
    return event_type(**known)


def _plain(value: object) -> object:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple | list | set | frozenset):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    return value


def _typed(hint: Any, value: Any) -> Any:  # noqa: ANN401  # type hints and JSON values are both anything
    if value is None:
        return None
    if get_origin(hint) in (Union, types.UnionType):
        inner = [option for option in get_args(hint) if option is not type(None)]
        return _typed(inner[0], value) if len(inner) == 1 else value
    if get_origin(hint) in (tuple, list) and isinstance(value, list):
        return get_origin(hint)(_typed(get_args(hint)[0], item) for item in value)
    if hint in (datetime, date):
        return hint.fromisoformat(value)
    if isinstance(hint, type) and issubclass(hint, UUID | Enum):
        return hint(value)
    return value
