"""Slots start once however many schedulers tick, and lost wake-ups are repeated."""

from datetime import UTC, datetime, timedelta

import pytest

from core.jobs import schedules
from core.jobs.clock import database_now
from core.jobs.enqueue import enqueue
from core.jobs.housekeeping import CANARY, prune
from core.jobs.ledger import claim
from core.jobs.models import Job, JobState, ScheduleSlot
from core.jobs.schedules import Ticker, overdue, slot_of, start_slots
from core.jobs.selectors import canary_age
from tests.core.jobs.conftest import Probe

pytestmark = [pytest.mark.django_db, pytest.mark.database]

NOON = datetime(2026, 11, 2, 12, 0, 17, tzinfo=UTC)


@pytest.fixture
def wakes(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    sent: list[object] = []
    monkeypatch.setattr(schedules, "send_wake", sent.append)
    return sent


def test_a_slot_begins_at_a_whole_multiple_of_its_length() -> None:
    assert slot_of(NOON, timedelta(seconds=30)) == NOON.replace(second=0)
    assert slot_of(NOON.replace(second=30), timedelta(seconds=30)) == NOON.replace(second=30)
    assert slot_of(NOON, timedelta(hours=1)) == NOON.replace(second=0)


def test_a_slot_starts_once_and_the_next_one_again(two_schedules: None) -> None:
    assert start_slots(now=NOON) == 2
    assert start_slots(now=NOON + timedelta(seconds=5)) == 0
    assert start_slots(now=NOON + timedelta(seconds=30)) == 1
    assert Job.objects.filter(kind=CANARY).count() == 2
    assert ScheduleSlot.objects.count() == 3


def test_slots_that_were_missed_are_not_made_up_for() -> None:
    start_slots(now=NOON)
    start_slots(now=NOON + timedelta(hours=5))
    assert Job.objects.filter(kind=CANARY).count() == 2


def test_a_job_whose_wake_up_was_lost_is_woken_by_the_tick(wakes: list[object], probe: Probe) -> None:
    enqueue("test.probe", subject_id=None, dedupe_key="lost", run_after=database_now() - timedelta(seconds=2))
    start_slots(now=database_now())
    Ticker().tick()
    assert wakes == [None]


def test_nothing_due_wakes_nobody(wakes: list[object], probe: Probe) -> None:
    enqueue("test.probe", subject_id=None, dedupe_key="future", run_after=timedelta(hours=1))
    start_slots(now=database_now())
    Ticker().tick()
    assert (wakes, overdue(now=database_now())) == ([], 0)


def test_a_dead_worker_is_woken_ever_more_rarely(wakes: list[object], probe: Probe) -> None:
    enqueue("test.probe", subject_id=None, dedupe_key="lost", run_after=database_now() - timedelta(seconds=2))
    ticker = Ticker()
    woken_at = []
    for second in range(60):
        before = len(wakes)
        ticker.tick()
        woken_at += [second] if len(wakes) > before else []
    assert woken_at == [0, 1, 4, 11, 26, 43]


def test_the_tick_takes_back_expired_leases(wakes: list[object], probe: Probe) -> None:
    enqueue("test.probe", subject_id=None, dedupe_key="one")
    held = claim(owner="gone")
    assert held is not None
    Job.objects.update(lease_until=database_now() - timedelta(seconds=1))
    Ticker().tick()
    assert Job.objects.get(id=held.job_id).state == JobState.QUEUED


def test_the_age_of_the_canary_is_that_of_the_last_one_done() -> None:
    assert canary_age() is None
    enqueue(CANARY, subject_id=None, dedupe_key="c")
    assert canary_age() is None
    Job.objects.update(state=JobState.DONE, finished_at=database_now() - timedelta(seconds=40))
    age = canary_age()
    assert age is not None
    assert timedelta(seconds=39) < age < timedelta(seconds=45)


def test_pruning_keeps_dead_jobs_and_recent_work(probe: Probe) -> None:
    now = database_now()
    ages = {"old canary": (CANARY, 2), "new canary": (CANARY, 0), "old work": ("test.probe", 24 * 31)}
    for key, (kind, hours) in {**ages, "new work": ("test.probe", 24), "dead": ("test.probe", 24 * 90)}.items():
        enqueue(kind, subject_id=None, dedupe_key=key)
        state = JobState.DEAD if key == "dead" else JobState.DONE
        Job.objects.filter(dedupe_key=key).update(state=state, finished_at=now - timedelta(hours=hours))
    enqueue("jobs.prune", subject_id=None, dedupe_key="prune")
    held = claim(owner="w")
    assert held is not None
    prune(held)
    assert set(Job.objects.values_list("dedupe_key", flat=True)) == {"new canary", "new work", "dead", "prune"}
