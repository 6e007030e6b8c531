"""Two people, one draft: what merges, what is refused with both values, and that nothing typed is lost."""

from datetime import timedelta
from typing import Any, cast
from uuid import uuid4

import pytest

from builder.errors import AppArchived, AppBusy, AppUnknown, BatchMismatch, BatchRefused, DraftConflict, UndoRefused
from builder.models import App, BatchState, OperationBatch
from builder.selectors import draft_of, history_of
from builder.services.apps import app_archive, app_deputy, app_rename
from core.errors import Forbidden
from definition.operations import OperationRefused
from tests.builder.drafting import Op, document, edit, field_add, move, node_add, put, started, take
from tests.world import NOON, World

pytestmark = pytest.mark.database


@pytest.fixture
def app(world: World) -> App:
    """Ada's app at revision 1 with the fields amount and note."""
    app = started(world)
    edit(app, world.ada, [field_add(app, "fld_amount"), field_add(app, "fld_note", "note", order="a1")])
    return app


def conflicts(caught: pytest.ExceptionInfo[DraftConflict]) -> list[dict[str, Any]]:
    return cast("list[dict[str, Any]]", caught.value.data["conflicts"])


def test_a_batch_becomes_the_next_revision_with_its_inverse(app: App, world: World) -> None:
    saved = edit(app, world.ada, [put("fields", "fld_amount", "label", "Total")], label="Rename Amount")
    assert (saved.revision, saved.merged) == (2, ())
    assert document(app)["fields"]["fld_amount"]["label"] == "Total"
    row = OperationBatch.objects.get(revision=2)
    assert row.inverse == [put("fields", "fld_amount", "label", "Amount")]
    assert (row.label, row.actor, row.state) == ("Rename Amount", world.ada, BatchState.APPLIED)


def test_the_same_batch_twice_is_one_revision_and_the_same_answer(app: App, world: World) -> None:
    batch_id = uuid4()
    operations = [put("fields", "fld_amount", "label", "Total")]
    first = edit(app, world.ada, operations, base=1, batch_id=batch_id)
    edit(app, world.ben, [put("fields", "fld_note", "label", "Why")])
    again = edit(app, world.ada, operations, base=1, batch_id=batch_id, now=NOON + timedelta(hours=1))
    assert again == first
    assert draft_of(app.pk).revision == 3


def test_a_batch_id_used_for_other_operations_is_refused(app: App, world: World) -> None:
    batch_id = uuid4()
    edit(app, world.ada, [put("fields", "fld_amount", "label", "Total")], batch_id=batch_id)
    with pytest.raises(BatchMismatch):
        edit(app, world.ada, [put("fields", "fld_amount", "label", "Sum")], batch_id=batch_id)
    with pytest.raises(BatchMismatch):
        edit(app, world.ben, [put("fields", "fld_amount", "label", "Total")], batch_id=batch_id)
    assert document(app)["fields"]["fld_amount"]["label"] == "Total"


def test_changes_of_different_properties_merge_and_the_later_one_hears_of_the_other(app: App, world: World) -> None:
    edit(app, world.ben, [put("fields", "fld_amount", "help", "With tax")], base=1, label="Hint")
    saved = edit(app, world.ada, [put("fields", "fld_amount", "label", "Total")], base=1)
    assert [(row.label, row.actor) for row in saved.merged] == [("Hint", world.ben)]
    assert document(app)["fields"]["fld_amount"]["label"] == "Total"
    assert document(app)["fields"]["fld_amount"]["help"] == "With tax"


