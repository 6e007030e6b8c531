"""Releases over HTTP: who sees what, and moving the pointer."""

from uuid import uuid4

import pytest
from django.test import Client

from accounts.models import User
from deployments.steps import STEPS
from tests.deployments.conftest import Deployed
from tests.deployments.making import people
from tests.world import World, build_world

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]
JSON = "application/json"


def stranger() -> User:
    return User.objects.filter(email__startswith="mallory").first() or build_world().mallory


def signed_in(who: str) -> Client:
    client = Client(headers={"accept": "application/json"})
    client.force_login(
        stranger() if who == "mallory" else people()[who], backend="django.contrib.auth.backends.ModelBackend"
    )
    return client


def test_a_release_tells_its_steps_and_what_may_be_done(deployed: Deployed) -> None:
    first, second = deployed.ship("purpose"), deployed.ship("amount")
    body = signed_in("ada").get(f"/api/releases/{second.id}").json()
    assert [(step["key"], step["title"], step["state"]) for step in body["steps"]] == [
        (step.key, step.title, "done") for step in STEPS
    ]
    assert all(step["seconds"] >= 0 and step["log"] for step in body["steps"])
    assert (body["state"], body["digest"], body["live_digest"], body["error"]) == (
        "live",
        second.digest,
        second.digest,
        None,
    )
    assert body["app"] == {"id": str(deployed.app.pk), "key": "expense_claims", "title": "Expense claims"}
    assert body["live_url"].startswith("/a/")
    assert body["previous"]["id"] == str(first.id)
    assert body["can"] == {"roll_back": True, "activate": False, "retry": False}
    assert body["effects"] == {
        "roll_back": ["“Amount” of Expense claim is no longer shown; what people entered is kept."],
        "activate": [],
    }
    reviewer = signed_in("rosa").get(f"/api/releases/{second.id}").json()
    assert reviewer["can"] == {"roll_back": False, "activate": False, "retry": False}


def test_rolling_back_and_forward_over_http(deployed: Deployed) -> None:
    first, second = deployed.ship("purpose"), deployed.ship("amount")
    client = signed_in("adam")
    back = client.post(f"/api/releases/{first.id}/activate", {}, content_type=JSON)
    assert (back.status_code, back.json()["state"], back.json()["can"]["roll_back"]) == (200, "live", False)
    newer = client.get(f"/api/releases/{second.id}").json()
    assert (newer["state"], newer["can"]["activate"], newer["live_digest"]) == ("superseded", True, first.digest)
    assert newer["effects"] == {"roll_back": [], "activate": ["“Amount” of Expense claim is shown again."]}
    assert (
        client.post(f"/api/releases/{second.id}/activate", {}, content_type=JSON).json()["live_digest"] == second.digest
    )


def test_the_releases_of_an_app_newest_first(deployed: Deployed) -> None:
    first, second = deployed.ship("purpose"), deployed.ship("amount")
    body = signed_in("ada").get(f"/api/apps/{deployed.app.pk}/releases").json()
    assert [(row["id"], row["state"]) for row in body["releases"]] == [
        (str(second.id), "live"),
        (str(first.id), "superseded"),
    ]


def test_strangers_and_anonymous_people_see_and_move_nothing(deployed: Deployed) -> None:
    first, second = deployed.ship("purpose"), deployed.ship("amount")
    paths = [f"/api/releases/{second.id}", f"/api/apps/{deployed.app.pk}/releases", f"/releases/{second.id}/"]
    for path in paths:
        assert signed_in("mallory").get(path).status_code == 404
        assert Client(headers={"accept": "application/json"}).get(path).status_code == 401
    move = f"/api/releases/{first.id}/activate"
    assert signed_in("mallory").post(move, {}, content_type=JSON).status_code == 404
    assert signed_in("rosa").post(move, {}, content_type=JSON).status_code == 403
    assert Client(headers={"accept": "application/json"}).post(move, {}, content_type=JSON).status_code == 401
    assert deployed.live_digest() == second.digest


def test_unknown_and_hostile_ids_are_answered_plainly(world: World) -> None:
    client = signed_in("ada")
    assert client.get(f"/api/releases/{uuid4()}").json()["code"] == "release-unknown"
    for path in ("/api/releases/1", "/api/releases/..%2f..", "/releases/x/"):
        assert client.get(path).status_code == 404
    assert client.get("/api/releases/%00").json()["code"] == "unreadable-address"
    answer = client.post(f"/api/releases/{uuid4()}/activate", data="[[[", content_type="application/json")
    assert answer.status_code in (400, 404)
    assert answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("verb", ["activate", "retry"])
def test_unknown_keys_are_refused_and_nothing_moves(deployed: Deployed, verb: str) -> None:
    first, second = deployed.ship("purpose"), deployed.ship("amount")
    answer = signed_in("adam").post(f"/api/releases/{first.id}/{verb}", {"digest": "0" * 64}, content_type=JSON)
    assert (answer.status_code, [one["pointer"] for one in answer.json()["errors"]]) == (400, ["/digest"])
    assert deployed.live_digest() == second.digest
