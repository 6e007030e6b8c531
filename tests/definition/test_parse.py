"""Parsing: any JSON ends in a definition or in problems with code and place, never in an exception."""

import math
from typing import Any

import pytest

from definition.digest import digest
from definition.effort import MAX_EXPRESSIONS
from definition.model import AppDefinition, Audience, RowAccess, Sensitivity
from definition.parse import parse
from definition.structure.keys import MAX_FIELDS_PER_ENTITY
from tests.definition.golden import DELETED, Document, golden, parsed, with_value

MINIMAL: Document = {
    "format": 1,
    "app": {"key": "claims", "title": "Claims"},
    "entities": {"ent_a1": {"key": "claim", "label": "Claim", "order": "a0"}},
    "fields": {
        "fld_a1": {
            "entity": "ent_a1",
            "key": "purpose",
            "label": "Purpose",
            "kind": "text",
            "settings": {},
            "order": "a0",
        }
    },
    "pages": {"pag_a1": {"key": "new", "kind": "form", "entity": "ent_a1", "title": "New", "order": "a0"}},
    "nodes": {
        "nod_a1": {
            "page": "pag_a1",
            "parent": None,
            "order": "a0",
            "component": "text@1",
            "field": "fld_a1",
            "props": {},
        }
    },
    "rules": {},
    "roles": {"rol_a1": {"key": "staff", "label": "Staff", "audience": "workspace", "order": "a0"}},
    "grants": {"gra_a1": {"role": "rol_a1", "entity": "ent_a1", "create": True}},
    "texts": {},
}


def codes(document: object) -> list[tuple[str, str]]:
    return [(found.code, found.pointer) for found in parse(document).problems]


def test_absent_properties_get_their_defaults() -> None:
    app = parsed(MINIMAL)
    field, grant = app.fields["fld_a1"], app.grants["gra_a1"]
    assert (field.required, field.unique, field.sensitivity) == (False, False, Sensitivity.INTERNAL)
    assert (grant.create, grant.read, grant.delete) == (True, RowAccess.NONE, RowAccess.NONE)
    assert (app.app.language, app.app.currency, app.app.deputy) == ("en", "EUR", None)
    assert app.roles["rol_a1"].audience is Audience.WORKSPACE
    assert app.to_json() == MINIMAL
    assert app.digest == digest(MINIMAL)


@pytest.mark.parametrize("value", [None, True, 3, "text", [], [MINIMAL], 1.5])
def test_what_is_no_object_is_refused(value: object) -> None:
    assert codes(value) == [("not-an-object", "")]


@pytest.mark.parametrize("number", [0, 2, 99, -1, True, "1", None, 1.0, [], {}])
def test_unknown_format_is_refused(number: object) -> None:
    assert codes({**MINIMAL, "format": number}) == [("unknown-format", "/format")]


SHAPES: list[tuple[str, object, str, str]] = [
    ("texts", DELETED, "missing-property", ""),
    ("app/title", DELETED, "missing-property", "/app"),
    ("app/title", 7, "wrong-type", "/app/title"),
    ("app/title", "x" * 201, "too-long", "/app/title"),
    ("app/key", "Claims", "wrong-value", "/app/key"),
    ("app/key", "k" * 31, "wrong-value", "/app/key"),
    ("app/currency", "euro", "wrong-value", "/app/currency"),
    ("app/owner", "ada", "unknown-property", "/app/owner"),
    ("screens", {}, "unknown-property", "/screens"),
    ("fields/fld_a1/key", "1st", "wrong-value", "/fields/fld_a1/key"),
    ("fields/fld_a1/key", "name\n", "wrong-value", "/fields/fld_a1/key"),
    ("fields/fld_a1/key", "n\u0430me", "wrong-value", "/fields/fld_a1/key"),
    ("fields/fld_a1/settings", DELETED, "missing-property", "/fields/fld_a1"),
    ("fields/fld_a1/settings/__proto__", {}, "unknown-property", "/fields/fld_a1/settings/__proto__"),
    ("fields/fld_a1/settings/constructor", {}, "unknown-property", "/fields/fld_a1/settings/constructor"),
    ("fields/fld_a1/sensitivity", "secret", "wrong-value", "/fields/fld_a1/sensitivity"),
    ("fields/fld_a1/required", "yes", "wrong-type", "/fields/fld_a1/required"),
    ("fields/fld_a1/entity", "fld_a1", "wrong-value", "/fields/fld_a1/entity"),
    ("fields/__proto__", {}, "bad-id", "/fields/__proto__"),
    ("fields/fld_A1", {}, "bad-id", "/fields/fld_A1"),
    ("pages/pag_a1/kind", "wizard", "wrong-value", "/pages/pag_a1/kind"),
    ("nodes/nod_a1/component", "text", "wrong-value", "/nodes/nod_a1/component"),
    ("nodes/nod_a1/component", "text@0", "wrong-value", "/nodes/nod_a1/component"),
    ("nodes/nod_a1/parent", 4, "wrong-value", "/nodes/nod_a1/parent"),
    ("nodes/nod_a1/order", "", "wrong-value", "/nodes/nod_a1/order"),
    ("nodes/nod_a1", None, "wrong-type", "/nodes/nod_a1"),
    ("roles/rol_a1/audience", "all", "wrong-value", "/roles/rol_a1/audience"),
    ("grants/gra_a1/read", True, "wrong-value", "/grants/gra_a1/read"),
    ("rules", [], "wrong-type", "/rules"),
]


