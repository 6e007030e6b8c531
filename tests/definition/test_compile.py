"""Every problem the compiler can report: one broken app each, the exact sentence, and a repair that works."""

import copy
from dataclasses import replace
from typing import Any

import pytest

from components.catalogue import catalogue
from definition.catalogue import Catalogue, ComponentSpec, Status
from definition.compiled import ArtefactInvalid, CompiledApp
from definition.compiler import Compilation, compile_app, read_document
from definition.operations import apply
from definition.parse import parse
from definition.problem_kinds import SHAPE_TEXTS, STRUCTURE_TEXTS
from definition.problems import PROBLEM_KINDS, Problem, Severity
from tests.definition.broken import BROKEN, STRUCTURE, Broken, both, node, removing, rule, setting
from tests.definition.golden import Document, golden, parsed
from tests.definition.test_parse import SHAPES


def compiled(document: object) -> Compilation:
    return compile_app(parsed(document), catalogue())


def found_in(document: object, code: str) -> Problem:
    return next(found for found in compiled(document).problems if found.code == code)


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.code)
def test_a_broken_app_is_named_in_plain_words(broken: Broken) -> None:
    compilation = compiled(broken.document())
    found = next((one for one in compilation.problems if one.code == broken.code), None)
    assert found is not None, [one.code for one in compilation.problems]
    assert found.message == broken.message or (
        broken.message.endswith(": ") and found.message.startswith(broken.message)
    )
    assert found.pointer.startswith("/")
    assert (None if found.repair is None else found.repair.label) == broken.repair
    assert (compilation.app is None) is any(one.severity is Severity.ERROR for one in compilation.problems)


@pytest.mark.parametrize("broken", [b for b in BROKEN if b.repair is not None], ids=lambda broken: broken.code)
def test_the_repair_puts_it_right(broken: Broken) -> None:
    document = broken.document()
    found = found_in(document, broken.code)
    assert found.repair is not None
    repaired = apply(document, found.repair.operations).document
    left = compiled(repaired).problems
    assert (found.code, found.pointer) not in {(one.code, one.pointer) for one in left}
    before = {(one.code, one.object_id) for one in compiled(document).problems}
    assert {(one.code, one.object_id) for one in left if one.severity is Severity.ERROR} <= before


@pytest.mark.parametrize("broken", STRUCTURE, ids=lambda broken: broken.code)
def test_parse_and_compile_agree_on_the_structure(broken: Broken) -> None:
    document = broken.document()
    structural = parse(document).problems
    assert broken.code in {found.code for found in structural}
    assert compiled(document).problems[: len(structural)] == structural


def test_every_code_is_shown_by_a_test() -> None:
    shown = {broken.code for broken in BROKEN} | {code for _, _, code, _ in SHAPES}
    elsewhere = {
        "not-an-object",
        "too-deep",
        "too-large",
        "bad-text",
        "bad-number",
        "bad-value",
        "unknown-format",
        "too-many",
        "too-much-to-read",
        "too-many-fields",
        "component-deprecated",
        "component-retired",
        "rules-too-many",
    }
    assert set(PROBLEM_KINDS) == shown | elsewhere
    assert shown & elsewhere == set()
    assert set(SHAPE_TEXTS) & set(STRUCTURE_TEXTS) == set()


def with_status(spec: ComponentSpec, replaced_by: str | None) -> ComponentSpec:
    manifest = {**spec.manifest, "status": "deprecated", "replaced_by": replaced_by}
    return replace(spec, manifest=manifest, status=Status.DEPRECATED, replaced_by=replaced_by)


def catalogue_without(kind: str, replaced_by: str | None) -> Catalogue:
    specs = catalogue().components.values()
    return Catalogue.of(with_status(spec, replaced_by) if spec.kind == kind else spec for spec in specs)


def test_a_deprecated_component_is_replaced_by_its_successor() -> None:
    app = parsed(golden())
    newer = catalogue_without("choice", "select@1")
    compilation = compile_app(app, newer)
    (found,) = compilation.problems
    assert (found.code, found.severity) == ("component-deprecated", Severity.WARNING)
    assert found.message == "Single choice is deprecated. Use Dropdown instead."
    assert compilation.app is not None
    assert found.repair is not None
    repaired = parsed(apply(app.document, found.repair.operations).document)
    assert compile_app(repaired, newer).problems == ()
    assert repaired.nodes["nod_newcclaimcategory"].component == "select@1"
    assert repaired.fields["fld_claimcategory"].kind == "select"


