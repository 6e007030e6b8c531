"""The only Celery task: a wake-up. It carries nothing but a job's id; the ledger holds the work."""

from uuid import UUID

from celery import shared_task

from core.jobs.nudge import WAKE_TASK
from core.jobs.runner import work


@shared_task(name=WAKE_TASK)
def wake(job_id: str | None = None) -> None:
    """Run the named job if it is due, and whatever else is due. A forged or unknown id runs nothing of its own."""
    work(_uuid(job_id))


def _uuid(text: object) -> UUID | None:
    try:
        return UUID(str(text))
    except ValueError:
        return None
