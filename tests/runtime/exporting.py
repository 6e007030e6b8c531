"""What the tests of exports share: seven claims, asking for an export, one turn of its job, and its files."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from core.events.models import Event
from core.jobs import ledger, runner
from core.jobs.models import Job, JobState
from runtime.services import exports_run
from tests.runtime.live import CLAIM, Deployed, make_manager, post
from tests.world import World

ALL: dict[str, Any] = {"format": "csv", "columns": None}
SOME: dict[str, Any] = {"format": "csv", "columns": ["purpose", "amount"]}
HEAD = b'\xef\xbb\xbf"Purpose","Amount","Amount (currency)","Record id"\r\n'


@pytest.fixture
def boss(world: World, app: Deployed, no_files: None) -> Client:
    """Seven claims of the manager."""
    make_manager(app, world.rosa)
    client = world.client(world.rosa)
    for number in range(7):
        assert add(client, app, f"Trip {number}")
    return client


@pytest.fixture
def turns(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two records a batch, one batch a turn."""
    monkeypatch.setattr(exports_run, "BATCH", 2)
    monkeypatch.setattr(exports_run, "TURN_SECONDS", -1.0)


def add(client: Client, app: Deployed, purpose: str, **more: object) -> str:
    status, record = post(client, app.url("claim/"), {**CLAIM, "purpose": purpose, **more})
    assert status == 201, record
    return str(record["id"])


def ask(client: Client, app: Deployed, body: dict[str, Any]) -> dict[str, Any]:
    status, export = post(client, app.url("claim/exports/"), body)
    assert status == 202, export
    return export


def turn() -> None:
    """One turn of whatever export waits."""
    held = ledger.claim(owner="test")
    assert held is not None
    runner.run(held)


def work() -> None:
    while Job.objects.filter(kind="runtime.export", state=JobState.QUEUED).exists():
        turn()


def fetch(client: Client, export: dict[str, Any]) -> bytes:
    shown = client.get(url_of(export)).json()
    assert shown["state"] == "ready", shown
    return content_of(client.get(shown["file"]))


def content_of(response: Any) -> bytes:
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def url_of(export: dict[str, Any], rest: str = "") -> str:
    return f"/api/a/expenses/claim/exports/{export['id']}/{rest}"


def files() -> list[str]:
    folder = Path(settings.STORAGE_DIR, "exports")
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


@pytest.fixture
def no_files() -> None:
    """Tests share a folder."""
    for name in files():
        Path(settings.STORAGE_DIR, "exports", name).unlink()


def exported() -> list[dict[str, Any]]:
    return list(Event.objects.filter(name="records-exported").values_list("payload", flat=True))