def test_the_same_property_is_refused_with_both_values_and_the_batch_is_kept(app: App, world: World) -> None:
    later = NOON + timedelta(minutes=2)
    edit(app, world.ben, [put("fields", "fld_amount", "label", "Amount paid")], base=1, now=later)
    with pytest.raises(DraftConflict) as caught:
        edit(app, world.ada, [put("fields", "fld_amount", "label", "Total")], base=1, now=later)
    assert caught.value.data["conflicts"] == [
        {
            "kind": "changed",
            "in": "fields",
            "id": "fld_amount",
            "path": "label",
            "yours": "Total",
            "theirs": "Amount paid",
            "by": {"id": str(world.ben.pk), "name": world.ben.name, "initials": world.ben.initials},
            "at": later.isoformat(),
        }
    ]
    assert caught.value.data["revision"] == 2
    assert document(app)["fields"]["fld_amount"]["label"] == "Amount paid"
    kept = OperationBatch.objects.get(state=BatchState.REFUSED)
    assert kept.operations == [put("fields", "fld_amount", "label", "Total")]
    assert (kept.actor, kept.revision, kept.refusal) == (world.ada, None, "draft-conflict")


def test_a_conflict_about_the_app_itself_has_no_id(app: App, world: World) -> None:
    def title(value: str) -> Op:
        return {"op": "set", "in": "app", "path": "title", "value": value}

    edit(app, world.ben, [title("Travel costs")], base=1)
    with pytest.raises(DraftConflict) as caught:
        edit(app, world.ada, [title("Travel claims")], base=1)
    (conflict,) = conflicts(caught)
    assert (conflict["in"], conflict["id"], conflict["path"], conflict["theirs"]) == (
        "app",
        "",
        "title",
        "Travel costs",
    )
    assert App.objects.get().title == "Travel costs"


def test_a_refused_batch_sent_again_is_refused_again_and_stored_once(app: App, world: World) -> None:
    edit(app, world.ben, [put("fields", "fld_amount", "label", "Paid")], base=1)
    batch_id = uuid4()
    for _ in range(2):
        with pytest.raises(DraftConflict):
            edit(app, world.ada, [put("fields", "fld_amount", "label", "Total")], base=1, batch_id=batch_id)
    assert OperationBatch.objects.filter(state=BatchState.REFUSED).count() == 1


def test_both_wanting_the_same_value_is_no_conflict(app: App, world: World) -> None:
    edit(app, world.ben, [put("fields", "fld_amount", "label", "Total")], base=1)
    saved = edit(app, world.ada, [put("fields", "fld_amount", "label", "Total")], base=1)
    assert saved.revision == 3


def test_an_edit_of_a_deleted_object_is_a_conflict(app: App, world: World) -> None:
    edit(app, world.ben, [take("fields", "fld_amount")], base=1)
    with pytest.raises(DraftConflict) as caught:
        edit(app, world.ada, [put("fields", "fld_amount", "label", "Total")], base=1)
    (conflict,) = conflicts(caught)
    assert (conflict["kind"], conflict["yours"], conflict["theirs"]) == ("deleted", "Total", None)
    assert "fld_amount" not in document(app)["fields"]


def test_both_deleting_one_object_is_no_conflict(app: App, world: World) -> None:
    edit(app, world.ben, [take("fields", "fld_amount")], base=1)
    edit(app, world.ada, [take("fields", "fld_amount"), put("fields", "fld_note", "label", "Why")], base=1)
    assert set(document(app)["fields"]) == {"fld_note"}
    assert OperationBatch.objects.get(revision=3).sent == [
        take("fields", "fld_amount"),
        put("fields", "fld_note", "label", "Why"),
    ]


def test_deleting_what_somebody_just_edited_is_a_conflict(app: App, world: World) -> None:
    edit(app, world.ben, [put("fields", "fld_amount", "help", "With tax")], base=1)
    with pytest.raises(DraftConflict) as caught:
        edit(app, world.ada, [take("fields", "fld_amount")], base=1)
    (conflict,) = conflicts(caught)
    assert (conflict["kind"], conflict["path"], conflict["theirs"]) == ("changed", "help", "With tax")
    assert "fld_amount" in document(app)["fields"]


