"""Checking, submitting and reviewing over HTTP."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.person import signed_in
from accounts.selectors import UserRow
from core.clock import now
from core.errors import Invalid
from core.http.endpoint import Endpoint, read, show
from definition.json_types import JsonObject
from governance.api.serializers import (
    CheckOut,
    CommentBody,
    DecisionBody,
    EmptyBody,
    HomeOut,
    PortfolioOut,
    PreviewOut,
    SubmissionOut,
    SubmissionsOut,
    SubmitBody,
    ViewedBody,
)
from governance.gate import Verdict
from governance.selectors import SubmissionRow, submissions_listed
from governance.services.checks import draft_judge
from governance.services.dossier import Dossier, Preview, queue_of, route_state, submission_dossier, submission_preview
from governance.services.home import home_of
from governance.services.portfolio import PortfolioRow, portfolio_of
from governance.services.reviews import Ballot, changes_view, comment_add, review_decide
from governance.services.submissions import submission_open, submission_withdraw
from governance.transitions import State

SUBMISSIONS_SHOWN = 200


class HomeView(Endpoint):
    @extend_schema(operation_id="home", responses=HomeOut, tags=["governance"])
    def get(self, request: Request) -> Response:
        """What waits for the person, what became of their apps, what they began, and the apps they use."""
        return show(HomeOut, home_of(signed_in(request), now=now()))


class PortfolioView(Endpoint):
    @extend_schema(operation_id="portfolio", responses=PortfolioOut, tags=["governance"])
    def get(self, request: Request) -> Response:
        """The apps the person may see, with what is live and what is under review."""
        return show(PortfolioOut, {"apps": [_portfolio(row) for row in portfolio_of(signed_in(request))]})


class CheckView(Endpoint):
    @extend_schema(operation_id="apps_check", responses=CheckOut, tags=["governance"])
    def get(self, request: Request, app_id: UUID) -> Response:
        """Language problems, findings of the policies, and the tier the draft would get."""
        revision, judgement = draft_judge(app_id=app_id, actor=signed_in(request))
        return show(CheckOut, {"revision": revision, **judgement.to_json()})


class PreviewView(Endpoint):
    @extend_schema(operation_id="apps_submission_preview", responses=PreviewOut, tags=["governance"])
    def get(self, request: Request, app_id: UUID) -> Response:
        """The check with changes in words, a first summary and the data plan."""
        return show(PreviewOut, _preview(submission_preview(app_id=app_id, actor=signed_in(request))))


class SubmitView(Endpoint):
    @extend_schema(operation_id="apps_submit", request=SubmitBody, responses={201: SubmissionOut}, tags=["governance"])
    def post(self, request: Request, app_id: UUID) -> Response:
        """Freeze the draft and send it to its checks."""
        actor = signed_in(request)
        body = read(SubmitBody, request)
        submission = submission_open(app_id=app_id, actor=actor, now=now(), **body)
        return _shown(submission.pk, actor, status=201)


class SubmissionsView(Endpoint):
    @extend_schema(
        operation_id="submissions_list",
        parameters=[
            OpenApiParameter("state", str, enum=[state.value for state in State]),
            OpenApiParameter("box", str, enum=["mine", "to-review"]),
            OpenApiParameter("app", UUID),
        ],
        responses=SubmissionsOut,
        tags=["governance"],
    )
    def get(self, request: Request) -> Response:
        """Submissions the person may see; `box=to-review` is their queue."""
        actor = signed_in(request)
        box, state, app = (request.query_params.get(name, "") for name in ("box", "state", "app"))
        _require_known("box", box, ("mine", "to-review"))
        _require_known("state", state, [one.value for one in State])
        if box == "to-review":
            return _listed(queue_of(actor))
        rows = submissions_listed(actor)
        if box == "mine":
            rows = rows.filter(submitted_by=actor)
        if state:
            rows = rows.filter(state=state)
        if app:
            rows = rows.filter(app=_uuid(app))
        return _listed(rows)


class ReviewQueueView(Endpoint):
    @extend_schema(operation_id="reviews_list", responses=SubmissionsOut, tags=["governance"])
    def get(self, request: Request) -> Response:
        """What waits for the person's decision, heaviest tier first."""
        return _listed(queue_of(signed_in(request)))


class SubmissionView(Endpoint):
    @extend_schema(operation_id="submissions_show", responses=SubmissionOut, tags=["governance"])
    def get(self, request: Request, submission_id: UUID) -> Response:
        """Everything the review page needs."""
        return _shown(submission_id, signed_in(request))


class CommentsView(Endpoint):
    @extend_schema(
        operation_id="submissions_comment", request=CommentBody, responses={201: SubmissionOut}, tags=["governance"]
    )
    def post(self, request: Request, submission_id: UUID) -> Response:
        """Pin a remark to an object."""
        actor = signed_in(request)
        comment_add(submission_id=submission_id, actor=actor, now=now(), **read(CommentBody, request))
        return _shown(submission_id, actor, status=201)


