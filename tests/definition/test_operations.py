"""Operations: the shared vectors, the exact inverse, and that nothing happens when one is refused."""

import copy
import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from definition.ids import COLLECTIONS
from definition.operations import MAX_OPERATIONS, OperationRefused, apply, touched
from tests.definition.golden import golden

VECTORS: dict[str, Any] = json.loads(
    (Path(__file__).parent.parent / "vectors" / "operations.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["name"])
def test_vector(case: dict[str, Any]) -> None:
    document = copy.deepcopy(VECTORS["document"])
    if "refused" in case:
        with pytest.raises(OperationRefused) as refused:
            apply(document, case["operations"])
        assert {"reason": refused.value.reason, "index": refused.value.index} == case["refused"]
    else:
        applied = apply(document, case["operations"])
        assert applied.document == {**VECTORS["document"], **case["after"]}
        assert list(applied.inverse) == case["inverse"]
        assert apply(applied.document, applied.inverse).document == VECTORS["document"]
    assert document == VECTORS["document"]


def test_refusals_carry_their_place_for_the_api() -> None:
    with pytest.raises(OperationRefused) as refused:
        apply(golden(), [{"op": "remove", "in": "nodes", "id": "nod_none"}])
    assert refused.value.code == "operation-refused"
    assert refused.value.data == {"reason": "not-found", "index": 0}
    assert str(refused.value) == "There is no object with this id."


MALFORMED: list[tuple[object, str]] = [
    (None, "bad-operation"),
    ([], "bad-operation"),
    ("remove", "bad-operation"),
    ({}, "bad-operation"),
    ({"op": ["add"]}, "bad-operation"),
    ({"op": "add", "in": "fields", "id": "fld_zz"}, "bad-operation"),
    ({"op": "add", "in": "fields", "id": "fld_zz", "value": {}, "at": 3}, "bad-operation"),
    ({"op": "remove", "in": ["fields"], "id": "fld_zz"}, "unknown-collection"),
    ({"op": "remove", "in": "__proto__", "id": "fld_zz"}, "unknown-collection"),
    ({"op": "remove", "in": "format", "id": "fld_zz"}, "unknown-collection"),
    ({"op": "remove", "in": "fields", "id": ["fld_zz"]}, "bad-id"),
    ({"op": "set", "in": "app", "id": "app", "path": "title", "value": "x"}, "bad-operation"),
    ({"op": "set", "in": "app", "path": ["title"], "value": "x"}, "bad-path"),
    ({"op": "set", "in": "app", "path": "constructor", "value": "x"}, "bad-path"),
    ({"op": "move", "in": "nodes", "id": "nod_money", "order": "a1", "page": "nod_x1"}, "bad-value"),
    ({"op": "move", "in": "nodes", "id": "nod_money", "order": "a1", "parent": "pag_x1"}, "bad-value"),
    ({"op": "move", "in": "nodes", "id": "nod_money", "order": "é"}, "bad-value"),
]


@pytest.mark.parametrize(("operation", "reason"), MALFORMED)
def test_malformed_operations_are_refused(operation: object, reason: str) -> None:
    with pytest.raises(OperationRefused) as refused:
        apply(VECTORS["document"], [operation])
    assert refused.value.reason == reason


@pytest.mark.parametrize("document", [None, [], {}, {"app": {}}, {**VECTORS["document"], "fields": []}])
def test_what_is_no_document_is_refused(document: object) -> None:
    with pytest.raises(OperationRefused) as refused:
        apply(document, [])
    assert refused.value.reason == "bad-document"


def test_a_batch_holds_at_most_2000_operations() -> None:
    step = {"op": "set", "in": "app", "path": "title", "value": "x"}
    apply(VECTORS["document"], [step] * MAX_OPERATIONS)
    with pytest.raises(OperationRefused) as refused:
        apply(VECTORS["document"], [step] * (MAX_OPERATIONS + 1))
    assert refused.value.reason == "too-many"


def test_touched_names_what_a_batch_writes() -> None:
    operations: list[dict[str, Any]] = [
        {"op": "set", "in": "app", "path": "title", "value": "x"},
        {"op": "set", "in": "fields", "id": "fld_a1", "path": "settings.max", "value": 1},
        {"op": "move", "in": "nodes", "id": "nod_a1", "parent": None, "order": "a0"},
        {"op": "remove", "in": "rules", "id": "rul_a1"},
    ]
    assert touched(operations) == {
        ("app", "", "title"),
        ("fields", "fld_a1", "settings.max"),
        ("nodes", "nod_a1", "parent"),
        ("nodes", "nod_a1", "order"),
        ("rules", "rul_a1", ""),
    }


_DOCUMENT = golden("equipment_booking")
_IDS = {name: [*_DOCUMENT[name], f"{prefix}_new1", f"{prefix}_new2"] for name, prefix in COLLECTIONS.items()}
_ORDERS = ["a0", "a1", "a0V", "Zz", "b01"]


@st.composite
def operations(draw: st.DrawFn) -> dict[str, Any]:
    collection = draw(st.sampled_from(sorted(COLLECTIONS)))
    object_id = draw(st.sampled_from(_IDS[collection]))
    verb = draw(st.sampled_from(["add", "remove", "set", "unset", "move"]))
    base = {"in": collection, "id": object_id}
    if verb == "add":
        return {"op": "add", **base, "value": draw(st.sampled_from([{}, {"order": "a0", "props": {}}]))}
    if verb == "remove":
        return {"op": "remove", **base}
    path = draw(st.sampled_from(["label", "settings.max", "props.width", "title", "when"]))
    if verb == "set":
        return {"op": "set", **base, "path": path, "value": draw(st.sampled_from([1, "x", None, [], {}]))}
    if verb == "unset":
        return {"op": "set", **base, "path": path}
    move: dict[str, Any] = {"op": "move", **base, "order": draw(st.sampled_from(_ORDERS))}
    if collection == "nodes" and draw(st.booleans()):
        move["parent"] = draw(st.sampled_from([None, *_IDS["nodes"]]))
    return move


@given(st.lists(operations(), max_size=12))
def test_apply_then_inverse_is_the_identical_document(batch: list[dict[str, Any]]) -> None:
    document: Any = copy.deepcopy(_DOCUMENT)
    fitting: list[dict[str, Any]] = []
    for operation in batch:
        try:
            apply(document if not fitting else apply(document, fitting).document, [operation])
        except OperationRefused:
            continue
        fitting.append(operation)
    applied = apply(document, fitting)
    assert apply(applied.document, applied.inverse).document == _DOCUMENT
    assert document == _DOCUMENT


@settings(max_examples=60)
@given(
    st.lists(
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(),
            lambda inner: (
                st.lists(inner)
                | st.dictionaries(
                    st.sampled_from(["op", "in", "id", "path", "value", "order", "parent"]),
                    inner | st.sampled_from(["add", "set", "move", "remove", "nodes", "app", "nod_money"]),
                )
            ),
        ),
        max_size=4,
    )
)
def test_hostile_operations_are_refused_or_applied(batch: list[object]) -> None:
    with suppress(OperationRefused):
        apply(VECTORS["document"], batch)
