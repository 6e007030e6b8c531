"""Submitting: a version is frozen, checked as a job, and sent on its route; makers may take it back."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.selectors import UserRow
from builder.errors import AppArchived
from builder.selectors import AppRow, VersionRow, app_by_id, app_visible_to, authors_since, draft_lock
from builder.services.versions import version_freeze
from core.authz import Permission, require
from core.errors import JsonValue
from core.events.record import record
from core.jobs.enqueue import enqueue
from governance.errors import NothingToSubmit, SubmissionClosed
from governance.events import (
    ChecksFailed,
    ChecksPassed,
    SubmissionApproved,
    SubmissionSuperseded,
    SubmissionWithdrawn,
    Submitted,
    TierRaised,
)
from governance.gate import PUT_AWAY, Authorship, decide
from governance.models import OPEN_STATES, Submission
from governance.selectors import SubmissionRow, open_submission_of, submission_visible_to
from governance.services.checks import Judgement, changes_by_risk, judge
from governance.services.plans import plan_of
from governance.transitions import Move, MoveRefused, State, step
from runtime.selectors import live_app_by_app_id

CHECK_JOB = "governance.check"
REVIEWABLE = (State.WAITING.value, State.CHANGES_REQUESTED.value)
_MOVED = ("state", "closed_at")
_CHECKED = ("checks", "findings", "changes", "plan", "checked_at", "tier", "tier_words")


@transaction.atomic
def submission_open(*, app_id: UUID, revision: int, summary: str, actor: UserRow, now: datetime) -> SubmissionRow:
    """Freeze the draft at `revision` and send it to its checks; an open submission of the app is superseded.

    Raises NothingToSubmit when this digest is live or open already, and what `version_freeze` raises.
    """
    require(actor, Permission.APP_SUBMIT, app_visible_to(actor, app_id))
    # One order of locks for everybody: draft, app, submission, event stream; none of them against rows that name it,
    # because foreign keys are checked at the end, with the stream in hand.
    app = draft_lock(app_id)
    if app.archived_at is not None:
        raise AppArchived(detail="Restore the app before you submit it.")
    earlier = _open_for_update(app_id)
    version = version_freeze(app_id=app_id, revision=revision, actor=actor, now=now)
    live = live_app_by_app_id(app_id)
    live_digest = live.digest if live else ""
    _refuse_same(version, live_digest, earlier)
    submission = Submission(
        workspace=app.workspace,
        app=app,
        version=version,
        number=version.number,
        digest=version.digest,
        live_digest=live_digest,
        summary=summary,
        authors=_authors(app, version, live_digest, revision),
        submitted_by=actor,
        submitted_at=now,
        state=State.CHECKING.value,
    )
    if earlier is not None:
        _supersede(earlier, submission, actor=actor, now=now)
    submission.save(force_insert=True)
    event = Submitted(
        submission=submission.pk, app=app.pk, version=version.pk, number=version.number, digest=version.digest
    )
    record(event, actor=actor, at=now, workspace=app.workspace_id)
    enqueue(CHECK_JOB, subject_id=submission.pk, dedupe_key=f"{CHECK_JOB}:{submission.pk}", created_by_id=actor.pk)
    return submission


def _open_for_update(app_id: UUID) -> SubmissionRow | None:
    row = open_submission_of(app_id)
    locked = for_update(row) if row is not None else None
    return locked if locked is not None and locked.state in OPEN_STATES else None


def _refuse_same(version: VersionRow, live_digest: str, earlier: SubmissionRow | None) -> None:
    if version.digest == live_digest:
        raise NothingToSubmit(detail="This is what people use already. Change something first.")
    same = why_same(earlier, version.digest)
    if same is not None and earlier is not None:
        raise NothingToSubmit(detail=same, data={"submission": str(earlier.pk), "state": earlier.state})


def why_same(current: SubmissionRow | None, digest: str) -> str | None:
    """Why this digest cannot be submitted beside the open submission, in a sentence; None when it can.

    What only failed its checks may be checked again: the rules may have changed since.
    """
    if current is None or current.digest != digest or current.state == State.MUST_FIX.value:
        return None
    if current.state == State.CHANGES_REQUESTED.value:
        return "Nothing changed since it was sent back. Change something first."
    return "This version is under review already."


def _authors(app: AppRow, version: VersionRow, live_digest: str, revision: int) -> list[str | None]:
    """Everybody with a hand in it since the live version, and who answers for the app.

    The version's own authors count even when it is an old one submitted again.
    """
    people: set[UUID | None] = {app.owner_id}
    people.update(authors_since(app.pk, live_digest=live_digest or None, upto=revision))
    people.update(UUID(author) if author else None for author in version.authors)
    return sorted((str(person) if person else None for person in people), key=str)


def _supersede(earlier: SubmissionRow, by: SubmissionRow, *, actor: UserRow, now: datetime) -> None:
    move(earlier, Move.SUPERSEDE, now=now)
    event = SubmissionSuperseded(submission=earlier.pk, by=by.pk)
    record(event, actor=actor, at=now, workspace=earlier.workspace_id)


@transaction.atomic
def submission_withdraw(*, submission_id: UUID, actor: UserRow, now: datetime) -> SubmissionRow:
    """Take a submission back before it is decided."""
    submission = for_update(submission_visible_to(actor, submission_id))
    require(actor, Permission.APP_SUBMIT, submission.app)
    move(submission, Move.WITHDRAW, now=now)
    record(SubmissionWithdrawn(submission=submission.pk), actor=actor, at=now, workspace=submission.workspace_id)
    return submission


@transaction.atomic
def submission_check(*, submission_id: UUID, now: datetime) -> SubmissionRow | None:
    """Run the checks of a submission and send it on its way; a second run changes nothing.

    Any error propagates: without a complete result there is no way to approval.
    """
    submission = _checking(submission_id)
    if submission is None:
        return None
    judgement = judge(submission.version.document, submission.app)
    _judged(submission, judgement)
    submission.checks = _checks(submission, judgement)
    submission.checked_at = now
    failed = [check for check in submission.checks if check["state"] == "failed"]
    if failed or judgement.tier is None:
        _fail(submission, must_fix=max(judgement.must_fix, 1), now=now)
        return submission
    submission.tier = judgement.tier.tier
    submission.tier_words = judgement.tier.to_json()
    passed = ChecksPassed(submission=submission.pk, digest=submission.digest, tier=submission.tier)
    record(passed, actor=None, at=now, workspace=submission.workspace_id)
    decision = decide(
        digest=submission.digest,
        findings=judgement.findings,
        approvals=(),
        route=judgement.tier.route,
        authorship=authorship_of(submission),
    )
    if decision.is_open:
        approve(submission, actor=None, now=now)
    else:
        move(submission, Move.CLEAR, now=now)
    return submission


@transaction.atomic
def submission_check_failed(*, submission_id: UUID, reason: str, now: datetime) -> None:
    """The checks could not run: fail closed, and say so to the makers."""
    submission = _checking(submission_id)
    if submission is None:
        return
    submission.checks = [_check("engine", "Checks", [f"The checks could not run. {reason}"])]
    submission.findings = []
    submission.checked_at = now
    _fail(submission, must_fix=1, now=now)


@transaction.atomic
def submission_judge_again(*, app_id: UUID, now: datetime) -> None:
    """What is live has moved: show changes and data plan from there, and let a heavier tier ask more people."""
    row = open_submission_of(app_id)
    submission = for_update(row) if row is not None else None
    if submission is None or submission.state not in REVIEWABLE:
        return
    judgement = judge(submission.version.document, submission.app)
    _judged(submission, judgement)
    submission.live_digest = judgement.live_digest or ""
    submission.save(update_fields=["findings", "changes", "plan", "live_digest"])
    tier_store(submission, judgement, now=now)


def tier_raise(submission: SubmissionRow, judgement: Judgement) -> bool:
    """Take over a heavier tier than the checks found, unsaved; whether it was heavier. A tier is never lowered."""
    found = judgement.tier
    if submission.tier is None or found is None or found.tier <= submission.tier:
        return False
    submission.tier = found.tier
    submission.tier_words = found.to_json()
    return True


def tier_store(submission: SubmissionRow, judgement: Judgement, *, now: datetime) -> None:
    """Keep a heavier tier in the row, so that the queues of its people show it, and say so in the log."""
    if tier_raise(submission, judgement) and submission.tier is not None:
        submission.save(update_fields=["tier", "tier_words"])
        event = TierRaised(submission=submission.pk, digest=submission.digest, tier=submission.tier)
        record(event, actor=None, at=now, workspace=submission.workspace_id)


def _judged(submission: SubmissionRow, judgement: Judgement) -> None:
    submission.findings = [finding.to_json() for finding in judgement.findings]
    submission.changes = [change.to_json() for change in changes_by_risk(judgement.changes)]
    submission.plan = plan_of(submission.version.artefact, submission.app_id)


def _checking(submission_id: UUID) -> SubmissionRow | None:
    rows = Submission.objects.select_for_update(of=("self",), no_key=True).select_related("app__workspace", "version")
    return rows.filter(pk=submission_id, state=State.CHECKING.value).first()


def _checks(submission: SubmissionRow, judgement: Judgement) -> list[dict[str, JsonValue]]:
    """One line per check: shape, compilation, the frozen bytes, the policies, and whether the app is still in use."""
    errors = [problem.message for problem in judgement.problems if problem.severity.value == "error"]
    compiled = judgement.compiled
    unchanged = compiled is not None and compiled.digest == submission.digest
    must_fix = [finding.message for finding in judgement.findings if finding.severity.value == "must_fix"]
    return [
        _check("shape", "Definition has the right shape", errors if judgement.definition is None else []),
        _check("compile", "Every page, rule and formula works", errors),
        _check("digest", "Frozen as submitted", [] if unchanged else ["The content does not give the frozen digest."]),
        _check("policies", f"Policies of the house, {judgement.passed} passed", must_fix),
        _check("app", "The app is not archived", [PUT_AWAY] if submission.app.archived_at is not None else []),
    ]


def _check(name: str, title: str, failures: Sequence[str]) -> dict[str, JsonValue]:
    return {"name": name, "title": title, "state": "failed" if failures else "passed", "detail": " ".join(failures)}


def _fail(submission: SubmissionRow, *, must_fix: int, now: datetime) -> None:
    move(submission, Move.FAIL, now=now)
    event = ChecksFailed(submission=submission.pk, digest=submission.digest, must_fix=must_fix)
    record(event, actor=None, at=now, workspace=submission.workspace_id)


def approve(submission: SubmissionRow, *, actor: UserRow | None, now: datetime) -> None:
    """Write what the gate decided. Only callers that have just asked `decide` may come here."""
    if submission.tier is None:
        raise SubmissionClosed(detail="A submission without a tier was not checked.")
    move(submission, Move.APPROVE, now=now)
    event = SubmissionApproved(
        submission=submission.pk,
        app=submission.app_id,
        version=submission.version_id,
        number=submission.number,
        digest=submission.digest,
        tier=submission.tier,
    )
    record(event, actor=actor, at=now, workspace=submission.workspace_id)


def move(submission: SubmissionRow, by: Move, *, now: datetime) -> None:
    """Take one way of the table and save what it changes; raises SubmissionClosed where there is none."""
    columns = (*_MOVED, *_CHECKED) if submission.state == State.CHECKING.value else _MOVED
    try:
        state = step(State(submission.state), by)
    except MoveRefused:
        raise SubmissionClosed(
            detail=f"This submission is {submission.state.replace('_', ' ')}.", data={"state": submission.state}
        ) from None
    submission.state = state.value
    if state in (State.APPROVED, State.WITHDRAWN, State.SUPERSEDED):
        submission.closed_at = now
    submission.save(update_fields=columns)


def for_update(submission: SubmissionRow) -> SubmissionRow:
    """The same submission, locked, as it is now."""
    rows = Submission.objects.select_for_update(of=("self",), no_key=True).select_related("app__workspace", "version")
    return rows.get(pk=submission.pk)


def authorship_of(submission: SubmissionRow) -> Authorship:
    """Everybody with a hand in what was submitted, and who answers for the app at this moment."""
    return authorship_with(submission, app_by_id(submission.app_id))


def authorship_with(submission: SubmissionRow, app: AppRow) -> Authorship:
    """The same by an app that was read just now, as lists do for many submissions at once."""
    return Authorship(
        authors=tuple(UUID(author) if author else None for author in submission.authors),
        submitter=submission.submitted_by_id,
        answering=tuple(person for person in (app.owner_id, app.deputy_id) if person is not None),
    )