def test_using_what_somebody_just_deleted_is_a_conflict(app: App, world: World) -> None:
    edit(app, world.ben, [take("fields", "fld_amount")], base=1)
    with pytest.raises(DraftConflict) as caught:
        edit(app, world.ada, [node_add(app, "nod_am", component="text@1", field="fld_amount")], base=1)
    (conflict,) = conflicts(caught)
    assert (conflict["kind"], conflict["in"], conflict["id"]) == ("deleted", "nodes", "nod_am")


def test_deleting_what_somebody_just_used_is_a_conflict(app: App, world: World) -> None:
    edit(app, world.ben, [node_add(app, "nod_am", component="text@1", field="fld_amount")], base=1)
    with pytest.raises(DraftConflict) as caught:
        edit(app, world.ada, [take("fields", "fld_amount")], base=1)
    (conflict,) = conflicts(caught)
    assert (conflict["kind"], conflict["theirs"]) == ("used", "nod_am")


def test_of_two_moves_the_later_wins_and_is_told(app: App, world: World) -> None:
    edit(app, world.ada, [node_add(app, "nod_s1"), node_add(app, "nod_s2", order="a1")])
    edit(app, world.ben, [move("nod_s1", order="a5", parent=None)], base=2)
    saved = edit(app, world.ada, [move("nod_s1", order="a9", parent=None)], base=2)
    assert document(app)["nodes"]["nod_s1"]["order"] == "a9"
    assert [row.actor for row in saved.merged] == [world.ben]


def test_two_moves_into_each_other_are_a_conflict_not_a_loop(app: App, world: World) -> None:
    edit(app, world.ada, [node_add(app, "nod_s1"), node_add(app, "nod_s2", order="a1")])
    edit(app, world.ben, [move("nod_s2", order="a0", parent="nod_s1")], base=2)
    with pytest.raises(DraftConflict) as caught:
        edit(app, world.ada, [move("nod_s1", order="a0", parent="nod_s2")], base=2)
    (conflict,) = conflicts(caught)
    assert (conflict["id"], conflict["path"], conflict["theirs"]) == ("nod_s1", "parent", "nod_s2")
    assert document(app)["nodes"]["nod_s1"]["parent"] is None


def test_operations_that_do_not_apply_change_nothing_and_are_kept(app: App, world: World) -> None:
    before = draft_of(app.pk)
    with pytest.raises(OperationRefused) as caught:
        edit(app, world.ada, [put("fields", "fld_note", "label", "Why"), put("fields", "fld_nobody", "label", "X")])
    assert (caught.value.reason, caught.value.index) == ("not-found", 1)
    after = draft_of(app.pk)
    assert (after.document, after.revision) == (before.document, before.revision)
    assert OperationBatch.objects.get(state=BatchState.REFUSED).refusal == "operation-refused"


def test_a_document_that_loses_its_shape_is_refused(app: App, world: World) -> None:
    with pytest.raises(BatchRefused):
        edit(app, world.ada, [put("fields", "fld_amount", "label", ["not", "a", "text"])])
    assert document(app)["fields"]["fld_amount"]["label"] == "Amount"


def test_a_base_from_the_future_is_refused(app: App, world: World) -> None:
    with pytest.raises(BatchRefused):
        edit(app, world.ada, [put("fields", "fld_amount", "label", "Total")], base=99)
    assert draft_of(app.pk).revision == 1


def test_undo_and_redo_are_steps_of_the_log_and_survive_in_the_history(app: App, world: World) -> None:
    step = uuid4()
    edit(app, world.ada, [put("fields", "fld_amount", "label", "Total")], batch_id=step, label="Rename Amount")
    edit(app, world.ada, [put("fields", "fld_amount", "label", "Amount")], kind="undo", target=step)
    undone = history_of(draft_of(app.pk), world.ada)[-1]
    assert (undone.id, undone.undone, undone.label) == (step, True, "Rename Amount")
    assert undone.operations == [put("fields", "fld_amount", "label", "Total")]
    edit(app, world.ada, undone.operations, kind="redo", target=step)
    redone = history_of(draft_of(app.pk), world.ada)[-1]
    assert (redone.undone, redone.inverse) == (False, [put("fields", "fld_amount", "label", "Amount")])
    assert document(app)["fields"]["fld_amount"]["label"] == "Total"
    assert draft_of(app.pk).revision == 4


