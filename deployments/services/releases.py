"""Starting a release when a submission is approved; moving the pointer back or forward; trying a failed one again."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.selectors import UserRow
from builder.selectors import app_by_id
from core.errors import Forbidden
from core.events.record import record
from core.ids import new_id
from core.jobs.enqueue import enqueue
from deployments.errors import NotActivatable, ReleaseUnknown
from deployments.events import ReleaseQueued
from deployments.models import Environment, Release, ReleaseState, ReleaseStep, StepState
from deployments.selectors import (
    live_release_row,
    may_move_pointer,
    newer_live,
    queued_before,
    release_for_update,
    release_visible_to,
)
from deployments.services.locks import lock_free, lock_take
from deployments.services.pipeline import release_goes_live, release_supersede
from deployments.steps import STEPS
from governance.selectors import submission_by_id
from governance.services.gate import require_once_approved
from runtime.services.activation import point_to

RUN = "release.run"
LIVE = ("live", "Live")


@transaction.atomic
def release_start(
    *, submission_id: UUID, app_id: UUID, version_id: UUID, number: int, digest: str, now: datetime
) -> Release:
    """Queue the deployment of an approved submission; the same submission twice is the same release.

    Releases of the app that are still waiting give way to this one.
    """
    app = app_by_id(app_id)
    environment, _ = Environment.objects.get_or_create(
        workspace_id=app.workspace_id, key=LIVE[0], defaults={"name": LIVE[1]}
    )
    release, is_new = Release.objects.get_or_create(
        environment=environment,
        submission_id=submission_id,
        defaults={
            "app_id": app_id,
            "version_id": version_id,
            "asked_by_id": _submitter(submission_id),
            "number": number,
            "digest": digest,
            "created_at": now,
        },
    )
    if not is_new:
        return release
    ReleaseStep.objects.bulk_create(
        ReleaseStep(release=release, key=step.key, position=position) for position, step in enumerate(STEPS, 1)
    )
    event = ReleaseQueued(release=release.id, app=app_id, submission=submission_id, digest=digest)
    record(event, actor=None, at=now, workspace=app.workspace_id)
    for older in queued_before(release):
        release_supersede(release=older, by=release, now=now)
    _ask_for_run(release)
    return release


@transaction.atomic
def release_activate(*, release_id: UUID, actor: UserRow, now: datetime) -> Release:
    """Roll back or forward: people use this release again from now on. One pointer, no table changes.

    The release must have been live before and its digest once approved. Raises ReleaseUnknown, Forbidden,
    NotActivatable, DeployBusy (a deployment is under way), NotApproved.
    """
    visible = release_visible_to(actor, release_id)
    _require_may_move(actor, visible)
    release = release_for_update(release_id)
    if release.state == ReleaseState.LIVE:
        return release
    if release.first_live_at is None:
        raise NotActivatable(detail="Only a release that has been live before can be switched to.")
    holder = new_id()
    lock_take(environment_id=release.environment_id, app_id=release.app_id, holder=holder)
    require_once_approved(app_id=release.app_id, digest=release.digest)
    before = live_release_row(environment_id=release.environment_id, app_id=release.app_id)
    point_to(app_id=release.app_id, digest=release.digest, now=now)
    how = "rolled-back" if before is not None and before.number > release.number else "rolled-forward"
    release_goes_live(release=release, how=how, now=now, actor_id=actor.pk)
    lock_free(environment_id=release.environment_id, app_id=release.app_id, holder=holder)
    return release


@transaction.atomic
def release_retry(*, release_id: UUID, actor: UserRow, now: datetime) -> Release:
    """Start a failed release again at the step it failed in, unless a later one is live by now.

    Raises ReleaseUnknown, Forbidden, NotActivatable.
    """
    visible = release_visible_to(actor, release_id)
    _require_may_move(actor, visible)
    release = release_for_update(release_id)
    if release.state != ReleaseState.FAILED:
        raise NotActivatable(detail="Only a failed release can be tried again.")
    newer = newer_live(release)
    if newer is not None:
        raise NotActivatable(
            detail=f"Version {newer.number} was approved later and is live by now. To go back to this version, restore"
            " it in the designer and submit it again."
        )
    release.state = ReleaseState.QUEUED
    release.attempt += 1
    release.error = ""
    release.started_at = release.finished_at = None
    release.save(update_fields=["state", "attempt", "error", "started_at", "finished_at"])
    unfinished = ReleaseStep.objects.filter(release=release).exclude(state=StepState.DONE)
    unfinished.update(state=StepState.WAITING, started_at=None, finished_at=None, log=[])
    event = ReleaseQueued(
        release=release.id, app=release.app_id, submission=release.submission_id, digest=release.digest
    )
    record(event, actor=actor, at=now, workspace=release.environment.workspace_id)
    _ask_for_run(release)
    return release


def _submitter(submission_id: UUID) -> UUID:
    submission = submission_by_id(submission_id)
    if submission is None:
        raise ReleaseUnknown(detail="There is no such submission.")
    return submission.submitted_by_id


def run_key(release: Release) -> str:
    """The key of the job that runs this attempt of a release."""
    return f"release:{release.id}:{release.attempt}"


def _ask_for_run(release: Release) -> None:
    enqueue(
        RUN,
        subject_id=release.app_id,
        dedupe_key=run_key(release),
        payload={"release": str(release.id)},
        created_by_id=release.asked_by_id,
    )


def _require_may_move(actor: UserRow, release: Release) -> None:
    if not may_move_pointer(actor, app_by_id(release.app_id)):
        raise Forbidden(
            detail="The owner of the app, the deputy or an administrator of the workspace may do this.",
            data={"permission": "RELEASE_ROLL_BACK"},
        )
