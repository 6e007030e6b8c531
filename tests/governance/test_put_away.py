"""An app that was put away is not approved and does not go live; everything else about its submission stays."""

import pytest

from builder.errors import AppArchived
from builder.services.apps import app_archive
from governance.errors import NotApproved
from governance.gate import PUT_AWAY
from governance.models import Review, Submission
from governance.services.dossier import queue_of
from governance.services.gate import require_approved, require_once_approved
from governance.services.submissions import submission_check
from tests.governance.reviewing import LATER, approve, approved_submission, checked, complete, happened, submitted
from tests.world import NOON, World

pytestmark = pytest.mark.database


def put_away(world: World, submission: Submission, *, archived: bool = True) -> None:
    app_archive(app_id=submission.app_id, archived=archived, actor=world.ada, now=LATER)


def test_nobody_approves_what_was_put_away(world: World) -> None:
    submission = checked(world, complete(world))
    put_away(world, submission)
    with pytest.raises(AppArchived) as caught:
        approve(submission, world.rosa)
    assert caught.value.detail == PUT_AWAY
    assert not Review.objects.exists()
    assert "submission-approved" not in happened()
    assert queue_of(world.rosa) == []
    can = world.client(world.rosa).get(f"/api/submissions/{submission.pk}").json()["can"]
    assert (can["approve"], can["why_not"]) == (False, PUT_AWAY)

    put_away(world, submission, archived=False)
    assert approve(submission, world.rosa).state == "approved"


def test_the_gate_is_closed_for_what_was_put_away_after_its_approval(world: World) -> None:
    submission = approved_submission(world)
    put_away(world, submission)
    with pytest.raises(NotApproved) as caught:
        require_approved(submission_id=submission.pk, digest=submission.digest, now=LATER)
    assert caught.value.data["reasons"] == [PUT_AWAY]
    put_away(world, submission, archived=False)
    assert require_approved(submission_id=submission.pk, digest=submission.digest, now=LATER).tier == 1


def test_going_back_stays_possible_while_the_live_app_runs_on(world: World) -> None:
    submission = approved_submission(world)
    put_away(world, submission)
    assert require_once_approved(app_id=submission.app_id, digest=submission.digest).digest == submission.digest


def test_checks_of_what_was_put_away_meanwhile_send_it_back(world: World) -> None:
    submission = submitted(world, complete(world))
    put_away(world, submission)
    done = submission_check(submission_id=submission.pk, now=NOON)
    assert done is not None
    assert (done.state, [check["name"] for check in done.checks or [] if check["state"] == "failed"]) == (
        "must_fix",
        ["app"],
    )
