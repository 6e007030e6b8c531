"""The way of a submission: frozen, checked, sent on its route, decided once, and what each step records."""

import pytest

from builder.errors import DraftHasProblems, DraftMoved
from builder.models import AppVersion
from builder.selectors import draft_of
from core.errors import Forbidden
from core.events.models import Event
from governance.errors import (
    CommentNeeded,
    DigestMoved,
    NothingToSubmit,
    SubmissionClosed,
    SubmissionUnknown,
)
from governance.gate import Verdict
from governance.models import OPEN_STATES, VERDICTS, Review, Submission
from governance.services.dossier import queue_of, submission_preview
from governance.services.gate import require_approved
from governance.services.reviews import changes_view, comment_add
from governance.services.submissions import (
    submission_check,
    submission_check_failed,
    submission_open,
    submission_withdraw,
)
from governance.transitions import OPEN, State
from tests.builder.drafting import edit, put, started
from tests.governance.reviewing import (
    LATER,
    approve,
    checked,
    complete,
    field_placed,
    found,
    happened,
    jobs,
    send_back,
    submitted,
)
from tests.world import NOON, World

pytestmark = pytest.mark.database


def test_the_models_and_the_pure_modules_use_the_same_words() -> None:
    assert set(OPEN_STATES) == {state.value for state in OPEN}
    assert set(VERDICTS) == {verdict.value for verdict in Verdict}


def test_submitting_freezes_the_draft_by_its_digest_and_asks_for_checks(world: World) -> None:
    app = complete(world)
    submission = submitted(world, app)
    version = AppVersion.objects.get()
    assert (submission.state, submission.digest, submission.number) == ("checking", version.digest, 1)
    assert version.document == draft_of(app.pk).document
    assert version.artefact["digest"] == version.digest
    assert version.authors == [str(world.ada.pk)]
    assert happened() == ["version-frozen", "submitted"]
    assert jobs() == ["governance.check"]


def test_editing_afterwards_does_not_touch_what_was_frozen(world: World) -> None:
    app = complete(world)
    submission = submitted(world, app)
    edit(app, world.ada, [put("fields", "fld_purpose", "label", "Why")])
    version = AppVersion.objects.get(pk=submission.version_id)
    assert version.document["fields"]["fld_purpose"]["label"] == "Purpose"
    assert version.digest == submission.digest


def test_a_stale_revision_is_not_frozen(world: World) -> None:
    app = complete(world)
    with pytest.raises(DraftMoved) as caught:
        submission_open(app_id=app.pk, revision=0, summary="", actor=world.ada, now=NOON)
    assert caught.value.data == {"yours": 0, "theirs": 1}
    assert not Submission.objects.exists()
    assert not AppVersion.objects.exists()


def test_a_draft_with_errors_is_not_frozen(world: World) -> None:
    app = started(world)
    with pytest.raises(DraftHasProblems) as caught:
        submitted(world, app)
    assert {at.code for at in caught.value.errors} == {"entity-empty"}
    assert not AppVersion.objects.exists()


def test_checks_find_tier_changes_and_the_data_plan(world: World) -> None:
    submission = checked(world, complete(world))
    assert (submission.state, submission.tier) == ("waiting", 1)
    assert [(check["name"], check["state"]) for check in found(submission, "checks")] == [
        ("shape", "passed"),
        ("compile", "passed"),
        ("digest", "passed"),
        ("policies", "passed"),
        ("app", "passed"),
    ]
    assert any("CREATE TABLE" in statement for statement in found(submission, "plan")["statements"])
    assert any(change["object_id"] == "fld_purpose" for change in found(submission, "changes"))
    assert happened() == ["version-frozen", "submitted", "checks-passed"]


def test_checks_run_twice_change_nothing_the_second_time(world: World) -> None:
    submission = checked(world, complete(world))
    assert submission_check(submission_id=submission.pk, now=LATER) is None
    assert happened() == ["version-frozen", "submitted", "checks-passed"]


def test_a_finding_that_must_be_fixed_ends_the_way_before_any_reviewer(world: World) -> None:
    app = complete(world, personal=True, sensitivity="confidential")
    submission = checked(world, app)
    assert submission.state == "must_fix"
    assert [finding["policy"] for finding in found(submission, "findings") if finding["severity"] == "must_fix"] == [
        "personal-data-purpose"
    ]
    assert queue_of(world.rosa) == []
    with pytest.raises(SubmissionClosed):
        approve(submission, world.rosa)
    assert happened() == ["version-frozen", "submitted", "checks-failed"]
    assert not Review.objects.exists()