class ViewedView(Endpoint):
    @extend_schema(operation_id="submissions_viewed", request=ViewedBody, responses=SubmissionOut, tags=["governance"])
    def post(self, request: Request, submission_id: UUID) -> Response:
        """Say which changes were looked at: these and no others."""
        actor = signed_in(request)
        changes_view(submission_id=submission_id, actor=actor, now=now(), **read(ViewedBody, request))
        return _shown(submission_id, actor)


class WithdrawView(Endpoint):
    @extend_schema(operation_id="submissions_withdraw", request=EmptyBody, responses=SubmissionOut, tags=["governance"])
    def post(self, request: Request, submission_id: UUID) -> Response:
        """Take a submission back before it is decided."""
        actor = signed_in(request)
        read(EmptyBody, request)
        submission_withdraw(submission_id=submission_id, actor=actor, now=now())
        return _shown(submission_id, actor)


class DecisionView(Endpoint):
    @extend_schema(
        operation_id="submissions_decide", request=DecisionBody, responses=SubmissionOut, tags=["governance"]
    )
    def post(self, request: Request, submission_id: UUID) -> Response:
        """Approve, or ask for changes. The digest says which version was looked at."""
        actor = signed_in(request)
        body = read(DecisionBody, request)
        ballot = Ballot(verdict=Verdict(body["decision"]), digest=body["digest"], comment=body["comment"])
        review_decide(submission_id=submission_id, ballot=ballot, actor=actor, now=now())
        return _shown(submission_id, actor)


def _shown(submission_id: UUID, actor: UserRow, *, status: int = 200) -> Response:
    dossier = submission_dossier(submission_id=submission_id, actor=actor)
    return show(SubmissionOut, _dossier(dossier), status=status)


def _listed(rows: QuerySet[SubmissionRow] | list[SubmissionRow]) -> Response:
    """The first of them, and how many more there are."""
    count = len(rows) if isinstance(rows, list) else rows.count()
    shown = rows[:SUBMISSIONS_SHOWN]
    return show(SubmissionsOut, {"submissions": shown, "more": max(count - SUBMISSIONS_SHOWN, 0)})


def _portfolio(row: PortfolioRow) -> dict[str, object]:
    card = row.card
    return {
        "app": card.app,
        "summary": card.summary,
        "state": row.state,
        "draft": card.draft,
        "version": card.version,
        "archived": card.archived,
        "role": card.role,
        "can": card.can,
        "live": row.live,
        "submission": row.submission,
    }


def _preview(preview: Preview) -> dict[str, object]:
    return {
        "revision": preview.revision,
        **preview.judgement.to_json(),
        "changes": [change.to_json() for change in preview.changes],
        "summary": preview.summary,
        "plan": preview.plan,
        "can_submit": preview.why_not is None,
        "why_not": preview.why_not,
        "open_submission": preview.open_submission.pk if preview.open_submission else None,
    }


def _dossier(dossier: Dossier) -> dict[str, object]:
    row, decision = dossier.submission, dossier.decision
    changes = row.changes or []
    known = dossier.people
    return {
        **{name: getattr(row, name) for name in _COLUMNS},
        "tier": row.tier_words,
        "route": route_state(row, decision.places if decision else (), known),
        "reasons": decision.reasons if decision else (),
        "checks": row.checks or [],
        "findings": row.findings or [],
        "changes": changes,
        "viewed": sorted(dossier.viewed & {change["hash"] for change in changes}),
        "plan": {**_NO_PLAN, **(row.plan or {})},
        "before": dossier.before,
        "after": row.version.artefact,
        "authors": [known[UUID(author)] for author in row.authors if author and UUID(author) in known],
        "comments": dossier.comments,
        "decisions": dossier.decisions,
        "earlier": dossier.earlier,
        "can": {
            "approve": dossier.why_not is None,
            "withdraw": dossier.may_withdraw,
            "comment": True,
            "why_not": dossier.why_not,
        },
    }


# A plan that was stored before rows were counted has no `rows`.
_NO_PLAN: JsonObject = {"sentences": [], "statements": [], "rows": []}

_COLUMNS = (
    "id",
    "app",
    "version",
    "state",
    "summary",
    "submitted_by",
    "submitted_at",
    "checked_at",
    "closed_at",
    "live_digest",
)


def _require_known(name: str, value: str, known: Sequence[str]) -> None:
    """A misspelt filter must not show everything. Raises Invalid; an absent value is fine."""
    if value and value not in known:
        raise Invalid(detail=f"There is no {name} “{value[:60]}”. Ask for one of: {', '.join(known)}.")


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Invalid(detail="An app is named by its id.") from None
