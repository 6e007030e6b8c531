"""Work of the builder outside requests: removing what is past its time."""

from datetime import timedelta

from builder.services.tidying import uploads_forget
from core.clock import now
from core.jobs.kinds import JOBS, Claim, JobKind
from core.jobs.schedules import SCHEDULES, Schedule

TIDY = "builder.tidy"


def tidy(claim: Claim) -> None:
    """Remove what is past its time. Running twice removes nothing twice."""
    uploads_forget(now=now())


JOBS.add(TIDY, JobKind(run=tidy))
SCHEDULES.add("builder-tidy", Schedule(kind=TIDY, every=timedelta(hours=1)))
