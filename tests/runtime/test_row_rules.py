"""Access by rule: what the condition says holds in every place a record can be met, and what fails lets nobody in."""

from typing import Any, cast
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from definition.compiled import CompiledApp
from runtime.models import RecordHistory
from runtime.records.access import Person, granted_by, rights_of
from runtime.services.plans import data_plan
from runtime.services.serving import releases
from tests.runtime.live import CLAIM, Deployed, Json, artefact_of, deploy, expenses, make_manager, post
from tests.world import NOON, World

pytestmark = pytest.mark.database
READ = "created_by == me.id || approver == me.id || (category == 'travel' && quantity > 3)"
CHANGE = "created_by == me.id && category != 'other'"


def ruled(read: str = READ, update: str = CHANGE, delete: str = "approver == me.id") -> Json:
    app = expenses()
    rights = {"read": {"when": read}, "update": {"when": update}, "delete": {"when": delete}}
    app["grants"]["gra_staff"] = {**app["grants"]["gra_staff"], **rights}
    return app


@pytest.fixture
def live(world: World) -> Deployed:
    return deploy(world.workspace, ruled())


def add(world: World, live: Deployed, person: User, **more: Any) -> str:
    status, record = post(world.client(person), live.url("claim/"), {**CLAIM, **more})
    assert status == 201, record
    return str(record["id"])


def seen(world: World, live: Deployed, person: User) -> set[str]:
    page = world.client(person).get(live.url("claim/")).json()
    assert page["count"] == {"value": len(page["results"]), "exact": True}
    return {record["id"] for record in page["results"]}


def test_a_list_holds_the_records_of_the_rule_and_no_others(world: World, live: Deployed) -> None:
    mine = add(world, live, world.emil)
    to_approve = add(world, live, world.ada, approver=str(world.emil.pk))
    shared = add(world, live, world.ada, quantity="4")
    hidden = add(world, live, world.ada, quantity="3", category="meals")
    assert seen(world, live, world.emil) == {mine, to_approve, shared}
    assert seen(world, live, world.ada) == {to_approve, shared, hidden}
    assert seen(world, live, world.ben) == {shared}


def test_what_the_rule_hides_is_nowhere(world: World, live: Deployed) -> None:
    ada, emil = world.client(world.ada), world.client(world.emil)
    pdf = SimpleUploadedFile("secret.pdf", b"%PDF-1.7 secret")
    file = ada.post(live.url("files/"), {"file": pdf, "entity": "claim", "field": "receipt"}).json()["id"]
    hidden = add(world, live, world.ada, purpose="Secret", receipt=[{"id": file}])
    for rest in (f"claim/{hidden}/", f"claim/{hidden}/history/", f"files/{file}/"):
        answer = ada.get(live.url(rest))
        assert answer.status_code == 200
        assert answer.getvalue() != b""
        assert emil.get(live.url(rest)).status_code == 404
    assert emil.get(live.url("options/claim/?q=Secret")).json()["results"] == []
    assert emil.get(live.url("claim/?q=Secret")).json()["count"]["value"] == 0
    figures = emil.get(live.url("figures/board/")).json()["figures"]
    assert {key: found["value"] for key, found in figures.items()} == {"nod_count": 0, "nod_sum": None}


def change(world: World, live: Deployed, person: User, record: str, **values: Any) -> "tuple[int, Json]":
    response = world.client(person).patch(
        live.url(f"claim/{record}/"), values, content_type="application/json", headers={"If-Match": "*"}
    )
    return response.status_code, response.json()


def test_a_record_is_changed_only_within_the_right_before_and_after(world: World, live: Deployed) -> None:
    mine = add(world, live, world.emil)
    others = add(world, live, world.ada, approver=str(world.emil.pk))
    assert change(world, live, world.emil, mine, purpose="Bus")[0] == 200
    status, problem = change(world, live, world.emil, mine, category="other", reason="x")
    assert (status, problem["detail"]) == (
        403,
        "With these answers it would be a Claim that you may not change. Nothing was saved.",
    )
    assert change(world, live, world.emil, others, purpose="Mine")[0] == 403
    stored = world.client(world.emil).get(live.url(f"claim/{mine}/")).json()
    assert (stored["purpose"], stored["category"], stored["version"]) == ("Bus", "travel", 2)
    assert RecordHistory.objects.filter(record_id=mine).count() == 2
    assert world.client(world.ada).get(live.url(f"claim/{others}/")).json()["version"] == 1