@pytest.mark.parametrize(("path", "value", "code", "pointer"), SHAPES)
def test_a_wrong_shape_is_named_and_placed(path: str, value: object, code: str, pointer: str) -> None:
    result = parse(with_value(MINIMAL, path, value))
    assert result.app is None
    assert [(found.code, found.pointer) for found in result.problems] == [(code, pointer)]


def test_a_nested_list_deeper_than_the_limit_is_refused() -> None:
    deep: Any = "bottom"
    for _ in range(100_000):
        deep = [deep]
    document = with_value(MINIMAL, "fields/fld_a1/default", None)
    document["fields"]["fld_a1"]["default"] = deep
    assert [code for code, _ in codes(document)] == ["too-deep"]


def test_a_cyclic_object_is_refused() -> None:
    loop: dict[str, object] = {}
    loop["again"] = loop
    assert [code for code, _ in codes({**MINIMAL, "app": loop})] == ["too-deep"]


@pytest.mark.parametrize("text", ["\x00", "a\ud800b", "\udfff"])
def test_text_that_cannot_be_stored_is_refused(text: str) -> None:
    assert codes(with_value(MINIMAL, "app/title", text)) == [("bad-text", "/app/title")]
    assert codes({**MINIMAL, text: 1}) == [("bad-text", "")]


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf, 10**41])
def test_numbers_that_cannot_be_stored_are_refused(number: float) -> None:
    assert codes(with_value(MINIMAL, "fields/fld_a1/default", number)) == [("bad-number", "/fields/fld_a1/default")]


@pytest.mark.parametrize("value", [b"bytes", {1, 2}, object(), (1,), 1j])
def test_what_is_no_json_is_refused(value: object) -> None:
    assert codes(with_value(MINIMAL, "fields/fld_a1/default", value)) == [("bad-value", "/fields/fld_a1/default")]


def test_a_key_that_is_no_text_is_refused() -> None:
    document: dict[Any, Any] = {**MINIMAL, 7: "seven"}
    assert codes(document) == [("bad-text", "")]


STRUCTURE: list[tuple[str, object, str, str, bool]] = [
    ("app/key", "claims__x", "key-malformed", "/app/key", True),
    ("fields/fld_a1/key", "order", "key-reserved", "/fields/fld_a1/key", True),
    ("fields/fld_a1/key", "a__b", "key-malformed", "/fields/fld_a1/key", True),
    ("fields/fld_a1/key", "a_", "key-malformed", "/fields/fld_a1/key", True),
    ("entities/ent_a1/key", "files", "key-reserved", "/entities/ent_a1/key", True),
    ("fields/fld_a1/entity", "ent_zz", "entity-missing", "/fields/fld_a1/entity", False),
    ("fields/fld_a1/order", "b0", "order-malformed", "/fields/fld_a1/order", True),
    ("entities/ent_a1/title_field", "fld_zz", "title-field-missing", "/entities/ent_a1/title_field", True),
    ("pages/pag_a1/entity", "ent_zz", "entity-missing", "/pages/pag_a1/entity", False),
    ("nodes/nod_a1/page", "pag_zz", "page-missing", "/nodes/nod_a1/page", True),
    ("nodes/nod_a1/parent", "nod_zz", "parent-missing", "/nodes/nod_a1/parent", True),
    ("nodes/nod_a1/parent", "nod_a1", "node-cycle", "/nodes/nod_a1/parent", False),
    ("nodes/nod_a1/field", "fld_zz", "field-missing", "/nodes/nod_a1/field", True),
    ("grants/gra_a1/role", "rol_zz", "grant-role-missing", "/grants/gra_a1/role", True),
    ("grants/gra_a1/entity", "ent_zz", "entity-missing", "/grants/gra_a1/entity", True),
    ("texts/txt_a1", {"on": "pag_zz", "slot": "a", "text": "b"}, "text-page-missing", "/texts/txt_a1/on", True),
    (
        "rules/rul_a1",
        {"entity": "ent_a1", "effect": "show", "target": "nod_zz", "when": "true", "order": "a0"},
        "rule-target-missing",
        "/rules/rul_a1/target",
        True,
    ),
]


