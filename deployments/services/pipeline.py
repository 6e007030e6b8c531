"""Running a release through its steps under a job's lease.

Each step's outcome is one transaction with the job's checkpoint and the app's lock, so a worker that lost either writes
nothing. What a kill interrupts is done again from the first unfinished step; the steps themselves are idempotent.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from builder.selectors import version_by_id
from core.errors import DomainError, Unavailable
from core.events.record import record
from core.faults import faultpoint
from core.jobs.errors import JobLater, JobRefused
from core.jobs.kinds import Claim, DeadJob
from definition.json_types import JsonObject
from deployments.errors import DeployBusy
from deployments.events import ReleaseActivated, ReleaseFailed, ReleaseSuperseded
from deployments.models import Release, ReleaseState, ReleaseStep, StepState
from deployments.selectors import live_release_row, newer_live, newer_queued, release_by_id
from deployments.services.locks import lock_free, lock_keep, lock_take
from deployments.steps import STEPS
from deployments.steps.step import Lines, Step, StepContext

Clock = Callable[[], datetime]
PATIENCE = timedelta(minutes=10)
TURN_PAUSE = timedelta(seconds=2)
BLOCKED_PAUSE = timedelta(seconds=10)
ENDED = frozenset({ReleaseState.LIVE, ReleaseState.FAILED, ReleaseState.SUPERSEDED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One attempt: the claim and the lock it runs under."""

    release_id: UUID
    environment_id: UUID
    app_id: UUID
    artefact: JsonObject
    claim: Claim
    fence: int
    clock: Clock

    def hold(self, step: str) -> None:
        """Raise LeaseLost unless job and lock are still ours; extends both in the caller's transaction."""
        self.claim.checkpoint(step)
        lock_keep(environment_id=self.environment_id, app_id=self.app_id, fence=self.fence)

    def context(self) -> StepContext:
        return StepContext(release=release_by_id(self.release_id), artefact=self.artefact, clock=self.clock)


def pipeline_run(*, claim: Claim, clock: Clock) -> None:
    """Take the release as far as it goes: live, failed, or (raising JobLater) waiting for its turn."""
    release = release_by_id(UUID(str(claim.payload["release"])))
    if release.state in ENDED:
        return
    try:
        fence = lock_take(environment_id=release.environment_id, app_id=release.app_id, holder=release.id)
    except DeployBusy as busy:
        raise JobLater(str(busy), after=TURN_PAUSE) from busy
    if release.state == ReleaseState.QUEUED and (newer := newer_queued(release) or newer_live(release)):
        release_supersede(release=release, by=newer, now=clock())
        return
    version = version_by_id(release.version_id)
    if version is None:
        raise JobRefused("The version of this release is gone.")
    run = Run(
        release_id=release.id,
        environment_id=release.environment_id,
        app_id=release.app_id,
        artefact=version.artefact,
        claim=claim,
        fence=fence,
        clock=clock,
    )
    _begin(run)
    for step in STEPS:
        if not _run_step(run, step):
            return


def _begin(run: Run) -> None:
    with transaction.atomic():
        run.hold("begin")
        Release.objects.filter(id=run.release_id, started_at=None).update(started_at=run.clock())
        Release.objects.filter(id=run.release_id).update(state=ReleaseState.RUNNING)


def _run_step(run: Run, step: Step) -> bool:
    """Whether the release may go on."""
    row = ReleaseStep.objects.get(release_id=run.release_id, key=step.key)
    if row.state == StepState.DONE and not step.is_repeated:
        return True
    with transaction.atomic():
        run.hold(step.key)
        row.state = StepState.RUNNING
        row.started_at = run.clock()
        row.save(update_fields=["state", "started_at"])
    try:
        faultpoint(f"deploy.{step.key}.before")
        _perform(run, step, row)
        faultpoint(f"deploy.{step.key}.done")
    except Unavailable as blocked:
        _wait_or_fail(run, step, row, blocked)
        return False
    except DomainError as error:
        _fail(run, step, row, reason=in_words(error))
        return False
    return True


def _perform(run: Run, step: Step, row: ReleaseStep) -> None:
    if step.is_atomic:
        with transaction.atomic():
            run.hold(step.key)
            _note_done(run, step, row, _lines(run, step))
        return
    lines = _lines(run, step)
    faultpoint(f"deploy.{step.key}.after")
    with transaction.atomic():
        run.hold(step.key)
        _note_done(run, step, row, lines)


def _lines(run: Run, step: Step) -> Lines:
    context = run.context()
    return [*step.do(context), *step.verify(context)]


