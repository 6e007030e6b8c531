"""Whatever is sent, the language answers: no exception, no long wait. `hypothesis` looks for the counter-example."""

import copy
import time
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from components.catalogue import catalogue
from definition.compiled import CompiledApp
from definition.compiler import compile_app, read_document
from definition.diff import diff
from definition.ids import COLLECTIONS
from definition.operations import apply
from definition.parse import parse
from tests.definition.golden import golden

LONGEST_SECONDS = 2.0
KEYS = [
    "__proto__",
    "constructor",
    "prototype",
    "",
    "a",
    "order",
    "\uff41",
    "\u202e",
    "\u0430bc",
    "settings",
    "props",
    "entity",
]

scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=True)
    | st.text(max_size=12)
    | st.sampled_from(["fld_a1", "ent_a1", "pag_a1", "nod_a1", "a0", "text@1", "amount > 5", "a + b", "'", "9" * 60])
)
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=6), inner, max_size=4)
    ),
    max_leaves=12,
)


def read_everything(document: Any) -> None:
    """Parse, compile, write, read and compare `document`; every step must hold for what the step before let through."""
    started = time.process_time()
    reading = read_document(document, catalogue())
    for found in reading.problems:
        found.to_json()
    if reading.app is not None and reading.compilation is not None:
        preview = reading.compilation.preview
        assert CompiledApp.from_json(preview.to_json()) == preview
        assert diff(reading.app, reading.app) == ()
        diff(None, reading.app)
        golden_app = parse(golden()).app
        diff(golden_app, reading.app)
        for found in reading.problems[:10]:
            if found.repair is not None:
                repaired = parse(apply(document, found.repair.operations).document)
                assert repaired.app is not None
    else:
        assert reading.problems
    assert time.process_time() - started < LONGEST_SECONDS


@given(values)
def test_any_json(document: Any) -> None:
    read_everything(document)


@given(st.dictionaries(st.sampled_from(["format", "app", *COLLECTIONS]), values))
def test_any_object_with_the_right_members(document: Any) -> None:
    read_everything({"format": 1, **{name: {} for name in COLLECTIONS}, **document})


@st.composite
def bent_apps(draw: st.DrawFn) -> dict[str, Any]:
    """A golden app with a few values replaced by nonsense, mostly of a believable kind."""
    document = copy.deepcopy(golden(draw(st.sampled_from(["expense_claims", "equipment_booking", "leave_request"]))))
    ids = [object_id for name in COLLECTIONS for object_id in document[name]]
    for _ in range(draw(st.integers(min_value=1, max_value=4))):
        collection = draw(st.sampled_from([name for name in COLLECTIONS if document[name]]))
        item = document[collection][draw(st.sampled_from(sorted(document[collection])))]
        if draw(st.booleans()):
            name = draw(st.sampled_from(sorted(item)))
            item[name] = draw(st.sampled_from(ids) | values)
        else:
            inner = item.get("settings", item.get("props"))
            if isinstance(inner, dict):
                names = ["min", "max", "options", "columns", "fields", "when", "formula", "entity", "width", "pattern"]
                inner[draw(st.sampled_from(names))] = draw(st.sampled_from(ids) | values)
    return document


@given(bent_apps())
@settings(max_examples=250, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_a_bent_app(document: dict[str, Any]) -> None:
    read_everything(document)


def test_two_thousand_fields_in_a_ring_of_formulas() -> None:
    document = golden("equipment_booking")
    days = document["fields"]["fld_bookingdays"]
    for entity in range(10):
        entity_id = f"ent_r{entity}"
        document["entities"][entity_id] = {"key": f"ring{entity}", "label": f"Ring {entity}", "order": f"a{entity}"}
        for number in range(198):
            document["fields"][f"fld_r{entity}x{number}"] = {
                **days,
                "entity": entity_id,
                "key": f"c{number}",
                "label": f"C {number}",
                "settings": {"formula": f"c{(number + 1) % 198} + 1"},
            }
    read_everything(document)
    codes = [found.code for found in read_document(document, catalogue()).problems]
    assert codes.count("formula-cycle") == 10


def test_five_thousand_nodes_one_inside_the_other() -> None:
    document = golden()
    for number in range(4_900):
        document["nodes"][f"nod_d{number}"] = {
            "page": "pag_newclaim",
            "parent": f"nod_d{number - 1}" if number else None,
            "order": "a0",
            "component": "section@1",
            "props": {},
        }
    read_everything(document)
    codes = {found.code for found in parse(document).problems}
    assert "node-too-deep" in codes


def test_five_thousand_nodes_in_one_ring() -> None:
    document = golden()
    for number in range(4_900):
        document["nodes"][f"nod_d{number}"] = {
            "page": "pag_newclaim",
            "parent": f"nod_d{(number + 1) % 4_900}",
            "order": "a0",
            "component": "section@1",
            "props": {},
        }
    read_everything(document)


def test_a_thousand_rules_on_one_field() -> None:
    document = golden()
    for number in range(990):
        document["rules"][f"rul_r{number}"] = {
            "entity": "ent_claim",
            "effect": "show",
            "target": "nod_newcclaimreason",
            "when": f"amount > {number} && category == 'travel'",
            "order": "a9",
        }
    read_everything(document)
    codes = [found.code for found in read_document(document, catalogue()).problems]
    assert codes == ["rules-too-many"]


def test_a_condition_with_many_alternatives_is_not_expanded_forever() -> None:
    document = golden()
    document["rules"]["rul_why"]["when"] = " && ".join(f"(amount == {n} || amount == {n + 1})" for n in range(60))
    app = parse(document).app
    assert app is not None
    started = time.process_time()
    compile_app(app, catalogue())
    assert time.process_time() - started < LONGEST_SECONDS
