"""Whatever a document with the right shape says, policies and tier answer; they never raise."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from components.catalogue import catalogue
from definition.diff import diff
from definition.operations import OperationRefused, apply
from definition.parse import parse
from governance.facts import Facts
from governance.policies import findings_of
from governance.tier import tier_of
from tests.builder.drafting import put, take
from tests.governance.test_policies import load

BASE = load("base.json")
PLACES = [(name, key) for name in ("entities", "fields", "pages", "nodes", "roles", "grants") for key in BASE[name]]
PATHS = [
    "label",
    "title",
    "kind",
    "sensitivity",
    "personal",
    "purpose",
    "required",
    "audience",
    "read",
    "delete",
    "component",
    "field",
    "title_field",
    "entity",
    "settings",
    "settings.options",
    "settings.types",
    "settings.max_mb",
    "settings.max_count",
    "props",
    "props.columns",
    "default",
]
WORDS = st.sampled_from(
    ["", "public", "special", "file", "choice", "text", "page@1", "table@1", "fld_reason", "all", "*"]
)
anything = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 10**12) | st.floats(allow_nan=False, allow_infinity=False) | WORDS,
    lambda inner: st.lists(inner, max_size=12) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=20,
)
rule = st.sampled_from(["reason == 'x'", "'x' == reason", "reason in ['a', 'b']", "reason in []", "((", "", "reason"])


def operations() -> st.SearchStrategy[Any]:
    sets = st.builds(
        lambda place, path, value: put(place[0], place[1], path, value),
        st.sampled_from(PLACES),
        st.sampled_from(PATHS),
        anything,
    )
    removes = st.builds(lambda place: take(*place), st.sampled_from(PLACES))
    rules = st.builds(
        lambda when: {
            "op": "add",
            "in": "rules",
            "id": "rul_x1",
            "value": {"entity": "ent_claim", "effect": "show", "target": "nod_amount", "when": when, "order": "a0"},
        },
        rule,
    )
    moves = st.builds(
        lambda node, parent: {"op": "move", "in": "nodes", "id": node, "parent": parent, "order": "a0"},
        st.sampled_from(sorted(BASE["nodes"])),
        st.sampled_from([None, "nod_gone", *sorted(BASE["nodes"])]),
    )
    return st.lists(sets | removes | rules | moves, max_size=8)


@settings(max_examples=800, deadline=None)
@given(changes=operations())
def test_nothing_a_document_says_breaks_a_policy_or_the_tier(changes: list[Any]) -> None:
    document: Any = BASE
    for change in changes:
        try:
            after = apply(document, [change]).document
        except OperationRefused:
            continue
        document = after if parse(after).app is not None else document
    app, live = parse(document).app, parse(BASE).app
    assert app is not None
    for before in (None, live):
        facts = Facts(catalogue=catalogue(), live=before, changes=diff(before, app))
        for finding in findings_of(app, facts):
            assert finding.message
            if finding.repair is not None:
                repaired = apply(document, finding.repair.operations).document
                assert parse(repaired).app is not None, finding.repair
        assert 0 <= tier_of(app, facts).tier <= 3
