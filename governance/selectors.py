"""Every read of submissions, and who may see them: whoever may see the app."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import F, QuerySet

from accounts.selectors import UserRow
from builder.selectors import AppRow, apps_visible_to
from core.events.models import Event, EventStream
from governance.errors import SubmissionUnknown
from governance.models import OPEN_STATES, Comment, Review, Submission, Viewed

_FOUND = ("findings", "changes", "plan", "checks")

SubmissionRow = Submission
ReviewRow = Review
CommentRow = Comment
EventRow = Event


def submissions_visible_to(actor: UserRow) -> QuerySet[Submission]:
    """Submissions of the apps a person may see, newest first."""
    apps = apps_visible_to(actor).values("pk")
    return (
        Submission.objects.filter(app__in=apps)
        .select_related("app", "app__owner", "version", "submitted_by", "workspace")
        .order_by("-submitted_at", "id")
    )


def submissions_listed(actor: UserRow) -> QuerySet[Submission]:
    """The same for lists: without what their checks found, and without documents."""
    heavy = (*_FOUND, *(f"version__{name}" for name in ("document", "artefact", "authors")))
    return submissions_visible_to(actor).defer(*heavy)


def undecided_by(actor: UserRow, rows: QuerySet[Submission]) -> QuerySet[Submission]:
    """Those of `rows` whose digest this person has not decided on."""
    decided = Review.objects.filter(reviewer=actor, digest=F("submission__digest"))
    return rows.exclude(pk__in=decided.values("submission"))


def submission_visible_to(actor: UserRow, submission_id: UUID) -> Submission:
    """Raises SubmissionUnknown, also when it exists but the person may not see it."""
    submission = submissions_visible_to(actor).filter(pk=submission_id).first()
    if submission is None:
        raise SubmissionUnknown(detail="There is no such submission, or you may not see it.")
    return submission


def submission_by_id(submission_id: UUID) -> Submission | None:
    """For callers that already decided who may see it."""
    return Submission.objects.select_related("app", "version", "workspace").filter(pk=submission_id).first()


def approved_submission_of(app_id: UUID, digest: str) -> Submission | None:
    """The newest approved submission of exactly this digest."""
    rows = Submission.objects.select_related("app", "version", "workspace")
    return rows.filter(app=app_id, digest=digest, state="approved").order_by("-submitted_at").first()


def approved_submissions_of(app_ids: Sequence[UUID]) -> QuerySet[Submission]:
    """The approved submissions of several apps, newest first, without what their checks found."""
    rows = Submission.objects.filter(app__in=app_ids, state="approved")
    return rows.order_by("-submitted_at", "-number", "id").defer(*_FOUND)


def approved_before(moment: datetime) -> QuerySet[Submission]:
    """What was approved before a moment, oldest first, without what its checks found."""
    rows = Submission.objects.filter(state="approved", closed_at__lt=moment)
    return rows.order_by("closed_at", "id").defer(*_FOUND)


def approvers_of(submission_ids: Sequence[UUID]) -> dict[UUID, tuple[UserRow, ...]]:
    """Who approved each of these approved submissions, in the order they did; each person once."""
    rows = Review.objects.filter(submission__in=submission_ids, verdict="approve", digest=F("submission__digest"))
    people: dict[UUID, dict[UUID, UserRow]] = {}
    for row in rows.select_related("reviewer").order_by("at", "id"):
        people.setdefault(row.submission_id, {})[row.reviewer_id] = row.reviewer
    return {submission_id: tuple(found.values()) for submission_id, found in people.items()}


def open_submission_of(app_id: UUID) -> Submission | None:
    """The submission of an app that is not decided yet; there is at most one."""
    return Submission.objects.filter(app=app_id, state__in=OPEN_STATES).select_related("submitted_by").first()


def open_submissions_of(app_ids: Sequence[UUID]) -> dict[UUID, Submission]:
    """The undecided submissions of several apps, by app."""
    rows = Submission.objects.filter(app__in=app_ids, state__in=OPEN_STATES)
    return {row.app_id: row for row in rows}


def latest_reviews(submission: Submission) -> tuple[Review, ...]:
    """The latest decision of each person, in the order they were made."""
    rows = Review.objects.filter(submission=submission).select_related("reviewer").order_by("at", "id")
    latest = {row.reviewer_id: row for row in rows}
    return tuple(sorted(latest.values(), key=lambda row: (row.at, row.pk)))


def reviews_of(submission: Submission) -> QuerySet[Review]:
    """Every decision on a submission, oldest first."""
    return Review.objects.filter(submission=submission).select_related("reviewer")


def returns_of(submission_ids: Sequence[UUID]) -> dict[UUID, Review]:
    """The newest request for changes of each of these submissions that has one."""
    rows = Review.objects.filter(submission__in=submission_ids, verdict="request_changes").select_related("reviewer")
    return {row.submission_id: row for row in rows.order_by("at", "id")}


def comments_of(submission: Submission) -> QuerySet[Comment]:
    """The conversation about the app since it was last approved, oldest first: remarks outlive a new revision."""
    rows = Comment.objects.filter(submission__in=_round_of(submission).values("pk"))
    return rows.select_related("author", "submission").order_by("at", "id")


def earlier_returns_of(submission: Submission) -> QuerySet[Review]:
    """Why earlier versions were sent back since one was last approved, oldest first."""
    earlier = _round_of(submission).exclude(pk=submission.pk)
    rows = Review.objects.filter(submission__in=earlier.values("pk"), verdict="request_changes")
    return rows.select_related("reviewer", "submission").order_by("at", "id")


def commented_by(actor: UserRow, submission: Submission) -> bool:
    """Whether this person wrote a remark on exactly this submission."""
    return Comment.objects.filter(submission=submission, author=actor).exists()


def _round_of(submission: Submission) -> QuerySet[Submission]:
    """This submission and those before it, back to the last approved one, which is not among them."""
    rows = Submission.objects.filter(app=submission.app_id, submitted_at__lte=submission.submitted_at)
    last = rows.filter(state="approved", submitted_at__lt=submission.submitted_at).order_by("-submitted_at").first()
    return rows if last is None else rows.filter(submitted_at__gt=last.submitted_at)


def viewed_by(actor: UserRow, app: AppRow | UUID) -> frozenset[str]:
    """The change hashes a person has ticked in an app."""
    app_id = app if isinstance(app, UUID) else app.pk
    return frozenset(Viewed.objects.filter(app=app_id, viewer=actor).values_list("change_hash", flat=True))


def submissions_by_ids(workspace_id: UUID, submission_ids: Sequence[UUID]) -> dict[UUID, Submission]:
    """Those of `submission_ids` that belong to the workspace, by id, with their apps."""
    rows = Submission.objects.filter(workspace=workspace_id, pk__in=submission_ids).select_related("app")
    return {row.pk: row for row in rows}


def audit_entries(workspace_id: UUID) -> QuerySet[Event]:
    """What was recorded in the workspace's stream, newest first; the caller has asked for AUDIT_READ."""
    return Event.objects.filter(stream=_stream(workspace_id)).order_by("-position")


def audit_head(workspace_id: UUID) -> tuple[int, str]:
    """Position and hash of the newest entry of the workspace's stream; 0 and "" before the first."""
    head = EventStream.objects.filter(name=_stream(workspace_id)).first()
    return (head.position, head.hash) if head else (0, "")


def _stream(workspace_id: UUID) -> str:
    return f"workspace:{workspace_id}"
