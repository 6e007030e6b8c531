"""Everything a reviewer or a maker sees about a submission, put together; reads only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from accounts.selectors import UserRow, roles_in, roles_of, users_by_ids
from builder.selectors import AppRow, app_visible_to, draft_of, version_by_digest
from core.authz import Permission, allowed
from core.errors import JsonValue
from definition.diff import Change
from definition.json_types import JsonObject
from governance.gate import PUT_AWAY, Authorship, Decision, Place, why_not
from governance.models import OPEN_STATES
from governance.selectors import (
    CommentRow,
    ReviewRow,
    SubmissionRow,
    comments_of,
    earlier_returns_of,
    open_submission_of,
    reviews_of,
    submission_visible_to,
    submissions_listed,
    undecided_by,
    viewed_by,
)
from governance.services.checks import Judgement, changes_by_risk, judge
from governance.services.plans import plan_of
from governance.services.reviews import route_of, weigh
from governance.services.submissions import REVIEWABLE, authorship_of, authorship_with, why_same
from governance.transitions import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What would happen if the draft were submitted now."""

    revision: int
    judgement: Judgement
    changes: tuple[Change, ...]
    summary: str
    plan: Mapping[str, JsonValue] | None
    why_not: str | None
    open_submission: SubmissionRow | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """A submission with everything around it, for one reader."""

    submission: SubmissionRow
    before: JsonObject | None
    decision: Decision | None
    why_not: str | None
    may_withdraw: bool
    viewed: frozenset[str]
    comments: Sequence[JsonObject]
    decisions: Sequence[JsonObject]
    earlier: Sequence[JsonObject]
    people: Mapping[UUID, UserRow]


def submission_preview(*, app_id: UUID, actor: UserRow) -> Preview:
    """The submit page: checks, changes in words, data plan, and whether it can be sent."""
    app = app_visible_to(actor, app_id)
    draft = draft_of(app_id)
    judgement = judge(draft.document, app)
    changes = changes_by_risk(judgement.changes)
    compiled = judgement.compiled
    return Preview(
        revision=draft.revision,
        judgement=judgement,
        changes=changes,
        summary=summary_of(changes, title=app.title, is_live=judgement.live_digest is not None),
        plan=plan_of(compiled.to_json(), app_id) if compiled else None,
        why_not=_why_not_submit(app, judgement, actor),
        open_submission=open_submission_of(app_id),
    )


def summary_of(changes: Sequence[Change], *, title: str, is_live: bool) -> str:
    """A first text for the reviewer, written from the diff; the maker may change it."""
    if not is_live:
        counts: dict[str, int] = {}
        for change in changes:
            if change.kind.value == "added":
                prefix = change.object_id.partition("_")[0]
                counts[prefix] = counts.get(prefix, 0) + 1
        words = [
            _count(counts.get(prefix, 0), one) for prefix, one in (("fld", "field"), ("pag", "page"), ("rul", "rule"))
        ]
        return f"First version of {title}: {', '.join(word for word in words if word)}."
    if not changes:
        return "No difference from the live version."
    lines = [change.sentence for change in changes[:8]]
    if len(changes) > 8:
        lines.append(f"And {len(changes) - 8} more changes.")
    return "\n".join(lines)


def _count(number: int, one: str) -> str:
    return f"{number} {one}{'' if number == 1 else 's'}" if number else ""


def _why_not_submit(app: AppRow, judgement: Judgement, actor: UserRow) -> str | None:
    if not allowed(actor, Permission.APP_SUBMIT, app):
        return "Only the makers of this app can submit it."
    if app.archived_at is not None:
        return "Restore the app before you submit it."
    if judgement.must_fix:
        return f"{judgement.must_fix} {'thing' if judgement.must_fix == 1 else 'things'} must be fixed first."
    if judgement.compiled is None:
        return "The app does not compile."
    if judgement.compiled.digest == judgement.live_digest:
        return "This is what people use already. Change something first."
    return why_same(open_submission_of(app.pk), judgement.compiled.digest)


