"""Answers that a table brings are kept: a repair offers them, and what refuses them stops a submission."""

from uuid import UUID

import pytest
from django.db import connection
from django.test import Client

from builder.selectors import AppRow, app_by_id, draft_of
from core.clock import now as clock
from definition.json_types import JsonObject
from deployments.models import ReleaseState
from governance.facts import Finding
from governance.selectors import submission_by_id
from governance.services.checks import Judgement, judge
from governance.services.submissions import submission_check, submission_open
from runtime.models import ManagedTable
from runtime.selectors import live_app_by_app_id
from tests.builder.drafting import document, edit, put
from tests.builder.test_imports import chosen, make_app, upload
from tests.deployments.conftest import Deployed, deployed, run_jobs
from tests.deployments.making import approved, people
from tests.world import build_world

__all__ = ["deployed"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]

STATUSES = ["Confirmed", "Open", "Cancelled", "Confirmed", "confirmed", "Open"]
GUEST_VISITS = "Visit,Status,Room\n" + "".join(
    f"Visit number {number} of the week,{status},Room {number}\n" for number, status in enumerate(STATUSES, start=1)
)


@pytest.fixture
def visits(deployed: Deployed) -> AppRow:
    """An app from six rows whose status is a text."""
    world = build_world()
    body = upload(world, GUEST_VISITS.encode(), "visits.csv")
    made = make_app(world, body, chosen(body, status={"kind": "text"}, room={"kind": "text"}))
    return app_by_id(UUID(made["id"]))


def judged(app: AppRow) -> Judgement:
    return judge(draft_of(app.pk).document, app)


def findings(app: AppRow, policy: str) -> list[Finding]:
    return [finding for finding in judged(app).findings if finding.policy == policy]


def field_id(app: AppRow, key: str) -> str:
    return next(str(id_) for id_, field in document(app)["fields"].items() if field["key"] == key)


def repair(app: AppRow, finding: Finding) -> None:
    assert finding.repair is not None
    edit(app, people()["ada"], [dict(one) for one in finding.repair.operations], now=clock())


def change_kind(app: AppRow, key: str, kind: str, settings: JsonObject) -> None:
    """As the designer does it: the kind and what stands on the pages in one step."""
    field = field_id(app, key)
    nodes = [id_ for id_, node in document(app)["nodes"].items() if node.get("field") == field]
    edit(
        app,
        people()["ada"],
        [
            put("fields", field, "kind", kind),
            put("fields", field, "settings", settings),
            *(put("nodes", node, "component", f"{kind}@1") for node in nodes),
        ],
        now=clock(),
    )


def statuses(app: AppRow) -> list[str | None]:
    table = ManagedTable.objects.get(live_app__app_id=app.pk).name
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT status FROM "{table}" ORDER BY created_at, id')
        return [row[0] for row in cursor.fetchall()]


def options(app: AppRow, key: str) -> list[tuple[str, str]]:
    settings = document(app)["fields"][field_id(app, key)]["settings"]
    return [(one["key"], one["label"]) for one in settings["options"]]


def test_the_dropdown_offers_what_the_rows_hold_and_every_row_keeps_its_answer(visits: AppRow) -> None:
    (found,) = findings(visits, "free-text-where-choice")
    repair(visits, found)
    assert options(visits, "status") == [("confirmed", "Confirmed"), ("open", "Open"), ("cancelled", "Cancelled")]
    assert findings(visits, "free-text-where-choice") == []
    assert findings(visits, "imported-rows-fit") == []
    approved(visits)
    run_jobs()
    assert Deployed(app=visits).releases()[0].state == ReleaseState.LIVE
    assert statuses(visits) == ["confirmed", "open", "cancelled", "confirmed", "confirmed", "open"]


