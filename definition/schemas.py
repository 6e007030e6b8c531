"""JSON Schema: the schemas of this package, and what a value that does not fit one says in our words.

jsonschema-rs validates (hostile patterns cannot hang it, and it is fast enough for every keystroke); its wording is
never shown: sentences are made from the keyword and its parameters.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Final, cast

import jsonschema_rs

from definition.json_types import JsonObject, JsonValue

SCHEMA_FOLDER: Final = Path(__file__).parent / "schema"
_MAX_MISFITS: Final = 100

_TYPE_WORDS: Mapping[str, str] = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "an object",
    "null": "empty",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Misfit:
    """One place where a value does not fit its schema. `reason` completes "This ..." or "“min” ..."."""

    path: tuple[str | int, ...]
    code: str
    reason: str
    params: Mapping[str, str | int]


@cache
def schema(name: str) -> JsonObject:
    """The schema `definition/schema/<name>.json`."""
    return cast("JsonObject", json.loads((SCHEMA_FOLDER / f"{name}.json").read_text(encoding="utf-8")))


def validator_for(value: JsonObject) -> jsonschema_rs.Draft202012Validator:
    """A validator of the schema `value`; remote references are never fetched. Raises ValueError for a bad schema."""
    return jsonschema_rs.Draft202012Validator(dict(value), validate_formats=True, offline=True)


@cache
def named_validator(name: str) -> jsonschema_rs.Draft202012Validator:
    return validator_for(schema(name))


def misfits(validator: jsonschema_rs.Draft202012Validator, value: object) -> tuple[Misfit, ...]:
    """Where `value` does not fit, at most 100 places; empty when it fits."""
    if validator.is_valid(value):
        return ()
    return tuple(
        misfit for error in islice(validator.iter_errors(value), _MAX_MISFITS) for misfit in _misfits_of(error)
    )


def _misfits_of(error: jsonschema_rs.ValidationError) -> list[Misfit]:
    keyword = error.kind.name
    details = error.kind.as_dict()
    path = tuple(error.instance_path)
    if keyword == "required":
        return [_misfit(path, "missing-property", f"needs “{details['property']}”", property=str(details["property"]))]
    if keyword in ("additionalProperties", "unevaluatedProperties"):
        return [
            _misfit((*path, name), "unknown-property", "is not known", property=name)
            for name in islice(map(str, details["unexpected"]), 20)
        ]
    if keyword == "propertyNames":
        name = str(details["error"].instance)
        return [_misfit((*path, name), "unknown-property", "is not a usable name", property=name)]
    if keyword == "type":
        expected = " or ".join(_TYPE_WORDS.get(name, name) for name in details["types"])
        return [_misfit(path, "wrong-type", f"should be {expected}", expected=expected)]
    return [_limit_misfit(keyword, details, path, error.instance)]


def _limit_misfit(keyword: str, details: Mapping[str, object], path: tuple[str | int, ...], value: object) -> Misfit:
    limit = details.get("limit")
    if keyword == "maxLength":
        return _misfit(path, "too-long", f"is longer than {limit} characters", limit=int(str(limit)))
    if keyword in ("maxItems", "maxProperties"):
        return _misfit(path, "too-many", f"has more than {limit} entries", limit=int(str(limit)))
    return _misfit(path, "wrong-value", _reason(keyword, details), value=_shown(value))


def _reason(keyword: str, details: Mapping[str, object]) -> str:
    limit = details.get("limit")
    if keyword == "enum":
        options = cast("Sequence[JsonValue]", details["options"])
        return "should be one of: " + ", ".join(_shown(option) for option in options)
    if keyword == "const":
        return f"should be {_shown(details.get('expected_value'))}"
    words = {
        "minimum": f"should be at least {limit}",
        "maximum": f"should be at most {limit}",
        "exclusiveMinimum": f"should be more than {limit}",
        "exclusiveMaximum": f"should be less than {limit}",
        "minLength": f"should have at least {limit} characters",
        "minItems": f"should have at least {limit} entries",
        "uniqueItems": "has the same entry twice",
        "pattern": "is not written in the right form",
        "format": "is not written in the right form",
    }
    return words.get(keyword, "is not allowed here")


def _misfit(path: tuple[str | int, ...], code: str, reason: str, **params: str | int) -> Misfit:
    return Misfit(path=path, code=code, reason=reason, params=params)


def _shown(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else text[:59] + "…"
