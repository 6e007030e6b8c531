"""Nobody approves what they wrote, co-wrote or submitted, whichever way they come (safety F3, F4, F5)."""

from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Membership, User
from accounts.services.memberships import role_hold
from builder.models import App, AppVersion
from builder.services.apps import app_deputy, app_transfer, comaker_add, comaker_remove
from core.errors import NotFound
from governance.errors import NotApproved, NotReviewer, SelfApproval
from governance.models import Review, Submission
from governance.services.checks import judge
from governance.services.gate import require_approved, require_once_approved
from governance.services.reviews import weigh
from tests.builder.drafting import edit, put, started
from tests.governance.reviewing import LATER, approve, approved_submission, checked, complete, field_placed, happened
from tests.world import NOON, World

pytestmark = pytest.mark.database


def give(world: World, person: User, *roles: str) -> None:
    for role in roles:
        role_hold(workspace=world.workspace, user=person, role=role)


def strip(world: World, person: User, role: str) -> None:
    Membership.objects.filter(workspace=world.workspace, user=person, role=role).delete()


def refused(submission: Submission, person: User) -> bool:
    """Whether the person's approval is refused as that of somebody with a hand in it, and leaves no trace."""
    with pytest.raises(SelfApproval):
        approve(submission, person)
    assert not Review.objects.filter(reviewer=person).exists()
    assert "submission-approved" not in happened()
    return True


@pytest.mark.parametrize("role", ["reviewer", "administrator", "data_steward"])
def test_the_author_is_refused_with_any_second_role(world: World, role: str) -> None:
    give(world, world.ada, "reviewer", role)
    assert refused(checked(world, complete(world)), world.ada)


def test_a_superuser_who_wrote_it_is_refused(world: World) -> None:
    submission = checked(world, complete(world))
    User.objects.filter(pk=world.ada.pk).update(is_superuser=True, is_staff=True)
    give(world, world.ada, "reviewer")
    assert refused(submission, User.objects.get(pk=world.ada.pk))


def test_a_superuser_without_a_role_is_no_reviewer(world: World) -> None:
    submission = checked(world, complete(world))
    User.objects.filter(pk=world.theo.pk).update(is_superuser=True)
    with pytest.raises(NotReviewer):
        approve(submission, User.objects.get(pk=world.theo.pk))
    assert not Review.objects.exists()


def test_a_co_author_is_refused_even_after_leaving_the_app(world: World) -> None:
    app = complete(world, co_maker=True)
    edit(app, world.ben, [put("fields", "fld_purpose", "help", "In one sentence")])
    comaker_remove(app_id=app.pk, person=world.ben.pk, actor=world.ada, now=NOON)
    give(world, world.ben, "reviewer")
    assert refused(checked(world, app), world.ben)


def test_a_co_author_is_refused_even_if_the_edit_was_undone(world: World) -> None:
    app = complete(world, co_maker=True)
    edit(app, world.ben, [put("fields", "fld_purpose", "help", "In one sentence")])
    edit(app, world.ben, [put("fields", "fld_purpose", "help", "")])
    give(world, world.ben, "reviewer")
    assert refused(checked(world, app), world.ben)


def test_an_author_of_an_earlier_version_that_never_went_live_is_refused(world: World) -> None:
    app = complete(world, co_maker=True)
    edit(app, world.ben, [put("fields", "fld_purpose", "help", "In one sentence")])
    checked(world, app)
    edit(app, world.ada, [put("fields", "fld_purpose", "label", "Why")])
    give(world, world.ben, "reviewer")
    second = checked(world, app)
    assert AppVersion.objects.get(number=2).authors == [str(world.ada.pk)]
    assert refused(second, world.ben)


def test_who_submits_the_work_of_others_is_refused(world: World) -> None:
    app = complete(world, co_maker=True)
    give(world, world.ben, "reviewer")
    submission = checked(world, app, actor=world.ben)
    assert refused(submission, world.ben)
    assert refused(submission, world.ada)


def test_the_owner_is_refused_even_without_having_written(world: World) -> None:
    app = complete(world)
    comaker_add(app_id=app.pk, person=world.ben.pk, actor=world.ada, now=NOON)
    app_transfer(app_id=app.pk, owner=world.rosa.pk, actor=world.ada, now=NOON)
    assert refused(checked(world, App.objects.get(pk=app.pk)), world.rosa)