def test_an_imported_answer_can_be_kept_when_its_record_is_changed(visits: AppRow) -> None:
    repair(visits, findings(visits, "free-text-where-choice")[0])
    approved(visits)
    run_jobs()
    client = Client(headers={"accept": "application/json"})
    client.force_login(people()["ada"], backend="django.contrib.auth.backends.ModelBackend")
    live = live_app_by_app_id(visits.pk)
    assert live is not None
    url = f"/api/a/{live.key}/{next(iter(document(visits)['entities'].values()))['key']}/"
    first = next(row for row in client.get(url).json()["results"] if row["status"] == "confirmed")
    body = {"status": first["status"], "room": "Room 9"}
    headers = {"If-Match": '"1"'}
    answer = client.patch(f"{url}{first['id']}/", body, content_type="application/json", headers=headers)
    assert (answer.status_code, answer.json()["status"], answer.json()["room"]) == (200, "confirmed", "Room 9")


def test_answers_the_dropdown_does_not_have_stop_the_submission_and_one_click_adds_them(visits: AppRow) -> None:
    change_kind(visits, "status", "select", {"options": [{"key": "open", "label": "Open"}]})
    (found,) = findings(visits, "imported-rows-fit")
    assert found.severity.value == "must_fix"
    assert found.where.object_id == field_id(visits, "status")
    assert found.message == (
        "4 of 6 rows hold “Confirmed” or “Cancelled”, which are not answers of Status. "
        "Add them, or change the field back to text."
    )
    now, ada = clock(), people()["ada"]
    sent = submission_open(app_id=visits.pk, revision=draft_of(visits.pk).revision, summary="", actor=ada, now=now)
    submission_check(submission_id=sent.pk, now=now)
    stopped = submission_by_id(sent.pk)
    assert stopped is not None
    assert stopped.state == "must_fix"
    assert found.repair is not None
    assert found.repair.label == "Add 2 answers"
    repair(visits, found)
    assert options(visits, "status") == [("open", "Open"), ("confirmed", "Confirmed"), ("cancelled", "Cancelled")]
    assert findings(visits, "imported-rows-fit") == []


def test_one_missing_answer_is_named_with_its_rows(visits: AppRow) -> None:
    known = [{"key": "open", "label": "OPEN"}, {"key": "sure", "label": "Confirmed"}]
    change_kind(visits, "status", "choice", {"options": known})
    (found,) = findings(visits, "imported-rows-fit")
    assert found.message == (
        "1 of 6 rows holds “Cancelled”, which is not an answer of Status. Add it, or change the field back to text."
    )
    assert found.repair is not None
    assert found.repair.label == "Add “Cancelled” to the answers"


def test_a_field_that_takes_other_answers_refuses_none(visits: AppRow) -> None:
    change_kind(visits, "status", "select", {"options": [{"key": "open", "label": "Open"}], "other": True})
    assert findings(visits, "imported-rows-fit") == []


def test_values_another_kind_cannot_keep_stop_the_submission_and_one_click_makes_it_text_again(visits: AppRow) -> None:
    change_kind(visits, "status", "date", {})
    (found,) = findings(visits, "imported-rows-fit")
    assert found.message == (
        "6 of 6 rows hold “Confirmed”, “Open” or 2 more, which Status cannot keep as Date. "
        "Change the field back to text, or they would be left empty."
    )
    repair(visits, found)
    assert document(visits)["fields"][field_id(visits, "status")]["kind"] == "text"
    assert findings(visits, "imported-rows-fit") == []
    assert [problem.code for problem in judged(visits).problems if problem.severity.value == "error"] == []


def test_rows_that_are_in_the_table_are_no_longer_judged_or_offered(visits: AppRow) -> None:
    approved(visits)
    run_jobs()
    assert len(statuses(visits)) == 6
    (found,) = findings(visits, "free-text-where-choice")
    assert found.repair is None
    change_kind(visits, "status", "select", {"options": [{"key": "open", "label": "Open"}]})
    assert findings(visits, "imported-rows-fit") == []