def test_only_own_steps_are_undone_and_only_once(app: App, world: World) -> None:
    step = uuid4()
    edit(app, world.ada, [put("fields", "fld_amount", "label", "Total")], batch_id=step)
    back = [put("fields", "fld_amount", "label", "Amount")]
    with pytest.raises(UndoRefused):
        edit(app, world.ben, back, kind="undo", target=step)
    with pytest.raises(UndoRefused):
        edit(app, world.ada, back, kind="redo", target=step)
    edit(app, world.ada, back, kind="undo", target=step)
    with pytest.raises(UndoRefused):
        edit(app, world.ada, back, kind="undo", target=step)
    assert draft_of(app.pk).revision == 3


def test_an_undo_never_silently_overwrites_what_another_did_since(app: App, world: World) -> None:
    step = uuid4()
    edit(app, world.ada, [put("fields", "fld_amount", "label", "Total")], batch_id=step)
    edit(app, world.ben, [put("fields", "fld_amount", "label", "Amount paid")])
    with pytest.raises(DraftConflict) as caught:
        edit(app, world.ada, [put("fields", "fld_amount", "label", "Amount")], kind="undo", target=step)
    (conflict,) = conflicts(caught)
    assert (conflict["yours"], conflict["theirs"]) == ("Amount", "Amount paid")


def test_an_undo_never_brings_back_an_object_from_before_anothers_change(app: App, world: World) -> None:
    before = document(app)["fields"]["fld_amount"]
    edit(app, world.ben, [put("fields", "fld_amount", "help", "Gross")])
    step = uuid4()
    edit(app, world.ada, [take("fields", "fld_amount")], batch_id=step)
    back = {"op": "add", "in": "fields", "id": "fld_amount", "value": before}
    with pytest.raises(UndoRefused):
        edit(app, world.ada, [back], kind="undo", target=step)
    assert "fld_amount" not in document(app)["fields"]
    assert history_of(draft_of(app.pk), world.ada)[-1].undone is False
    (exact,) = history_of(draft_of(app.pk), world.ada)[-1].inverse
    edit(app, world.ada, [exact], kind="undo", target=step)
    assert document(app)["fields"]["fld_amount"]["help"] == "Gross"


def test_an_undo_or_redo_says_no_more_than_the_log_does(app: App, world: World) -> None:
    edit(app, world.ben, [put("fields", "fld_amount", "label", "Paid")])
    step = uuid4()
    edit(app, world.ada, [put("fields", "fld_amount", "label", "Total")], batch_id=step)
    for others in (put("fields", "fld_amount", "label", "Amount"), put("fields", "fld_note", "label", "Paid")):
        with pytest.raises(UndoRefused):
            edit(app, world.ada, [others], kind="undo", target=step)
    edit(app, world.ada, [put("fields", "fld_amount", "label", "Paid")], kind="undo", target=step)
    with pytest.raises(UndoRefused):
        edit(app, world.ada, [put("fields", "fld_amount", "label", "Sum")], kind="redo", target=step)
    assert document(app)["fields"]["fld_amount"]["label"] == "Paid"
    assert document(app)["fields"]["fld_note"]["label"] == "Note"


def test_an_undo_may_write_out_what_the_document_left_to_its_default(app: App, world: World) -> None:
    whole = {"help": "", "required": False, "default": None, **document(app)["fields"]["fld_amount"]}
    removed, renamed = uuid4(), uuid4()
    edit(app, world.ada, [take("fields", "fld_amount")], batch_id=removed)
    back: Op = {"op": "add", "in": "fields", "id": "fld_amount", "value": whole}
    edit(app, world.ada, [back], kind="undo", target=removed)
    assert document(app)["fields"]["fld_amount"] == whole
    edit(app, world.ada, [put("fields", "fld_note", "help", "Why")], batch_id=renamed)
    edit(app, world.ada, [put("fields", "fld_note", "help", "")], kind="undo", target=renamed)
    assert document(app)["fields"]["fld_note"]["help"] == ""