def test_a_deprecated_component_without_successor_is_advice() -> None:
    (found,) = compile_app(parsed(golden()), catalogue_without("choice", None)).problems
    assert (found.code, found.repair) == ("component-retired", None)


def test_the_same_definition_under_another_catalogue_has_another_fingerprint() -> None:
    app = parsed(golden())
    one = compile_app(app, catalogue()).preview
    other = compile_app(app, catalogue_without("rating", None)).preview
    assert one.digest == other.digest
    assert one.fingerprint() != other.fingerprint()


def test_an_app_with_errors_is_not_compiled_but_can_be_previewed() -> None:
    compilation = compiled(BROKEN[0].document())
    assert compilation.app is None
    assert compilation.preview.entities[0].key == "claim"


def test_a_preview_leaves_out_what_cannot_be_compiled() -> None:
    document = golden()
    both(
        setting("rules/rul_why/when", "nonsense >"),
        setting("nodes/nod_zz", node("hologram@1")),
        setting("fields/fld_claimamount/settings/max", "a lot"),
    )(document)
    preview = compiled(document).preview
    assert {rule.id for rule in preview.rules} == {"rul_other", "rul_whymust"}
    assert "nod_zz" not in {node.id for page in preview.pages for node in page.nodes}
    amount = preview.entities[0].field("amount")
    assert amount is not None
    assert "max" not in amount.settings


def test_removing_the_only_condition_removes_the_rule() -> None:
    document = golden()
    document["rules"]["rul_why"]["when"] = "vip"
    found = found_in(document, "rule-field-missing")
    assert found.repair is not None
    assert found.repair.label == "Remove rule"


@pytest.mark.parametrize(
    ("when", "left"),
    [
        ("vip && amount > 500", "amount > 500"),
        ("amount > 500 || vip || category == 'other'", 'amount > 500 || category == "other"'),
        ("(vip || amount > 1) && spent_on != null", "amount > 1 && spent_on != null"),
    ],
)
def test_remove_condition_keeps_the_others(when: str, left: str) -> None:
    document = golden()
    document["rules"]["rul_why"]["when"] = when
    found = found_in(document, "rule-field-missing")
    assert found.repair is not None
    assert found.repair.operations[0]["value"] == left


def test_several_rules_on_one_field_are_joined_by_or() -> None:
    document = golden()
    document["rules"]["rul_zz"] = rule("category == 'travel'", target="nod_newcclaimdescribeother")
    preview = compiled(document).preview
    describe = preview.pages[0].nodes[2]
    assert describe.show_text == "Category is Other or Category is Travel"
    assert describe.show == [
        "op",
        "||",
        ["op", "==", ["var", "category"], ["str", "other"]],
        ["op", "==", ["var", "category"], ["str", "travel"]],
    ]


def test_formulas_are_ordered_by_what_they_use() -> None:
    document = golden("equipment_booking")
    days = document["fields"]["fld_bookingdays"]
    for name, formula, order in (("total", "weeks * 2", "a0"), ("weeks", "days / 7", "a00V")):
        field = {**days, "key": name, "label": name.title(), "settings": {"formula": formula}, "order": order}
        document["fields"][f"fld_{name}"] = field
    booking = compiled(document).preview.entity("booking")
    assert booking is not None
    assert booking.formula_order == ("days", "weeks", "total")
    weeks = booking.field("weeks")
    assert weeks is not None
    assert (weeks.uses, weeks.formula_text) == (("days",), "Days divided by 7")


def test_two_formulas_that_use_each_other_are_both_left_out() -> None:
    document = golden("equipment_booking")
    days = document["fields"]["fld_bookingdays"]
    days["settings"]["formula"] = "weeks * 7"
    document["fields"]["fld_weeks"] = {
        **copy.deepcopy(days),
        "key": "weeks",
        "label": "Weeks",
        "settings": {"formula": "days / 7"},
        "order": "a9",
    }
    compilation = compiled(document)
    found = next(one for one in compilation.problems if one.code == "formula-cycle")
    assert found.params["fields"] == "Days, Weeks"
    booking = compilation.preview.entity("booking")
    assert booking is not None
    assert booking.formula_order == ()
    assert [field.formula for field in booking.fields if field.kind == "calc"] == [None, None]


def test_links_become_keys() -> None:
    preview = compiled(golden("equipment_booking")).preview
    booking = preview.entity("booking")
    assert booking is not None
    item = booking.field("item")
    assert item is not None
    assert (item.target, item.settings["entity"], item.settings["show"]) == (
        "item",
        "item",
        ["item_type", "serial_number"],
    )
    figures = preview.page("overview")
    assert figures is not None
    assert figures.nodes[0].props["when"] == ["var", "in_service"]
    assert figures.nodes[0].props["when_text"] == "In service is yes"
    assert figures.nodes[1].props["field"] == "days"


