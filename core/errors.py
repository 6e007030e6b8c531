"""Domain errors: a code and data, defined beside the code that raises them.

`core.http.problems` turns every `DomainError` into RFC 9457 problem+json; nothing else maps errors to HTTP.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

JsonValue = None | bool | int | float | str | Sequence["JsonValue"] | Mapping[str, "JsonValue"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorAt:
    """One wrong place in an input: a JSON pointer, a code and a plain sentence."""

    pointer: str
    code: str
    message: str

    def to_json(self) -> dict[str, JsonValue]:
        return {"pointer": self.pointer, "code": self.code, "message": self.message}


@dataclass(kw_only=True)
class DomainError(Exception):
    """What a service refuses, in words for a person (`detail`) and data for a program (`data`)."""

    code: ClassVar[str] = "error"
    title: ClassVar[str] = "This did not work"

    detail: str = ""
    errors: Sequence[ErrorAt] = ()
    data: Mapping[str, JsonValue] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.detail or self.title


class NotFound(DomainError):
    code = "not-found"
    title = "Not found"


class Forbidden(DomainError):
    code = "forbidden"
    title = "Not allowed"


class Conflict(DomainError):
    code = "conflict"
    title = "Changed in the meantime"


class Invalid(DomainError):
    code = "invalid"
    title = "Something needs correcting"


class Mismatch(DomainError):
    """The request is well formed but contradicts an earlier one (HTTP 422)."""

    code = "mismatch"
    title = "Does not match"


class Stale(DomainError):
    """A precondition such as `If-Match` no longer holds (HTTP 412)."""

    code = "stale"
    title = "Changed in the meantime"


class TooLarge(DomainError):
    code = "too-large"
    title = "Too large"


class TooMany(DomainError):
    code = "too-many"
    title = "Too many requests"


class Unavailable(DomainError):
    code = "unavailable"
    title = "Not available right now"
