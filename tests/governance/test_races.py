"""Deciding, resubmitting, withdrawing and putting away at the very same moment: somebody wins, nobody is deadlocked."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from builder.models import App
from builder.services.apps import app_archive, app_rename
from core.errors import DomainError
from core.events.verify import verify
from governance.models import OPEN_STATES, Submission
from governance.selectors import open_submission_of
from governance.services.reviews import comment_add
from governance.services.submissions import submission_withdraw
from tests.builder.drafting import edit, put
from tests.governance.reviewing import LATER, approve, checked, complete, submitted
from tests.world import World, build_world

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]

ROUNDS = 20


@pytest.fixture
def world() -> World:
    return build_world()


def at_once(*works: Callable[[], object]) -> list[str]:
    """Run all at the same moment, each on its own connection: "done" or the code of a refusal; other errors raise."""
    gate = Barrier(len(works))

    def run(work: Callable[[], object]) -> str:
        try:
            gate.wait(timeout=10)
            work()
        except DomainError as refusal:
            return refusal.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(works)) as pool:
        return [future.result() for future in [pool.submit(run, work) for work in works]]


def test_everything_that_can_happen_to_a_submission_at_once_ends_without_a_deadlock(world: World) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer: there is no second lock to wait for")
    app = complete(world)
    for number in range(ROUNDS):
        results = one_round(world, app, number)
        assert "done" in results
    assert verify().breaks == ()


def one_round(world: World, app: App, number: int) -> list[str]:
    """What came of everybody acting at once on one submission; afterwards nothing is open and the app is in use."""
    edit(app, world.ada, [put("fields", "fld_purpose", "help", f"Help {number}")])
    submission = checked(world, app)
    edit(app, world.ada, [put("fields", "fld_purpose", "help", f"Better help {number}")])
    results = at_once(
        lambda: approve(submission, world.rosa),
        lambda: submitted(world, app),
        lambda: submission_withdraw(submission_id=submission.pk, actor=world.ada, now=LATER),
        lambda: app_archive(app_id=app.pk, archived=True, actor=world.adam, now=LATER),
        lambda: app_rename(app_id=app.pk, title=f"Claims {number}", actor=world.ada, now=LATER),
        lambda: comment_add(submission_id=submission.pk, target="", text="Hm", actor=world.dora, now=LATER),
    )
    submission.refresh_from_db()
    assert submission.state in ("approved", "superseded", "withdrawn")
    assert Submission.objects.filter(app=app, state__in=OPEN_STATES).count() <= 1
    app_archive(app_id=app.pk, archived=False, actor=world.adam, now=LATER)
    left = open_submission_of(app.pk)
    if left is not None:
        submission_withdraw(submission_id=left.pk, actor=world.ada, now=LATER)
    return results
