"""Reads the library folders and checks each manifest: shape, schemas, defaults, patterns, examples, papers."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final, cast

import jsonschema_rs
import re2
from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError

from components.errors import Fault
from definition.catalogue import ComponentSpec
from definition.json_types import JsonObject, JsonValue
from definition.problems import pointer
from definition.schemas import misfits, validator_for

LIBRARY: Final = Path(__file__).parent / "library"
META_SCHEMA: Final = Path(__file__).parent / "schema" / "manifest.json"
_SHORTEST_README: Final = 400


def read_component(folder: Path) -> tuple[ComponentSpec | None, tuple[Fault, ...]]:
    """The component in `folder`, or None and the reasons why it is not fit."""
    path = folder / "manifest.json"
    manifest, fault = _json_object(path)
    if manifest is None:
        return None, (fault,) if fault is not None else ()
    faults = tuple(_shape_faults(path, manifest))
    if faults:
        return None, faults
    faults = (*_schema_faults(path, manifest), *_folder_faults(folder, manifest))
    if faults:
        return None, faults
    spec = ComponentSpec.from_manifest(manifest)
    faults = (*_default_faults(path, spec), *_paper_faults(folder, spec))
    return (spec, ()) if not faults else (None, faults)


@cache
def _meta_validator() -> jsonschema_rs.Draft202012Validator:
    return validator_for(cast("JsonObject", json.loads(META_SCHEMA.read_text(encoding="utf-8"))))


def _not_a_schema(path: Path, name: str, schema: JsonObject, quick: jsonschema_rs.ValidationError) -> Fault:
    """Why `schema` is none: the quick check says that it is not, jsonschema, the authority, says it best."""
    where, reason = tuple(quick.instance_path), quick.message
    try:
        Draft202012Validator.check_schema(dict(schema))
    except SchemaError as error:
        where, reason = tuple(error.absolute_path), error.message
    return Fault(path=path, pointer=pointer(name, *where), reason=f"this is not a JSON Schema: {reason}")


def _json_object(path: Path) -> tuple[JsonObject | None, Fault | None]:
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None, Fault(path=path, pointer="", reason="the file is missing")
    except ValueError as error:
        return None, Fault(path=path, pointer="", reason=f"this is not JSON: {error}")
    if not isinstance(value, dict):
        return None, Fault(path=path, pointer="", reason="this is not a JSON object")
    return value, None


def _shape_faults(path: Path, manifest: JsonObject) -> Iterator[Fault]:
    for misfit in misfits(_meta_validator(), manifest):
        yield Fault(path=path, pointer=pointer(*misfit.path), reason=misfit.reason)


def _schema_faults(path: Path, manifest: JsonObject) -> Iterator[Fault]:
    """The schemas inside the manifest are JSON Schema 2020-12, and their patterns run on RE2."""
    for name in ("settings", "props", "value_schema"):
        schema = manifest[name]
        if not isinstance(schema, dict):
            continue
        try:
            jsonschema_rs.meta.validate({"$schema": "https://json-schema.org/draft/2020-12/schema", **schema})
        except jsonschema_rs.ValidationError as error:
            yield _not_a_schema(path, name, schema, error)
            continue
        yield from _pattern_faults(path, (name,), schema)


def _pattern_faults(path: Path, where: tuple[str | int, ...], value: JsonValue) -> Iterator[Fault]:
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _pattern_faults(path, (*where, index), item)
    if not isinstance(value, dict):
        return
    for name, item in value.items():
        if name == "pattern" and isinstance(item, str):
            reason = pattern_fault(item)
            if reason is not None:
                yield Fault(path=path, pointer=pointer(*where, name), reason=f"RE2 refuses the pattern: {reason}")
        else:
            yield from _pattern_faults(path, (*where, name), item)


def pattern_fault(pattern: str) -> str | None:
    """Why RE2 refuses `pattern`, None when it runs."""
    options = re2.Options()
    options.log_errors = False
    try:
        re2.compile(pattern, options)
    except re2.error as error:
        reason = error.args[0]
        return reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)
    return None


def _folder_faults(folder: Path, manifest: JsonObject) -> Iterator[Fault]:
    if manifest["kind"] != folder.name:
        reason = f"the kind is “{manifest['kind']}”, but the folder is called “{folder.name}”"
        yield Fault(path=folder / "manifest.json", pointer="/kind", reason=reason)


def _default_faults(path: Path, spec: ComponentSpec) -> Iterator[Fault]:
    """Defaults fit their own schema; required properties exist and have none."""
    for name, schema, defaults in (
        ("settings", spec.settings, spec.settings_defaults),
        ("props", spec.props, spec.props_defaults),
    ):
        properties = cast("Mapping[str, JsonObject]", schema["properties"])
        for key, rule in properties.items():
            if key in defaults and not validator_for(rule).is_valid(defaults[key]):
                where = pointer(name, "properties", key, "default")
                yield Fault(path=path, pointer=where, reason="the default does not fit its own schema")
        for key in cast("list[str]", schema.get("required", [])):
            if key not in properties:
                yield Fault(path=path, pointer=pointer(name, "required"), reason=f"“{key}” is not a property")


def _paper_faults(folder: Path, spec: ComponentSpec) -> Iterator[Fault]:
    """README and examples exist, and the examples are what the manifest says."""
    readme = folder / "README.md"
    text = readme.read_text(encoding="utf-8") if readme.is_file() else ""
    if len(text) < _SHORTEST_README:
        yield Fault(path=readme, pointer="", reason="the README is missing or too short to help anybody")
    for name in (*_names(spec.settings), *_names(spec.props)):
        if text and f"`{name}`" not in text:
            yield Fault(path=readme, pointer="", reason=f"the README does not mention `{name}`")
    path = folder / "example.json"
    example, fault = _json_object(path)
    if example is None:
        yield fault or Fault(path=path, pointer="", reason="the file is missing")
    elif spec.is_field:
        yield from _value_example_faults(path, spec, example)
    else:
        yield from _props_example_faults(path, spec, example)


def _value_example_faults(path: Path, spec: ComponentSpec, example: JsonObject) -> Iterator[Fault]:
    """`{"settings", "valid": [value], "invalid": [{"value", "code"}]}`; values in their canonical shape."""
    if example.keys() != {"settings", "valid", "invalid"}:
        yield Fault(path=path, pointer="", reason="an example has “settings”, “valid” and “invalid”")
        return
    for misfit in misfits(spec.settings_validator, example["settings"]):
        yield Fault(path=path, pointer=pointer("settings", *misfit.path), reason=misfit.reason)
    for index, value in enumerate(cast("list[JsonValue]", example["valid"])):
        for misfit in misfits(spec.value_validator, value):
            yield Fault(path=path, pointer=pointer("valid", index, *misfit.path), reason=misfit.reason)
    invalid = cast("list[JsonValue]", example["invalid"])
    if not invalid or not all(isinstance(item, dict) and item.keys() == {"value", "code"} for item in invalid):
        yield Fault(path=path, pointer="/invalid", reason="an invalid example has a “value” and the “code” it gets")


def _props_example_faults(path: Path, spec: ComponentSpec, example: JsonObject) -> Iterator[Fault]:
    """`{"props", "invalid_props": [props]}` for what keeps no answer."""
    if example.keys() != {"props", "invalid_props"}:
        yield Fault(path=path, pointer="", reason="an example has “props” and “invalid_props”")
        return
    for misfit in misfits(spec.props_validator, example["props"]):
        yield Fault(path=path, pointer=pointer("props", *misfit.path), reason=misfit.reason)
    for index, props in enumerate(cast("list[JsonValue]", example["invalid_props"])):
        if spec.props_validator.is_valid(props):
            yield Fault(path=path, pointer=pointer("invalid_props", index), reason="this fits, but should not")


def _names(schema: JsonObject) -> tuple[str, ...]:
    return tuple(cast("Mapping[str, JsonObject]", schema["properties"]))
