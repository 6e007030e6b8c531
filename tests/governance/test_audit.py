"""The audit log: what happened in words, only for those who may read it, and a chain that names its first bad entry."""

from dataclasses import is_dataclass
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

import accounts.events
import builder.events
import deployments.events
import governance.events
import runtime.events
from builder.events import AppPutAway
from core.events.codec import EventData, event_name
from core.events.models import Event, EventStream
from core.events.record import event_hash, record
from governance.services.audit import audit_chain
from governance.services.audit_words import WORDINGS, wording_of
from tests.builder.drafting import started
from tests.governance.reviewing import approved_submission, complete
from tests.world import NOON, World

pytestmark = pytest.mark.database
URL = "/api/audit"


def read(world: World, query: str = "", *, person: Any = None) -> Any:
    response = world.client(person or world.audrey).get(f"{URL}?{query}")
    assert response.status_code == 200, response.content
    return response.json()


def record_here(world: World, event: EventData) -> None:
    with transaction.atomic():
        record(event, actor=world.ada, at=NOON, workspace=world.workspace.pk)


def unprotect() -> None:
    """Like somebody who can write the database file: the triggers are gone."""
    table = " ON events_event" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER events_event_append_only{table}")


def names(body: Any) -> list[str]:
    return [entry["name"] for entry in body["entries"]]


def test_every_event_of_the_platform_has_words() -> None:
    modules = (accounts.events, builder.events, governance.events, deployments.events, runtime.events)
    events = {
        event_name(item)
        for module in modules
        for item in vars(module).values()
        if isinstance(item, type) and is_dataclass(item) and item.__module__ == module.__name__
    }
    assert set(WORDINGS) == events


def test_an_event_of_a_later_version_is_still_shown() -> None:
    assert wording_of("app-{0}-painted").read({"0": "x"}) == "Recorded “app-0-painted”."


def test_the_log_reads_newest_first_in_words_with_links(world: World) -> None:
    submission = approved_submission(world)
    body = read(world)
    assert [(entry["number"], entry["sentence"]) for entry in body["entries"]] == [
        (6, "Version 1 may go live: every approval is given."),
        (5, "Approved this version."),
        (4, "The checks passed. Risk tier 1."),
        (3, "Submitted version 1 for review."),
        (2, "Froze the draft as version 1."),
        (1, "Started the app from a blank form."),
    ]
    approved, decided, passed, *_, begun = body["entries"]
    title = {"kind": "submission", "title": "Expense claims, version 1", "url": f"/reviews/{submission.pk}/"}
    assert decided["who"]["name"] == world.rosa.name
    assert (approved["object"], approved["digest"]) == (title, submission.digest)
    assert (passed["who"], passed["system"]) == (None, True)
    app = {"kind": "app", "title": "Expense claims", "url": f"/apps/{submission.app_id}/form/"}
    assert (begun["object"], begun["digest"], begun["system"]) == (app, "", False)
    assert body["older"] is None


@pytest.mark.parametrize("persona", ["ada", "ben", "rosa", "dora", "stella", "theo", "emil"])
@pytest.mark.parametrize("url", [URL, "/api/audit/chain", "/audit/"])
def test_only_auditors_and_administrators_read_it(world: World, persona: str, url: str) -> None:
    started(world, title="Expense claims")
    response = world.client(getattr(world, persona)).get(url)
    assert (response.status_code, response.json()["code"]) == (403, "forbidden")
    assert b"Expense claims" not in response.content


def test_the_screen_refuses_in_words(world: World) -> None:
    response = world.client(world.ada).get("/audit/", headers={"accept": "text/html"})
    assert response.status_code == 403
    assert b"An administrator of the workspace can grant it." in response.content


def test_nothing_of_one_workspace_is_read_in_another(world: World) -> None:
    complete(world)
    body = read(world, person=world.mallory)
    assert (body["entries"], body["older"]) == ([], None)
    assert [person["name"] for person in body["people"]] == [world.mallory.name]
    chosen = read(world, f"person={world.ada.pk}", person=world.mallory)
    assert [person["name"] for person in chosen["people"]] == [world.mallory.name]
    chain = world.client(world.mallory).get("/api/audit/chain").json()
    assert chain == {"first": 1, "last": 0, "broken_at": None, "reason": ""}


def test_an_entry_never_names_an_app_of_another_workspace(world: World) -> None:
    app = started(world, title="Expense claims")
    Event.objects.create(
        stream=f"workspace:{world.other.pk}",
        position=1,
        name="app-put-away",
        workspace_id=world.other.pk,
        at=NOON,
        payload={"app": str(app.pk)},
    )
    (entry,) = read(world, person=world.mallory)["entries"]
    assert entry["object"] == {"kind": "app", "title": "An app", "url": None}


def test_filters_narrow_the_log(world: World) -> None:
    approved_submission(world)
    assert names(read(world, f"person={world.rosa.pk}")) == ["submission-approved", "review-decided"]
    assert names(read(world, "kind=app-started")) == ["app-started"]
    assert names(read(world, "system=true")) == ["checks-passed"]
    assert names(read(world, "since=2026-11-02T13:00:00Z")) == ["submission-approved", "review-decided"]
    assert names(read(world, "until=2026-11-02T12:00:00Z")) == []
    assert names(read(world, "since=2026-11-02T12:00:00Z&until=2026-11-02T12:00:01Z&kind=submitted")) == ["submitted"]
    assert names(read(world, f"person={uuid4()}")) == []


