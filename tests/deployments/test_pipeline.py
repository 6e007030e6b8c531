"""An approval becomes a live app, step by step; a failure leaves what was live."""

import pytest

from core.events.models import Event
from core.jobs.models import Job, JobState
from deployments.models import DeployLock, Release, ReleaseState
from deployments.steps import STEPS
from tests.deployments.conftest import Deployed, run_jobs, states

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]


def events_of(release: Release) -> list[str]:
    rows = Event.objects.filter(payload__release=str(release.id)).order_by("position")
    return list(rows.values_list("name", flat=True))


def test_an_approval_goes_live_by_itself(deployed_for_real: Deployed) -> None:
    release = deployed_for_real.ship("purpose")
    assert states(release) == {step.key: "done" for step in STEPS}
    assert (release.state, release.error) == (ReleaseState.LIVE, "")
    assert deployed_for_real.live_digest() == release.digest
    assert "purpose" in deployed_for_real.columns()
    assert events_of(release) == ["release-queued", "release-activated"]
    assert DeployLock.objects.get().holder is None
    assert not Job.objects.exclude(state=JobState.DONE).exists()


def test_the_next_release_adds_and_replaces(deployed_for_real: Deployed) -> None:
    first = deployed_for_real.ship("purpose")
    second = deployed_for_real.ship("amount")
    first.refresh_from_db()
    assert (first.state, second.state) == (ReleaseState.SUPERSEDED, ReleaseState.LIVE)
    assert {"purpose", "amount"} <= deployed_for_real.columns()
    assert deployed_for_real.live_digest() == second.digest
