"""The builder over HTTP: shapes, refusals with code and place, and that strangers change nothing."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from builder.models import App, Draft, OperationBatch
from builder.selectors import draft_of
from core.events.models import Event
from tests.builder.drafting import edit, entity_of, field_add, node_add, put, shown, started
from tests.world import World

pytestmark = pytest.mark.database
JSON = "application/json"


def send(client: Client, app: App, operations: Sequence[object], *, base: int, **extra: object) -> Any:
    body = {"base_revision": base, "batch_id": str(uuid4()), "label": "Edit", "operations": list(operations), **extra}
    return client.post(f"/api/drafts/{app.pk}/operations", body, content_type=JSON)


def test_starting_a_blank_app_gives_its_maker_everything_to_begin(world: World) -> None:
    answer = world.client(world.ada).post("/api/apps", {"title": "Expense claims"}, content_type=JSON)
    assert answer.status_code == 201
    body = answer.json()
    assert (body["key"], body["title"], body["state"]) == ("expense_claims", "Expense claims", "draft")
    assert body["owner"]["name"] == world.ada.name
    assert body["role"] == "owner"
    assert body["can"] == {"edit": True, "submit": True, "archive": True, "share": True, "roll_back": True}
    document = draft_of(body["id"]).document
    pages = sorted(document["pages"].values(), key=lambda page: page["order"])
    assert [page["kind"] for page in pages] == ["form", "list", "record"]
    assert {role["key"]: role["audience"] for role in document["roles"].values()} == {
        "staff": "workspace",
        "managers": "granted",
    }


def test_the_second_app_of_a_title_gets_a_key_of_its_own(world: World) -> None:
    client = world.client(world.ada)
    keys = [client.post("/api/apps", {"title": "Claims"}, content_type=JSON).json()["key"] for _ in range(2)]
    assert keys == ["claims", "claims_2"]


def test_an_employee_cannot_start_an_app(world: World) -> None:
    answer = world.client(world.emil).post("/api/apps", {"title": "Mine"}, content_type=JSON)
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
    assert not App.objects.exists()


def test_unknown_keys_are_refused_and_nothing_is_assigned(world: World) -> None:
    body = {"title": "Mine", "owner": str(world.adam.pk), "workspace": str(world.other.pk)}
    answer = world.client(world.ada).post("/api/apps", body, content_type=JSON)
    assert answer.status_code == 400
    assert [at["pointer"] for at in answer.json()["errors"]] == ["/owner", "/workspace"]
    assert not App.objects.exists()


def test_a_draft_is_read_with_the_readers_own_history(world: World) -> None:
    app = started(world)
    edit(app, world.ben, [field_add(app, "fld_amount")], label="Add Amount")
    draft = world.client(world.ben).get(f"/api/drafts/{app.pk}").json()
    assert (draft["revision"], draft["can_edit"]) == (1, True)
    assert [(step["label"], step["undone"]) for step in draft["history"]] == [("Add Amount", False)]
    assert world.client(world.ada).get(f"/api/drafts/{app.pk}").json()["history"] == []


def test_a_conflict_is_a_409_with_both_values_and_what_others_did(world: World) -> None:
    app = started(world)
    edit(app, world.ada, [field_add(app, "fld_amount")])
    edit(app, world.ben, [put("fields", "fld_amount", "label", "Paid")], label="Rename")
    answer = send(world.client(world.ada), app, [put("fields", "fld_amount", "label", "Total")], base=1)
    assert (answer.status_code, answer["Content-Type"]) == (409, "application/problem+json")
    body = answer.json()
    assert (body["code"], body["revision"]) == ("draft-conflict", 2)
    assert [(one["yours"], one["theirs"], one["by"]["name"]) for one in body["conflicts"]] == [
        ("Total", "Paid", world.ben.name)
    ]
    assert [(batch["label"], batch["revision"]) for batch in body["merged"]] == [("Rename", 2)]


def test_what_was_refused_can_be_read_again_by_who_typed_it(world: World) -> None:
    app = started(world)
    edit(app, world.ada, [field_add(app, "fld_amount")])
    edit(app, world.ben, [put("fields", "fld_amount", "label", "Paid")])
    typed = [put("fields", "fld_amount", "label", "Total amount of the claim")]
    assert send(world.client(world.ada), app, typed, base=1).status_code == 409
    (kept,) = world.client(world.ada).get(f"/api/drafts/{app.pk}/refused").json()["batches"]
    assert (kept["operations"], kept["refusal"], kept["label"]) == (typed, "draft-conflict", "Edit")
    assert world.client(world.ben).get(f"/api/drafts/{app.pk}/refused").json() == {"batches": []}


def test_a_merge_answers_with_what_others_did_since(world: World) -> None:
    app = started(world)
    edit(app, world.ada, [field_add(app, "fld_amount")])
    edit(app, world.ben, [put("fields", "fld_amount", "help", "With tax")])
    body = send(world.client(world.ada), app, [put("fields", "fld_amount", "label", "Total")], base=1).json()
    assert body["revision"] == 3
    assert [batch["operations"] for batch in body["merged"]] == [[put("fields", "fld_amount", "help", "With tax")]]
    followed = world.client(world.ben).get(f"/api/drafts/{app.pk}/operations?after=2").json()
    assert [batch["revision"] for batch in followed["batches"]] == [3]
    edit(app, world.ben, [{"op": "remove", "in": "fields", "id": "fld_amount"}])
    (gone,) = world.client(world.ada).get(f"/api/drafts/{app.pk}/operations?after=3").json()["batches"]
    (back,) = gone["inverse"]
    assert (back["op"], back["in"], back["id"], back["value"]["label"]) == ("add", "fields", "fld_amount", "Total")


@pytest.mark.parametrize(
    "operations",
    [
        [],
        ["text"],
        [{"op": "explode"}],
        [{"op": "set", "in": "fields", "id": "fld_amount", "path": "__class__", "value": 1}],
        [{"op": "set", "in": "nowhere", "id": "fld_amount", "path": "label", "value": 1}],
        [{"op": "add", "in": "fields", "id": "../../etc", "value": {}}],
        [{"op": "add", "in": "fields", "id": "fld_new1", "value": {"entity": {"deep": [1, 2]}}}],
        [{"op": "move", "in": "nodes", "id": None}],
        [{"op": {"a": 1}, "in": ["x"], "id": 7, "path": 9}],
        [{"op": "set", "in": "app", "path": "title"}],
    ],
)
def test_hostile_operations_get_a_clear_400_and_change_nothing(world: World, operations: list[object]) -> None:
    app = started(world)
    edit(app, world.ada, [field_add(app, "fld_amount")])
    before = draft_of(app.pk).document
    answer = send(world.client(world.ada), app, operations, base=1)
    assert answer.status_code == 400, answer.content
    assert answer.json()["detail"]
    assert (draft_of(app.pk).document, draft_of(app.pk).revision) == (before, 1)


def test_the_compiled_draft_always_has_something_to_show(world: World) -> None:
    app = started(world)
    placed = node_add(app, "nod_am", component="text@1", field="fld_amount")
    edit(app, world.ada, [field_add(app, "fld_amount"), placed, *shown(app, "fld_amount")])
    compiled = world.client(world.ada).get(f"/api/drafts/{app.pk}/compiled").json()
    assert compiled["revision"] == 1
    assert [field["key"] for field in compiled["artefact"]["entities"][0]["fields"]] == ["amount"]
    assert [one for one in compiled["problems"] if one["severity"] == "error"] == []


def test_an_expression_is_checked_against_the_fields_and_read_in_words(world: World) -> None:
    app = started(world)
    edit(app, world.ada, [field_add(app, "fld_amount", kind="number", label="Amount")])
    url = f"/api/drafts/{app.pk}/expression"
    body = {"expression": "amount > 500", "entity": entity_of(app)}
    good = world.client(world.ada).post(url, body, content_type=JSON).json()
    assert (good["type"], good["problems"], good["variables"]) == ("bool", [], {"amount": "number"})
    assert "Amount" in good["text"]
    bad = world.client(world.ada).post(url, {**body, "expression": "amunt >"}, content_type=JSON).json()
    assert bad["ast"] is None
    assert bad["problems"][0]["code"]


def test_a_change_of_an_app_is_made_whole_or_not_at_all(world: World) -> None:
    app = started(world)
    before = (draft_of(app.pk).document, Event.objects.count(), OperationBatch.objects.count())
    body = {"title": "Travel claims", "deputy": str(world.mallory.pk), "archived": True}
    refused = world.client(world.ada).patch(f"/api/apps/{app.pk}", body, content_type=JSON)
    assert (refused.status_code, refused.json()["code"]) == (400, "person-refused")
    app.refresh_from_db()
    assert (app.title, app.deputy_id, app.archived_at) == ("Expense claims", None, None)
    assert (draft_of(app.pk).document, Event.objects.count(), OperationBatch.objects.count()) == before


def test_restoring_renaming_and_naming_a_deputy_go_together(world: World) -> None:
    app = started(world)
    client = world.client(world.ada)
    assert client.patch(f"/api/apps/{app.pk}", {"archived": True}, content_type=JSON).json()["archived"] is True
    body = {"title": "Travel claims", "deputy": str(world.rosa.pk), "archived": False}
    changed = client.patch(f"/api/apps/{app.pk}", body, content_type=JSON).json()
    assert (changed["title"], changed["deputy"]["name"], changed["archived"]) == (
        "Travel claims",
        world.rosa.name,
        False,
    )
    cleared = client.patch(f"/api/apps/{app.pk}", {"deputy": None}, content_type=JSON).json()
    assert (cleared["title"], cleared["deputy"]) == ("Travel claims", None)


def parts(body: Any) -> list[tuple[str, str, bool]]:
    return [(one["person"]["name"], one["role"], one["removable"]) for one in body["members"]]


def test_only_the_owner_hands_an_app_over(world: World) -> None:
    app = started(world)
    url = f"/api/apps/{app.pk}/members"
    body = {"person": str(world.ben.pk), "role": "owner"}
    refused = world.client(world.ben).post(url, body, content_type=JSON)
    assert (refused.status_code, refused.json()["code"]) == (403, "not-owner")
    done = world.client(world.ada).post(url, body, content_type=JSON).json()
    assert parts(done) == [(world.ben.name, "owner", False), (world.ada.name, "comaker", True)]
    assert done["can_change"] is False
    assert world.client(world.ada).get(f"/api/apps/{app.pk}").json()["can"] == {
        "edit": True,
        "submit": True,
        "archive": False,
        "share": False,
        "roll_back": False,
    }


def test_strangers_get_404_everywhere_and_change_nothing(world: World) -> None:
    app = started(world)
    edit(app, world.ada, [field_add(app, "fld_amount")])
    document = draft_of(app.pk).document
    client = world.client(world.mallory)
    batch = {"base_revision": 1, "batch_id": str(uuid4()), "label": "x", "operations": [put("app", "", "title", "X")]}
    answers = [
        client.get(f"/api/apps/{app.pk}"),
        client.patch(f"/api/apps/{app.pk}", {"title": "Mine now"}, content_type=JSON),
        client.get(f"/api/apps/{app.pk}/members"),
        client.get(f"/api/apps/{app.pk}/members/candidates"),
        client.post(f"/api/apps/{app.pk}/members", {"person": str(world.mallory.pk)}, content_type=JSON),
        client.delete(f"/api/apps/{app.pk}/members", {"person": str(world.ben.pk)}, content_type=JSON),
        client.get(f"/api/drafts/{app.pk}"),
        client.post(f"/api/drafts/{app.pk}/operations", batch, content_type=JSON),
        client.get(f"/api/drafts/{app.pk}/operations?after=0"),
        client.get(f"/api/drafts/{app.pk}/refused"),
        client.get(f"/api/drafts/{app.pk}/compiled"),
        client.post(f"/api/drafts/{app.pk}/expression", {"expression": "1", "entity": "ent_x1"}, content_type=JSON),
    ]
    assert [answer.status_code for answer in answers] == [404] * len(answers)
    assert not any(b"Expense" in answer.content for answer in answers)
    assert client.get("/api/apps").json() == {"apps": []}
    assert draft_of(app.pk).document == document
    assert (App.objects.get().title, OperationBatch.objects.count(), Draft.objects.count()) == ("Expense claims", 1, 1)


def test_the_list_and_the_app_itself_are_open_to_the_same_people(world: World) -> None:
    app = started(world)
    sees = {}
    for name in ("ada", "ben", "rosa", "dora", "stella", "theo", "adam", "audrey", "emil", "mallory"):
        client = world.client(getattr(world, name))
        listed = [row["id"] for row in client.get("/api/apps").json()["apps"]] == [str(app.pk)]
        shown = client.get(f"/api/apps/{app.pk}").status_code == 200
        assert listed == shown, name
        sees[name] = shown
    assert {name for name, seen in sees.items() if seen} == {"ada", "ben", "rosa", "dora", "adam", "audrey"}


def test_nobody_gets_in_without_signing_in(world: World) -> None:
    app = started(world)
    client = world.client(None)
    for url in ("/api/apps", f"/api/apps/{app.pk}", f"/api/drafts/{app.pk}", f"/api/drafts/{app.pk}/compiled"):
        assert client.get(url).status_code == 401


def test_the_list_of_apps_names_the_last_editor_and_reads_no_document(world: World) -> None:
    app = started(world)
    edit(app, world.ben, [{"op": "set", "in": "app", "path": "summary", "value": "What we spend"}])
    with CaptureQueriesContext(connection) as asked:
        (row,) = world.client(world.ada).get("/api/apps").json()["apps"]
    assert row["draft"]["changed_by"]["name"] == "Ben Okafor"
    batches = [query["sql"] for query in asked if "builder_operationbatch" in query["sql"]]
    assert batches
    assert not any(word in sql for sql in batches for word in ('"inverse"', '"operations"', '"document"'))
