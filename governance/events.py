"""What happened to submissions. Recorded in the workspace's stream, in the transaction of the change."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Submitted:
    """A version was frozen and waits for its checks."""

    submission: UUID
    app: UUID
    version: UUID
    number: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecksPassed:
    """Nothing must be fixed; the tier and with it the route are known."""

    submission: UUID
    digest: str
    tier: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TierRaised:
    """What is live, or what the rules say, changed during the review: more people decide from now on."""

    submission: UUID
    digest: str
    tier: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecksFailed:
    """Something must be fixed, or a check could not run."""

    submission: UUID
    digest: str
    must_fix: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewDecided:
    """One person decided on one digest."""

    submission: UUID
    digest: str
    decision: str
    reviewer: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesRequested:
    """The submission went back to its makers."""

    submission: UUID
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionApproved:
    """The gate opened for this digest: it may be deployed."""

    submission: UUID
    app: UUID
    version: UUID
    number: int
    digest: str
    tier: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionWithdrawn:
    """The makers took it back."""

    submission: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionSuperseded:
    """A newer submission of the same app took its place."""

    submission: UUID
    by: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentMade:
    """Somebody commented on an object of the app."""

    submission: UUID
    comment: UUID
    target: str
