"""Deciding, resubmitting, withdrawing and putting away at the very same moment: somebody wins, nobody is deadlocked."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

import pytest
from django.db import connection

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
    """Run all at the same moment, each on its own connection: "done", or the code of the refusal. Other errors raise."""
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
    outcomes: set[tuple[str, ...]] = set()
    for number in range(ROUNDS):
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
        outcomes.add(tuple(results))
        _is_decided_once(app.pk, submission.pk)
        app_archive(app_id=app.pk, archived=False, actor=world.adam, now=LATER)
        _withdraw_open(app.pk, world)
    assert verify().breaks == ()
    assert all("done" in results for results in outcomes)


def _is_decided_once(app_id: UUID, submission_id: UUID) -> None:
    state = Submission.objects.get(pk=submission_id).state
    assert state in ("approved", "superseded", "withdrawn")
    assert Submission.objects.filter(app=app_id, state__in=OPEN_STATES).count() <= 1


def _withdraw_open(app_id: UUID, world: World) -> None:
    left = open_submission_of(app_id)
    if left is not None:
        submission_withdraw(submission_id=left.pk, actor=world.ada, now=LATER)
