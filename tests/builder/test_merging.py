"""Random edits of two people: they merge to one state whoever comes first, or somebody is told. Pure."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from builder.merging import Clash, ClashKind, PastBatch, merge
from definition.operations import OperationRefused, apply
from tests.builder.drafting import move, put, take

AT = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)
LEA = UUID(int=1)
NODES = ("nod_a1", "nod_b1", "nod_c1", "nod_d1")
FIELDS = ("fld_a1", "fld_b1", "fld_c1")


def base() -> dict[str, Any]:
    """A small document: three fields, two sections, two inputs."""
    path = Path(__file__).parents[1] / "governance" / "examples" / "base.json"
    document: dict[str, Any] = json.loads(path.read_text("utf-8"))
    page = "pag_form"
    document["fields"] = {
        field: {"entity": "ent_claim", "key": field[-2:], "label": field, "kind": "text", "settings": {}, "order": "a0"}
        for field in FIELDS
    }
    document["nodes"] = {
        node: {"page": page, "parent": None, "order": f"a{n}", "component": "section@1", "field": None, "props": {}}
        for n, node in enumerate(NODES)
    }
    return document


def add_node(node_id: str, parent: str | None, field: str | None) -> dict[str, Any]:
    value: dict[str, Any] = {
        "page": "pag_form",
        "parent": parent,
        "order": "b00",
        "component": "text@1",
        "field": field,
        "props": {},
    }
    return {"op": "add", "in": "nodes", "id": node_id, "value": value}


operations = st.one_of(
    st.builds(
        put,
        st.just("fields"),
        st.sampled_from(FIELDS),
        st.sampled_from(["label", "help", "settings.max_length", "settings"]),
        st.sampled_from(["x", "y", 3]),
    )
    .filter(lambda op: (op["path"] == "settings") == (op["value"] == 3) or op["path"] == "settings.max_length")
    .map(lambda op: {**op, "value": {"max_length": 5}} if op["path"] == "settings" else op),
    st.builds(put, st.just("nodes"), st.sampled_from(NODES), st.just("props.title"), st.sampled_from(["x", "y"])),
    st.builds(take, st.just("fields"), st.sampled_from(FIELDS)),
    st.builds(take, st.just("nodes"), st.sampled_from(NODES)),
    st.builds(
        move,
        st.sampled_from(NODES),
        order=st.sampled_from(["a0", "a5", "Zz"]),
        parent=st.sampled_from([None, *NODES]),
    ),
    st.builds(
        add_node,
        st.sampled_from(["nod_n1", "nod_n2"]),
        st.sampled_from([None, *NODES]),
        st.sampled_from([None, *FIELDS]),
    ),
)
batches = st.lists(operations, min_size=1, max_size=4)


def applicable(document: dict[str, Any], batch: list[Any]) -> list[Any]:
    """The operations of a batch that apply one after the other: what a client could really have sent."""
    kept: list[Any] = []
    for op in batch:
        try:
            document = apply(document, [op]).document  # type: ignore[assignment]
        except OperationRefused:
            continue
        kept.append(op)
    return kept


def second(document: dict[str, Any], first: list[Any], then: list[Any]) -> tuple[Any, tuple[Clash, ...]]:
    """The state after `first` and, where it merges, `then`, both made on `document`."""
    after_first = apply(document, first).document
    result = merge(after_first, then, [PastBatch(by=LEA, at=AT, operations=first)])
    if result.clashes:
        return after_first, result.clashes
    return apply(after_first, result.operations).document, ()


def without_places(document: Any) -> Any:
    nodes = {
        key: {k: v for k, v in node.items() if k not in ("order", "parent")} for key, node in document["nodes"].items()
    }
    return {**document, "nodes": nodes}


@settings(max_examples=600, deadline=None)
@given(mine=batches, theirs=batches)
def test_two_editors_end_in_one_state_or_somebody_is_told(mine: list[Any], theirs: list[Any]) -> None:
    document = base()
    mine, theirs = applicable(document, mine), applicable(document, theirs)
    one, told_one = second(document, theirs, mine)
    other, told_other = second(document, mine, theirs)
    if not told_one and not told_other:
        assert without_places(one) == without_places(other)
        moved = {op["id"] for op in mine if op["op"] == "move"} & {op["id"] for op in theirs if op["op"] == "move"}
        if not moved:
            assert one == other
    for clash in (*told_one, *told_other):
        assert clash.object_id
        assert (clash.by, clash.at) == (LEA, AT)


@settings(max_examples=300, deadline=None)
@given(mine=batches, theirs=batches)
def test_a_merge_never_loses_what_was_typed(mine: list[Any], theirs: list[Any]) -> None:
    document = base()
    mine, theirs = applicable(document, mine), applicable(document, theirs)
    merged, told = second(document, theirs, mine)
    if told:
        return
    alone: Any = apply(document, theirs).document
    for op in theirs:
        collection, object_id = op["in"], op["id"]
        if op["op"] != "set" or object_id not in merged[collection] or object_id not in alone[collection]:
            continue
        head, _, tail = op["path"].partition(".")
        mine_too = [own["path"].partition(".")[0] for own in mine if own["op"] == "set" and own["id"] == object_id]
        if head not in mine_too:
            assert merged[collection][object_id].get(head) == alone[collection][object_id].get(head), tail


def test_a_whole_and_a_part_of_one_property_clash() -> None:
    theirs = [put("fields", "fld_a1", "settings.max_length", 9)]
    whole = [put("fields", "fld_a1", "settings", {"max_length": 5})]
    for first, then, path in ((theirs, whole, "settings"), (whole, theirs, "settings.max_length")):
        _, (clash,) = second(base(), first, then)
        assert (clash.kind, clash.path) == (ClashKind.CHANGED, path)


def test_one_and_true_are_different_values() -> None:
    _, told = second(base(), [put("fields", "fld_a1", "default", True)], [put("fields", "fld_a1", "default", 1)])
    assert [(clash.yours, clash.theirs) for clash in told] == [(1, True)]


def test_adding_the_same_object_twice_is_done_once_and_another_under_its_id_clashes() -> None:
    same = [add_node("nod_n1", None, None)]
    state, told = second(base(), same, same)
    assert (told, "nod_n1" in state["nodes"]) == ((), True)
    _, (clash,) = second(base(), same, [add_node("nod_n1", "nod_a1", None)])
    assert clash.kind is ClashKind.EXISTS
