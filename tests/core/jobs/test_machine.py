"""Random lives of jobs: the ledger against a model of who may write."""

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from hypothesis.strategies import DataObject, booleans, data, integers

from core.jobs import ledger
from core.jobs.clock import database_now
from core.jobs.enqueue import enqueue
from core.jobs.errors import LeaseLost
from core.jobs.ledger import LedgerClaim
from core.jobs.models import Job, JobState
from tests.core.jobs.conftest import Probe

MAX_ATTEMPTS = 3


@dataclass
class Expected:
    """What the model believes about one job."""

    state: JobState = JobState.QUEUED
    attempts: int = 0
    holder: LedgerClaim | None = None
    steps: list[str] = field(default_factory=list)


class Ledger(RuleBasedStateMachine):
    """Workers claim, write, hang, die and come back in any order; time passes by moving the rows into the past."""

    def __init__(self) -> None:
        super().__init__()
        Job.objects.all().delete()
        self.jobs: dict[UUID, Expected] = {}
        self.claims: list[LedgerClaim] = []

    @rule(number=integers(0, 4))
    def ask(self, number: int) -> None:
        job = enqueue("test.probe", subject_id=None, dedupe_key=f"key-{number}")
        self.jobs.setdefault(job.id, Expected())

    @rule()
    def pauses_pass(self) -> None:
        Job.objects.update(run_after=database_now() - timedelta(seconds=1))

    @rule()
    def claim(self) -> None:
        held = ledger.claim(owner="worker")
        if held is None:
            return
        expected = self.jobs[held.job_id]
        assert expected.state == JobState.QUEUED
        expected.state, expected.holder = JobState.RUNNING, held
        expected.attempts += 1
        assert held.attempt == expected.attempts
        self.claims.append(held)

    @precondition(lambda self: self.claims)
    @rule(data=data(), final=booleans())
    def somebody_fails(self, data: DataObject, final: bool) -> None:
        held = self.some(data)
        if self.owns(held, lambda: ledger.fail(held, reason="no", is_final=final)):
            self.give_back(held.job_id, final=final)

    @precondition(lambda self: self.claims)
    @rule(data=data())
    def somebody_finishes(self, data: DataObject) -> None:
        held = self.some(data)
        if self.owns(held, lambda: ledger.finish(held)):
            self.jobs[held.job_id].state = JobState.DONE
            self.jobs[held.job_id].holder = None

    @precondition(lambda self: self.claims)
    @rule(data=data())
    def somebody_defers(self, data: DataObject) -> None:
        held = self.some(data)
        if self.owns(held, lambda: ledger.defer(held, after=timedelta(0), reason="later")):
            expected = self.jobs[held.job_id]
            expected.state, expected.holder, expected.attempts = JobState.QUEUED, None, expected.attempts - 1

    @precondition(lambda self: self.claims)
    @rule(data=data(), step=integers(0, 9))
    def somebody_checkpoints(self, data: DataObject, step: int) -> None:
        held = self.some(data)
        if self.owns(held, lambda: held.checkpoint(f"step-{step}")):
            self.jobs[held.job_id].steps.append(f"step-{step}")

    @rule()
    def leases_run_out(self) -> None:
        Job.objects.filter(state=JobState.RUNNING).update(lease_until=database_now() - timedelta(seconds=1))
        running = [job for job, expected in self.jobs.items() if expected.state == JobState.RUNNING]
        assert ledger.sweep() == len(running)
        for job in running:
            self.give_back(job, final=False)

    def some(self, source: DataObject) -> LedgerClaim:
        return self.claims[source.draw(integers(0, len(self.claims) - 1))]

    def owns(self, held: LedgerClaim, write: object) -> bool:
        """Whether the model lets `held` write; the ledger must agree."""
        if self.jobs[held.job_id].holder is held:
            write()  # type: ignore[operator]
            return True
        with pytest.raises(LeaseLost):
            write()  # type: ignore[operator]
        return False

    def give_back(self, job: UUID, *, final: bool) -> None:
        expected = self.jobs[job]
        expected.holder = None
        expected.state = JobState.DEAD if final or expected.attempts >= MAX_ATTEMPTS else JobState.QUEUED

    @invariant()
    def ledger_and_model_agree(self) -> None:
        rows = {row.id: row for row in Job.objects.all()}
        assert rows.keys() == self.jobs.keys()
        for job, expected in self.jobs.items():
            row = rows[job]
            assert (row.state, row.attempts) == (expected.state, expected.attempts)
            assert row.step == (expected.steps[-1] if expected.steps else "")
            assert (row.lease_until is not None) == (expected.state == JobState.RUNNING)


@pytest.mark.django_db
@pytest.mark.database
def test_random_lives_of_jobs_follow_the_model(probe: Probe) -> None:
    quick = settings(max_examples=40, stateful_step_count=30, deadline=None, database=None)
    run_state_machine_as_test(Ledger, settings=quick)