def test_only_what_the_rule_covers_is_deleted(world: World, live: Deployed) -> None:
    mine = add(world, live, world.emil)
    to_approve = add(world, live, world.ada, approver=str(world.emil.pk))
    emil = world.client(world.emil)
    assert emil.delete(live.url(f"claim/{mine}/"), headers={"If-Match": "*"}).status_code == 403
    assert emil.delete(live.url(f"claim/{to_approve}/"), headers={"If-Match": "*"}).status_code == 204
    assert seen(world, live, world.emil) == {mine}


def test_what_cannot_be_worked_out_is_out_of_reach(world: World) -> None:
    live = deploy(world.workspace, ruled(read="10 / (quantity - 1) > 2 && today() > date('2020-01-01')"))
    broken = add(world, live, world.emil, quantity="1")
    whole = add(world, live, world.emil, quantity="5")
    empty = add(world, live, world.emil, quantity=None)
    assert seen(world, live, world.emil) == {whole}
    for record in (broken, empty):
        assert world.client(world.emil).get(live.url(f"claim/{record}/")).status_code == 404


def test_rules_of_two_roles_add_up(world: World) -> None:
    app = ruled(read="approver == me.id")
    app["grants"]["gra_boss"] = {**app["grants"]["gra_boss"], "read": {"when": "category == 'meals'"}, "update": "own"}
    live = deploy(world.workspace, app)
    make_manager(live, world.rosa)
    to_approve = add(world, live, world.ada, approver=str(world.rosa.pk))
    meals = add(world, live, world.ada, category="meals")
    add(world, live, world.ada)
    assert seen(world, live, world.rosa) == {to_approve, meals}


def test_a_rule_no_database_answers_lets_nobody_in_even_when_it_was_deployed(world: World, live: Deployed) -> None:
    add(world, live, world.emil)
    ready = releases.get(live.live_release_id)
    artefact = artefact_of(ruled())
    grants = cast("list[Json]", artefact["grants"])
    grants[0]["read"] = {**grants[0]["read"], "when": ["op", "!=", ["call", "lower", ["var", "purpose"]], ["str", ""]]}
    compiled = CompiledApp.from_json(artefact)
    person = Person(id=world.emil.pk, name="Emil", email="emil@x", now=NOON)
    rights = rights_of(granted_by(compiled), ["staff"], person)
    assert rights.on("claim").read == "rule"
    assert not rights.readable(ready.tables.entities["claim"]).exists()


def test_screens_are_told_that_a_rule_decides(world: World, live: Deployed) -> None:
    permissions = world.client(world.emil).get(live.url("")).json()["permissions"]["claim"]
    assert permissions == {"create": True, "read": "rule", "update": "rule", "delete": "rule"}


def test_a_link_may_lead_only_to_what_the_rule_shows(world: World) -> None:
    app = ruled()
    app["grants"]["gra_staff2"] = {**app["grants"]["gra_staff2"], "read": {"when": "name.startsWith('A')"}}
    live = deploy(world.workspace, app)
    make_manager(live, world.rosa)
    rosa = world.client(world.rosa)
    shown, hidden = (str(post(rosa, live.url("customer/"), {"name": name})[1]["id"]) for name in ("Acme", "Bolt"))
    assert post(world.client(world.emil), live.url("claim/"), {**CLAIM, "customer": shown})[0] == 201
    status, problem = post(world.client(world.emil), live.url("claim/"), {**CLAIM, "customer": hidden})
    assert (status, problem["errors"][0]["code"]) == (400, "record")
    missing = post(world.client(world.emil), live.url("claim/"), {**CLAIM, "customer": str(uuid4())})
    assert missing[1]["errors"] == problem["errors"]


def test_what_a_rule_goes_by_is_quick_to_find(world: World) -> None:
    app = ruled(read="created_by == me.id || ticket == me.email")
    app["grants"]["gra_staff"]["update"] = app["grants"]["gra_staff"]["delete"] = "none"
    sentences = data_plan(artefact_of(app), None).sentences
    assert "Makes Claims quick to find by Ticket" in sentences
    assert "Makes Claims quick to find by who added a record" in sentences
    plain = ruled(read="purpose == 'x'")
    plain["grants"]["gra_staff"]["update"] = "none"
    assert "Makes Claims quick to find by who added a record" not in data_plan(artefact_of(plain), None).sentences
