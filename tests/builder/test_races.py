"""Two people at the very same moment, on real transactions: every step is applied once, nothing is decided twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier
from threading import Event as Moment
from time import monotonic
from uuid import uuid4

import pytest
from django.db import connection, transaction

from accounts.models import User
from builder.errors import AppArchived, PersonRefused
from builder.models import OperationBatch
from builder.selectors import comakers_of, draft_of
from builder.services.apps import app_archive, comaker_remove
from builder.services.leaving import comaker_leave
from core.events.models import Event
from governance.models import Review, Submission
from tests.builder.drafting import document, edit, field_add, put, started
from tests.governance.reviewing import approve, checked, complete, submitted
from tests.world import NOON, World, build_world

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def world() -> World:
    return build_world()


def at_once(*works: Callable[[], object]) -> list[object]:
    """Run all at the same moment, each on its own connection; the first exception is raised."""
    gate = Barrier(len(works))

    def run(work: Callable[[], object]) -> object:
        try:
            gate.wait(timeout=10)
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return [future.result() for future in [pool.submit(run, work) for work in works]]


def test_two_people_typing_at_once_lose_nothing(world: World) -> None:
    app = started(world)
    edit(app, world.ada, [field_add(app, "fld_amount"), field_add(app, "fld_note", "note", order="a1")])

    def typing(person: User, field: str) -> Callable[[], object]:
        def work() -> None:
            base = 1
            for number in range(10):
                base = edit(app, person, [put("fields", field, "label", f"{field} {number}")], base=base).revision

        return work

    results = at_once(typing(world.ada, "fld_amount"), typing(world.ben, "fld_note"))
    assert results == [None, None]
    assert draft_of(app.pk).revision == 21
    assert list(OperationBatch.objects.order_by("revision").values_list("revision", flat=True)) == list(range(1, 22))
    fields = document(app)["fields"]
    assert (fields["fld_amount"]["label"], fields["fld_note"]["label"]) == ("fld_amount 9", "fld_note 9")


def test_one_batch_sent_twice_at_once_is_one_revision(world: World) -> None:
    app = started(world)
    batch_id = uuid4()
    operations = [field_add(app, "fld_amount")]
    one, two = at_once(*[lambda: edit(app, world.ada, operations, base=0, batch_id=batch_id)] * 2)
    assert one == two
    assert draft_of(app.pk).revision == 1


def test_two_approvals_at_once_approve_once(world: World) -> None:
    app = complete(world, personal=True, sensitivity="confidential", purpose="To pay people")
    submission = checked(world, app)
    at_once(lambda: approve(submission, world.rosa), lambda: approve(submission, world.dora))
    assert Submission.objects.get().state == "approved"
    assert Review.objects.count() == 2
    assert Event.objects.filter(name="submission-approved").count() == 1


@pytest.mark.parametrize("what", ["edit", "submit"])
def test_nothing_lands_in_an_app_that_is_being_put_away(world: World, what: str) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer: there is no second lock to wait for")
    app = complete(world)
    archived, go = Moment(), Moment()
    works: dict[str, Callable[[], object]] = {
        "edit": lambda: edit(app, world.ada, [put("fields", "fld_purpose", "label", "Late")]),
        "submit": lambda: submitted(world, app),
    }

    def archive() -> None:
        with transaction.atomic():
            app_archive(app_id=app.pk, archived=True, actor=world.ada, now=NOON)
            archived.set()
            assert go.wait(timeout=10)

    def land() -> None:
        assert archived.wait(timeout=10)
        with pytest.raises(AppArchived):
            works[what]()

    def release() -> None:
        until_somebody_waits_for_a_lock()
        go.set()

    assert at_once(archive, land, release) == [None, None, None]
    assert document(app)["fields"]["fld_purpose"]["label"] != "Late"
    assert not Submission.objects.exists()


def until_somebody_waits_for_a_lock() -> None:
    """Each look is a statement of its own: inside a transaction the database would show the first look again."""
    deadline = monotonic() + 10
    while monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if cursor.fetchone()[0]:
                return
    raise AssertionError("nobody waits")


def test_leaving_and_being_taken_off_an_app_at_once_ends_both_without_a_deadlock(world: World) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer: there is no second lock to wait for")
    apps = [started(world, title=f"App {number}") for number in range(12)]
    # The app that is taken back by hand is the last one that leaving comes to.
    last = max(app.pk for app in apps)

    def leave() -> None:
        comaker_leave(workspace_id=world.workspace.pk, person_id=world.ben.pk, now=NOON)

    def remove() -> None:
        with suppress(PersonRefused):
            comaker_remove(app_id=last, person=world.ben.pk, actor=world.ada, now=NOON)

    assert at_once(leave, remove) == [None, None]
    assert [comakers_of(app) for app in apps] == [()] * 12
    told = [event.payload["app"] for event in Event.objects.filter(name="co-maker-removed")]
    assert sorted(told) == sorted(str(app.pk) for app in apps)
