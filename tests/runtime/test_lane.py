"""The record addresses keep every promise of the other endpoints: problems, forged requests, methods, bodies."""

from typing import Any

import pytest
from django.test import Client

from runtime.models import RecordHistory
from tests.runtime.live import CLAIM, Deployed
from tests.world import World

pytestmark = pytest.mark.database


def problem(response: Any) -> tuple[int, str, str]:
    """Status, media type and code."""
    return response.status_code, response.headers["Content-Type"], response.json()["code"]


@pytest.fixture
def guarded(world: World) -> Client:
    """Emil's browser, with the check of forged requests on, as in the real one."""
    client = Client(enforce_csrf_checks=True, headers={"accept": "application/json"})
    client.force_login(world.emil, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_a_forged_request_is_refused_and_stores_nothing(guarded: Client, app: Deployed) -> None:
    forged = guarded.post(app.url("claim/"), CLAIM, content_type="application/json")
    assert problem(forged)[:2] == (403, "application/problem+json")
    assert "CSRF" in forged.json()["detail"]
    assert not RecordHistory.objects.exists()
    token = "a" * 32
    guarded.cookies["guildhall-csrf"] = token
    headers = {"X-CSRFToken": token}
    assert guarded.post(app.url("claim/"), CLAIM, content_type="application/json", headers=headers).status_code == 201


def test_other_methods_are_named_problems(world: World, app: Deployed) -> None:
    client = world.client(world.emil)
    refused = client.put(app.url("claim/"), CLAIM, content_type="application/json")
    assert problem(refused) == (405, "application/problem+json", "method_not_allowed")
    assert refused.headers["Allow"] == "GET, POST, HEAD, OPTIONS"
    asked = client.options(app.url("claim/"))
    assert (asked.status_code, asked.headers["Allow"]) == (204, "GET, POST, HEAD, OPTIONS")
    assert (client.head(app.url("claim/")).status_code, client.head(app.url("claim/")).content) == (200, b"")


@pytest.mark.parametrize(
    ("body", "media_type", "status", "code"),
    [
        (b"a=1", "application/x-www-form-urlencoded", 415, "unsupported_media_type"),
        (b"[1]", "application/json", 400, "invalid"),
        (b"{", "application/json", 400, "bad-json"),
        (b'{"purpose": "\\u0000"}', "application/json", 400, "bad-json"),
        (b"{}", "application/json; charset=utf-7", 400, "bad-json"),
        (b"", "application/json", 400, "record-invalid"),
        (b'{"purpose": "' + b"x" * 1_000_000 + b'"}', "application/json", 413, "too-large"),
    ],
)
def test_a_body_that_is_no_record_is_refused(
    world: World, app: Deployed, body: bytes, media_type: str, status: int, code: str
) -> None:
    refused = world.client(world.emil).post(app.url("claim/"), body, content_type=media_type)
    assert problem(refused) == (status, "application/problem+json", code)
    assert not RecordHistory.objects.exists()


def test_nobody_gets_in_without_signing_in(world: World, app: Deployed) -> None:
    for answer in (
        world.client(None).get(app.url("claim/")),
        world.client(None).post(app.url("claim/"), CLAIM, content_type="application/json"),
    ):
        assert problem(answer) == (401, "application/problem+json", "sign-in-needed")


def test_every_answer_carries_the_policy(world: World, app: Deployed) -> None:
    expected = {"default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"}
    policy = world.client(world.emil).get(app.url("claim/")).headers["Content-Security-Policy"]
    assert expected <= {part.strip() for part in policy.split(";")}
