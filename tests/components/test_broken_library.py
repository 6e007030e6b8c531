"""A bad manifest stops start-up: every kind of mistake is refused with its file, its place and the reason."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps

from components import apps as components_apps
from components.catalogue import read_library
from components.errors import LibraryBroken
from components.manifests import LIBRARY

Change = Callable[[dict[str, Any]], None]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library of three healthy components."""
    for kind in ("text", "choice", "section", "columns"):
        shutil.copytree(LIBRARY / kind, tmp_path / kind)
    return tmp_path


def change(folder: Path, edit: Change, name: str = "manifest.json") -> None:
    path = folder / name
    value = json.loads(path.read_text(encoding="utf-8"))
    edit(value)
    path.write_text(json.dumps(value), encoding="utf-8")


def faults(library: Path) -> list[tuple[str, str, str]]:
    """(file, pointer, reason) of everything that is refused."""
    with pytest.raises(LibraryBroken) as broken:
        read_library(library)
    found = [(str(fault.path.relative_to(library)), fault.pointer, fault.reason) for fault in broken.value.faults]
    for path, _, reason in found:
        assert path in str(broken.value)
        assert reason in str(broken.value)
    return found


def setting(*path: str, value: object) -> Change:
    def edit(manifest: dict[str, Any]) -> None:
        inner: Any = manifest
        for name in path[:-1]:
            inner = inner[name]
        inner[path[-1]] = value

    return edit


def without(*path: str) -> Change:
    def edit(manifest: dict[str, Any]) -> None:
        inner: Any = manifest
        for name in path[:-1]:
            inner = inner[name]
        del inner[path[-1]]

    return edit


def test_healthy_components_make_a_catalogue(library: Path) -> None:
    assert read_library(library).kinds() == ("choice", "columns", "section", "text")


MAX_LENGTH = ("settings", "properties", "max_length")

MISTAKES: list[tuple[Change, str, str]] = [
    (without("summary"), "", "needs “summary”"),
    (setting("colour", value="red"), "/colour", "is not known"),
    (setting("kind", value="Text"), "/kind", "is not written in the right form"),
    (setting("kind", value="words"), "/kind", "the kind is “words”, but the folder is called “text”"),
    (setting("version", value="1.0"), "/version", "is not written in the right form"),
    (setting("group", value="Words"), "/group", "should be one of: Text, Numbers, Dates, Choices"),
    (setting("status", value="old"), "/status", "should be one of: active, deprecated"),
    (setting("category", value="layout"), "/category", "should be input"),
    (setting("field", value=False), "/category", "is not allowed here"),
    (setting("type", value="decimal"), "/type", "is not allowed here"),
    (setting("type", value=None), "/type", "is not allowed here"),
    (setting("value_schema", value=None), "/value_schema", "should be an object"),
    (setting("value_schema", value={"type": "strin"}), "/value_schema/type", "this is not a JSON Schema: "),
    (setting("value_schema", value={"type": "string", "pattern": "(?=x)"}), "/value_schema/pattern", "RE2 refuses"),
    (setting("replaced_by", value="textarea@1"), "/replaced_by", "should be empty"),
    (setting("pages", value=[]), "/pages", "should have at least 1 entries"),
    (setting("pages", value=["wizard"]), "/pages/0", "should be one of: form, list, record, dashboard"),
    (setting("risk", value=["scary"]), "/risk/0", "should be one of"),
    (setting("data_classes", value=[]), "/data_classes", "should have at least 1 entries"),
    (setting("accessibility", value={"name": "A field"}), "/accessibility", "needs “keys”"),
    (setting("settings", "additionalProperties", value=True), "/settings/additionalProperties", "should be false"),
    (without(*MAX_LENGTH, "title"), "/settings/properties/max_length", "needs “title”"),
    (setting(*MAX_LENGTH, "x-widget", value="knob"), "/settings/properties/max_length/x-widget", "should be one of"),
    (
        setting(*MAX_LENGTH, "default", value=0),
        "/settings/properties/max_length/default",
        "the default does not fit its own schema",
    ),
    (setting("settings", "required", value=["length"]), "/settings/required", "“length” is not a property"),
    (setting("slots", value={"children": {"accepts": ["widget"]}}), "/slots/children/accepts", "there is no kind"),
    (setting("slots", value={"left": {"accepts": ["text"]}}), "/slots/left", "is not known"),
    (setting("guess", value=["Purpose"]), "/guess/0", "is not written in the right form"),
]


