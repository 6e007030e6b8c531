"""What a job kind is, and the registry of all kinds.

A new kind is one function and one line, run from the `ready()` of its app:

    JOBS.add("release.run", JobKind(run=release_run, on_dead=release_give_up))

`run` gets a `Claim`. It must be safe to run again after a kill at any line: put each step's writes and
`claim.checkpoint("step")` in one transaction, so that a step is wholly done by the owner of the lease, or not at all.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol
from uuid import UUID

from core.registry import Registry


class Claim(Protocol):
    """A job in the hands of one worker, for as long as its lease lasts."""

    @property
    def job_id(self) -> UUID: ...
    @property
    def subject_id(self) -> UUID | None: ...
    @property
    def payload(self) -> Mapping[str, object]: ...
    @property
    def step(self) -> str: ...
    @property
    def attempt(self) -> int: ...
    @property
    def fence(self) -> int: ...

    def checkpoint(self, step: str) -> None:
        """Note the step and extend the lease, in the caller's transaction; raises LeaseLost for a stale fence."""

    def effect_begin(self, step: str, *, is_idempotent: bool) -> str | None:
        """Intend an effect outside the database: its Idempotency-Key, or None if it is already done.

        Raises EffectUncertain if an earlier attempt crashed inside it and the target is not idempotent.
        """

    def effect_done(self, step: str) -> None:
        """Confirm the effect; raises LeaseLost for a stale fence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadJob:
    """What a kind's `on_dead` learns: which job ended, and why, in words."""

    job_id: UUID
    subject_id: UUID | None
    payload: Mapping[str, object]
    step: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JobKind:
    """How to run jobs of one kind. `on_dead` runs in the transaction that marks the job dead."""

    run: Callable[[Claim], None]
    on_dead: Callable[[DeadJob], None] | None = None
    max_attempts: int = 5
    lease: timedelta = timedelta(seconds=10)


JOBS: Registry[JobKind] = Registry("job kinds", accepts=lambda kind: isinstance(kind, JobKind))
