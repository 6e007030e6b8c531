"""What others may know about the ledger."""

from datetime import timedelta

from django.db.models import Count

from core.jobs.clock import database_now
from core.jobs.housekeeping import CANARY
from core.jobs.models import Job, JobState

CANARY_LIMIT = timedelta(seconds=90)


def canary_age() -> timedelta | None:
    """How long ago a worker last finished a canary, by the database's clock; None if none ever did."""
    last = Job.objects.filter(kind=CANARY, state=JobState.DONE).order_by("-finished_at").first()
    if last is None or last.finished_at is None:
        return None
    return database_now() - last.finished_at


def job_counts() -> dict[str, int]:
    """The number of jobs by state."""
    rows = Job.objects.order_by().values_list("state").annotate(number=Count("id"))
    return {state.value: 0 for state in JobState} | dict(rows)


def job_by_key(dedupe_key: str) -> Job | None:
    """The job that was asked for under this key."""
    return Job.objects.filter(dedupe_key=dedupe_key).first()
