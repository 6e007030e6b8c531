"""The library on disk: thirty kinds, complete papers, examples that the server agrees with."""

import json
from pathlib import Path
from typing import Any

import pytest

from components.catalogue import catalogue
from components.manifests import LIBRARY
from definition.catalogue import Catalogue, Category, ComponentSpec
from definition.diff.words import KIND_NAMES, PROP_NAMES, SETTING_NAMES
from definition.structure.keys import EXTRA_COLUMNS
from runtime.fieldtypes import KINDS
from runtime.fieldtypes.base import FieldError

INPUTS = [
    "calc",
    "choice",
    "choices",
    "confirm",
    "date",
    "datetime",
    "email",
    "file",
    "money",
    "number",
    "percent",
    "person",
    "phone",
    "rating",
    "record",
    "select",
    "text",
    "textarea",
    "time",
    "url",
    "yesno",
]
OTHERS = ["columns", "content", "details", "errors", "notice", "page", "section", "stat", "table"]


def example(kind: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((LIBRARY / kind / "example.json").read_text(encoding="utf-8"))
    return found


def spec_of(kind: str) -> ComponentSpec:
    spec = catalogue().of_kind(kind)
    assert spec is not None
    return spec


def test_the_thirty_kinds() -> None:
    specs = catalogue().components.values()
    assert sorted(spec.kind for spec in specs if spec.is_field) == sorted(INPUTS)
    assert sorted(spec.kind for spec in specs if not spec.is_field) == sorted(OTHERS)
    assert {spec.id for spec in specs} == {f"{kind}@1" for kind in (*INPUTS, *OTHERS)}


def test_every_input_stands_on_forms_only_and_has_a_width() -> None:
    for kind in INPUTS:
        spec = spec_of(kind)
        assert (spec.category, spec.pages, spec.props_defaults["width"]) == (Category.INPUT, ("form",), 12)


def test_tables_details_and_figures_never_go_inside_columns() -> None:
    accepts = spec_of("columns").slots["children"]
    assert set(accepts) == {"input", "content"}
    assert {spec_of(kind).category for kind in ("table", "details", "stat")} == {Category.VIEW}


def test_sections_hold_no_sections_and_no_pages() -> None:
    assert set(spec_of("section").slots["children"]) == {"columns", "input", "content"}
    assert set(spec_of("page").slots["children"]) == {"section", "columns", "input", "content"}


@pytest.mark.parametrize("kind", INPUTS)
def test_a_valid_example_is_canonical_on_the_server(kind: str) -> None:
    shown = example(kind)
    for value in shown["valid"]:
        assert KINDS.get(kind).clean(value, shown["settings"]) == value


@pytest.mark.parametrize("kind", INPUTS)
def test_an_invalid_example_gets_its_code_from_the_server(kind: str) -> None:
    shown = example(kind)
    for case in shown["invalid"]:
        with pytest.raises(FieldError) as refused:
            KINDS.get(kind).clean(case["value"], shown["settings"])
        assert refused.value.code == case["code"], case


@pytest.mark.parametrize("kind", INPUTS)
def test_the_columns_are_those_of_the_server(kind: str) -> None:
    """definition.structure refuses two fields that need one column, so it must know what each kind needs."""
    suffixes = [column.suffix for column in KINDS.get(kind).columns({})]
    assert [name.format(key="") for name in EXTRA_COLUMNS.get(kind, ("{key}",))] == suffixes


def test_the_server_has_exactly_the_kinds_of_the_catalogue() -> None:
    assert sorted(KINDS) == sorted(INPUTS)


@pytest.mark.parametrize("folder", sorted(path for path in LIBRARY.iterdir() if path.is_dir()), ids=lambda p: p.name)
def test_the_papers_of_a_component(folder: Path) -> None:
    text = (folder / "README.md").read_text(encoding="utf-8")
    for heading in ("## Use it when", "## Do not use it when", "## Accessibility", "## On a phone", "## Data"):
        assert heading in text
    assert sorted(path.name for path in folder.iterdir()) == ["README.md", "example.json", "manifest.json"]


def test_reviewers_have_words_for_everything_a_manifest_names() -> None:
    specs = catalogue().components.values()
    assert {spec.kind for spec in specs} == set(KIND_NAMES)
    told_apart = {"options", "entity"}
    named = {name for spec in specs for name in properties(spec.settings)} - told_apart
    assert named - set(SETTING_NAMES) == set()
    assert {name for spec in specs for name in properties(spec.props)} - set(PROP_NAMES) == set()


def properties(schema: Any) -> set[str]:
    return set(schema["properties"])


@pytest.mark.parametrize("kind", [*INPUTS, *OTHERS])
def test_every_kind_has_its_react_part(kind: str) -> None:
    assert (Path(__file__).parents[2] / "frontend" / "src" / "library" / kind).is_dir()


def test_icons_exist_in_the_icon_set() -> None:
    icons = Path(__file__).parents[2] / "frontend" / "node_modules" / "lucide-react" / "dist" / "esm" / "icons"
    if not icons.is_dir():
        pytest.skip("frontend/node_modules is not installed")
    names = {path.name.partition(".")[0] for path in icons.iterdir()}
    assert {spec.icon for spec in catalogue().components.values()} - names == set()


def test_guess_words_lead_to_one_kind() -> None:
    owners = {word: spec.kind for spec in catalogue().components.values() for word in spec.guess}
    assert (owners["amount"], owners["receipt"], owners["email"], owners["due date"]) == (
        "money",
        "file",
        "email",
        "date",
    )


def test_the_digest_names_the_content() -> None:
    specs = list(catalogue().components.values())
    assert Catalogue.of(reversed(specs)).digest == catalogue().digest
    assert Catalogue.of(specs[1:]).digest != catalogue().digest
    with pytest.raises(ValueError, match="two components are called"):
        Catalogue.of([specs[0], specs[0]])