def submission_dossier(*, submission_id: UUID, actor: UserRow) -> Dossier:
    """The review page of one submission. Raises SubmissionUnknown."""
    submission = submission_visible_to(actor, submission_id)
    decision = None
    if submission.state in REVIEWABLE:
        decision = weigh(submission, judge(submission.version.document, submission.app))
    before = version_by_digest(submission.app_id, submission.live_digest) if submission.live_digest else None
    reviews = list(reviews_of(submission))
    comments = list(comments_of(submission))
    people = {row.reviewer_id: row.reviewer for row in reviews} | {row.author_id: row.author for row in comments}
    authors = {UUID(author) for author in submission.authors if author}
    people |= users_by_ids(authors - set(people))
    return Dossier(
        submission=submission,
        before=before.artefact if before else None,
        decision=decision,
        why_not=why_not_decide(submission, actor),
        may_withdraw=submission.state in OPEN_STATES and allowed(actor, Permission.APP_SUBMIT, submission.app),
        viewed=viewed_by(actor, submission.app),
        comments=[_comment(row, submission) for row in comments],
        decisions=[_decision(row, submission) for row in reviews],
        earlier=[_decision(row, row.submission) for row in earlier_returns_of(submission)],
        people=people,
    )


def why_not_decide(submission: SubmissionRow, actor: UserRow) -> str | None:
    """Why this person may not decide now, in a sentence; None when they may."""
    if submission.state == State.CHECKING.value:
        return "The checks are still running."
    if submission.state not in REVIEWABLE:
        return f"This submission is {submission.state.replace('_', ' ')}."
    roles = roles_of(actor, submission.workspace)
    return _why_not_in_review(submission, actor, roles=roles, authorship=authorship_of(submission))


def _why_not_in_review(
    submission: SubmissionRow, actor: UserRow, *, roles: frozenset[str], authorship: Authorship
) -> str | None:
    if submission.app.archived_at is not None:
        return PUT_AWAY
    return why_not(person=actor.pk, roles=roles, route=route_of(submission), authorship=authorship)


def queue_of(actor: UserRow) -> list[SubmissionRow]:
    """What waits for this person's decision: open, on a route of theirs, not written by them, not decided by them yet.

    Heaviest tier first, then the one that has waited longest.
    """
    waiting = undecided_by(actor, submissions_listed(actor)).filter(state=State.WAITING.value)
    rows = list(waiting.order_by("-tier", "submitted_at", "id"))
    held = roles_in(actor, {row.workspace_id for row in rows})
    return [row for row in rows if _may_decide(row, actor, held.get(row.workspace_id, frozenset()))]


def _may_decide(row: SubmissionRow, actor: UserRow, roles: frozenset[str]) -> bool:
    return _why_not_in_review(row, actor, roles=roles, authorship=authorship_with(row, row.app)) is None


def route_state(
    submission: SubmissionRow, places: Sequence[Place], people: Mapping[UUID, UserRow]
) -> list[dict[str, JsonValue]]:
    """The route, each stop with who has given it and how many are missing.

    `places` are those of the gate; empty where nothing is weighed any more, and then nothing counts as missing.
    """
    shown: list[dict[str, JsonValue]] = []
    for stop in route_of(submission):
        given = [place.reviewer for place in places if place.role == stop.role and place.reviewer]
        missing = stop.count - len(given) if places else 0
        shown.append({**stop.to_json(), "given": [person(people[one]) for one in given], "missing": missing})
    return shown


def person(row: UserRow) -> dict[str, JsonValue]:
    """Who it is, as every answer names people."""
    return {"id": str(row.pk), "name": row.name, "initials": row.initials}


def _decision(row: ReviewRow, submission: SubmissionRow) -> JsonObject:
    return {
        "by": person(row.reviewer),
        "decision": row.verdict,
        "comment": row.comment,
        "at": row.at.isoformat(),
        "role": ", ".join(role.replace("_", " ") for role in row.roles),
        "digest": row.digest,
        "number": submission.number,
    }


def _comment(row: CommentRow, submission: SubmissionRow) -> JsonObject:
    """`outdated`: the change it was about is not part of this submission any more."""
    hashes = {change["hash"] for change in submission.changes or []}
    return {
        "id": str(row.pk),
        "target": row.target,
        "text": row.text,
        "by": person(row.author),
        "at": row.at.isoformat(),
        "number": row.submission.number,
        "outdated": bool(row.change_hash) and row.change_hash not in hashes,
    }
