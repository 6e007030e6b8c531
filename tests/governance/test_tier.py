"""The tier as a table: computed from what was built, what is new counts in full, and it says what would drop it."""

from typing import Any

import pytest

from components.catalogue import catalogue
from definition.diff import diff
from definition.operations import apply
from governance.facts import Facts
from governance.tier import Tier, tier_of
from tests.builder.drafting import put
from tests.governance.test_policies import definition, load

PERSONAL = [put("fields", "fld_reason", "personal", True), put("fields", "fld_reason", "sensitivity", "confidential")]
SPECIAL = [put("fields", "fld_reason", "sensitivity", "special")]


def tier(operations: list[Any], *, live: list[Any] | None = None) -> Tier:
    """The tier of base + live + operations; `live` None means nothing is live yet."""
    before = None if live is None else definition(apply(load("base.json"), live).document)
    after = definition(apply(load("base.json"), [*(live or []), *operations]).document)
    return tier_of(after, Facts(catalogue=catalogue(), live=before, changes=diff(before, after)))


@pytest.mark.parametrize(
    ("operations", "expected"),
    [
        ([], 1),
        ([put("fields", "fld_amount", "sensitivity", "confidential")], 2),
        (PERSONAL, 2),
        (SPECIAL, 3),
        ([put("roles", "rol_staff", "audience", "public")], 3),
        ([put("grants", "gra_staff", "update", "all")], 2),
        ([put("grants", "gra_staff", "update", {"when": "amount < 100"})], 2),
        ([put("grants", "gra_staff", "delete", {"when": "me.id != ''"})], 2),
        ([put("grants", "gra_staff", "read", {"when": "amount < 100"})], 1),
        ([put("grants", "gra_staff", "update", {"when": "amount < 100 && created_by == me.id"})], 1),
    ],
)
def test_a_first_version_is_judged_by_all_it_holds(operations: list[Any], expected: int) -> None:
    assert tier(operations).tier == expected


@pytest.mark.parametrize(
    ("live", "operations", "expected"),
    [
        ([], [put("fields", "fld_amount", "label", "Total")], 0),
        ([], [put("pages", "pag_form", "intro", "Fill this in within 30 days")], 0),
        ([], [{"op": "move", "in": "nodes", "id": "nod_amount", "order": "Zz"}], 0),
        ([], [{"op": "set", "in": "app", "path": "deputy", "value": None}], 0),
        ([], [put("fields", "fld_amount", "required", False)], 1),
        ([], [put("grants", "gra_staff", "read", "all")], 2),
        ([], [put("grants", "gra_staff", "read", {"when": "amount < 100"})], 2),
        ([], [put("roles", "rol_boss", "audience", "workspace")], 2),
        ([], PERSONAL, 2),
        ([], SPECIAL, 3),
        (PERSONAL, [put("fields", "fld_amount", "label", "Total")], 1),
        (SPECIAL, [put("fields", "fld_amount", "label", "Total")], 1),
        (PERSONAL, [put("fields", "fld_reason", "personal", False)], 2),
        (SPECIAL, [put("fields", "fld_reason", "sensitivity", "internal")], 3),
        (SPECIAL, [put("fields", "fld_reason", "sensitivity", "confidential")], 3),
        (SPECIAL, [put("grants", "gra_staff", "read", "all")], 3),
        (PERSONAL, [put("grants", "gra_staff", "read", "all")], 2),
        ([], [put("nodes", "nod_details", "props.fields", ["fld_reason"])], 1),
        ([], [put("nodes", "nod_amount", "component", "money@2")], 1),
        (
            [],
            [
                put("nodes", "nod_details", "props.fields", ["fld_reason"]),
                {"op": "remove", "in": "nodes", "id": "nod_receipt"},
                {"op": "remove", "in": "fields", "id": "fld_receipt"},
            ],
            2,
        ),
    ],
)
def test_a_change_is_judged_by_what_it_changes(live: list[Any], operations: list[Any], expected: int) -> None:
    found = tier(operations, live=live)
    assert found.tier == expected, found.reasons


def test_reasons_come_heaviest_first_and_say_what_would_drop_the_tier() -> None:
    found = tier([*PERSONAL, put("fields", "fld_amount", "sensitivity", "special")])
    assert [reason.tier for reason in found.reasons] == sorted((reason.tier for reason in found.reasons), reverse=True)
    assert found.to_json()["reasons"] == [
        "It stores special data: Amount.",
        "It stores personal data: Reason.",
        "People upload files: Receipt.",
        "It is the first version of this app.",
    ]
    assert found.to_drop == ("Remove Amount, or give it a lower class, if that is true",)


def test_a_lowered_class_is_said_in_words() -> None:
    lowered = [put("fields", "fld_reason", "sensitivity", "internal")]
    found = tier(lowered, live=SPECIAL)
    assert "It lowers the class of Reason from special to internal." in [one.sentence for one in found.reasons]


def test_removing_what_it_names_really_drops_the_tier() -> None:
    assert tier([*PERSONAL, *SPECIAL]).tier == 3
    assert tier([*PERSONAL]).tier == 2
    assert tier([]).tier == 1


@pytest.mark.parametrize(
    ("operations", "route"),
    [
        ([], [("reviewer", 1)]),
        (PERSONAL, [("reviewer", 1), ("data_steward", 1)]),
        (SPECIAL, [("reviewer", 2), ("administrator", 1)]),
    ],
)
def test_the_tier_picks_the_route(operations: list[Any], route: list[tuple[str, int]]) -> None:
    assert [(step.role, step.count) for step in tier(operations).route] == route


def test_tier_0_needs_nobody() -> None:
    assert tier([put("fields", "fld_amount", "label", "Total")], live=[]).route == ()


def test_the_reason_says_whether_everything_or_a_rule_opens_the_records_of_others() -> None:
    by_rule = put("grants", "gra_staff", "update", {"when": "amount < 100"})
    said = "Everyone may change or delete records of Claim that do not name them, by a rule."
    assert said in [reason.sentence for reason in tier([by_rule]).reasons]
    both = tier([by_rule, put("grants", "gra_staff", "delete", "all")])
    assert "Everyone may change or delete every record of Claim." in [reason.sentence for reason in both.reasons]
    assert said not in [reason.sentence for reason in both.reasons]
