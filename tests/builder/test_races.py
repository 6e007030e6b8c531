"""Two people at the very same moment, on real transactions: every step is applied once, nothing is decided twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection

from accounts.models import User
from builder.models import OperationBatch
from builder.selectors import draft_of
from core.events.models import Event
from governance.models import Review, Submission
from tests.builder.drafting import document, edit, field_add, put, started
from tests.governance.reviewing import approve, checked, complete
from tests.world import World, build_world

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