def hand_over(submission: Submission, world: World, kind: str, to: User) -> None:
    """`to` becomes owner or deputy of the app under review."""
    if kind == "owner":
        app_transfer(app_id=submission.app_id, owner=to.pk, actor=world.ada, now=NOON)
    else:
        app_deputy(app_id=submission.app_id, deputy=to.pk, actor=world.ada, now=NOON)


@pytest.mark.parametrize("kind", ["owner", "deputy"])
def test_who_answers_for_the_app_since_the_review_began_is_refused(world: World, kind: str) -> None:
    submission = checked(world, complete(world))
    hand_over(submission, world, kind, world.rosa)
    assert refused(submission, world.rosa)


@pytest.mark.parametrize("kind", ["owner", "deputy"])
def test_an_approval_lapses_when_the_approver_comes_to_answer_for_the_app(world: World, kind: str) -> None:
    submission = approved_submission(world)
    hand_over(submission, world, kind, world.rosa)
    with pytest.raises(NotApproved) as caught:
        require_approved(submission_id=submission.pk, digest=submission.digest, now=LATER)
    assert caught.value.data["reasons"] == [
        "Missing: a reviewer.",
        "One decision came from somebody who wrote part of this or answers for it, and does not count.",
    ]


def test_a_missing_author_closes_the_gate_for_everybody(world: World) -> None:
    submission = checked(world, complete(world))
    for authors in ([], [None], [str(world.ada.pk), None]):
        Submission.objects.filter(pk=submission.pk).update(authors=authors)
        assert refused(submission, world.rosa)
    row = Submission.objects.get(pk=submission.pk)
    assert not weigh(row, judge(row.version.document, row.app)).is_open


def test_several_roles_of_one_person_are_one_person(world: World) -> None:
    app = complete(world)
    health = field_placed(app, "fld_health", "health", order="a1", personal=True, sensitivity="special", purpose="Care")
    edit(app, world.ada, health)
    submission = checked(world, app)
    assert submission.tier == 3
    give(world, world.rosa, "administrator", "data_steward")
    assert approve(submission, world.rosa).state == "waiting"
    assert approve(submission, world.rosa).state == "waiting"
    assert approve(submission, world.adam).state == "waiting"
    give(world, world.dora, "reviewer")
    assert approve(submission, world.dora).state == "approved"


def test_an_approver_who_lost_the_role_does_not_count_at_the_gate(world: World) -> None:
    submission = approved_submission(world)
    assert require_approved(submission_id=submission.pk, digest=submission.digest, now=LATER).approvers == (
        world.rosa.pk,
    )
    strip(world, world.rosa, "reviewer")
    with pytest.raises(NotApproved) as caught:
        require_approved(submission_id=submission.pk, digest=submission.digest, now=LATER)
    assert caught.value.data["reasons"] == [
        "Missing: a reviewer.",
        "One decision came from somebody who holds no role here any more and does not count.",
    ]


def test_a_deactivated_approver_does_not_count_at_the_gate(world: World) -> None:
    submission = approved_submission(world)
    User.objects.filter(pk=world.rosa.pk).update(is_active=False)
    with pytest.raises(NotApproved):
        require_approved(submission_id=submission.pk, digest=submission.digest, now=LATER)


def test_going_back_to_a_version_that_was_live_needs_its_approval_but_not_todays_roles(world: World) -> None:
    submission = approved_submission(world)
    strip(world, world.rosa, "reviewer")
    again = require_once_approved(app_id=submission.app_id, digest=submission.digest)
    assert again.version_id == submission.version_id
    with pytest.raises(NotApproved):
        require_once_approved(app_id=submission.app_id, digest="0" * 64)
    with pytest.raises(NotApproved):
        require_once_approved(app_id=uuid4(), digest=submission.digest)


def test_an_approval_is_about_one_digest_only(world: World) -> None:
    submission = approved_submission(world)
    with pytest.raises(NotApproved):
        require_approved(submission_id=submission.pk, digest="0" * 64, now=LATER)
    with pytest.raises(NotApproved):
        require_approved(submission_id=uuid4(), digest=submission.digest, now=LATER)


