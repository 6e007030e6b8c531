"""Repeated work of live apps: uploads nobody took and answers nobody can ask for again are removed."""

from datetime import timedelta

from core.clock import now
from core.jobs.kinds import JOBS, Claim, JobKind
from core.jobs.schedules import SCHEDULES, Schedule
from runtime.services.files import loose_files_forget
from runtime.services.idempotency import old_keys_forget

TIDY = "runtime.tidy"


def tidy(claim: Claim) -> None:
    """Remove what is past its time. Running twice removes nothing twice."""
    moment = now()
    loose_files_forget(now=moment)
    old_keys_forget(now=moment)


JOBS.add(TIDY, JobKind(run=tidy))
SCHEDULES.add("runtime-tidy", Schedule(kind=TIDY, every=timedelta(hours=1)))
