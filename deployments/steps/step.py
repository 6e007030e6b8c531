"""What a step is: do what is not done yet, and check that it held. Safe to repeat after a kill at any line."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from definition.json_types import JsonObject
from deployments.models import Release


@dataclass(frozen=True, slots=True, kw_only=True)
class StepContext:
    """The release (read anew for each step), its compiled artefact, and the clock."""

    release: Release
    artefact: JsonObject
    clock: Callable[[], datetime]


Lines = Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the pipeline.

    `do` and `verify` return sentences for the log and raise a DomainError to end the release there; any other
    exception is tried again. `title` says it as a person would. `is_repeated`: asked again on every attempt.
    `is_atomic`: runs in one transaction with the row that says it is done; all others manage their own transactions.
    """

    key: str
    title: str
    do: Callable[[StepContext], Lines]
    verify: Callable[[StepContext], Lines]
    is_repeated: bool = False
    is_atomic: bool = False


def nothing_to_verify(context: StepContext) -> Lines:
    """For steps whose `do` is itself a check."""
    return ()
