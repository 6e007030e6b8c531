"""What happens after events of other rooms, and the jobs of this one."""

from core.jobs.kinds import JOBS, JobKind
from governance.services.submissions import CHECK_JOB
from governance.tasks import check_give_up, check_run

JOBS.add(CHECK_JOB, JobKind(run=check_run, on_dead=check_give_up, max_attempts=3))