def _note_done(run: Run, step: Step, row: ReleaseStep, lines: Lines) -> None:
    row.state = StepState.DONE
    row.finished_at = run.clock()
    row.log = list(lines)
    row.save(update_fields=["state", "finished_at", "log"])
    if step is STEPS[-1]:
        release_goes_live(release=release_by_id(run.release_id), how="deployed", now=run.clock())
        lock_free(environment_id=run.environment_id, app_id=run.app_id, holder=run.release_id)
        faultpoint(f"deploy.{step.key}.after")


def release_goes_live(*, release: Release, how: str, now: datetime, actor_id: UUID | None = None) -> None:
    """Mark `release` live and the one before superseded, in the transaction that moved the pointer."""
    before = live_release_row(environment_id=release.environment_id, app_id=release.app_id)
    if before is not None:
        Release.objects.filter(id=before.id).update(state=ReleaseState.SUPERSEDED)
    release.state = ReleaseState.LIVE
    release.first_live_at = release.first_live_at or now
    release.finished_at = release.finished_at or now
    release.error = ""
    release.save(update_fields=["state", "first_live_at", "finished_at", "error"])
    event = ReleaseActivated(
        release=release.id,
        app=release.app_id,
        digest=release.digest,
        previous_digest=before.digest if before else None,
        how=how,
    )
    record(event, actor=_by(actor_id), at=now, workspace=release.environment.workspace_id)


def release_supersede(*, release: Release, by: Release, now: datetime) -> None:
    """A newer approval makes a release that has not begun unnecessary."""
    with transaction.atomic():
        waiting = Release.objects.filter(id=release.id, state=ReleaseState.QUEUED)
        if waiting.update(state=ReleaseState.SUPERSEDED, finished_at=now):
            ReleaseStep.objects.filter(release=release, state=StepState.WAITING).update(state=StepState.SKIPPED)
            event = ReleaseSuperseded(release=release.id, app=release.app_id, by=by.id)
            record(event, actor=None, at=now, workspace=release.environment.workspace_id)
        lock_free(environment_id=release.environment_id, app_id=release.app_id, holder=release.id)


def release_give_up(*, dead: DeadJob, now: datetime) -> None:
    """The job is dead (its worker died too often, or a step raised too often): the release failed, in words."""
    release = release_by_id(UUID(str(dead.payload["release"])))
    if release.state not in ENDED:
        release_fail(release=release, step=dead.step, reason=dead.reason, now=now)


def release_fail(*, release: Release, step: str, reason: str, now: datetime) -> None:
    """End a release in `step`, in the caller's transaction. What was live stays live."""
    steps = ReleaseStep.objects.filter(release=release)
    steps.filter(key=step, state=StepState.RUNNING).update(state=StepState.FAILED, finished_at=now, log=[reason])
    steps.filter(state__in=[StepState.WAITING, StepState.RUNNING]).update(state=StepState.SKIPPED)
    Release.objects.filter(id=release.id).update(state=ReleaseState.FAILED, error=reason, finished_at=now)
    lock_free(environment_id=release.environment_id, app_id=release.app_id, holder=release.id)
    event = ReleaseFailed(release=release.id, app=release.app_id, digest=release.digest, step=step, reason=reason)
    record(event, actor=None, at=now, workspace=release.environment.workspace_id)


def _wait_or_fail(run: Run, step: Step, row: ReleaseStep, blocked: Unavailable) -> None:
    """Something else holds the tables: try again for PATIENCE, then give up; the old release serves meanwhile."""
    release = release_by_id(run.release_id)
    started = release.started_at or run.clock()
    if run.clock() - started < PATIENCE:
        raise JobLater(in_words(blocked), after=BLOCKED_PAUSE) from blocked
    _fail(run, step, row, reason=in_words(blocked))


def _fail(run: Run, step: Step, row: ReleaseStep, *, reason: str) -> None:
    with transaction.atomic():
        run.hold(step.key)
        release_fail(release=release_by_id(run.release_id), step=row.key, reason=reason, now=run.clock())


def in_words(error: DomainError) -> str:
    """An error as one text for the log: what it says, then its reasons or places."""
    reasons = error.data.get("reasons")
    listed = [str(reason) for reason in reasons] if isinstance(reasons, list | tuple) else []
    placed = [at.message for at in error.errors]
    more = [text for text in (*listed, *placed) if text not in str(error)]
    return " ".join([str(error), *more])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Actor:
    pk: UUID


def _by(actor_id: UUID | None) -> _Actor | None:
    return _Actor(pk=actor_id) if actor_id else None
