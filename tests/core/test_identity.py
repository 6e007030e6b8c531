"""Whose session it is may be remembered for a second, never longer, and never past its end in the same process."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from accounts.services.memberships import membership_remove
from core.http import identity
from tests.runtime.live import Deployed, deploy, expenses
from tests.world import NOON, World

pytestmark = pytest.mark.database


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.at = 100.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(identity, "people", identity.People(clock=clock))
    return clock


@pytest.fixture
def app(world: World) -> Deployed:
    return deploy(world.workspace, expenses())


@pytest.fixture
def emil(world: World, app: Deployed, clock: Clock) -> Client:
    """Emil's browser, which has just read the app."""
    client = world.client(world.emil)
    assert client.get(app.url("claim/")).status_code == 200
    return client


def test_a_session_that_ended_elsewhere_is_over_within_a_second(emil: Client, app: Deployed, clock: Clock) -> None:
    Session.objects.all().delete()
    clock.at += identity.KEPT_SECONDS - 0.01
    assert emil.get(app.url("claim/")).status_code == 200
    clock.at += 0.01
    assert emil.get(app.url("claim/")).status_code == 401


def test_being_asked_for_does_not_make_a_session_live_longer(emil: Client, app: Deployed, clock: Clock) -> None:
    Session.objects.all().delete()
    statuses = []
    for _ in range(4):
        clock.at += 0.4
        statuses.append(emil.get(app.url("claim/")).status_code)
    assert statuses == [200, 200, 401, 401]


def test_signing_out_is_honoured_at_once(world: World, emil: Client, app: Deployed, clock: Clock) -> None:
    cookie = emil.cookies["guildhall-sid"].value
    emil.post("/sign-out/")
    stolen = Client(headers={"accept": "application/json"})
    stolen.cookies["guildhall-sid"] = cookie
    assert stolen.get(app.url("claim/")).status_code == 401


def test_a_request_under_way_does_not_bring_an_ended_session_back(world: World, clock: Clock) -> None:
    asked_at = clock()
    clock.at += 0.1
    identity.people.forget("key")
    identity.people.keep("key", world.emil, asked_at=asked_at)
    assert identity.people.find("key") is None


def test_a_request_between_the_order_to_end_and_the_end_keeps_nothing(world: World, clock: Clock) -> None:
    identity.people.forget("key")
    clock.at += 0.1
    identity.people.keep("key", world.emil, asked_at=clock())
    assert identity.people.find("key") is None


def test_who_is_deactivated_or_leaves_the_workspace_is_out_with_the_next_request(
    world: World, emil: Client, app: Deployed, clock: Clock
) -> None:
    membership_remove(workspace=world.workspace, user=world.emil, role="employee", now=NOON)
    assert emil.get(app.url("claim/")).status_code == 404
    boss = world.client(world.ada)
    assert boss.get(app.url("claim/")).status_code == 200
    world.ada.is_active = False
    world.ada.save(update_fields=["is_active"])
    assert boss.get(app.url("claim/")).status_code == 404
    assert boss.get(app.url("access/")).status_code == 404


def test_a_person_from_memory_is_a_copy(world: World, clock: Clock) -> None:
    identity.people.keep("key", world.emil, asked_at=clock())
    first = identity.people.find("key")
    assert first is not None
    first.is_active = False
    again = identity.people.find("key")
    assert again is not None
    assert again.is_active


def test_only_live_apps_remember(world: World, emil: Client, clock: Clock) -> None:
    Session.objects.all().delete()
    assert emil.get("/api/apps/").status_code == 401


def test_the_answer_varies_with_the_cookie(emil: Client, app: Deployed, clock: Clock) -> None:
    assert "Cookie" in emil.get(app.url("claim/")).headers["Vary"]
