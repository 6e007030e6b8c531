"""The ledger's own work: a canary that proves a worker is alive, and pruning of what is done."""

from datetime import timedelta

from core.jobs.clock import database_now
from core.jobs.kinds import JOBS, Claim, JobKind
from core.jobs.models import Job, JobState, ScheduleSlot
from core.jobs.schedules import SCHEDULES, Schedule

CANARY = "jobs.canary"
PRUNE = "jobs.prune"
CANARY_EVERY = timedelta(seconds=30)
KEEP_CANARIES = timedelta(hours=1)
KEEP_DONE = timedelta(days=30)


def canary(_: Claim) -> None:
    """Does nothing; that it gets done is the point."""


def prune(claim: Claim) -> None:
    """Delete done housekeeping jobs after an hour and other done jobs after 30 days. Dead jobs stay."""
    now = database_now()
    done = Job.objects.filter(state=JobState.DONE)
    done.filter(kind__in=[CANARY, PRUNE], finished_at__lt=now - KEEP_CANARIES).delete()
    done.filter(finished_at__lt=now - KEEP_DONE).delete()
    ScheduleSlot.objects.filter(slot_at__lt=now - timedelta(days=1)).delete()
    claim.checkpoint("pruned")


def register() -> None:
    """Add the kinds and schedules of the ledger itself (called once, at start-up)."""
    JOBS.add(CANARY, JobKind(run=canary))
    JOBS.add(PRUNE, JobKind(run=prune))
    SCHEDULES.add(CANARY, Schedule(kind=CANARY, every=CANARY_EVERY))
    SCHEDULES.add(PRUNE, Schedule(kind=PRUNE, every=timedelta(minutes=10)))
