"""Putting right what a broken delivery or a failed clean-up left behind: an approval without a release, a release that
nobody works on.

Everything here can be derived from what is stored, so it may run at any time and twice.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from core.jobs.models import JobState
from core.jobs.selectors import job_by_key
from deployments.models import Release, ReleaseState
from deployments.selectors import never_released, release_for_update, running_step, under_way_since
from deployments.services.pipeline import release_fail
from deployments.services.releases import release_start, run_key
from governance.selectors import approved_before

# Longer than a delivery takes with all its attempts, and than an approval takes to become a queued job.
PATIENCE = timedelta(minutes=10)
AT_ONCE = 50


def releases_mend(*, now: datetime) -> None:
    """Start releases that an approval should have started; end those whose job is dead or gone."""
    for submission in never_released(approved_before(now - PATIENCE))[:AT_ONCE]:
        release_start(
            submission_id=submission.pk,
            app_id=submission.app_id,
            version_id=submission.version_id,
            number=submission.number,
            digest=submission.digest,
            now=now,
        )
    for release in under_way_since(now - PATIENCE)[:AT_ONCE]:
        _end_if_left(release.pk, now=now)


@transaction.atomic
def _end_if_left(release_id: UUID, *, now: datetime) -> None:
    release = release_for_update(release_id)
    if release.state not in (ReleaseState.QUEUED, ReleaseState.RUNNING):
        return
    reason = _why_left(release)
    if reason:
        release_fail(release=release, step=running_step(release), reason=reason, now=now)


def _why_left(release: Release) -> str:
    """Why nobody works on a release any more; "" while a job does or will."""
    job = job_by_key(run_key(release))
    if job is None:
        return "The work on this release was lost. Try it again."
    return job.last_error if job.state == JobState.DEAD else ""
