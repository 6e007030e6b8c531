"""The gate as deployments ask it: is this digest approved, right now? Answers with the artefact, or refuses."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from builder.selectors import VersionRow
from components.catalogue import catalogue
from core.canonical import canonical_json
from definition.compiler import read_document
from definition.digest import digest as digest_of
from definition.json_types import JsonObject
from governance.errors import NotApproved
from governance.gate import Verdict
from governance.selectors import SubmissionRow, approved_submission_of, latest_reviews, submission_by_id
from governance.services.checks import judge
from governance.services.reviews import weigh
from governance.transitions import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Approved:
    """An approval that held at `asked_at`, with the frozen artefact it is about."""

    submission_id: UUID
    app_id: UUID
    workspace_id: UUID
    version_id: UUID
    number: int
    digest: str
    artefact: JsonObject
    tier: int
    approvers: tuple[UUID, ...]
    submitted_by: UUID
    asked_at: datetime | None


def require_approved(*, submission_id: UUID, digest: str, now: datetime) -> Approved:
    """The approval of exactly this digest, everything weighed anew. Raises NotApproved with the reasons."""
    submission = submission_by_id(submission_id)
    if submission is None:
        raise _closed("There is no such submission.")
    _same_bytes(submission, digest)
    decision = weigh(submission, judge(submission.version.document, submission.app))
    if not decision.is_open:
        raise _closed(*decision.reasons)
    return _approved(submission, asked_at=now)


def require_once_approved(*, app_id: UUID, digest: str) -> Approved:
    """For going back or forward to a release that was live before: an approval of exactly this digest exists.

    Does not ask again for roles and policies: going back must stay possible. Raises NotApproved.
    """
    submission = approved_submission_of(app_id, digest)
    if submission is None:
        raise _closed("No submission of this version was ever approved.")
    _same_bytes(submission, digest)
    return _approved(submission, asked_at=None)


def _same_bytes(submission: SubmissionRow, digest: str) -> None:
    """The submission, its version, the version's document and its artefact all name the same digest."""
    version: VersionRow = submission.version
    named = {submission.digest, version.digest, digest_of(version.document), str(version.artefact.get("digest"))}
    if submission.state != State.APPROVED.value:
        raise _closed(f"The submission is {submission.state.replace('_', ' ')}.")
    if named != {digest}:
        raise _closed("The version is not the one that was approved.")
    _same_artefact(version)


def _same_artefact(version: VersionRow) -> None:
    """The stored artefact is what its document compiles to, as far as the same components are still here to ask."""
    components = catalogue()
    if version.artefact.get("catalogue") != components.digest:
        return
    compilation = read_document(version.document, components).compilation
    compiled = compilation.app if compilation else None
    if compiled is None or canonical_json(compiled.to_json()) != canonical_json(version.artefact):
        raise _closed("The stored artefact is not what the approved version compiles to.")


def _approved(submission: SubmissionRow, *, asked_at: datetime | None) -> Approved:
    if submission.tier is None:
        raise _closed("The submission was never checked.")
    approvers = tuple(
        review.reviewer_id
        for review in latest_reviews(submission)
        if review.verdict == Verdict.APPROVE.value and review.digest == submission.digest
    )
    return Approved(
        submission_id=submission.pk,
        app_id=submission.app_id,
        workspace_id=submission.workspace_id,
        version_id=submission.version_id,
        number=submission.number,
        digest=submission.digest,
        artefact=submission.version.artefact,
        tier=submission.tier,
        approvers=approvers,
        submitted_by=submission.submitted_by_id,
        asked_at=asked_at,
    )


def _closed(*reasons: str) -> NotApproved:
    return NotApproved(detail=" ".join(reasons), data={"reasons": list(reasons)})
