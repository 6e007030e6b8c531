"""Who gets in: demo people only in demo mode, everybody else with a session, nobody through a trick in the URL."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from pytest_django import Settings

from accounts.services.memberships import membership_add, membership_remove
from accounts.services.sign_ins import MOST_PER_EMAIL, WINDOW, sign_in_failed, sign_in_is_braked
from core.authz import Permission, allowed
from core.http.sign_in import OPEN_PATHS
from tests.world import NOON, World

pytestmark = pytest.mark.database


def routes(patterns: list[URLPattern | URLResolver], prefix: str = "/") -> list[str]:
    found: list[str] = []
    for pattern in patterns:
        path = prefix + str(pattern.pattern)
        found += routes(pattern.url_patterns, path) if isinstance(pattern, URLResolver) else [path]
    return found


SAMPLES = {"uuid": "0197b5a0-0000-7000-8000-000000000000", "slug": "x", "str": "x", "int": "1"}


def concrete(route: str) -> str:
    for kind, value in SAMPLES.items():
        while f"<{kind}:" in route:
            start = route.index(f"<{kind}:")
            route = route[:start] + value + route[route.index(">", start) + 1 :]
    return route


ALL_ROUTES = sorted({concrete(route) for route in routes(get_resolver().url_patterns)})


@pytest.mark.parametrize("path", [path for path in ALL_ROUTES if path not in OPEN_PATHS])
def test_no_route_answers_without_a_session(db: None, path: str) -> None:
    client = Client()
    for trick in ("", "?next=/sign-in/", "?x=/healthz", ";/sign-in/"):
        answer = client.get(path + trick)
        assert answer.status_code in (302, 401, 404), (path, trick, answer.status_code)
        if answer.status_code == 302:
            assert answer.headers["Location"].startswith("/sign-in/")
    assert (
        client.post(path, headers={"x-http-method-override": "GET", "x-original-url": "/sign-in/"}).status_code != 200
    )


def test_the_open_paths_are_exactly_these() -> None:
    assert {"/sign-in/", "/sign-in/demo", "/sign-out/", "/healthz", "/healthz/worker"} == OPEN_PATHS


def test_a_demo_button_signs_in_and_goes_on_where_the_person_wanted(world: World) -> None:
    client = Client()
    answer = client.post("/sign-in/demo", {"persona": "ada", "next": "/apps/"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/apps/")
    assert client.get("/api/me").json()["name"] == "Ada Winters"


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "\\\\evil", ""])
def test_sign_in_never_leads_off_the_site(world: World, wanted: str) -> None:
    answer = Client().post(f"/sign-in/demo?next={quote(wanted)}", {"persona": "ada", "next": wanted})
    assert answer.headers["Location"] == "/"


def test_demo_sign_in_is_gone_outside_demo_mode(world: World, settings: Settings) -> None:
    settings.DEMO_MODE = False
    client = Client()
    assert client.post("/sign-in/demo", {"persona": "adam"}).status_code == 404
    assert client.get("/api/me").status_code == 401
    assert b"Administrator" not in client.get("/sign-in/").content


def test_mail_and_password_sign_in(world: World) -> None:
    world.emil.set_password("correct horse battery")
    world.emil.save()
    client = Client()
    refused = client.post("/sign-in/", {"username": world.emil.email, "password": "wrong"})
    assert refused.status_code == 400
    assert b"The mail address or the password is not right." in refused.content
    client.post("/sign-in/", {"username": world.emil.email, "password": "correct horse battery"})
    assert client.get("/api/me").json()["roles"] == ["employee"]


def test_me_names_workspace_and_roles(world: World) -> None:
    described = world.client(world.dora).get("/api/me").json()
    assert described["workspace"]["name"] == "Northwind Facilities"
    assert described["roles"] == ["data_steward", "reviewer"]


def test_people_of_another_workspace_are_not_found(world: World) -> None:
    assert [person["name"] for person in world.client(world.ada).get("/api/people?q=o").json()["people"]] != []
    assert world.client(world.ada).get("/api/people?q=Mallory").json() == {"people": []}


def test_a_role_is_gone_with_the_next_request(world: World) -> None:
    membership_add(workspace=world.workspace, user=world.emil, role="maker", now=NOON)
    emil = type(world.emil).objects.get(pk=world.emil.pk)
    assert allowed(emil, Permission.APP_CREATE, world.workspace)
    assert not allowed(emil, Permission.APP_CREATE, world.other)
    membership_remove(workspace=world.workspace, user=emil, role="maker", now=NOON)
    assert not allowed(type(emil).objects.get(pk=emil.pk), Permission.APP_CREATE, world.workspace)


def test_a_deactivated_person_may_nothing(world: World) -> None:
    world.adam.is_active = False
    world.adam.save()
    assert not allowed(world.adam, Permission.WORKSPACE_ADMINISTER, world.workspace)
    assert world.client(world.adam).get("/api/me").status_code == 401


def test_guessing_passwords_is_braked_for_the_mail_address_and_nobody_else(world: World) -> None:
    for person in (world.emil, world.ada):
        person.set_password("correct horse battery")
        person.save()
    client = Client()
    wrong = {"username": world.emil.email.upper(), "password": "wrong"}
    assert [client.post("/sign-in/", wrong).status_code for _ in range(11)] == [400] * 10 + [429]
    right = client.post("/sign-in/", {"username": world.emil.email, "password": "correct horse battery"})
    assert right.status_code == 429
    assert b"Too many wrong passwords" in right.content
    assert "sessionid" not in client.cookies
    other = client.post("/sign-in/", {"username": world.ada.email, "password": "correct horse battery"})
    assert other.status_code == 302


def test_the_brake_answers_alike_for_an_unknown_mail_address(world: World) -> None:
    client = Client()
    codes = [client.post("/sign-in/", {"username": "nobody@x.example", "password": "p"}).status_code for _ in range(11)]
    assert codes == [400] * 10 + [429]


def test_the_brake_lets_go_after_the_window(world: World) -> None:
    email = "emil@northwind.example"
    for _ in range(MOST_PER_EMAIL):
        sign_in_failed(email, now=NOON)
    assert sign_in_is_braked(email, now=NOON + WINDOW - timedelta(seconds=1))
    assert not sign_in_is_braked(email, now=NOON + WINDOW)


@pytest.mark.parametrize("username", ["emil\x00@northwind.example", "\x00", "x" * 5000])
def test_a_mail_address_nobody_can_have_is_only_wrong(world: World, username: str) -> None:
    answer = Client().post("/sign-in/", {"username": username, "password": "p\x00"})
    assert answer.status_code == 400
