"""What happened to releases: past tense, ids only."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseQueued:
    release: UUID
    app: UUID
    submission: UUID
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseSuperseded:
    """A newer approval came before this release began."""

    release: UUID
    app: UUID
    by: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseActivated:
    """The pointer moved: people use `digest` from now on. `how` is deployed, rolled-back or rolled-forward."""

    release: UUID
    app: UUID
    digest: str
    previous_digest: str | None
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseFailed:
    """The release ended in `step`; the release that was live still is."""

    release: UUID
    app: UUID
    digest: str
    step: str
    reason: str