def test_a_change_that_was_taken_back_is_no_obstacle(app: App, world: World) -> None:
    step = uuid4()
    edit(app, world.ben, [put("fields", "fld_amount", "label", "Paid")], base=1, batch_id=step)
    edit(app, world.ben, [put("fields", "fld_amount", "label", "Amount")], base=2, kind="undo", target=step)
    edit(app, world.ada, [put("fields", "fld_amount", "label", "Total")], base=1)
    assert document(app)["fields"]["fld_amount"]["label"] == "Total"


def test_history_holds_own_steps_only(app: App, world: World) -> None:
    edit(app, world.ben, [put("fields", "fld_note", "label", "Why")], label="Ben was here")
    assert [step.label for step in history_of(draft_of(app.pk), world.ben)] == ["Ben was here"]
    assert [step.label for step in history_of(draft_of(app.pk), world.ada)] == ["Edit"]


def test_who_may_not_see_or_edit_changes_nothing(app: App, world: World) -> None:
    operations = [put("fields", "fld_amount", "label", "Total")]
    with pytest.raises(AppUnknown):
        edit(app, world.mallory, operations)
    with pytest.raises(AppUnknown):
        edit(app, world.emil, operations)
    with pytest.raises(Forbidden):
        edit(app, world.rosa, operations)
    assert OperationBatch.objects.count() == 1


def test_an_archived_app_is_read_only(app: App, world: World) -> None:
    app_archive(app_id=app.pk, archived=True, actor=world.ada, now=NOON)
    with pytest.raises(AppArchived):
        edit(app, world.ada, [put("fields", "fld_amount", "label", "Total")])
    app_archive(app_id=app.pk, archived=False, actor=world.ada, now=NOON)
    assert edit(app, world.ada, [put("fields", "fld_amount", "label", "Total")]).revision == 2


def test_an_app_is_not_put_away_while_somebody_works_on_it(app: App, world: World) -> None:
    edit(app, world.ben, [put("fields", "fld_note", "label", "Why")], now=NOON)
    with pytest.raises(AppBusy) as caught:
        app_archive(app_id=app.pk, archived=True, actor=world.ada, now=NOON + timedelta(seconds=90))
    assert caught.value.data == {"by": world.ben.name}
    assert App.objects.get(pk=app.pk).archived_at is None
    later = NOON + timedelta(minutes=3)
    assert app_archive(app_id=app.pk, archived=True, actor=world.ada, now=later).archived_at == later


def test_title_and_deputy_are_steps_of_the_draft_and_mirror_to_the_app(app: App, world: World) -> None:
    app_rename(app_id=app.pk, title="Travel claims", actor=world.ada, now=NOON)
    app_deputy(app_id=app.pk, deputy=world.ben.pk, actor=world.ada, now=NOON)
    fresh = App.objects.get(pk=app.pk)
    assert (fresh.title, fresh.deputy, fresh.key) == ("Travel claims", world.ben, "expense_claims")
    assert document(app)["app"]["title"] == "Travel claims"
    assert document(app)["app"]["deputy"] == str(world.ben.pk)


def test_a_co_maker_cannot_name_a_deputy_nor_anybody_change_the_key(app: App, world: World) -> None:
    with pytest.raises(Forbidden):
        edit(app, world.ben, [{"op": "set", "in": "app", "path": "deputy", "value": str(world.ben.pk)}])
    with pytest.raises(BatchRefused):
        edit(app, world.ada, [{"op": "set", "in": "app", "path": "key", "value": "other"}])
    fresh = App.objects.get(pk=app.pk)
    assert (fresh.deputy, fresh.key) == (None, "expense_claims")
