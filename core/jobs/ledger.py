"""The ledger's verbs: claim, checkpoint, finish, fail, defer, release, sweep.

Every write after the claim names the fence it was claimed with, so a worker that lost its lease (a zombie, a second
delivery, a paused process) matches no row and gets LeaseLost. Times are the database's. On PostgreSQL a claim skips
rows another worker is looking at; on SQLite transactions begin IMMEDIATE, so claims happen one after another. On both
the claim itself is a compare-and-set on the fence.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Greatest

from core.jobs.clock import database_now
from core.jobs.errors import EffectUncertain, LeaseLost
from core.jobs.kinds import JOBS, DeadJob
from core.jobs.models import Job, JobEffect, JobState

SWEEP_LIMIT = 200
ERROR_LENGTH = 4_000

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerClaim:
    """A claimed job (see `core.jobs.kinds.Claim`)."""

    job_id: UUID
    kind: str
    subject_id: UUID | None
    payload: Mapping[str, object]
    step: str
    attempt: int
    fence: int
    lease: timedelta

    def checkpoint(self, step: str) -> None:
        _write(self, step=step, lease_until=database_now() + self.lease)

    def effect_begin(self, step: str, *, is_idempotent: bool) -> str | None:
        with transaction.atomic():
            self.checkpoint(step)
            effect, is_new = JobEffect.objects.get_or_create(
                job_id=self.job_id, step=step, defaults={"intended_at": database_now()}
            )
        if effect.is_done:
            return None
        if not is_new and not is_idempotent:
            raise EffectUncertain(f"Nobody knows whether '{step}' happened before the worker stopped.")
        return f"{self.job_id}:{step}"

    def effect_done(self, step: str) -> None:
        with transaction.atomic():
            self.checkpoint(step)
            JobEffect.objects.filter(job_id=self.job_id, step=step).update(is_done=True, done_at=database_now())


def claim(*, owner: str, job_id: UUID | None = None) -> LedgerClaim | None:
    """Claim one due job (or exactly `job_id`, if it is due), oldest first; None if there is none for this worker."""
    with transaction.atomic():
        now = database_now()
        due = _due(now).select_for_update(skip_locked=True)
        job = (due.filter(id=job_id) if job_id else due).first()
        if job is None:
            return None
        lease = JOBS.get(job.kind).lease
        taken = Job.objects.filter(id=job.id, fence=job.fence, state=JobState.QUEUED).update(
            state=JobState.RUNNING,
            attempts=F("attempts") + 1,
            fence=job.fence + 1,
            lease_owner=owner,
            lease_until=now + lease,
        )
    if not taken:
        return None
    return LedgerClaim(
        job_id=job.id,
        kind=job.kind,
        subject_id=job.subject_id,
        payload=job.payload,
        step=job.step,
        attempt=job.attempts + 1,
        fence=job.fence + 1,
        lease=lease,
    )


def extend(held: LedgerClaim) -> None:
    """Heartbeat: the lease starts again now. Raises LeaseLost for a stale fence."""
    _write(held, lease_until=database_now() + held.lease)


def finish(held: LedgerClaim) -> None:
    """The job is done. Raises LeaseLost for a stale fence."""
    _write(held, state=JobState.DONE, finished_at=database_now(), lease_until=None, lease_owner="", last_error="")


def defer(held: LedgerClaim, *, after: timedelta, reason: str) -> None:
    """Back to the queue until `after` has passed; the attempt does not count. Raises LeaseLost for a stale fence."""
    _write(
        held,
        state=JobState.QUEUED,
        attempts=Greatest(F("attempts") - 1, 0),
        run_after=database_now() + after,
        lease_until=None,
        lease_owner="",
        last_error=reason[:ERROR_LENGTH],
    )


def fail(held: LedgerClaim, *, reason: str, is_final: bool = False) -> JobState:
    """This attempt failed: back to the queue after a pause, or dead. Raises LeaseLost for a stale fence."""
    with transaction.atomic():
        job = Job.objects.select_for_update().filter(**_fenced(held)).first()
        if job is None:
            raise LeaseLost(f"job {held.job_id}: fence {held.fence} is stale")
        return _give_back(job, reason=reason, is_final=is_final, now=database_now())


def hold_for_review(held: LedgerClaim, *, reason: str) -> None:
    """Nobody can know whether an outside effect happened: a person decides. Raises LeaseLost for a stale fence."""
    _write(held, state=JobState.NEEDS_REVIEW, lease_until=None, lease_owner="", last_error=reason[:ERROR_LENGTH])


def sweep() -> int:
    """Take back the jobs whose lease ran out (their worker is gone); the number taken back.

    Each counts as a failed attempt, so a job that kills its worker ends dead and not in an endless loop.
    """
    count = 0
    while count < SWEEP_LIMIT and _sweep_one():
        count += 1
    return count


def _sweep_one() -> bool:
    with transaction.atomic():
        now = database_now()
        expired = Job.objects.select_for_update(skip_locked=True).filter(state=JobState.RUNNING, lease_until__lt=now)
        job = expired.order_by("lease_until").first()
        if job is None:
            return False
        where = f" in step '{job.step}'" if job.step else ""
        _give_back(job, reason=f"The worker stopped{where} (attempt {job.attempts}).", is_final=False, now=now)
    return True


def requeue(*, job_id: UUID) -> bool:
    """Give a dead or held job a fresh set of attempts; False if it is in another state."""
    stopped = Job.objects.filter(id=job_id, state__in=[JobState.DEAD, JobState.NEEDS_REVIEW])
    return bool(
        stopped.update(state=JobState.QUEUED, attempts=0, run_after=database_now(), finished_at=None, last_error="")
    )


def backoff(attempts: int) -> timedelta:
    """The pause after the n-th failed attempt: 1, 2, 4, 8 ... at most 300 seconds."""
    return timedelta(seconds=min(2 ** max(attempts - 1, 0), 300))


def _due(now: datetime) -> QuerySet[Job]:
    """Due jobs of kinds this process knows; unknown kinds (a newer version's) stay queued for who knows them."""
    return Job.objects.filter(Q(state=JobState.QUEUED), run_after__lte=now, kind__in=list(JOBS)).order_by(
        "run_after", "id"
    )


def _fenced(held: LedgerClaim) -> dict[str, object]:
    return {"id": held.job_id, "fence": held.fence, "state": JobState.RUNNING}


def _write(held: LedgerClaim, **values: object) -> None:
    if not Job.objects.filter(**_fenced(held)).update(**values):
        raise LeaseLost(f"job {held.job_id}: fence {held.fence} is stale")


def _give_back(job: Job, *, reason: str, is_final: bool, now: datetime) -> JobState:
    job.lease_owner = ""
    job.lease_until = None
    job.fence += 1
    job.last_error = reason[:ERROR_LENGTH]
    if is_final or job.attempts >= job.max_attempts:
        job.state = JobState.DEAD
        job.finished_at = now
    else:
        job.state = JobState.QUEUED
        job.run_after = now + backoff(job.attempts)
    job.save(update_fields=["lease_owner", "lease_until", "fence", "last_error", "state", "finished_at", "run_after"])
    if job.state == JobState.DEAD:
        _tell_dead(job)
    return JobState(job.state)


def _tell_dead(job: Job) -> None:
    """Let the kind clean up after a dead job; a fault there must not keep the job from being dead."""
    on_dead = JOBS.get(job.kind).on_dead if job.kind in JOBS else None
    if on_dead is None:
        return
    dead = DeadJob(job_id=job.id, subject_id=job.subject_id, payload=job.payload, step=job.step, reason=job.last_error)
    try:
        with transaction.atomic():
            on_dead(dead)
    except Exception:
        logger.exception("Job %s (%s) is dead and its clean-up failed too", job.id, job.kind)
