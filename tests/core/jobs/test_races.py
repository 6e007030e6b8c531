"""Several workers at one ledger: threads with connections of their own, on the real database."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection

from core.jobs import ledger
from core.jobs.clock import database_now
from core.jobs.enqueue import enqueue
from core.jobs.errors import LeaseLost
from core.jobs.models import Job, JobState, ScheduleSlot
from core.jobs.schedules import start_slots
from tests.core.jobs.conftest import Probe

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]


def at_once(*acts: Callable[[], None]) -> list[BaseException]:
    """Run all at the same moment in threads; what they raised."""
    barrier = threading.Barrier(len(acts))
    raised: list[BaseException] = []

    def run(act: Callable[[], None]) -> None:
        try:
            barrier.wait(10)
            act()
        except BaseException as error:  # noqa: BLE001  # handed to the test
            raised.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return raised


def test_two_workers_never_claim_the_same_job(probe: Probe) -> None:
    for number in range(40):
        enqueue("test.probe", subject_id=None, dedupe_key=str(number))
    taken: list[object] = []

    def worker(name: str) -> Callable[[], None]:
        def act() -> None:
            while (held := ledger.claim(owner=name)) is not None:
                taken.append(held.job_id)
                ledger.finish(held)

        return act

    assert at_once(worker("one"), worker("two"), worker("three")) == []
    assert (len(taken), len(set(taken))) == (40, 40)
    assert set(Job.objects.values_list("attempts", "state")) == {(1, JobState.DONE)}


def test_owner_and_zombie_finish_at_once_and_only_the_owner_does(probe: Probe) -> None:
    enqueue("test.probe", subject_id=None, dedupe_key="one")
    zombie = ledger.claim(owner="zombie")
    assert zombie is not None
    Job.objects.update(lease_until=database_now() - timedelta(seconds=1))
    ledger.sweep()
    Job.objects.update(run_after=database_now() - timedelta(seconds=1))
    owner = ledger.claim(owner="owner")
    assert owner is not None
    raised = at_once(lambda: ledger.finish(zombie), lambda: ledger.finish(owner))
    assert [type(error) for error in raised] == [LeaseLost]
    assert Job.objects.get().state == JobState.DONE


def test_the_same_key_from_many_requests_is_one_job(probe: Probe) -> None:
    ids: list[object] = []

    def ask() -> None:
        ids.append(enqueue("test.probe", subject_id=None, dedupe_key="one").id)

    assert at_once(*[ask] * 6) == []
    assert (len(ids), len(set(ids)), Job.objects.count()) == (6, 1, 1)


def test_two_schedulers_start_a_slot_once(two_schedules: None) -> None:
    now = database_now()

    def slots() -> None:
        start_slots(now=now)

    assert at_once(*[slots] * 4) == []
    assert (ScheduleSlot.objects.count(), Job.objects.count()) == (2, 2)


def test_two_sweepers_take_a_job_back_once(probe: Probe) -> None:
    enqueue("test.probe", subject_id=None, dedupe_key="one")
    ledger.claim(owner="gone")
    Job.objects.update(lease_until=database_now() - timedelta(seconds=1))
    swept: list[int] = []
    assert at_once(*[lambda: swept.append(ledger.sweep())] * 4) == []
    assert sum(swept) == 1
    job = Job.objects.get()
    assert (job.state, job.fence, job.attempts) == (JobState.QUEUED, 2, 1)
