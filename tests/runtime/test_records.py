"""Records through the API: what is stored is what the rules say, and what is answered is what is stored."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection

from runtime.models import IdempotencyKey, LiveApp, RecordHistory
from runtime.services import activation
from tests.runtime.live import CLAIM, Deployed, Json, deploy, expenses, make_manager, post
from tests.world import NOON, World

pytestmark = pytest.mark.database


def stored(sql: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def test_a_claim_is_stored_in_typed_columns_with_its_history(world: World, app: Deployed) -> None:
    status, record = post(world.client(world.emil), app.url("claim/"), CLAIM)
    assert status == 201
    rows = stored("SELECT purpose, amount, amount_currency, category, quantity, total, version FROM gh_expenses_claim")
    assert [
        (row[0], float(str(row[1])), row[2], row[3], float(str(row[4])), float(str(row[5])), row[6]) for row in rows
    ] == [("Train to Leeds", 80.0, "EUR", "travel", 1, 80.0, 1)]
    assert record["amount"] == {"amount": "80.00", "currency": "EUR"}
    assert (record["quantity"], record["total"], record["reason"]) == ("1", "80.00", None)
    assert (record["created_by"], record["created_by__label"]) == (str(world.emil.pk), world.emil.name)
    history = RecordHistory.objects.get(record_id=UUID(str(record["id"])))
    assert (history.version, history.action, history.actor_id) == (1, "created", world.emil.pk)
    assert history.changes["fld_purpose"] == [None, "Train to Leeds"]
    assert "fld_reason" not in history.changes


def test_rules_are_applied_again_on_the_server(world: World, app: Deployed) -> None:
    client = world.client(world.emil)
    status, record = post(client, app.url("claim/"), {**CLAIM, "reason": None})
    assert (status, record["reason"]) == (201, None)
    status, problem = post(client, app.url("claim/"), {**CLAIM, "category": "other", "amount": {"amount": "200"}})
    assert (status, problem["code"]) == (400, "record-invalid")
    assert problem["errors"] == [
        {"pointer": "/reason", "code": "required", "message": "Fill in \u201cReason\u201d"},
        {"pointer": "/spent_on", "code": "required", "message": "Fill in \u201cSpent on\u201d"},
    ]
    assert RecordHistory.objects.count() == 1


HIDDEN = {
    "pointer": "/reason",
    "code": "hidden",
    "message": "\u201cReason\u201d is not asked here. Leave it out",
}


@pytest.mark.parametrize("reason", ["sneaked in", 7, "x" * 9_000])
def test_an_answer_that_is_not_asked_for_is_refused(world: World, app: Deployed, reason: object) -> None:
    status, problem = post(world.client(world.emil), app.url("claim/"), {**CLAIM, "reason": reason})
    assert (status, problem["code"], problem["errors"]) == (400, "record-invalid", [HIDDEN])
    assert stored("SELECT COUNT(*) FROM gh_expenses_claim") == [(0,)]
    assert RecordHistory.objects.count() == 0


@pytest.mark.parametrize("reason", [None, "", "  "])
def test_nothing_is_a_fine_answer_to_what_is_not_asked(world: World, app: Deployed, reason: object) -> None:
    status, record = post(world.client(world.emil), app.url("claim/"), {**CLAIM, "reason": reason})
    assert (status, record["reason"]) == (201, None)


def test_what_is_hidden_is_judged_only_by_answers_that_could_be_read(world: World, app: Deployed) -> None:
    body = {**CLAIM, "category": "othr", "reason": "It was late"}
    problem = post(world.client(world.emil), app.url("claim/"), body)[1]
    assert [(at["pointer"], at["code"]) for at in problem["errors"]] == [("/category", "option")]


def test_a_change_empties_what_it_hides_and_refuses_an_answer_to_it(world: World, app: Deployed) -> None:
    client = world.client(world.emil)
    record = post(client, app.url("claim/"), {**CLAIM, "category": "other", "reason": "It was late"})[1]
    url = app.url(f"claim/{record['id']}/")

    def change(body: Json) -> Any:
        return client.patch(url, body, content_type="application/json", headers={"If-Match": "*"})

    refused = change({"category": "travel", "reason": "It was later"})
    assert (refused.status_code, refused.json()["errors"]) == (400, [HIDDEN])
    assert client.get(url).json()["reason"] == "It was late"
    assert change({"category": "travel"}).json()["reason"] is None
    refused = change({"reason": "Back again"})
    assert (refused.status_code, refused.json()["errors"]) == (400, [HIDDEN])
    assert [entry["version"] for entry in client.get(f"{url}history/").json()["results"]] == [2, 1]


@pytest.mark.parametrize(
    ("change", "pointer", "code"),
    [
        ({"purpose": " "}, "/purpose", "required"),
        ({"amount": {"amount": "5000.01"}}, "/amount", "too-large"),
        ({"amount": {"amount": "10", "currency": "USD"}}, "/amount", "currency"),
        ({"category": "hotel"}, "/category", "option"),
        ({"total": "1"}, "/total", "read-only"),
        ({"total": None}, "/total", "read-only"),
        ({"customer": str(uuid4())}, "/customer", "record"),
        ({"approver": str(uuid4())}, "/approver", "person"),
        ({"receipt": [{"id": str(uuid4())}]}, "/receipt", "file"),
        ({"created_by_id": str(uuid4())}, "/created_by_id", "unknown-key"),
        ({"version": 9}, "/version", "unknown-key"),
        ({"deleted_at": None}, "/deleted_at", "unknown-key"),
        ({"c0": "x"}, "/c0", "unknown-key"),
    ],
)
def test_a_wrong_value_is_refused_at_its_place(
    world: World, app: Deployed, change: dict[str, object], pointer: str, code: str
) -> None:
    status, problem = post(world.client(world.emil), app.url("claim/"), {**CLAIM, **change})
    assert status == 400
    assert [(at["pointer"], at["code"]) for at in problem["errors"]] == [(pointer, code)]
    assert stored("SELECT COUNT(*) FROM gh_expenses_claim") == [(0,)]


def test_the_same_key_is_one_record_and_the_same_bytes(world: World, app: Deployed) -> None:
    client, key = world.client(world.emil), str(uuid4())

    def send(body: Json) -> Any:
        return client.post(app.url("claim/"), body, content_type="application/json", headers={"Idempotency-Key": key})

    first, again = send(CLAIM), send(CLAIM)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.content == again.content
    assert again.headers["Idempotency-Replayed"] == "true"
    other = send({**CLAIM, "purpose": "Another"})
    assert (other.status_code, other.json()["code"]) == (422, "idempotency-mismatch")
    assert stored("SELECT COUNT(*) FROM gh_expenses_claim") == [(1,)]
    assert (IdempotencyKey.objects.count(), RecordHistory.objects.count()) == (1, 1)


@pytest.mark.parametrize("more", [{}, {"ticket": "T-1"}], ids=["plain", "with a value no other record may have"])
def test_what_was_accepted_once_is_answered_again_though_it_would_be_refused_now(
    world: World, app: Deployed, more: Json
) -> None:
    client, key = world.client(world.emil), {"Idempotency-Key": str(uuid4())}
    status, first = post(client, app.url("claim/"), {**CLAIM, **more}, **key)
    assert status == 201
    document = expenses()
    document["fields"]["fld_spent"]["required"] = True
    deploy(world.workspace, document, app_id=app.app_id)
    assert post(client, app.url("claim/"), {**CLAIM, **more})[0] == 400
    assert post(client, app.url("claim/"), {**CLAIM, **more}, **key) == (201, first)
    refused = post(client, app.url("claim/"), {**CLAIM, **more, "purpose": "Another"}, **key)
    assert (refused[0], refused[1]["code"]) == (422, "idempotency-mismatch")
    assert stored("SELECT COUNT(*) FROM gh_expenses_claim") == [(1,)]


@pytest.mark.parametrize("has_key", [True, False])
def test_a_record_that_cannot_be_written_leaves_no_history_and_no_key(
    world: World, app: Deployed, has_key: bool
) -> None:
    key = {"Idempotency-Key": str(uuid4())} if has_key else {}
    index = "CREATE UNIQUE INDEX one_purpose ON gh_expenses_claim (purpose, category)"
    with connection.cursor() as cursor:
        cursor.execute(index)
    client = world.client(world.emil)
    assert post(client, app.url("claim/"), CLAIM)[0] == 201
    before = (IdempotencyKey.objects.count(), RecordHistory.objects.count())
    assert post(client, app.url("claim/"), CLAIM, **key)[1]["code"] == "write-refused"
    assert (IdempotencyKey.objects.count(), RecordHistory.objects.count()) == before
    assert stored("SELECT COUNT(*) FROM gh_expenses_claim") == [(1,)]


def test_a_refused_answer_is_not_kept_with_its_key(world: World, app: Deployed) -> None:
    client, key = world.client(world.emil), {"Idempotency-Key": str(uuid4())}
    assert post(client, app.url("claim/"), {}, **key)[0] == 400
    assert post(client, app.url("claim/"), CLAIM, **key)[0] == 201
    assert post(client, app.url("claim/"), CLAIM, **{"Idempotency-Key": "no-uuid"})[1]["code"] == "idempotency-key"


def test_a_change_needs_the_version_that_was_read(world: World, app: Deployed) -> None:
    client = world.client(world.emil)
    record = post(client, app.url("claim/"), CLAIM)[1]
    url = app.url(f"claim/{record['id']}/")

    def change(body: Json, **headers: str) -> Any:
        return client.patch(url, body, content_type="application/json", headers=headers)

    assert change({"purpose": "Bus"}).json()["code"] == "version-required"
    changed = change({"purpose": "Bus", "quantity": "2"}, **{"If-Match": '"1"'})
    assert (changed.status_code, changed.headers["ETag"]) == (200, '"2"')
    assert (changed.json()["total"], changed.json()["version"]) == ("160.00", 2)
    stale = change({"purpose": "Plane"}, **{"If-Match": '"1"'})
    assert (stale.status_code, stale.json()["code"]) == (412, "record-changed")
    assert stale.json()["current"]["purpose"] == "Bus"
    same = change({"purpose": "Bus"}, **{"If-Match": '"2"'})
    assert (same.status_code, same.json()["version"]) == (200, 2)
    entries = client.get(f"{url}history/").json()["results"]
    assert [(entry["version"], entry["action"]) for entry in entries] == [(2, "changed"), (1, "created")]
    assert entries[0]["changes"] == [
        {"field": "purpose", "label": "Purpose", "before": "Train to Leeds", "after": "Bus"},
        {"field": "quantity", "label": "Quantity", "before": "1", "after": "2"},
        {"field": "total", "label": "Total", "before": "80.00", "after": "160.00"},
    ]


def test_what_was_missing_before_is_no_fault_of_a_later_change(world: World, app: Deployed) -> None:
    client = world.client(world.emil)
    record = post(client, app.url("claim/"), CLAIM)[1]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE gh_expenses_claim SET purpose = NULL")

    def send(body: Json) -> Any:
        url = app.url(f"claim/{record['id']}/")
        return client.patch(url, body, content_type="application/json", headers={"If-Match": "*"})

    assert send({"quantity": "3"}).status_code == 200
    assert send({"purpose": None}).json()["errors"][0]["code"] == "required"


def test_delete_hides_the_record_and_frees_its_unique_value(world: World, app: Deployed) -> None:
    make_manager(app, world.rosa)
    boss = world.client(world.rosa)
    record = post(boss, app.url("claim/"), {**CLAIM, "ticket": "T-1"})[1]
    twice = post(boss, app.url("claim/"), {**CLAIM, "ticket": "T-1"})
    assert (twice[0], twice[1]["errors"][0]["code"]) == (400, "unique")
    url = app.url(f"claim/{record['id']}/")
    assert boss.delete(url, headers={"If-Match": '"7"'}).status_code == 412
    assert boss.delete(url).status_code == 204
    assert (boss.get(url).status_code, boss.delete(url).status_code) == (404, 404)
    assert boss.get(app.url("claim/")).json()["results"] == []
    assert post(boss, app.url("claim/"), {**CLAIM, "ticket": "T-1"})[0] == 201
    assert stored("SELECT COUNT(*) FROM gh_expenses_claim") == [(2,)]


def test_links_and_people_are_named(world: World, app: Deployed) -> None:
    make_manager(app, world.rosa)
    boss = world.client(world.rosa)
    customer = post(boss, app.url("customer/"), {"name": "Contoso"})[1]
    sent = {**CLAIM, "customer": customer["id"], "approver": str(world.ben.pk), "tags": ["meals", "travel"]}
    record = post(boss, app.url("claim/"), sent)[1]
    assert (record["customer"], record["customer__label"]) == (customer["id"], "Contoso")
    assert (record["approver__label"], record["tags"]) == (world.ben.name, ["travel", "meals"])
    assert boss.get(app.url(f"claim/{record['id']}/")).json() == record
    assert boss.get(app.url("options/customer/?q=cont")).json() == {
        "results": [{"id": customer["id"], "label": "Contoso"}]
    }


@pytest.mark.parametrize(
    "body",
    [
        *(b"{", b"[]", b'"x"', b'{"a":1,"a":2}', b'{"purpose":"\\u0000"}', b'{"purpose":"\\ud800"}', b"[" * 2000, b""),
        *(b'{"a":NaN}', b"\xff\xfe", b'{"amount":1e999}', b'{"amount":{"amount":{"amount":1}}}', b'{"purpose":["x"]}'),
    ],
)
def test_hostile_bodies_are_400(world: World, app: Deployed, body: bytes) -> None:
    response = world.client(world.emil).post(app.url("claim/"), body, content_type="application/json")
    assert response.status_code == 400
    assert response.headers["Content-Type"] == "application/problem+json"
    assert stored("SELECT COUNT(*) FROM gh_expenses_claim") == [(0,)]


def test_a_body_beyond_the_cap_is_413(world: World, app: Deployed) -> None:
    body = b'{"purpose":"' + b"x" * 1_100_000 + b'"}'
    assert world.client(world.emil).post(app.url("claim/"), body, content_type="application/json").status_code == 413


def test_the_pointer_cannot_lead_to_another_apps_release(world: World, app: Deployed) -> None:
    assert LiveApp.objects.get().current_id == app.live_release_id


def test_an_answer_hidden_since_before_is_not_erased_by_another_change(world: World, app: Deployed) -> None:
    row = {"purpose": "Bus", "amount": "20", "category": "travel", "reason": "From the old sheet"}
    activation.load_rows(
        live_release_id=app.live_release_id,
        entity_id="ent_claim",
        source="sheet",
        rows=[row],
        actor_id=world.emil.pk,
        now=NOON,
    )
    client = world.client(world.emil)
    (record,) = client.get(app.url("claim/")).json()["results"]
    url = app.url(f"claim/{record['id']}/")
    changed = client.patch(
        url, {"purpose": "Train"}, content_type="application/json", headers={"If-Match": '"1"'}
    ).json()
    assert (changed["purpose"], changed["reason"]) == ("Train", "From the old sheet")
    shown = client.patch(url, {"category": "other"}, content_type="application/json", headers={"If-Match": '"2"'})
    assert shown.json()["reason"] == "From the old sheet"
    hidden = client.patch(url, {"category": "meals"}, content_type="application/json", headers={"If-Match": '"3"'})
    assert hidden.json()["reason"] is None
