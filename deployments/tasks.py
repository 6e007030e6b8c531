"""The job kinds of deployments. Only here is the clock read."""

from datetime import timedelta

from core.clock import now
from core.jobs.kinds import JOBS, Claim, DeadJob, JobKind
from core.jobs.schedules import SCHEDULES, Schedule
from deployments.services.mending import releases_mend
from deployments.services.pipeline import pipeline_run, release_give_up
from deployments.services.releases import RUN

MEND = "deployments.mend"


def release_run(claim: Claim) -> None:
    """Take a release through its steps."""
    pipeline_run(claim=claim, clock=now)


def release_dead(dead: DeadJob) -> None:
    """Say honestly that a release ended without going live."""
    release_give_up(dead=dead, now=now())


def mend(claim: Claim) -> None:
    """Find approvals without a release and releases without a worker."""
    releases_mend(now=now())


def register() -> None:
    """Add the kinds (called once, at start-up)."""
    JOBS.add(RUN, JobKind(run=release_run, on_dead=release_dead, max_attempts=5))
    JOBS.add(MEND, JobKind(run=mend))
    SCHEDULES.add(MEND, Schedule(kind=MEND, every=timedelta(minutes=5)))