@pytest.mark.parametrize("state", ["checking", "waiting", "changes_requested", "must_fix", "withdrawn", "superseded"])
def test_nothing_but_an_approved_submission_passes(world: World, state: str) -> None:
    submission = approved_submission(world)
    Submission.objects.filter(pk=submission.pk).update(state=state)
    with pytest.raises(NotApproved):
        require_approved(submission_id=submission.pk, digest=submission.digest, now=LATER)
    with pytest.raises(NotApproved):
        require_once_approved(app_id=submission.app_id, digest=submission.digest)


def test_a_row_that_says_approved_without_reviews_does_not_pass(world: World) -> None:
    submission = checked(world, complete(world))
    Submission.objects.filter(pk=submission.pk).update(state="approved", closed_at=LATER)
    with pytest.raises(NotApproved) as caught:
        require_approved(submission_id=submission.pk, digest=submission.digest, now=LATER)
    assert caught.value.data["reasons"] == ["Missing: a reviewer."]


def test_a_row_cannot_even_say_approved_without_checks(world: World) -> None:
    submission = checked(world, complete(world))
    with pytest.raises(IntegrityError), transaction.atomic():
        Submission.objects.filter(pk=submission.pk).update(state="approved", closed_at=LATER, tier=None)


def test_a_lowered_tier_in_the_row_does_not_shorten_the_route(world: World) -> None:
    app = complete(world, personal=True, sensitivity="confidential", purpose="To pay people")
    submission = checked(world, app)
    Submission.objects.filter(pk=submission.pk).update(tier=0)
    Submission.objects.filter(pk=submission.pk).update(state="approved", closed_at=LATER)
    with pytest.raises(NotApproved) as caught:
        require_approved(submission_id=submission.pk, digest=submission.digest, now=LATER)
    assert caught.value.data["reasons"] == ["Missing: a reviewer.", "Missing: a data steward."]


def test_a_tier_that_rose_during_the_review_lets_its_new_people_decide(world: World) -> None:
    submission = checked(world, complete(world, personal=True, sensitivity="confidential", purpose="To pay people"))
    Submission.objects.filter(pk=submission.pk).update(tier=1)
    assert approve(submission, world.rosa).state == "waiting"
    assert approve(submission, world.dora).state == "approved"


def test_bytes_that_do_not_give_the_approved_digest_do_not_pass(world: World) -> None:
    submission = approved_submission(world)
    version = AppVersion.objects.get(pk=submission.version_id)
    document = {**version.document, "app": {**version.document["app"], "title": "Something else"}}
    other = AppVersion(**{**_fields(version), "id": uuid4(), "number": 2, "digest": "1" * 64, "document": document})
    other.save(force_insert=True)
    Submission.objects.filter(pk=submission.pk).update(version=other)
    for digest in (submission.digest, "1" * 64):
        with pytest.raises(NotApproved):
            require_approved(submission_id=submission.pk, digest=digest, now=LATER)


def test_an_artefact_that_its_document_does_not_give_does_not_pass(world: World) -> None:
    submission = approved_submission(world)
    version = AppVersion.objects.get(pk=submission.version_id)
    opened = {**version.artefact, "roles": [{**role, "audience": "public"} for role in version.artefact["roles"]]}
    elsewhere = started(world, title="Elsewhere")
    other = AppVersion(**{**_fields(version), "id": uuid4(), "app_id": elsewhere.pk, "artefact": opened})
    other.save(force_insert=True)
    Submission.objects.filter(pk=submission.pk).update(version=other)
    with pytest.raises(NotApproved, match="not what the approved version compiles to"):
        require_approved(submission_id=submission.pk, digest=submission.digest, now=LATER)


def _fields(version: AppVersion) -> dict[str, object]:
    return {field.attname: getattr(version, field.attname) for field in AppVersion._meta.concrete_fields}


def test_a_stranger_cannot_decide_here_with_roles_from_elsewhere(world: World) -> None:
    submission = checked(world, complete(world))
    with pytest.raises(NotFound):
        approve(submission, world.mallory)
    assert submission.authors == [str(UUID(str(world.ada.pk)))]


def test_the_database_refuses_to_change_versions_and_decisions(world: World) -> None:
    submission = approved_submission(world)
    with pytest.raises(IntegrityError, match="versions are frozen"), transaction.atomic():
        AppVersion.objects.filter(pk=submission.version_id).update(authors=[])
    with pytest.raises(IntegrityError, match="reviews are append-only"), transaction.atomic():
        Review.objects.update(reviewer=world.dora)
