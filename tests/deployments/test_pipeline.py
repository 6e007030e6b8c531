"""An approval becomes a live app, step by step; a failure leaves what was live."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import OperationalError

from accounts.models import Membership
from core.errors import DomainError
from core.events.models import Event
from core.jobs import ledger, runner
from core.jobs.clock import database_now
from core.jobs.errors import LeaseLost
from core.jobs.models import Job, JobState
from core.jobs.runner import work
from deployments import steps
from deployments.models import DeployLock, Release, ReleaseState
from deployments.services import pipeline
from deployments.services.locks import lock_take
from deployments.steps import STEPS
from deployments.steps.step import Lines, Step, StepContext
from runtime.errors import ExpandBlocked, ExpandRefused
from tests.deployments.conftest import Deployed, run_jobs, states
from tests.deployments.making import people

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]

KEYS = [step.key for step in STEPS]


def events_of(release: Release) -> list[str]:
    rows = Event.objects.filter(payload__release=str(release.id)).order_by("position")
    return list(rows.values_list("name", flat=True))


def due_now() -> None:
    Job.objects.filter(state=JobState.QUEUED).update(run_after=database_now() - timedelta(seconds=1))


@pytest.fixture
def break_step(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, Exception], None]:
    """From now on one step raises instead of doing its work."""

    def break_it(key: str, error: Exception) -> None:
        def do(context: StepContext) -> Lines:
            raise error

        broken = tuple(
            Step(key=step.key, title=step.title, do=do, verify=step.verify, is_atomic=step.is_atomic)
            if step.key == key
            else step
            for step in STEPS
        )
        monkeypatch.setattr(steps, "STEPS", broken)
        monkeypatch.setattr(pipeline, "STEPS", broken)

    return break_it


def test_an_approval_goes_live_by_itself(deployed: Deployed) -> None:
    release = deployed.ship("purpose")
    assert states(release) == dict.fromkeys(KEYS, "done")
    assert (release.state, release.error) == (ReleaseState.LIVE, "")
    assert deployed.live_digest() == release.digest
    assert "purpose" in deployed.columns()
    assert events_of(release) == ["release-queued", "release-activated"]
    assert DeployLock.objects.get().holder is None
    assert not Job.objects.exclude(state=JobState.DONE).exists()


def test_the_next_release_adds_and_replaces(deployed: Deployed) -> None:
    first = deployed.ship("purpose")
    second = deployed.ship("amount")
    first.refresh_from_db()
    assert (first.state, second.state) == (ReleaseState.SUPERSEDED, ReleaseState.LIVE)
    assert {"purpose", "amount"} <= deployed.columns()
    assert deployed.live_digest() == second.digest


def test_an_approval_that_is_told_twice_is_one_release(deployed: Deployed) -> None:
    deployed.ship("purpose")
    Job.objects.filter(kind="events.deliver").update(state=JobState.QUEUED)
    run_jobs()
    assert len(deployed.releases()) == 1


@pytest.mark.parametrize("key", KEYS)
def test_a_refusal_in_any_step_is_named_and_the_old_release_stays(
    deployed: Deployed, break_step: Callable[[str, Exception], None], key: str
) -> None:
    first = deployed.ship("purpose")
    break_step(key, ExpandRefused(detail="Two rows have the same number."))
    second = deployed.ship("amount")
    first.refresh_from_db()
    assert (second.state, second.error) == (ReleaseState.FAILED, "Two rows have the same number.")
    done, later = KEYS[: KEYS.index(key)], KEYS[KEYS.index(key) + 1 :]
    assert states(second) == {**dict.fromkeys(done, "done"), key: "failed", **dict.fromkeys(later, "skipped")}
    assert (first.state, deployed.live_digest()) == (ReleaseState.LIVE, first.digest)
    assert events_of(second) == ["release-queued", "release-failed"]
    assert DeployLock.objects.get().holder is None


def test_a_first_release_that_fails_leaves_nothing_live(
    deployed: Deployed, break_step: Callable[[str, Exception], None]
) -> None:
    break_step("smoke", DomainError(detail="No record could be saved."))
    release = deployed.ship("purpose")
    assert (release.state, deployed.live_digest()) == (ReleaseState.FAILED, None)


def test_an_error_nobody_foresaw_is_tried_again_and_ends_honestly(
    deployed: Deployed, break_step: Callable[[str, Exception], None]
) -> None:
    break_step("expand", OSError("No space left on device"))
    release = deployed.ship("purpose")
    assert (release.state, release.error) == (ReleaseState.FAILED, "OSError: No space left on device")
    assert states(release)["expand"] == "failed"
    job = Job.objects.get(kind="release.run")
    assert (job.state, job.attempts) == (JobState.DEAD, 5)
    assert DeployLock.objects.get().holder is None


def test_an_error_that_goes_away_is_only_a_delay(
    deployed: Deployed, break_step: Callable[[str, Exception], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    break_step("verify", OperationalError("server closed the connection"))
    deployed.approve("purpose")
    for _ in range(3):
        due_now()
        work()
    release = deployed.releases()[0]
    assert (release.state, states(release)["verify"]) == (ReleaseState.RUNNING, "running")
    monkeypatch.setattr(pipeline, "STEPS", STEPS)
    run_jobs()
    release.refresh_from_db()
    assert release.state == ReleaseState.LIVE


def test_busy_tables_are_waited_for_and_given_up_in_the_end(
    deployed: Deployed, break_step: Callable[[str, Exception], None]
) -> None:
    break_step("expand", ExpandBlocked(detail="The tables of this app were busy."))
    deployed.approve("purpose")
    for _ in range(8):
        due_now()
        work()
    release = deployed.releases()[0]
    job = Job.objects.get(kind="release.run")
    assert (release.state, job.state, job.attempts) == (ReleaseState.RUNNING, JobState.QUEUED, 0)
    Release.objects.update(started_at=database_now() - timedelta(minutes=11))
    run_jobs()
    release.refresh_from_db()
    assert (release.state, release.error) == (ReleaseState.FAILED, "The tables of this app were busy.")


def test_an_approver_who_lost_the_role_stops_the_deployment(deployed: Deployed) -> None:
    deployed.approve("purpose")
    Membership.objects.filter(user=people()["rosa"]).delete()
    run_jobs()
    release = deployed.releases()[0]
    assert (release.state, states(release)["approval"]) == (ReleaseState.FAILED, "failed")
    assert (deployed.live_digest(), deployed.columns()) == (None, set())


def test_an_approval_that_ends_during_the_deployment_stops_it_at_the_pointer(
    deployed: Deployed, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lose_role(name: str) -> None:
        if name == "deploy.smoke.done":
            Membership.objects.filter(user=people()["rosa"]).delete()

    monkeypatch.setattr(pipeline, "faultpoint", lose_role)
    release = deployed.ship("purpose")
    assert states(release) == {**dict.fromkeys(KEYS, "done"), "activate": "failed"}
    assert (release.state, deployed.live_digest()) == (ReleaseState.FAILED, None)


def test_a_newer_approval_takes_the_place_of_one_that_waits(deployed: Deployed) -> None:
    deployed.approve("purpose")
    deployed.approve("amount")
    run_jobs()
    newer, older = deployed.releases()
    assert (older.state, newer.state) == (ReleaseState.SUPERSEDED, ReleaseState.LIVE)
    assert set(states(older).values()) == {"skipped"}
    assert "release-superseded" in events_of(older)
    assert deployed.live_digest() == newer.digest


def test_a_release_waits_while_another_one_of_the_app_is_deployed(deployed: Deployed) -> None:
    first = deployed.ship("purpose")
    other = people()["ada"].pk
    lock_take(environment_id=first.environment_id, app_id=first.app_id, holder=other)
    deployed.approve("amount")
    for _ in range(6):
        due_now()
        work()
    second = deployed.releases()[0]
    job = Job.objects.get(kind="release.run", payload__release=str(second.id))
    assert (second.state, job.state, job.attempts) == (ReleaseState.QUEUED, JobState.QUEUED, 0)
    DeployLock.objects.update(lease_until=database_now() - timedelta(seconds=1))
    run_jobs()
    second.refresh_from_db()
    assert second.state == ReleaseState.LIVE


def test_a_zombie_that_wakes_up_at_the_pointer_moves_nothing(
    deployed: Deployed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker hangs before the switch, its lease ends, another one finishes; then the first one goes on."""
    deployed.approve("purpose")
    while not Job.objects.filter(kind="release.run").exists():
        held = ledger.claim(owner="first")
        assert held is not None
        runner.run(held)
    hung: list[str] = []

    def hang(name: str) -> None:
        if name == "deploy.activate.before" and not hung:
            hung.append(name)
            Job.objects.filter(state=JobState.RUNNING).update(lease_until=database_now() - timedelta(seconds=1))
            ledger.sweep()
            run_jobs()

    monkeypatch.setattr(pipeline, "faultpoint", hang)
    zombie = ledger.claim(owner="zombie")
    assert zombie is not None
    with pytest.raises(LeaseLost):
        pipeline.pipeline_run(claim=zombie, clock=database_now)
    release = deployed.releases()[0]
    assert (release.state, states(release)) == (ReleaseState.LIVE, dict.fromkeys(KEYS, "done"))
    assert events_of(release) == ["release-queued", "release-activated"]
