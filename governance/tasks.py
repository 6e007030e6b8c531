"""The jobs of governance: each calls one service."""

from uuid import UUID

from core.clock import now
from core.jobs.kinds import Claim, DeadJob
from governance.services.submissions import submission_check, submission_check_failed


def check_run(claim: Claim) -> None:
    """Run the checks of the submission that is the job's subject."""
    submission_check(submission_id=_subject(claim.subject_id), now=now())


def check_give_up(job: DeadJob) -> None:
    """The checks could not run even after retries."""
    submission_check_failed(submission_id=_subject(job.subject_id), reason=job.reason, now=now())


def _subject(subject_id: UUID | None) -> UUID:
    if subject_id is None:
        raise ValueError("a check job names its submission")
    return subject_id