def test_checks_that_cannot_run_fail_closed(world: World) -> None:
    submission = submitted(world, complete(world))
    submission_check_failed(submission_id=submission.pk, reason="The worker was killed.", now=LATER)
    submission.refresh_from_db()
    assert (submission.state, submission.tier) == ("must_fix", None)
    assert found(submission, "checks")[0]["detail"] == "The checks could not run. The worker was killed."
    with pytest.raises(SubmissionClosed):
        approve(submission, world.rosa)


def test_a_policy_that_breaks_lets_nothing_through(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    submission = submitted(world, complete(world))
    approved = approve(checked(world, complete(world, title="Other")), world.rosa)

    def broken(*_: object) -> list[object]:
        raise RuntimeError("the policy engine is down")

    monkeypatch.setattr("governance.services.checks.findings_of", broken)
    with pytest.raises(RuntimeError):
        submission_check(submission_id=submission.pk, now=LATER)
    with pytest.raises(RuntimeError):
        require_approved(submission_id=approved.pk, digest=approved.digest, now=LATER)
    submission.refresh_from_db()
    assert (submission.state, submission.findings, submission.tier) == ("checking", None, None)


def test_one_reviewer_approves_a_tier_1_app(world: World) -> None:
    submission = checked(world, complete(world))
    assert [row.pk for row in queue_of(world.rosa)] == [submission.pk]
    done = approve(submission, world.rosa)
    assert (done.state, done.closed_at) == ("approved", LATER)
    assert happened() == ["version-frozen", "submitted", "checks-passed", "review-decided", "submission-approved"]
    event = Event.objects.get(name="submission-approved")
    assert event.payload == {
        "submission": str(done.pk),
        "app": str(done.app_id),
        "version": str(done.version_id),
        "number": 1,
        "digest": done.digest,
        "tier": 1,
    }
    assert queue_of(world.rosa) == []


def test_personal_data_takes_a_reviewer_and_a_data_steward(world: World) -> None:
    app = complete(world, personal=True, sensitivity="confidential", purpose="To pay people")
    submission = checked(world, app)
    assert submission.tier == 2
    assert approve(submission, world.rosa).state == "waiting"
    assert "submission-approved" not in happened()
    assert approve(submission, world.dora).state == "approved"
    assert happened().count("submission-approved") == 1


def test_a_decision_about_another_digest_is_refused(world: World) -> None:
    submission = checked(world, complete(world))
    with pytest.raises(DigestMoved) as caught:
        approve(submission, world.rosa, digest="0" * 64)
    assert caught.value.data == {"yours": "0" * 64, "theirs": submission.digest}
    assert not Review.objects.exists()
    submission.refresh_from_db()
    assert submission.state == "waiting"


def test_sending_back_needs_words_and_can_be_taken_back(world: World) -> None:
    submission = checked(world, complete(world))
    with pytest.raises(CommentNeeded):
        send_back(submission, world.rosa, comment="  ")
    assert send_back(submission, world.rosa).state == "changes_requested"
    assert happened()[-2:] == ["review-decided", "changes-requested"]
    assert approve(submission, world.rosa).state == "approved"


def test_a_new_submission_supersedes_the_open_one_and_its_approvals(world: World) -> None:
    app = complete(world, personal=True, sensitivity="confidential", purpose="To pay people")
    first = checked(world, app)
    approve(first, world.rosa)
    edit(app, world.ada, [put("fields", "fld_purpose", "help", "Say what it was for")])
    second = checked(world, app)
    first.refresh_from_db()
    assert (first.state, second.state, second.number) == ("superseded", "waiting", 2)
    assert approve(second, world.dora).state == "waiting"
    with pytest.raises(SubmissionClosed):
        approve(first, world.dora)
    assert approve(second, world.rosa).state == "approved"
    assert happened().count("submission-superseded") == 1


def test_the_same_content_cannot_be_submitted_twice(world: World) -> None:
    app = complete(world)
    submission = checked(world, app)
    with pytest.raises(NothingToSubmit) as caught:
        submitted(world, app)
    assert caught.value.data["submission"] == str(submission.pk)
    assert Submission.objects.count() == 1


def test_what_was_edited_and_edited_back_is_the_same_version(world: World) -> None:
    app = complete(world)
    submission_withdraw(submission_id=checked(world, app).pk, actor=world.ada, now=LATER)
    edit(app, world.ada, [put("fields", "fld_purpose", "label", "Why")])
    edit(app, world.ada, [put("fields", "fld_purpose", "label", "Purpose")])
    again = submitted(world, app)
    assert (again.number, AppVersion.objects.count()) == (1, 1)


def test_makers_withdraw_until_it_is_decided(world: World) -> None:
    submission = checked(world, complete(world))
    with pytest.raises(Forbidden):
        submission_withdraw(submission_id=submission.pk, actor=world.rosa, now=LATER)
    assert submission_withdraw(submission_id=submission.pk, actor=world.ada, now=LATER).state == "withdrawn"
    with pytest.raises(SubmissionClosed):
        approve(submission, world.rosa)
    with pytest.raises(SubmissionClosed):
        submission_withdraw(submission_id=submission.pk, actor=world.ada, now=LATER)
    assert happened()[-1] == "submission-withdrawn"


def test_an_approved_submission_is_final(world: World) -> None:
    submission = approve(checked(world, complete(world)), world.rosa)
    with pytest.raises(SubmissionClosed):
        submission_withdraw(submission_id=submission.pk, actor=world.ada, now=LATER)
    with pytest.raises(SubmissionClosed):
        send_back(submission, world.rosa)
    submission.refresh_from_db()
    assert submission.state == State.APPROVED.value


def test_ticks_and_comments_outlive_a_new_revision_where_the_change_is_the_same(world: World) -> None:
    app = complete(world)
    first = checked(world, app)
    same = next(change["hash"] for change in found(first, "changes") if change["object_id"] == "fld_purpose")
    changes_view(submission_id=first.pk, hashes=[same, "f" * 64], actor=world.rosa, now=LATER)
    comment_add(submission_id=first.pk, target="fld_purpose", text="Good name", actor=world.rosa, now=LATER)
    edit(app, world.ada, field_placed(app, "fld_note", "note", order="a1"))
    second = checked(world, app)
    shown = world.client(world.rosa).get(f"/api/submissions/{second.pk}").json()
    assert shown["viewed"] == [same]
    assert [(one["text"], one["outdated"], one["number"]) for one in shown["comments"]] == [("Good name", False, 1)]
    assert shown["decisions"] == []


def test_a_tick_can_be_taken_back_and_those_of_others_stay(world: World) -> None:
    submission = checked(world, complete(world))
    first, second = [str(change["hash"]) for change in found(submission, "changes")[:2]]
    url = f"/api/submissions/{submission.pk}"
    for person, hashes in ((world.dora, [first]), (world.rosa, [first, second]), (world.rosa, [second])):
        world.client(person).post(f"{url}/viewed", {"hashes": hashes}, content_type="application/json")
    assert world.client(world.rosa).get(url).json()["viewed"] == [second]
    assert world.client(world.dora).get(url).json()["viewed"] == [first]


def test_a_second_review_says_why_the_version_before_was_sent_back(world: World) -> None:
    app = complete(world)
    send_back(checked(world, app), world.rosa, comment="Name the client")
    edit(app, world.ada, field_placed(app, "fld_note", "note", order="a1"))
    second = checked(world, app)
    shown = world.client(world.rosa).get(f"/api/submissions/{second.pk}").json()
    said = [(one["by"]["name"], one["comment"], one["number"]) for one in shown["earlier"]]
    assert said == [(world.rosa.name, "Name the client", 1)]
    assert shown["decisions"] == []
    approve(second, world.rosa)
    edit(app, world.ada, field_placed(app, "fld_more", "more", order="a2"))
    revision = draft_of(app.pk).revision
    third = submission_open(app_id=app.pk, revision=revision, summary="", actor=world.ada, now=LATER)
    assert world.client(world.rosa).get(f"/api/submissions/{third.pk}").json()["earlier"] == []


def test_what_was_sent_back_is_not_submitted_again_unchanged(world: World) -> None:
    app = complete(world)
    send_back(checked(world, app), world.rosa)
    why = "Nothing changed since it was sent back. Change something first."
    assert submission_preview(app_id=app.pk, actor=world.ada).why_not == why
    with pytest.raises(NothingToSubmit) as refused:
        submitted(world, app)
    assert refused.value.detail == why
    assert Submission.objects.count() == 1


def test_a_comment_on_a_change_is_word_enough_to_send_back(world: World) -> None:
    submission = checked(world, complete(world))
    comment_add(submission_id=submission.pk, target="fld_purpose", text="Which one?", actor=world.ada, now=LATER)
    with pytest.raises(CommentNeeded):
        send_back(submission, world.rosa, comment=" ")
    assert not Review.objects.exists()
    comment_add(submission_id=submission.pk, target="fld_purpose", text="Say whose", actor=world.rosa, now=LATER)
    assert send_back(submission, world.rosa, comment="").state == State.CHANGES_REQUESTED.value


def test_strangers_see_no_submission(world: World) -> None:
    submission = checked(world, complete(world))
    with pytest.raises(SubmissionUnknown):
        approve(submission, world.mallory)
    assert queue_of(world.mallory) == []
    assert not Review.objects.exists()
