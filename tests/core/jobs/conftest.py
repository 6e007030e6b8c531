"""A job kind whose behaviour each test decides."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from core.jobs import schedules
from core.jobs.housekeeping import CANARY, PRUNE
from core.jobs.kinds import JOBS, Claim, DeadJob, JobKind
from core.jobs.schedules import SCHEDULES, Schedule
from core.registry import Registry


@dataclass
class Probe:
    """Records what ran; `act` is what the next runs do."""

    act: Callable[[Claim], None] = lambda claim: None
    ran: list[int] = field(default_factory=list)
    dead: list[DeadJob] = field(default_factory=list)
    has_faulty_clean_up: bool = False

    def run(self, claim: Claim) -> None:
        self.ran.append(claim.attempt)
        self.act(claim)

    def on_dead(self, dead: DeadJob) -> None:
        self.dead.append(dead)
        if self.has_faulty_clean_up:
            raise RuntimeError("clean-up failed")


@pytest.fixture
def two_schedules(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the ledger's own schedules, whatever other rooms have added."""
    own: Registry[Schedule] = Registry("schedules")
    for name in (CANARY, PRUNE):
        own.add(name, SCHEDULES.get(name))
    monkeypatch.setattr(schedules, "SCHEDULES", own)


@pytest.fixture
def probe() -> Iterator[Probe]:
    made = Probe()
    JOBS.add("test.probe", JobKind(run=made.run, on_dead=made.on_dead, max_attempts=3, lease=timedelta(seconds=9)))
    yield made
    del JOBS._entries["test.probe"]