@pytest.mark.parametrize(("path", "value", "code", "pointer", "is_repaired"), STRUCTURE)
def test_a_structural_mistake_keeps_the_app_and_is_placed(
    path: str, value: object, code: str, pointer: str, is_repaired: bool
) -> None:
    result = parse(with_value(MINIMAL, path, value))
    assert isinstance(result.app, AppDefinition)
    found = {(problem.code, problem.pointer): problem for problem in result.problems}
    assert (code, pointer) in found
    assert (found[(code, pointer)].repair is not None) is is_repaired


def test_two_fields_with_one_key_name_both() -> None:
    document = with_value(MINIMAL, "fields/fld_b2", {**MINIMAL["fields"]["fld_a1"], "label": "Why", "order": "a1"})
    (found,) = parse(document).problems
    assert found.message == "The key “purpose” is used twice: by Why and by Purpose."
    assert found.repair is not None
    assert found.repair.operations == (
        {"op": "set", "in": "fields", "id": "fld_b2", "path": "key", "value": "purpose_2"},
    )


def test_the_second_column_of_money_is_not_another_field() -> None:
    document = golden()
    amount = next(value for value in document["fields"].values() if value["key"] == "amount")
    document["fields"]["fld_zz"] = {**amount, "key": "amount_currency", "label": "Currency", "kind": "text"}
    document["fields"]["fld_zz"] |= {"settings": {}, "order": "a9"}
    assert "column-taken" in {found.code for found in parse(document).problems}


def test_a_table_holds_at_most_200_fields() -> None:
    field = MINIMAL["fields"]["fld_a1"]
    fields = {f"fld_{n:04}": {**field, "key": f"f{n}", "label": f"F {n}"} for n in range(MAX_FIELDS_PER_ENTITY + 1)}
    document = {**MINIMAL, "fields": fields, "nodes": {}}
    assert [(found.code, found.params["count"]) for found in parse(document).problems] == [("too-many-fields", 201)]
    del fields["fld_0200"]
    assert parse(document).problems == ()


def test_ten_thousand_fields_are_refused_as_a_whole() -> None:
    field = MINIMAL["fields"]["fld_a1"]
    document = {**MINIMAL, "fields": {f"fld_{n:05}": {**field, "key": f"f{n}"} for n in range(10_000)}}
    result = parse(document)
    assert result.app is None
    assert [(found.code, found.pointer) for found in result.problems] == [("too-many", "/fields")]


def test_more_expression_text_than_anybody_waits_for_is_refused_where_it_becomes_too_much() -> None:
    field = {**MINIMAL["fields"]["fld_a1"], "kind": "calc"}
    formula = "1" * 1000
    fields = {
        f"fld_{n:04}": {**field, "key": f"f{n}", "label": f"F {n}", "settings": {"formula": formula}}
        for n in range(MAX_EXPRESSIONS // 1000)
    }
    document = {**MINIMAL, "fields": fields, "nodes": {}}
    assert parse(document).app is not None
    rule = {"entity": "ent_a1", "effect": "show", "target": "nod_a1", "when": "true", "order": "a0"}
    result = parse({**document, "rules": {"rul_a1": rule}})
    assert result.app is None
    [found] = result.problems
    assert (found.code, found.pointer, found.object_id) == ("too-much-to-read", "/rules/rul_a1/when", "rul_a1")
    assert found.message == (
        "The formulas and conditions of this app are longer than 200000 characters together."
        " Shorten them, or split the app in two."
    )


def test_the_conditions_of_figures_count_as_text_to_read() -> None:
    node = {**MINIMAL["nodes"]["nod_a1"], "component": "stat@1", "props": {"when": "1" * (MAX_EXPRESSIONS + 1)}}
    result = parse({**MINIMAL, "nodes": {"nod_a1": node}})
    assert [(found.code, found.pointer) for found in result.problems] == [
        ("too-much-to-read", "/nodes/nod_a1/props/when")
    ]


def test_a_long_label_does_not_flood_the_message() -> None:
    document = with_value(MINIMAL, "pages/pag_a1/entity", "ent_zz")
    document["pages"]["pag_a1"]["title"] = "x" * 200
    messages = [found.message for found in parse(document).problems]
    assert max(map(len, messages)) < 200


def test_problem_as_json() -> None:
    (found,) = parse(with_value(MINIMAL, "nodes/nod_a1/field", "fld_zz")).problems
    assert found.to_json() == {
        "code": "field-missing",
        "pointer": "/nodes/nod_a1/field",
        "severity": "error",
        "message": "The field of this component does not exist.",
        "params": {},
        "object_id": "nod_a1",
        "repair": {
            "label": "Remove it from the page",
            "operations": [{"op": "remove", "in": "nodes", "id": "nod_a1"}],
        },
    }
