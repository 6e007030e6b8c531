"""Problems: what is wrong with a definition, where, in plain words, and how to put it right.

`PROBLEM_KINDS` is the one table of everything the language can report; `problem()` is the one way to make one.
A repair is a list of operations (definition.operations) that a person can accept with one click.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from definition.json_types import JsonObject, JsonValue
from definition.problem_kinds import PROBLEM_TEXTS

Param = str | int | None
_LONGEST_PARAM = 80


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemKind:
    """How one code reads: its severity and its sentence with `{param}` places."""

    severity: Severity
    text: str


PROBLEM_KINDS: Mapping[str, ProblemKind] = {
    code: ProblemKind(severity=Severity(severity), text=text) for code, (severity, text) in PROBLEM_TEXTS.items()
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """Operations that put a problem right, and the verb on the button."""

    label: str
    operations: tuple[JsonObject, ...]

    def to_json(self) -> dict[str, JsonValue]:
        return {"label": self.label, "operations": [dict(operation) for operation in self.operations]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong. `pointer` is a JSON pointer into the document, `object_id` the object to select."""

    code: str
    pointer: str
    severity: Severity
    message: str
    params: Mapping[str, Param]
    object_id: str | None
    repair: Repair | None

    def to_json(self) -> dict[str, JsonValue]:
        return {
            "code": self.code,
            "pointer": self.pointer,
            "severity": self.severity.value,
            "message": self.message,
            "params": dict(self.params),
            "object_id": self.object_id,
            "repair": None if self.repair is None else self.repair.to_json(),
        }


def problem(
    code: str,
    pointer: str,
    /,
    *,
    object_id: str | None = None,
    repair: Repair | None = None,
    **params: Param,
) -> Problem:
    """A problem of a known kind; long parameters are cut so that a hostile label cannot flood the screen."""
    kind = PROBLEM_KINDS[code]
    shown = {name: _cut(value) for name, value in params.items()}
    return Problem(
        code=code,
        pointer=pointer,
        severity=kind.severity,
        message=kind.text.format_map(shown),
        params=shown,
        object_id=object_id,
        repair=repair,
    )


def has_errors(problems: tuple[Problem, ...]) -> bool:
    return any(found.severity is Severity.ERROR for found in problems)


def pointer(*parts: str | int) -> str:
    """A JSON pointer (RFC 6901): `pointer("fields", "fld_a1")` -> "/fields/fld_a1"."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)


def _cut(value: Param) -> Param:
    if isinstance(value, str) and len(value) > _LONGEST_PARAM:
        return value[: _LONGEST_PARAM - 1] + "…"
    return value
