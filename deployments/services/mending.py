"""Putting right what a broken delivery or a failed clean-up left behind: an approval without a release, a release that
nobody works on.

Everything here can be derived from what is stored, so it may run at any time and twice.
"""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import islice
from uuid import UUID

from django.db import transaction

from core.jobs.models import JobState
from core.jobs.selectors import job_by_key
from deployments.models import Release, ReleaseState
from deployments.selectors import never_released, release_for_update, running_step, under_way_since
from deployments.services.pipeline import release_fail
from deployments.services.releases import release_start, run_key
from governance.selectors import SubmissionRow, approved_before

logger = logging.getLogger(__name__)

# Longer than a delivery takes with all its attempts, and than an approval takes to become a queued job.
PATIENCE = timedelta(minutes=10)
AT_ONCE = 50


def releases_mend(*, now: datetime) -> None:
    """Start releases that an approval should have started; end those whose job is dead, stopped or gone.

    What cannot be put right is logged and left for the next time; it holds up nothing behind it.
    """
    _at_once(_started(submission, now=now) for submission in never_released(approved_before(now - PATIENCE)))
    _at_once(_ended(release.pk, now=now) for release in under_way_since(now - PATIENCE))


def _at_once(mended: Iterable[bool]) -> None:
    """Take the first AT_ONCE that succeed: a limit on attempts would be used up by the same ones each time."""
    for _ in islice(filter(None, mended), AT_ONCE):
        pass


def _started(submission: SubmissionRow, *, now: datetime) -> bool:
    try:
        release_start(
            submission_id=submission.pk,
            app_id=submission.app_id,
            version_id=submission.version_id,
            number=submission.number,
            digest=submission.digest,
            now=now,
        )
    except Exception:
        logger.exception("The release of submission %s could not be started", submission.pk)
        return False
    return True


def _ended(release_id: UUID, *, now: datetime) -> bool:
    try:
        return _end_if_left(release_id, now=now)
    except Exception:
        logger.exception("Release %s could not be ended", release_id)
        return False


@transaction.atomic
def _end_if_left(release_id: UUID, *, now: datetime) -> bool:
    """Whether it had to be ended."""
    release = release_for_update(release_id)
    if release.state not in (ReleaseState.QUEUED, ReleaseState.RUNNING):
        return False
    reason = _why_left(release)
    if reason:
        release_fail(release=release, step=running_step(release), reason=reason, now=now)
    return bool(reason)


def _why_left(release: Release) -> str:
    """Why nobody works on a release any more; "" while a job does or will."""
    job = job_by_key(run_key(release))
    if job is None:
        return "The work on this release was lost. Try it again."
    return job.last_error if job.state in (JobState.DEAD, JobState.NEEDS_REVIEW) else ""
