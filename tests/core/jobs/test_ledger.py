"""The job ledger: who may write, when, and what happens to what did not finish."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.db.models import F

from core.jobs import ledger, runner
from core.jobs.clock import database_now
from core.jobs.enqueue import enqueue
from core.jobs.errors import EffectUncertain, JobLater, JobRefused, LeaseLost
from core.jobs.ledger import LedgerClaim
from core.jobs.models import Job, JobEffect, JobState
from core.registry import RegistryError
from tests.core.jobs.conftest import Probe

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def asked(key: str = "one", **values: object) -> Job:
    return enqueue("test.probe", subject_id=uuid4(), dedupe_key=key, **values)  # type: ignore[arg-type]


def claimed(owner: str = "worker-1") -> LedgerClaim:
    held = ledger.claim(owner=owner)
    assert held is not None
    return held


def run_out(held: LedgerClaim) -> None:
    Job.objects.filter(id=held.job_id).update(lease_until=F("lease_until") - timedelta(minutes=1))


def make_due(job_id: UUID) -> None:
    Job.objects.filter(id=job_id).update(run_after=database_now() - timedelta(seconds=1))


def test_the_same_key_is_the_same_job_with_its_first_payload(probe: Probe) -> None:
    first = asked(payload={"n": 1})
    second = asked(payload={"n": 2})
    assert (second.id, second.payload, Job.objects.count()) == (first.id, {"n": 1}, 1)


def test_a_kind_nobody_registered_cannot_be_asked_for() -> None:
    with pytest.raises(RegistryError, match=r"no 'test\.unknown'"):
        enqueue("test.unknown", subject_id=None, dedupe_key="x")
    assert not Job.objects.exists()


def test_a_job_rolls_back_with_the_change_that_asked_for_it(probe: Probe) -> None:
    with transaction.atomic():
        asked()
        transaction.set_rollback(True)
    assert not Job.objects.exists()


def test_a_claim_leases_fences_and_counts(probe: Probe) -> None:
    asked(payload={"n": 1})
    before = database_now()
    held = claimed()
    job = Job.objects.get()
    assert (held.attempt, held.fence, held.payload) == (1, 1, {"n": 1})
    assert (job.state, job.lease_owner, job.attempts, job.fence) == (JobState.RUNNING, "worker-1", 1, 1)
    assert job.lease_until is not None
    assert timedelta(seconds=8) < job.lease_until - before < timedelta(seconds=11)
    assert ledger.claim(owner="worker-2") is None


def test_jobs_of_kinds_this_worker_does_not_know_stay_queued(probe: Probe) -> None:
    job = asked()
    Job.objects.update(kind="test.newer")
    assert ledger.claim(owner="worker-1") is None
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.QUEUED, 0)


def test_a_job_is_not_claimed_before_its_time(probe: Probe) -> None:
    asked(run_after=timedelta(hours=1))
    assert ledger.claim(owner="worker-1") is None


def test_the_oldest_due_job_comes_first(probe: Probe) -> None:
    late = asked("late")
    early = asked("early", run_after=database_now() - timedelta(minutes=5))
    assert [claimed().job_id, claimed().job_id] == [early.id, late.id]


def test_a_zombie_writes_nothing_after_its_lease_was_taken(probe: Probe) -> None:
    asked()
    zombie = claimed("zombie")
    run_out(zombie)
    assert ledger.sweep() == 1
    make_due(zombie.job_id)
    owner = claimed("owner")
    writes: tuple[Any, ...] = (
        lambda: zombie.checkpoint("stolen"),
        lambda: ledger.extend(zombie),
        lambda: ledger.finish(zombie),
        lambda: ledger.fail(zombie, reason="zombie"),
        lambda: ledger.defer(zombie, after=timedelta(seconds=1), reason="zombie"),
        lambda: ledger.hold_for_review(zombie, reason="zombie"),
        lambda: zombie.effect_begin("mail", is_idempotent=True),
        lambda: zombie.effect_done("mail"),
    )
    for write in writes:
        with pytest.raises(LeaseLost):
            write()
    job = Job.objects.get()
    assert (job.state, job.step, job.lease_owner, job.fence) == (JobState.RUNNING, "", "owner", owner.fence)
    assert not JobEffect.objects.exists()


def test_a_step_of_a_zombie_rolls_back_with_its_checkpoint(probe: Probe) -> None:
    asked()
    zombie = claimed()
    run_out(zombie)
    ledger.sweep()

    @transaction.atomic
    def step() -> None:
        asked("made by the zombie")
        zombie.checkpoint("step")

    with pytest.raises(LeaseLost):
        step()
    assert list(Job.objects.values_list("dedupe_key", flat=True)) == ["one"]


def test_the_sweeper_leaves_running_leases_alone(probe: Probe) -> None:
    asked()
    claimed()
    assert ledger.sweep() == 0
    assert Job.objects.get().state == JobState.RUNNING


def test_a_heartbeat_moves_the_end_of_the_lease(probe: Probe) -> None:
    asked()
    held = claimed()
    run_out(held)
    ledger.extend(held)
    assert ledger.sweep() == 0


def test_failing_pauses_longer_each_time_and_ends_dead(probe: Probe) -> None:
    asked()
    pauses = []
    for attempt in (1, 2):
        held = claimed()
        assert held.attempt == attempt
        assert ledger.fail(held, reason=f"try {attempt}") == JobState.QUEUED
        pauses.append(round((Job.objects.get().run_after - database_now()).total_seconds()))
        make_due(held.job_id)
    assert ledger.fail(claimed(), reason="try 3") == JobState.DEAD
    job = Job.objects.get()
    assert (job.state, job.attempts, job.last_error) == (JobState.DEAD, 3, "try 3")
    assert pauses == [1, 2]
    assert [(dead.job_id, dead.reason) for dead in probe.dead] == [(job.id, "try 3")]
    assert ledger.claim(owner="worker-1") is None


def test_a_job_that_kills_its_worker_ends_dead_and_not_in_a_loop(probe: Probe) -> None:
    asked()
    for _ in range(3):
        held = claimed()
        held.checkpoint("boom")
        run_out(held)
        assert ledger.sweep() == 1
        make_due(held.job_id)
    assert Job.objects.get().state == JobState.DEAD
    assert probe.dead[0].reason == "The worker stopped in step 'boom' (attempt 3)."


def test_a_faulty_clean_up_does_not_keep_a_job_from_being_dead(probe: Probe) -> None:
    asked()
    probe.has_faulty_clean_up = True
    assert ledger.fail(claimed(), reason="no", is_final=True) == JobState.DEAD
    assert (Job.objects.get().state, len(probe.dead)) == (JobState.DEAD, 1)


def test_later_does_not_count_as_an_attempt(probe: Probe) -> None:
    def later(_: object) -> None:
        raise JobLater("the other release goes first", after=timedelta(seconds=30))

    probe.act = later
    asked()
    assert runner.work() == 1
    job = Job.objects.get()
    assert (job.state, job.attempts, job.last_error) == (JobState.QUEUED, 0, "the other release goes first")
    assert timedelta(seconds=25) < job.run_after - database_now() <= timedelta(seconds=30)


def test_refused_is_dead_at_once(probe: Probe) -> None:
    def refuse(_: object) -> None:
        raise JobRefused("not approved any more")

    probe.act = refuse
    asked()
    runner.work()
    assert (Job.objects.get().state, probe.dead[0].reason) == (JobState.DEAD, "not approved any more")


def test_a_handler_that_raises_is_tried_again_and_the_reason_is_kept(probe: Probe) -> None:
    def fail(_: object) -> None:
        raise ValueError("the file is gone")

    probe.act = fail
    asked()
    assert runner.work() == 1
    job = Job.objects.get()
    assert (job.state, job.last_error) == (JobState.QUEUED, "ValueError: the file is gone")


def test_work_runs_what_is_due_and_marks_it_done(probe: Probe) -> None:
    jobs = [asked("a"), asked("b"), asked("c")]
    assert runner.work(jobs[1].id) == 3
    assert set(Job.objects.values_list("state", flat=True)) == {JobState.DONE}
    assert probe.ran == [1, 1, 1]


def test_a_forged_wake_up_runs_only_what_the_ledger_says(probe: Probe) -> None:
    assert runner.work(uuid4()) == 0
    assert probe.ran == []


def test_an_effect_is_begun_once_and_not_again_after_it_is_done(probe: Probe) -> None:
    job = asked()
    held = claimed()
    assert held.effect_begin("mail", is_idempotent=False) == f"{job.id}:mail"
    held.effect_done("mail")
    assert held.effect_begin("mail", is_idempotent=False) is None


def test_a_crash_inside_an_effect_asks_a_person_unless_the_target_is_idempotent(probe: Probe) -> None:
    job = asked()
    held = claimed()
    held.effect_begin("mail", is_idempotent=False)
    run_out(held)
    ledger.sweep()
    make_due(held.job_id)

    def send(claim: object) -> None:
        claim.effect_begin("mail", is_idempotent=False)  # type: ignore[attr-defined]

    probe.act = send
    runner.work()
    job.refresh_from_db()
    assert job.state == JobState.NEEDS_REVIEW
    assert ledger.requeue(job_id=job.id)
    again = claimed()
    assert again.effect_begin("mail", is_idempotent=True) == f"{job.id}:mail"
    with pytest.raises(EffectUncertain):
        again.effect_begin("mail", is_idempotent=False)


def test_only_stopped_jobs_can_be_started_again(probe: Probe) -> None:
    job = asked()
    assert not ledger.requeue(job_id=job.id)
    held = claimed()
    assert not ledger.requeue(job_id=job.id)
    ledger.fail(held, reason="no", is_final=True)
    assert ledger.requeue(job_id=job.id)
    assert claimed().attempt == 1


@pytest.mark.parametrize(
    ("attempts", "seconds"), [(0, 1), (1, 1), (2, 2), (3, 4), (4, 8), (9, 256), (10, 300), (60, 300)]
)
def test_backoff(attempts: int, seconds: int) -> None:
    assert ledger.backoff(attempts) == timedelta(seconds=seconds)
