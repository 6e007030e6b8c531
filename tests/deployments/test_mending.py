"""What broken deliveries and failed clean-ups leave behind is put right; what is under way is left alone."""

from datetime import timedelta
from typing import Any

import pytest

from core.clock import now as clock
from core.errors import DomainError
from core.events.models import Event
from core.jobs.models import Job, JobState
from deployments.models import DeployLock, Release, ReleaseState
from deployments.services import mending, releases
from deployments.services.mending import releases_mend
from deployments.services.releases import release_retry, release_start
from tests.deployments.conftest import Deployed, run_jobs, states
from tests.deployments.making import app_made, approved, field_added, people

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]

SOON = timedelta(minutes=1)
LATE = timedelta(minutes=11)


def test_an_approval_whose_delivery_died_is_released_all_the_same(deployed: Deployed) -> None:
    submission = deployed.approve("purpose")
    Job.objects.filter(kind="events.deliver").update(state=JobState.DEAD)
    run_jobs()
    releases_mend(now=clock() + SOON)
    assert deployed.releases() == []
    releases_mend(now=clock() + LATE)
    releases_mend(now=clock() + LATE)
    run_jobs()
    release = Release.objects.get()
    assert (release.submission_id, release.state) == (submission, ReleaseState.LIVE)


def test_an_older_approval_does_not_come_back_over_a_newer_one(deployed: Deployed) -> None:
    deployed.approve("purpose")
    Job.objects.filter(kind="events.deliver").update(state=JobState.DEAD)
    newer = deployed.ship("amount")
    releases_mend(now=clock() + LATE)
    run_jobs()
    assert Release.objects.get() == newer
    assert deployed.live_digest() == newer.digest


def test_a_release_whose_clean_up_failed_does_not_run_for_ever(
    deployed: Deployed, monkeypatch: pytest.MonkeyPatch
) -> None:
    deployed.approve("purpose")
    with monkeypatch.context() as broken:
        broken.setattr("deployments.steps.preflight.shutil.disk_usage", _broken_disk)
        broken.setattr("deployments.tasks.release_give_up", _broken_disk)
        run_jobs()
    release = Release.objects.get()
    assert (release.state, Job.objects.get(kind="release.run").state) == (ReleaseState.RUNNING, JobState.DEAD)
    releases_mend(now=clock() + SOON)
    release.refresh_from_db()
    assert release.state == ReleaseState.RUNNING

    releases_mend(now=clock() + LATE)
    release.refresh_from_db()
    assert (release.state, release.error) == (ReleaseState.FAILED, "OSError: The disk is gone.")
    assert states(release)["preflight"] == "failed"
    assert DeployLock.objects.get().holder is None
    assert Event.objects.filter(name="release-failed").count() == 1
    release_retry(release_id=release.pk, actor=people()["adam"], now=clock())
    run_jobs()
    release.refresh_from_db()
    assert release.state == ReleaseState.LIVE


def _broken_disk(*args: object, **named: object) -> None:
    raise OSError("The disk is gone.")


def test_a_release_without_any_job_fails_in_words_and_one_with_a_job_is_left_alone(
    deployed: Deployed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(releases, "_ask_for_run", lambda release: None)
    deployed.ship("purpose")
    monkeypatch.undo()
    releases_mend(now=clock() + LATE)
    lost = Release.objects.get()
    assert (lost.state, lost.error) == (ReleaseState.FAILED, "The work on this release was lost. Try it again.")
    release_retry(release_id=lost.pk, actor=people()["adam"], now=clock())
    releases_mend(now=clock() + LATE)
    lost.refresh_from_db()
    assert lost.state == ReleaseState.QUEUED


def test_what_is_live_or_failed_is_not_touched(deployed: Deployed, monkeypatch: pytest.MonkeyPatch) -> None:
    live = deployed.ship("purpose")
    monkeypatch.setattr("deployments.steps.preflight.prepare", _refused)
    failed = deployed.ship("amount")
    before = Event.objects.count()
    releases_mend(now=clock() + LATE)
    live.refresh_from_db()
    failed.refresh_from_db()
    assert (live.state, failed.state, Event.objects.count()) == (ReleaseState.LIVE, ReleaseState.FAILED, before)


def _refused(**named: object) -> None:
    raise DomainError(detail="Not today.")


def test_what_cannot_be_started_or_ended_holds_up_nothing_behind_it(
    deployed: Deployed, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(mending, "AT_ONCE", 1)
    broken = deployed.approve("purpose")
    app = app_made("Visits")
    field_added(app, "purpose")
    whole = approved(app)
    Job.objects.filter(kind="events.deliver").update(state=JobState.DEAD)

    def refuse_one(**named: Any) -> Release:
        if named["submission_id"] == broken:
            raise RuntimeError("Its version is not there.")
        return release_start(**named)

    monkeypatch.setattr(mending, "release_start", refuse_one)
    with caplog.at_level("ERROR", logger=mending.__name__):
        releases_mend(now=clock() + LATE)
    assert [release.submission_id for release in Release.objects.all()] == [whole]
    assert caplog.messages == [f"The release of submission {broken} could not be started"]


def test_a_release_whose_job_waits_for_a_person_does_not_run_for_ever(
    deployed: Deployed, monkeypatch: pytest.MonkeyPatch
) -> None:
    deployed.approve("purpose")
    with monkeypatch.context() as broken:
        broken.setattr("deployments.steps.preflight.shutil.disk_usage", _broken_disk)
        broken.setattr("deployments.tasks.release_give_up", _broken_disk)
        run_jobs()
    Job.objects.filter(kind="release.run").update(state=JobState.NEEDS_REVIEW, last_error="Nobody knows what happened.")
    releases_mend(now=clock() + LATE)
    release = Release.objects.get()
    assert (release.state, release.error) == (ReleaseState.FAILED, "Nobody knows what happened.")
