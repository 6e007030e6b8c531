"""A job of three steps, each an event in the job's own stream: three entries, each step once, whatever is killed."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from core.events.models import Event
from core.events.record import record
from core.faults import faultpoint
from core.jobs.clock import database_now
from core.jobs.kinds import JOBS, Claim, JobKind

STEPS = ("first", "second", "third")


@dataclass(frozen=True, slots=True, kw_only=True)
class StepTaken:
    job: UUID
    step: str


def take_steps(claim: Claim) -> None:
    """Go on after the last step that is in the stream."""
    stream = f"chaos:{claim.job_id}"
    for step in STEPS[Event.objects.filter(stream=stream).count() :]:
        faultpoint(f"chaos.{step}.before")
        with transaction.atomic():
            record(StepTaken(job=claim.job_id, step=step), actor=None, at=database_now(), stream=stream)
            claim.checkpoint(step)
            faultpoint(f"chaos.{step}.inside")
        faultpoint(f"chaos.{step}.after")


JOBS.add("chaos.steps", JobKind(run=take_steps, lease=timedelta(seconds=3), max_attempts=8))
