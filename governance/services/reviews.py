"""Reviewing: decisions, comments and ticks. A decision names the digest it was made on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.selectors import UserRow, roles_of
from builder.errors import AppArchived
from core.events.record import record
from governance.errors import (
    CommentNeeded,
    DigestMoved,
    NotReviewer,
    SelfApproval,
    SubmissionClosed,
)
from governance.events import ChangesRequested, CommentMade, ReviewDecided
from governance.gate import PUT_AWAY, Approval, Decision, Outcome, Verdict, decide, why_not
from governance.models import Comment, Review, Viewed
from governance.selectors import CommentRow, SubmissionRow, commented_by, latest_reviews, submission_visible_to
from governance.services.checks import Judgement, judge
from governance.services.submissions import REVIEWABLE, approve, authorship_of, for_update, move, tier_raise, tier_store
from governance.tier import ROUTES, Step
from governance.transitions import Move, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot:
    """What a reviewer sends: the verdict, and the digest the reviewer was looking at."""

    verdict: Verdict
    digest: str
    comment: str


@transaction.atomic
def review_decide(*, submission_id: UUID, ballot: Ballot, actor: UserRow, now: datetime) -> SubmissionRow:
    """Record a decision and let the gate weigh everything anew.

    Raises DigestMoved for another digest than the one under review, SubmissionClosed outside review, AppArchived when
    the app was put away, SelfApproval for anybody with a hand in it, NotReviewer without a role of the route,
    CommentNeeded for a return without words: neither a note nor a comment of this person on the submission.
    """
    submission = for_update(submission_visible_to(actor, submission_id))
    if ballot.digest != submission.digest:
        raise DigestMoved(
            detail="What you looked at is not what is under review. Reload and look again.",
            data={"yours": ballot.digest, "theirs": submission.digest},
        )
    if submission.state not in REVIEWABLE:
        state = submission.state.replace("_", " ")
        raise SubmissionClosed(detail=f"This submission is {state}.", data={"state": submission.state})
    if submission.app.archived_at is not None:
        raise AppArchived(detail=PUT_AWAY)
    judgement = judge(submission.version.document, submission.app)
    tier_store(submission, judgement, now=now)
    _permit(submission, actor)
    if ballot.verdict is Verdict.REQUEST_CHANGES and not _has_words(submission, ballot, actor):
        raise CommentNeeded(detail="Write what should change, so the makers can act on it.")
    _review_write(submission, ballot, actor=actor, now=now)
    decision = weigh(submission, judgement)
    if decision.is_open:
        approve(submission, actor=actor, now=now)
    elif decision.outcome is Outcome.CHANGES_REQUESTED and submission.state == State.WAITING.value:
        move(submission, Move.REQUEST_CHANGES, now=now)
        event = ChangesRequested(submission=submission.pk, digest=submission.digest)
        record(event, actor=actor, at=now, workspace=submission.workspace_id)
    elif decision.outcome is Outcome.WAITING and submission.state == State.CHANGES_REQUESTED.value:
        move(submission, Move.REOPEN, now=now)
    return submission


def _has_words(submission: SubmissionRow, ballot: Ballot, actor: UserRow) -> bool:
    return bool(ballot.comment.strip()) or commented_by(actor, submission)


def _permit(submission: SubmissionRow, actor: UserRow) -> None:
    authorship = authorship_of(submission)
    roles = roles_of(actor, submission.workspace)
    route = route_of(submission)
    reason = why_not(person=actor.pk, roles=roles, route=route, authorship=authorship)
    if reason is None:
        return
    if authorship.includes(actor.pk) or not authorship.is_known:
        raise SelfApproval(detail=reason)
    raise NotReviewer(detail=reason, data={"roles": [step.role for step in route]})


def _review_write(submission: SubmissionRow, ballot: Ballot, *, actor: UserRow, now: datetime) -> None:
    Review.objects.create(
        submission=submission,
        digest=submission.digest,
        reviewer=actor,
        verdict=ballot.verdict.value,
        comment=ballot.comment,
        roles=sorted(roles_of(actor, submission.workspace)),
        at=now,
    )
    event = ReviewDecided(
        submission=submission.pk, digest=submission.digest, decision=ballot.verdict.value, reviewer=actor.pk
    )
    record(event, actor=actor, at=now, workspace=submission.workspace_id)


def weigh(submission: SubmissionRow, judgement: Judgement) -> Decision:
    """What the gate says about a submission now: policies as `judgement` found them, roles as they are at this moment.

    Takes a heavier tier over into `submission`, unsaved: the route that is weighed is the one that is shown.
    """
    tier_raise(submission, judgement)
    return decide(
        digest=submission.digest,
        findings=judgement.findings if judgement.compiled else None,
        approvals=approvals_of(submission),
        route=route_of(submission) if submission.tier is not None else None,
        authorship=authorship_of(submission),
        is_put_away=submission.app.archived_at is not None,
    )


def route_of(submission: SubmissionRow) -> tuple[Step, ...]:
    """The route of the tier in the row: everybody who asks who may decide asks here. Empty before the checks."""
    return ROUTES[submission.tier] if submission.tier is not None else ()


def approvals_of(submission: SubmissionRow) -> tuple[Approval, ...]:
    """The latest decision of each person, with the roles each holds now."""
    return tuple(
        Approval(
            reviewer=row.reviewer_id,
            digest=row.digest,
            verdict=Verdict(row.verdict),
            roles=roles_of(row.reviewer, submission.workspace),
        )
        for row in latest_reviews(submission)
    )


@transaction.atomic
def comment_add(*, submission_id: UUID, target: str, text: str, actor: UserRow, now: datetime) -> CommentRow:
    """Pin a remark to an object of the app, or to the app as a whole with an empty `target`."""
    submission = submission_visible_to(actor, submission_id)
    comment = Comment.objects.create(
        submission=submission,
        app=submission.app,
        target=target,
        change_hash=_hash_of(submission, target),
        text=text,
        author=actor,
        at=now,
    )
    event = CommentMade(submission=submission.pk, comment=comment.pk, target=target)
    record(event, actor=actor, at=now, workspace=submission.workspace_id)
    return comment


def _hash_of(submission: SubmissionRow, target: str) -> str:
    changes = submission.changes or []
    return next((str(change["hash"]) for change in changes if change["object_id"] == target), "") if target else ""


@transaction.atomic
def changes_view(*, submission_id: UUID, hashes: Sequence[str], actor: UserRow, now: datetime) -> None:
    """Of the changes of a submission, those in `hashes` count as looked at and no others; unknown hashes are left out.

    Ticks of changes that this submission does not have stay: they come back with the change.
    """
    submission = submission_visible_to(actor, submission_id)
    known = {str(change["hash"]) for change in submission.changes or []}
    ticked = known.intersection(hashes)
    Viewed.objects.filter(app=submission.app, viewer=actor, change_hash__in=known - ticked).delete()
    Viewed.objects.bulk_create(
        [Viewed(app=submission.app, viewer=actor, change_hash=one, at=now) for one in sorted(ticked)],
        ignore_conflicts=True,
    )