def test_older_entries_come_page_by_page_without_gap_or_repetition(world: World) -> None:
    for _ in range(60):
        record_here(world, AppPutAway(app=uuid4()))
    first = read(world)
    assert [entry["number"] for entry in first["entries"]] == list(range(60, 10, -1))
    assert first["older"] == 11
    second = read(world, "before=11")
    assert ([entry["number"] for entry in second["entries"]], second["older"]) == (list(range(10, 0, -1)), None)


HOSTILE = [
    "person=ada",
    "system=perhaps",
    "kind=' OR 1=1",
    "kind=app-started&kind=submitted",
    "since=yesterday",
    "since=9999-12-31T23:59:59-14:00",
    "until=0000-01-01",
    "since=2026-11-02&until=2026-11-01",
    "before=0",
    "before=-1",
    "before=9223372036854775808",
    "before=" + "9" * 5000,
    "before=1e3",
    "order_by=actor_id",
    "actor_id__isnull=true",
    "system=true&person=0190b0a0-0000-7000-8000-000000000001",
]


@pytest.mark.parametrize("query", HOSTILE)
def test_a_filter_that_cannot_be_read_is_refused_with_its_place(world: World, query: str) -> None:
    response = world.client(world.audrey).get(f"{URL}?{query}")
    problem = response.json()
    assert (response.status_code, problem["code"]) == (400, "invalid")
    assert len(problem["errors"]) == 1
    assert problem["errors"][0]["pointer"].startswith("/")


@pytest.mark.parametrize("query", ["person=%00", "%ff=%fe"])
def test_an_address_that_is_no_text_is_refused(world: World, query: str) -> None:
    response = world.client(world.audrey).get(f"{URL}?{query}")
    assert (response.status_code, "entries" in response.json()) == (400, False)


def test_the_number_of_queries_does_not_grow_with_the_log(world: World) -> None:
    client = world.client(world.audrey)
    counts = []
    for number in range(2):
        approved_submission(world, complete(world, title=f"App {number}"))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(URL).status_code == 200
        counts.append(len(queries))
    assert counts == [10, 10]


def test_the_chain_is_verified_to_its_newest_entry(world: World) -> None:
    approved_submission(world)
    chain = world.client(world.audrey).get("/api/audit/chain").json()
    assert chain == {"first": 1, "last": 6, "broken_at": None, "reason": ""}


def test_a_long_chain_is_verified_from_where_it_says(world: World) -> None:
    approved_submission(world)
    state = audit_chain(actor=world.audrey, limit=2)
    assert (state.first, state.last, state.broken_at) == (5, 6, None)


def _change(event: Event) -> None:
    Event.objects.filter(pk=event.pk).update(payload={**event.payload, "digest": "0" * 64})


def _rehash(event: Event) -> None:
    event.payload = {**event.payload, "digest": "0" * 64}
    Event.objects.filter(pk=event.pk).update(payload=event.payload, hash=event_hash(event))


def _remove(event: Event) -> None:
    Event.objects.filter(pk=event.pk).delete()


@pytest.mark.parametrize(
    ("tamper", "number", "broken_at", "reason"),
    [
        (_change, 3, 3, "Its content was changed."),
        (_rehash, 3, 4, "It does not continue the entry before it."),
        (_rehash, 6, 6, "The head of the log names another entry."),
        (_remove, 3, 3, "This entry is missing."),
        (_remove, 6, 6, "The end of the log does not fit its head."),
    ],
)
def test_the_first_bad_entry_is_named(world: World, tamper: Any, number: int, broken_at: int, reason: str) -> None:
    approved_submission(world)
    stream = f"workspace:{world.workspace.pk}"
    event = Event.objects.get(stream=stream, position=number)
    event.deliveries.all().delete()
    unprotect()
    tamper(event)
    chain = world.client(world.audrey).get("/api/audit/chain").json()
    assert (chain["broken_at"], chain["reason"], chain["last"]) == (broken_at, reason, broken_at - 1)


def test_an_entry_slipped_in_after_the_head_is_named(world: World) -> None:
    approved_submission(world)
    head = EventStream.objects.get(name=f"workspace:{world.workspace.pk}")
    forged = Event(stream=head.name, position=7, name="app-put-away", at=NOON, payload={}, previous_hash=head.hash)
    forged.hash = event_hash(forged)
    forged.save()
    chain = world.client(world.audrey).get("/api/audit/chain").json()
    assert (chain["broken_at"], chain["reason"]) == (8, "The end of the log does not fit its head.")


def test_a_payload_that_names_nonsense_is_shown_without_an_object(world: World) -> None:
    Event.objects.create(
        stream=f"workspace:{world.workspace.pk}", position=1, name="app-started", at=NOON, payload=NONSENSE
    )
    (entry,) = read(world)["entries"]
    assert (entry["object"], entry["sentence"]) == (None, "Started the app.")


NONSENSE = {"app": "{0}", "submission": 7, "person": None, "start": "{0}", "digest": None}
