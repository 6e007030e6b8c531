"""A tier that rises during the review: the row, the queues, the page and the route all say the same."""

from unittest.mock import Mock

import pytest

from core.events.models import Event
from governance.errors import SelfApproval
from governance.models import Submission
from governance.services import submissions
from governance.services.checks import judge
from governance.services.dossier import queue_of, submission_dossier
from governance.services.submissions import submission_judge_again
from tests.governance.reviewing import LATER, approve, approved_submission, checked, complete
from tests.world import World

pytestmark = pytest.mark.database


@pytest.fixture
def risen(world: World) -> Submission:
    """A submission that was tier 1 when its checks ran and is tier 2 by now."""
    submission = checked(world, complete(world, personal=True, sensitivity="confidential", purpose="To pay people"))
    Submission.objects.filter(pk=submission.pk).update(tier=1, tier_words={**(submission.tier_words or {}), "tier": 1})
    submission.refresh_from_db()
    return submission


def test_a_decision_keeps_the_raised_tier_so_that_its_people_find_it_in_their_queue(
    world: World, risen: Submission
) -> None:
    assert queue_of(world.dora) != []
    approve(risen, world.rosa)
    risen.refresh_from_db()
    assert (risen.state, risen.tier, (risen.tier_words or {})["tier"], (risen.tier_words or {})["name"]) == (
        "waiting",
        2,
        2,
        "Sensitive",
    )
    row = world.client(world.dora).get("/api/reviews").json()["submissions"][0]
    assert (row["id"], row["tier"]) == (str(risen.pk), 2)
    raised = Event.objects.get(name="tier-raised")
    assert (raised.actor_id, raised.payload) == (
        None,
        {"submission": str(risen.pk), "digest": risen.digest, "tier": 2},
    )


def test_the_page_shows_the_tier_its_route_comes_from(world: World, risen: Submission) -> None:
    body = world.client(world.rosa).get(f"/api/submissions/{risen.pk}").json()
    assert (body["tier"]["tier"], [stop["role"] for stop in body["route"]]) == (2, ["reviewer", "data_steward"])
    risen.refresh_from_db()
    assert risen.tier == 1
    assert not Event.objects.filter(name="tier-raised").exists()


def test_looking_at_a_submission_judges_it_once(
    world: World, risen: Submission, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged = Mock(side_effect=judge)
    monkeypatch.setattr("governance.services.dossier.judge", judged)
    submission_dossier(submission_id=risen.pk, actor=world.rosa)
    assert judged.call_count == 1


def test_a_refused_decision_stores_nothing(world: World, risen: Submission) -> None:
    with pytest.raises(SelfApproval):
        approve(risen, world.ada)
    risen.refresh_from_db()
    assert risen.tier == 1
    assert not Event.objects.filter(name="tier-raised").exists()


def test_when_what_is_live_moves_the_submission_under_review_is_judged_again(world: World, risen: Submission) -> None:
    Submission.objects.filter(pk=risen.pk).update(live_digest="0" * 64, changes=[], findings=[], plan=None)
    submission_judge_again(app_id=risen.app_id, now=LATER)
    risen.refresh_from_db()
    assert (risen.tier, risen.live_digest, risen.state) == (2, "", "waiting")
    assert risen.changes != []
    assert risen.plan is not None
    assert Event.objects.filter(name="tier-raised").count() == 1


def test_nothing_is_judged_again_once_it_is_decided(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    submission = approved_submission(world)
    monkeypatch.setattr(submissions, "judge", lambda *args: pytest.fail("decided is decided"))
    submission_judge_again(app_id=submission.app_id, now=LATER)