def test_money_without_a_currency_takes_that_of_the_app() -> None:
    document = golden()
    document["app"]["currency"] = "CHF"
    document["fields"]["fld_claimamount"]["settings"] = {}
    amount = compiled(document).preview.entities[0].field("amount")
    assert amount is not None
    assert amount.settings["currency"] == "CHF"


@pytest.mark.parametrize(
    ("kind", "given", "value", "fits"),
    [
        ("text", {"max_length": 3}, "abc", True),
        ("text", {"max_length": 3}, "abcd", False),
        ("text", {}, 7, False),
        ("number", {"min": 1, "max": "2.5"}, "2.5", True),
        ("number", {"min": 1}, "0", False),
        ("percent", {"max": 50}, "0.5", True),
        ("percent", {"max": 50}, "0.51", False),
        ("money", {"max": 10}, {"amount": "10.00", "currency": "EUR"}, True),
        ("money", {"max": 10}, {"amount": "10.01", "currency": "EUR"}, False),
        ("date", {"min": "2026-01-01"}, "2025-12-31", False),
        ("date", {}, "2026-02-30", False),
        ("choice", {"options": [{"key": "a", "label": "A"}]}, "a", True),
        ("choice", {"options": [{"key": "a", "label": "A"}]}, "b", False),
        ("choice", {"options": [{"key": "a", "label": "A"}], "other": True}, "b", True),
        ("choices", {"options": [{"key": "a", "label": "A"}]}, ["a"], True),
        ("choices", {"options": [{"key": "a", "label": "A"}]}, ["b"], False),
        ("rating", {"max": 5}, 6, False),
        ("yesno", {}, False, True),
        ("confirm", {}, False, False),
        ("file", {}, [], False),
    ],
)
def test_what_a_record_starts_with_must_fit(kind: str, given: Any, value: Any, fits: bool) -> None:
    document = golden()
    field = document["fields"]["fld_claimreason"]
    document["fields"]["fld_claimreason"] = {**field, "kind": kind, "settings": given, "default": value}
    codes = {found.code for found in compiled(document).problems if found.object_id == "fld_claimreason"}
    assert ("default-wrong" not in codes) is fits


def test_a_field_deleted_with_everything_that_showed_it_leaves_no_problem() -> None:
    document = golden()
    both(
        removing("fields/fld_claimreceipt"),
        removing("nodes/nod_newcclaimreceipt"),
        setting("nodes/nod_claimdetails/props/fields", ["fld_claimpurpose", "fld_claimreason"]),
    )(document)
    assert compiled(document).problems == ()


def test_a_document_without_shape_has_no_compilation() -> None:
    reading = read_document({"format": 1}, catalogue())
    assert (reading.app, reading.compilation) == (None, None)
    assert reading.problems[0].code == "missing-property"


@pytest.mark.parametrize("value", [None, {}, [], {"format": 1}, {"format": 2}])
def test_a_stored_artefact_without_shape_is_refused(value: object) -> None:
    with pytest.raises(ArtefactInvalid):
        CompiledApp.from_json(value)


def test_an_artefact_with_a_wrong_part_names_the_part() -> None:
    artefact: Document = compiled(golden()).preview.to_json()
    artefact["entities"][0]["table"] = 7
    with pytest.raises(ArtefactInvalid, match="entities/0/table should be text"):
        CompiledApp.from_json(artefact)


@pytest.mark.parametrize(
    ("condition", "code"),
    [
        ("created_by == created_by", "access-rule-everything"),
        ("created_by != me.id || created_by == me.id", "access-rule-everything"),
        ("!(created_by == me.id) || me.id == created_by", "access-rule-everything"),
        ("amount == null || amount != null", "access-rule-everything"),
        ("me.id != ''", "access-rule-without-record"),
        ("me.email == 'boss@example.com'", "access-rule-without-record"),
        ("true", "access-rule-without-record"),
        ("created_by == me.id", None),
        ("created_by == me.id || amount > 5", None),
        ("created_by != me.id && created_by != me.email", None),
    ],
)
def test_a_rule_of_access_that_says_nothing_about_records_does_not_compile(condition: str, code: str | None) -> None:
    document = golden("expense_claims")
    document["grants"]["gra_staffclaim"]["delete"] = {"when": condition}
    found = [one.code for one in compiled(document).problems if one.code.startswith("access-rule")]
    assert found == ([code] if code else [])
