from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.jobs.ledger import requeue
from core.jobs.models import Job, JobState
from core.jobs.selectors import job_counts


class Command(BaseCommand):
    help = "Show the job ledger: counts by state and what needs a person. `--requeue ID` gives a job new attempts."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--requeue", type=UUID, metavar="ID")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401
        if options["requeue"]:
            self._requeue(options["requeue"])
            return
        for state, count in job_counts().items():
            self.stdout.write(f"{state:<13} {count}")
        stuck = Job.objects.filter(state__in=[JobState.DEAD, JobState.NEEDS_REVIEW]).order_by("-created_at", "-id")
        for job in stuck[:50]:
            self.stdout.write(f"{job.id}  {job.kind}  {job.state}  {job.last_error.splitlines()[0][:120]}")

    def _requeue(self, job_id: UUID) -> None:
        if not requeue(job_id=job_id):
            raise CommandError(f"Job {job_id} is not dead or waiting for a person.")
        self.stdout.write(f"Job {job_id} starts again.")
