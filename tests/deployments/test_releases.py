"""Rolling back and forward: one pointer, no table changes, and only for those who may."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from builder.services.apps import app_archive
from core.errors import Forbidden
from core.events.models import Event
from core.jobs.models import Job
from deployments.errors import DeployBusy, NotActivatable, ReleaseUnknown
from deployments.models import Release, ReleaseState
from deployments.selectors import release_detail
from deployments.services.locks import lock_take
from deployments.services.releases import release_activate, release_retry
from governance.selectors import submission_by_id
from governance.services.submissions import submission_open
from tests.deployments.conftest import Deployed, run_jobs, states
from tests.deployments.making import field_added, people
from tests.world import NOON, build_world

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]


def test_roll_back_and_forward_move_the_pointer_and_touch_no_table(deployed: Deployed) -> None:
    first, second = deployed.ship("purpose"), deployed.ship("amount")
    adam = people()["adam"]
    columns = deployed.columns()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        release_activate(release_id=first.id, actor=adam, now=NOON)
    changed = [query["sql"] for query in queries if query["sql"].split()[0] in ("ALTER", "CREATE", "DROP")]
    assert changed == []
    assert deployed.live_digest() == first.digest
    second.refresh_from_db()
    first.refresh_from_db()
    assert (first.state, second.state) == (ReleaseState.LIVE, ReleaseState.SUPERSEDED)

    release_activate(release_id=second.id, actor=adam, now=NOON)
    assert deployed.live_digest() == second.digest
    assert deployed.columns() == columns
    moves = Event.objects.filter(name="release-activated").order_by("position")
    assert [move.payload["how"] for move in moves] == ["deployed", "deployed", "rolled-back", "rolled-forward"]
    assert [move.actor_id for move in moves] == [None, None, adam.pk, adam.pk]


def test_activating_what_is_live_changes_nothing(deployed: Deployed) -> None:
    release = deployed.ship("purpose")
    before = Event.objects.count()
    assert release_activate(release_id=release.id, actor=people()["adam"], now=NOON).state == ReleaseState.LIVE
    assert Event.objects.count() == before


@pytest.mark.parametrize("who", ["ben", "rosa", "emil", "audrey", "theo"])
def test_others_may_not_move_the_pointer(deployed: Deployed, who: str) -> None:
    first, second = deployed.ship("purpose"), deployed.ship("amount")
    with pytest.raises((Forbidden, ReleaseUnknown)):
        release_activate(release_id=first.id, actor=people()[who], now=NOON)
    assert deployed.live_digest() == second.digest


def test_the_owner_may_and_a_stranger_does_not_even_see_it(deployed: Deployed) -> None:
    first, second = deployed.ship("purpose"), deployed.ship("amount")
    with pytest.raises(ReleaseUnknown):
        release_activate(release_id=first.id, actor=build_world().mallory, now=NOON)
    assert deployed.live_digest() == second.digest
    release_activate(release_id=first.id, actor=people()["ada"], now=NOON)
    assert deployed.live_digest() == first.digest


def test_a_release_that_was_never_live_cannot_be_switched_to(deployed: Deployed) -> None:
    deployed.approve("purpose")
    deployed.approve("amount")
    run_jobs()
    live, superseded = deployed.releases()
    with pytest.raises(NotActivatable):
        release_activate(release_id=superseded.id, actor=people()["adam"], now=NOON)
    assert deployed.live_digest() == live.digest


def test_the_pointer_stays_while_a_deployment_is_under_way(deployed: Deployed) -> None:
    first, second = deployed.ship("purpose"), deployed.ship("amount")
    lock_take(environment_id=first.environment_id, app_id=first.app_id, holder=people()["ada"].pk)
    with pytest.raises(DeployBusy):
        release_activate(release_id=first.id, actor=people()["adam"], now=NOON)
    assert deployed.live_digest() == second.digest


def test_a_failed_release_can_be_tried_again_from_where_it_failed(
    deployed: Deployed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deployments.steps.preflight.FREE_BYTES", 10**18)
    release = deployed.ship("purpose")
    assert release.state == ReleaseState.FAILED
    assert release.error.startswith("The disk has ")
    monkeypatch.undo()
    release_retry(release_id=release.id, actor=people()["adam"], now=NOON)
    run_jobs()
    release.refresh_from_db()
    assert (release.state, release.attempt, set(states(release).values())) == (ReleaseState.LIVE, 2, {"done"})
    assert Job.objects.filter(kind="release.run").count() == 2


def test_only_failed_releases_are_tried_again(deployed: Deployed) -> None:
    release = deployed.ship("purpose")
    with pytest.raises(NotActivatable):
        release_retry(release_id=release.id, actor=people()["adam"], now=NOON)
    assert Release.objects.get().attempt == 1


def test_what_is_under_review_is_judged_again_when_the_pointer_moves(deployed: Deployed) -> None:
    first, second = deployed.ship("purpose"), deployed.ship("amount")
    field_added(deployed.app, "note")
    submission = submission_open(app_id=deployed.app.pk, revision=3, summary="", actor=people()["ada"], now=NOON)
    run_jobs()
    waiting = submission_by_id(submission.pk)
    assert waiting is not None
    assert (waiting.state, waiting.live_digest) == ("waiting", second.digest)
    changes = waiting.changes or []
    release_activate(release_id=first.id, actor=people()["adam"], now=NOON)
    run_jobs()
    waiting.refresh_from_db()
    assert (waiting.state, waiting.live_digest) == ("waiting", first.digest)
    assert len(waiting.changes or []) > len(changes)


def test_a_failed_release_is_not_tried_again_over_a_later_one(
    deployed: Deployed, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = deployed.ship("purpose")
    with monkeypatch.context() as broken:
        broken.setattr("deployments.steps.preflight.FREE_BYTES", 10**18)
        failed = deployed.ship("amount")
    adam = people()["adam"]
    assert release_detail(adam, failed).can_retry
    third = deployed.ship("note")
    assert not release_detail(adam, failed).can_retry
    with pytest.raises(NotActivatable, match="Version 3 was approved later and is live by now"):
        release_retry(release_id=failed.id, actor=adam, now=NOON)
    assert deployed.live_digest() == third.digest
    release_activate(release_id=first.id, actor=adam, now=NOON)
    release_retry(release_id=failed.id, actor=adam, now=NOON)
    run_jobs()
    assert deployed.live_digest() == failed.digest


def test_a_retry_that_waits_while_a_later_release_goes_live_gives_way(
    deployed: Deployed, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr("deployments.steps.preflight.FREE_BYTES", 10**18)
        failed = deployed.ship("purpose")
    release_retry(release_id=failed.id, actor=people()["adam"], now=NOON)
    waiting = Job.objects.get(kind="release.run", state="queued")
    Job.objects.filter(pk=waiting.pk).update(state="done")
    newer = deployed.ship("amount")
    Release.objects.filter(pk=failed.pk).update(state=ReleaseState.QUEUED)
    Job.objects.filter(pk=waiting.pk).update(state="queued")
    run_jobs()
    failed.refresh_from_db()
    assert (failed.state, deployed.live_digest()) == (ReleaseState.SUPERSEDED, newer.digest)


def test_an_app_archived_after_its_approval_does_not_go_live(deployed: Deployed) -> None:
    deployed.approve("purpose")
    ada = people()["ada"]
    app_archive(app_id=deployed.app.pk, archived=True, actor=ada, now=NOON)
    run_jobs()
    release = deployed.releases()[0]
    assert (release.state, states(release)["approval"], deployed.live_digest()) == (ReleaseState.FAILED, "failed", None)
    assert "This app was archived." in release.error
    app_archive(app_id=deployed.app.pk, archived=False, actor=ada, now=NOON)
    release_retry(release_id=release.id, actor=ada, now=NOON)
    run_jobs()
    assert deployed.live_digest() == release.digest
