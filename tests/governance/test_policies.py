"""Every policy has a passing and a failing example, says why and who answers for it, and most repair what they find.

An example is a list of operations on `examples/base.json`; `live` judges it as a change of the base, `catalogue` marks
components as deprecated, with their replacement; `waiting` says what rows still to be loaded hold.
"""

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest

from components.catalogue import catalogue
from definition.catalogue import Catalogue, Status
from definition.compiler import read_document
from definition.diff import diff
from definition.model import AppDefinition
from definition.operations import apply
from definition.parse import parse
from governance.facts import Colleague, Facts, Finding, Policy, Severity, WaitingColumn
from governance.policies import POLICIES, findings_of
from tests.builder.drafting import put

EXAMPLES = Path(__file__).parent / "examples"
STAND_IN = Colleague(id="0190a000-0000-7000-8000-000000000003", name="Ben Okafor")


def load(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((EXAMPLES / name).read_text("utf-8"))
    return loaded


def definition(document: object) -> AppDefinition:
    app = parse(document).app
    assert app is not None, parse(document).problems
    return app


def components(deprecated: dict[str, str | None]) -> Catalogue:
    specs = [
        dataclasses.replace(spec, status=Status.DEPRECATED, replaced_by=deprecated[spec.kind])
        if spec.kind in deprecated
        else spec
        for spec in catalogue().components.values()
    ]
    return Catalogue.of(specs)


def judged(example: dict[str, Any], policy: Policy, *, repairs: list[Any] | None = None) -> list[Finding]:
    base = load("base.json")
    document = apply(base, example["operations"]).document
    if repairs:
        document = apply(document, repairs).document
    app, live = definition(document), definition(base) if example.get("live") else None
    repaired = {operation.get("id") for operation in repairs or ()}
    facts = Facts(
        catalogue=components(example.get("catalogue", {})),
        live=live,
        changes=diff(live, app),
        stand_in=STAND_IN,
        waiting={name: column for name, column in waiting_of(example).items() if name not in repaired},
    )
    return list(policy.findings(app, facts))


def waiting_of(example: dict[str, Any]) -> dict[str, WaitingColumn]:
    """What rows bring, by field; a list of JSON is the tuple it stands for."""
    return {name: column_of(column) for name, column in example.get("waiting", {}).items()}


def column_of(column: dict[str, Any]) -> WaitingColumn:
    texts, refused = column["texts"], column.get("refused", ())
    tuples: dict[str, Any] = {"texts": None if texts is None else tuple(texts), "refused": tuple(refused)}
    return WaitingColumn(**{**column, **tuples})


EVERY = [pytest.param(policy, id=key) for key, policy in POLICIES.items()]


@pytest.mark.parametrize("policy", EVERY)
def test_the_passing_example_has_no_finding(policy: Policy) -> None:
    assert judged(load(f"{policy.id}.pass.json"), policy) == []


@pytest.mark.parametrize("policy", EVERY)
def test_the_failing_example_has_exactly_these_findings(policy: Policy) -> None:
    example = load(f"{policy.id}.fail.json")
    found = [
        {
            "object_id": finding.where.object_id,
            "severity": finding.severity.value,
            "message": finding.message,
            "repair": finding.repair.label if finding.repair else None,
        }
        for finding in judged(example, policy)
    ]
    assert found == example["findings"]


@pytest.mark.parametrize("policy", EVERY)
def test_the_repairs_remove_what_they_repair_and_nothing_else_breaks(policy: Policy) -> None:
    example = load(f"{policy.id}.fail.json")
    findings = judged(example, policy)
    repairs = [operation for finding in findings if finding.repair for operation in finding.repair.operations]
    left = judged(example, policy, repairs=repairs)
    assert [finding.message for finding in left] == [finding.message for finding in findings if finding.repair is None]


@pytest.mark.parametrize("policy", EVERY)
def test_a_repair_makes_no_new_mistake(policy: Policy) -> None:
    example = load(f"{policy.id}.fail.json")
    before = apply(load("base.json"), example["operations"]).document
    findings = judged(example, policy)
    repairs = [operation for finding in findings if finding.repair for operation in finding.repair.operations]
    assert errors_of(apply(before, repairs).document) <= errors_of(before)


def errors_of(document: object) -> set[tuple[str, str]]:
    problems = read_document(document, catalogue()).problems
    return {(problem.code, problem.pointer) for problem in problems if problem.severity.value == "error"}


@pytest.mark.parametrize("policy", EVERY)
def test_the_place_of_a_finding_exists_in_the_document(policy: Policy) -> None:
    example = load(f"{policy.id}.fail.json")
    document: Any = apply(load("base.json"), example["operations"]).document
    for finding in judged(example, policy):
        collection, *path = finding.where.pointer.removeprefix("/").split("/")
        assert collection in document
        assert finding.where.object_id in (*document[collection], None, "fld_receipt")
        assert path


@pytest.mark.parametrize("policy", EVERY)
def test_a_policy_names_its_reason_and_who_answers_for_it(policy: Policy) -> None:
    assert POLICIES.get(policy.id) is policy
    assert policy.title
    assert policy.owner
    assert policy.why.endswith(".")


def test_four_of_five_findings_have_a_repair_and_what_blocks_without_one_is_signed_for() -> None:
    repaired: list[bool] = []
    for _, policy in POLICIES.items():
        for finding in judged(load(f"{policy.id}.fail.json"), policy):
            repaired.append(finding.repair is not None)
            if finding.severity is Severity.MUST_FIX and finding.repair is None:
                assert policy.signed, policy.id
    assert sum(repaired) / len(repaired) >= 0.8


def test_every_example_belongs_to_a_policy() -> None:
    names = {path.name for path in EXAMPLES.glob("*.json")} - {"base.json"}
    assert names == {f"{key}.{kind}.json" for key in POLICIES for kind in ("pass", "fail")}


def test_policies_survive_a_definition_full_of_holes() -> None:
    document = load("base.json")
    for collection in ("entities", "fields", "pages", "nodes", "roles", "grants"):
        holes = {**document, collection: {}}
        app = definition(holes)
        facts = Facts(catalogue=catalogue(), live=definition(document), changes=diff(definition(document), app))
        assert all(finding.message for finding in findings_of(app, facts))


CONFIDENTIAL = {"op": "set", "in": "fields", "id": "fld_amount", "path": "sensitivity", "value": "confidential"}
BY_A_RULE = [
    "Everyone may see and change and delete confidential records of Claim that do not name them, by a rule.",
    "Everyone may delete records of Claim that do not name them, by a rule.",
]


def ruled(rule: Any) -> list[Any]:
    """Confidential amounts, and a rule for everything that everybody may do with a claim."""
    return [CONFIDENTIAL, *(put("grants", "gra_staff", verb, rule) for verb in ("read", "update", "delete"))]


def said_of(rule: Any, *policies: str) -> list[str]:
    found = [judged({"operations": ruled(rule)}, POLICIES.get(name)) for name in policies]
    return [finding.message for findings in found for finding in findings]


@pytest.mark.parametrize(
    "condition",
    [
        "me.id != ''",
        "me.email != ''",
        "size(me.id) > 0",
        "created_by == created_by",
        "created_by != me.id || created_by == me.id",
        "amount != -1",
        "amount < 100",
        "not a rule (",
    ],
)
def test_a_rule_that_keeps_nobody_out_is_judged_like_everything(condition: str) -> None:
    assert said_of({"when": condition}, "row-access-missing", "delete-by-everyone") == BY_A_RULE


def test_a_rule_that_keeps_to_the_people_a_record_names_is_row_access_and_deletes_not_everything() -> None:
    rule = {"when": "amount < 100 && created_by == me.id"}
    assert said_of(rule, "row-access-missing", "delete-by-everyone") == []
    assert errors_of(apply(load("base.json"), ruled(rule)).document) <= errors_of(load("base.json"))


def test_all_and_a_rule_in_one_permission_are_told_apart_and_repaired_each() -> None:
    policy = POLICIES.get("row-access-missing")
    operations = [*ruled({"when": "amount < 100"}), put("grants", "gra_staff", "read", "all")]
    findings = judged({"operations": operations}, policy)
    assert [finding.message for finding in findings] == [
        "Everyone may see every record of Claim, which holds confidential data.",
        "Everyone may change and delete confidential records of Claim that do not name them, by a rule.",
    ]
    repairs = [operation for finding in findings if finding.repair for operation in finding.repair.operations]
    assert len(repairs) == 3
    assert judged({"operations": operations}, policy, repairs=repairs) == []
