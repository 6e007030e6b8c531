"""Many at once, on a database that really commits: one key is one record, one version is written over once."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from typing import TypeVar
from uuid import uuid4

import pytest
from django.db import connection, connections
from django.test import Client

from core.events.models import Event
from runtime.errors import ExpandBlocked
from runtime.models import IdempotencyKey, LiveApp, LiveRelease, RecordHistory, RoleGrant
from runtime.services import activation, expansion
from runtime.services.expansion import release_expand
from runtime.services.leaving import live_roles_leave
from runtime.services.serving import releases
from runtime.services.sharing import role_revoke
from tests.runtime.live import CLAIM, Deployed, artefact_of, deploy, expenses, field, post
from tests.world import NOON, World, build_world

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]
PEOPLE = 8
T = TypeVar("T")


@pytest.fixture
def stage(transactional_db: None) -> Iterator[tuple[World, Deployed]]:
    releases.clear()
    drop_live_tables()
    world = build_world()
    yield world, deploy(world.workspace, expenses())
    drop_live_tables()


def drop_live_tables() -> None:
    """Tables of apps are not known to Django, which empties only its own after a test."""
    with connection.cursor() as cursor:
        for table in ("gh_expenses_claim", "gh_expenses_customer"):
            cascade = " CASCADE" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TABLE IF EXISTS {table}{cascade}")


def at_once(work: Callable[[int], T]) -> list[T]:
    """Run `work` in several threads that start together; their results."""
    barrier = threading.Barrier(PEOPLE)
    results: list[T] = []

    def run(number: int) -> None:
        barrier.wait()
        try:
            results.append(work(number))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(PEOPLE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {table}")
        return int(cursor.fetchone()[0])


def sender(client: Client, url: str, **headers: str) -> Callable[[object], tuple[int, bytes]]:
    def send(body: object) -> tuple[int, bytes]:
        response = client.post(url, body, content_type="application/json", headers=headers)
        return response.status_code, response.content

    return send


def test_one_key_sent_by_many_at_once_is_one_record(stage: tuple[World, Deployed]) -> None:
    world, app = stage
    key = str(uuid4())
    clients = [world.client(world.emil) for _ in range(PEOPLE)]
    results = at_once(lambda number: sender(clients[number], app.url("claim/"), **{"Idempotency-Key": key})(CLAIM))
    statuses = Counter(status for status, _ in results)
    assert set(statuses) <= {201, 409}
    assert statuses[201] >= 1
    assert len({body for status, body in results if status == 201}) == 1
    assert (count("gh_expenses_claim"), RecordHistory.objects.count(), IdempotencyKey.objects.count()) == (1, 1, 1)


def test_one_unique_value_sent_by_many_at_once_is_one_record(stage: tuple[World, Deployed]) -> None:
    world, app = stage
    clients = [world.client(world.emil) for _ in range(PEOPLE)]
    results = at_once(lambda number: sender(clients[number], app.url("claim/"))({**CLAIM, "ticket": "T-1"}))
    assert Counter(status for status, _ in results) == {201: 1, 400: PEOPLE - 1}
    assert (count("gh_expenses_claim"), RecordHistory.objects.count()) == (1, 1)


def test_of_many_changes_to_one_version_one_wins(stage: tuple[World, Deployed]) -> None:
    world, app = stage
    record = post(world.client(world.emil), app.url("claim/"), CLAIM)[1]
    clients = [world.client(world.emil) for _ in range(PEOPLE)]

    def change(number: int) -> int:
        return (
            clients[number]
            .patch(
                app.url(f"claim/{record['id']}/"),
                {"purpose": f"Changed {number}"},
                content_type="application/json",
                headers={"If-Match": '"1"'},
            )
            .status_code
        )

    assert Counter(at_once(change)) == {200: 1, 412: PEOPLE - 1}
    assert RecordHistory.objects.count() == 2


def test_a_release_expanded_by_many_at_once_has_its_tables_once(stage: tuple[World, Deployed]) -> None:
    world, app = stage
    document = expenses()
    document["fields"]["fld_purpose"]["unique"] = True
    document["nodes"]["nod_table"]["props"]["filters"] = ["fld_category", "fld_spent"]
    artefact = artefact_of(document)
    prepared = activation.prepare(
        app_id=app.app_id, workspace_id=world.workspace.pk, digest=str(artefact["digest"]), artefact=artefact, now=NOON
    )
    release = prepared.live_release_id
    at_once(lambda _: activation.expand(live_release_id=release, now=NOON))
    assert LiveRelease.objects.get(pk=release).expanded_at == NOON
    assert activation.verify(live_release_id=release).tables == 2


def test_a_busy_table_stops_nobody_and_is_tried_again(stage: tuple[World, Deployed]) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer: there is no lock queue to wait in")
    world, app = stage
    document = expenses()
    document["fields"]["fld_city"] = field("ent_claim", "city", "text", 0)
    artefact = artefact_of(document)
    prepared = activation.prepare(
        app_id=app.app_id, workspace_id=world.workspace.pk, digest=str(artefact["digest"]), artefact=artefact, now=NOON
    )
    reader = connection.copy()
    reader.set_autocommit(False)
    with reader.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM gh_expenses_claim")
    pauses: list[float] = []

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 2:
            reader.rollback()

    done = release_expand(live_release_id=prepared.live_release_id, now=NOON, pause=pause)
    reader.close()
    assert (len(pauses), len(done.statements)) == (2, 1)

    reader.set_autocommit(False)
    with reader.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM gh_expenses_claim")
    document["fields"]["fld_town"] = field("ent_claim", "town", "text", 0)
    artefact = artefact_of(document)
    prepared = activation.prepare(
        app_id=app.app_id, workspace_id=world.workspace.pk, digest=str(artefact["digest"]), artefact=artefact, now=NOON
    )
    with pytest.raises(ExpandBlocked):
        release_expand(live_release_id=prepared.live_release_id, now=NOON, pause=lambda _: None)
    reader.rollback()
    reader.close()
    assert LiveRelease.objects.get(pk=prepared.live_release_id).names is None
    assert post(world.client(world.emil), app.url("claim/"), CLAIM)[0] == 201


@pytest.mark.parametrize("limit", ["lock_timeout", "statement_timeout"])
def test_an_index_that_cannot_be_built_in_time_is_given_up_for_now_and_nothing_half_stays(
    stage: tuple[World, Deployed], monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL builds an index beside the writers")
    monkeypatch.setattr(expansion, "_ONLINE_LIMITS", {limit: "100ms"})
    world, app = stage
    document = expenses()
    document["nodes"]["nod_table"]["props"]["filters"] = ["fld_category", "fld_spent"]
    artefact = artefact_of(document)
    release = activation.prepare(
        app_id=app.app_id, workspace_id=world.workspace.pk, digest=str(artefact["digest"]), artefact=artefact, now=NOON
    ).live_release_id
    writer = connection.copy()
    writer.set_autocommit(False)
    with writer.cursor() as cursor:
        cursor.execute("UPDATE gh_expenses_claim SET purpose = purpose")
    with pytest.raises(ExpandBlocked):
        release_expand(live_release_id=release, now=NOON, pause=lambda _: None)
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == ("0",)
    assert LiveRelease.objects.get(pk=release).expanded_at is None
    writer.rollback()
    writer.close()
    monkeypatch.undo()
    release_expand(live_release_id=release, now=NOON, pause=lambda _: None)
    assert LiveRelease.objects.get(pk=release).expanded_at == NOON
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM pg_index WHERE NOT indisvalid")
        assert cursor.fetchone() == (0,)


def test_leaving_and_being_taken_out_of_a_role_at_once_ends_both_without_a_deadlock(
    stage: tuple[World, Deployed],
) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer: there is no second lock to wait for")
    world, _ = stage
    live = LiveApp.objects.get()
    named = {"live_app": live, "user": world.emil, "granted_by_id": world.ada.pk, "granted_at": NOON}
    # The role that is taken back by hand is the last one that leaving comes to.
    for role in (*(f"rol_old{number}" for number in range(50)), "rol_boss"):
        RoleGrant.objects.create(role_id=role, **named)

    def end(number: int) -> None:
        if number == 0:
            live_roles_leave(workspace_id=world.workspace.pk, person_id=world.emil.pk, now=NOON)
        else:
            role_revoke(live.key, world.adam, role_key="managers", person_id=world.emil.pk, now=NOON)

    assert at_once(end) == [None] * PEOPLE
    assert not RoleGrant.objects.exists()
    told = [event.payload["role"] for event in Event.objects.filter(name="live-role-revoked")]
    assert sorted(told) == sorted({*(f"rol_old{number}" for number in range(50)), "rol_boss"})
