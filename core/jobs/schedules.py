"""Repeated work and the tick: each slot starts once however many schedulers tick, and lost wake-ups are repeated.

The scheduler is a process of its own (`manage.py scheduler`) and not Celery's beat: beat keeps its state in a file,
must exist exactly once, and survives its worker as an orphan. This one keeps nothing: a row per (schedule, slot)
decides. A slot that was missed (everything was down) is not made up for; the present slot is.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import transaction

from core.jobs.clock import database_now
from core.jobs.enqueue import enqueue
from core.jobs.kinds import JOBS
from core.jobs.ledger import sweep
from core.jobs.models import Job, JobState, ScheduleSlot
from core.jobs.nudge import send_wake
from core.registry import Registry

WAKES_PER_TICK = 4
WAKE_AGE = timedelta(milliseconds=500)
LONGEST_SILENCE = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """Start one job of `kind` in every slot of length `every`."""

    kind: str
    every: timedelta


SCHEDULES: Registry[Schedule] = Registry("schedules", accepts=lambda entry: isinstance(entry, Schedule))


def slot_of(moment: datetime, every: timedelta) -> datetime:
    """The beginning of the slot that holds `moment`; slots count from 1970, UTC."""
    epoch = datetime.fromtimestamp(0, UTC)
    return epoch + ((moment - epoch) // every) * every


@dataclass(slots=True)
class Ticker:
    """What one scheduler remembers between ticks: only how long it has been waking workers in vain."""

    in_vain: int = 0
    silent_for: int = 0

    def tick(self) -> None:
        """Take back expired leases, start due slots, and wake workers for jobs that wait longer than they should."""
        sweep()
        start_slots(now=database_now())
        self._wake()

    def _wake(self) -> None:
        """Wake for overdue jobs; ever more rarely while nobody takes them, so that the mailbox stays small."""
        waiting = overdue(now=database_now())
        if not waiting:
            self.in_vain = self.silent_for = 0
            return
        if self.silent_for > 0:
            self.silent_for -= 1
            return
        for _ in range(min(waiting, WAKES_PER_TICK)):
            send_wake(None)
        self.in_vain = min(self.in_vain + 1, 5)
        self.silent_for = min(2**self.in_vain - 2, LONGEST_SILENCE)


def start_slots(*, now: datetime) -> int:
    """Start the present slot of every schedule, unless it has been started; the number started here."""
    return sum(_start_slot(name, schedule, now) for name, schedule in SCHEDULES.items())


def _start_slot(name: str, schedule: Schedule, now: datetime) -> bool:
    slot_at = slot_of(now, schedule.every)
    if ScheduleSlot.objects.filter(schedule=name, slot_at=slot_at).exists():
        return False
    with transaction.atomic():
        _, is_new = ScheduleSlot.objects.get_or_create(schedule=name, slot_at=slot_at)
        if is_new:
            enqueue(schedule.kind, subject_id=None, dedupe_key=f"schedule:{name}:{slot_at.isoformat()}")
    return is_new


def overdue(*, now: datetime) -> int:
    """How many jobs of known kinds have been due for longer than a wake-up should take (counts up to 100)."""
    late = Job.objects.filter(state=JobState.QUEUED, run_after__lte=now - WAKE_AGE, kind__in=list(JOBS))
    return late.values("id")[:100].count()
