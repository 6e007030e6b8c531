"""Work of live apps outside requests: exports, and removing what is past its time."""

from datetime import timedelta

from core.clock import now
from core.jobs.kinds import JOBS, Claim, DeadJob, JobKind
from core.jobs.schedules import SCHEDULES, Schedule
from runtime.services.exports import EXPORT_JOB
from runtime.services.exports_run import export_dead, export_run, exports_forget
from runtime.services.idempotency import old_keys_forget
from runtime.services.tidying import loose_files_forget

TIDY = "runtime.tidy"


def tidy(claim: Claim) -> None:
    """Remove what is past its time. Running twice removes nothing twice."""
    moment = now()
    loose_files_forget(now=moment)
    old_keys_forget(now=moment)
    exports_forget(now=moment)


def export(claim: Claim) -> None:
    """One turn of an export."""
    export_run(claim, now=now)


def export_given_up(dead: DeadJob) -> None:
    """Tell the owner that their export did not get through."""
    export_dead(dead, now=now())


JOBS.add(EXPORT_JOB, JobKind(run=export, on_dead=export_given_up))
JOBS.add(TIDY, JobKind(run=tidy))
SCHEDULES.add("runtime-tidy", Schedule(kind=TIDY, every=timedelta(hours=1)))