@pytest.mark.parametrize(("edit", "pointer", "reason"), MISTAKES)
def test_a_mistake_in_a_manifest(library: Path, edit: Change, pointer: str, reason: str) -> None:
    change(library / "text", edit)
    found = faults(library)
    assert any(
        path == "text/manifest.json" and where == pointer and said.startswith(reason) for path, where, said in found
    ), found


def test_a_missing_manifest(library: Path) -> None:
    (library / "text" / "manifest.json").unlink()
    assert faults(library) == [("text/manifest.json", "", "the file is missing")]


@pytest.mark.parametrize(("text", "reason"), [("{", "this is not JSON"), ("[]", "this is not a JSON object")])
def test_an_unreadable_manifest(library: Path, text: str, reason: str) -> None:
    (library / "text" / "manifest.json").write_text(text, encoding="utf-8")
    ((path, _, said),) = faults(library)
    assert path == "text/manifest.json"
    assert said.startswith(reason)


def test_a_missing_readme(library: Path) -> None:
    (library / "text" / "README.md").unlink()
    assert faults(library) == [("text/README.md", "", "the README is missing or too short to help anybody")]


def test_a_readme_that_forgets_a_setting(library: Path) -> None:
    path = library / "text" / "README.md"
    path.write_text(path.read_text(encoding="utf-8").replace("`prefix`", "prefix"), encoding="utf-8")
    assert faults(library) == [("text/README.md", "", "the README does not mention `prefix`")]


EXAMPLES: list[tuple[str, Change, str, str]] = [
    ("text", setting("valid", value=[7]), "/valid/0", "should be text"),
    ("text", setting("invalid", value=[]), "/invalid", "an invalid example has a “value” and the “code” it gets"),
    ("text", setting("invalid", value=[{"value": 7}]), "/invalid", "an invalid example has a “value”"),
    ("text", setting("settings", value={"max_length": "long"}), "/settings/max_length", "should be a whole number"),
    ("text", without("valid"), "", "an example has “settings”, “valid” and “invalid”"),
    ("section", setting("props", value={"level": 9}), "/props/level", "should be one of: 2, 3"),
    ("section", setting("invalid_props", value=[{"level": 2}]), "/invalid_props/0", "this fits, but should not"),
    ("section", without("props"), "", "an example has “props” and “invalid_props”"),
]


@pytest.mark.parametrize(("kind", "edit", "pointer", "reason"), EXAMPLES)
def test_a_mistake_in_an_example(library: Path, kind: str, edit: Change, pointer: str, reason: str) -> None:
    change(library / kind, edit, "example.json")
    ((path, where, said),) = faults(library)
    assert (path, where) == (f"{kind}/example.json", pointer)
    assert said.startswith(reason)


def test_a_successor_that_does_not_exist(library: Path) -> None:
    change(library / "text", lambda manifest: manifest.update(status="deprecated", replaced_by="words@2"))
    assert faults(library) == [
        ("text/manifest.json", "/replaced_by", "it is replaced by “words@2”, which does not exist")
    ]


def test_a_word_that_leads_to_two_kinds(library: Path) -> None:
    change(library / "choice", setting("guess", value=["purpose"]))
    assert faults(library) == [("text/manifest.json", "/guess", "the word “purpose” already leads to choice")]


def test_all_faults_are_told_at_once(library: Path) -> None:
    change(library / "text", without("summary"))
    change(library / "section", without("icon"))
    assert {path for path, _, _ in faults(library)} == {"text/manifest.json", "section/manifest.json"}


def test_an_empty_library_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LibraryBroken, match="there is no component here"):
        read_library(tmp_path)


def test_start_up_reads_the_library(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    change(library / "text", without("summary"))
    monkeypatch.setattr(components_apps, "catalogue", lambda: read_library(library))
    with pytest.raises(LibraryBroken, match="needs “summary”"):
        apps.get_app_config("components").ready()
