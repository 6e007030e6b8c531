"""Exports: whole or not at all, for the one who asked, and never more than they may see now."""

import io
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.test import Client
from jsonschema import Draft202012Validator
from python_calamine import CalamineWorkbook

from core.events.models import Event
from core.jobs import ledger, runner
from core.jobs.models import Job, JobState
from runtime.models import ExportState, RecordExport, RoleGrant
from runtime.services import exports_run
from runtime.services.exports import OUTDATED
from runtime.services.exports_run import GONE, exports_forget
from tests.runtime.live import CLAIM, Deployed, deploy, expenses, make_manager, post
from tests.world import World

pytestmark = pytest.mark.database
ALL: dict[str, Any] = {"format": "csv", "columns": None}
SOME: dict[str, Any] = {"format": "csv", "columns": ["purpose", "amount"]}
HEAD = b'\xef\xbb\xbf"Purpose","Amount","Amount (currency)","Record id"\r\n'


@pytest.fixture
def boss(world: World, app: Deployed) -> Client:
    """Seven claims of the manager; Emil adds one of his own in some tests."""
    make_manager(app, world.rosa)
    client = world.client(world.rosa)
    for number in range(7):
        assert add(client, app, f"Trip {number}")
    return client


@pytest.fixture
def turns(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two records a batch, one batch a turn."""
    monkeypatch.setattr(exports_run, "BATCH", 2)
    monkeypatch.setattr(exports_run, "TURN_SECONDS", -1.0)


def add(client: Client, app: Deployed, purpose: str, **more: object) -> str:
    status, record = post(client, app.url("claim/"), {**CLAIM, "purpose": purpose, **more})
    assert status == 201, record
    return str(record["id"])


def ask(client: Client, app: Deployed, body: dict[str, Any]) -> dict[str, Any]:
    status, export = post(client, app.url("claim/exports/"), body)
    assert status == 202, export
    return export


def turn() -> None:
    """One turn of whatever export waits."""
    held = ledger.claim(owner="test")
    assert held is not None
    runner.run(held)


def work() -> None:
    while Job.objects.filter(kind="runtime.export", state=JobState.QUEUED).exists():
        turn()


def fetch(client: Client, export: dict[str, Any]) -> bytes:
    shown = client.get(url_of(export)).json()
    assert shown["state"] == "ready", shown
    return content_of(client.get(shown["file"]))


def content_of(response: Any) -> bytes:
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def url_of(export: dict[str, Any], rest: str = "") -> str:
    return f"/api/a/expenses/claim/exports/{export['id']}/{rest}"


def files() -> list[str]:
    folder = Path(settings.STORAGE_DIR, "exports")
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


@pytest.fixture(autouse=True)
def _empty() -> None:
    for name in files():
        Path(settings.STORAGE_DIR, "exports", name).unlink()


def exported() -> list[dict[str, Any]]:
    return list(Event.objects.filter(name="records-exported").values_list("payload", flat=True))


def test_the_file_holds_what_was_asked_to_the_byte(world: World, boss: Client, app: Deployed) -> None:
    ids = list(reversed([record["id"] for record in boss.get(app.url("claim/")).json()["results"]]))
    export = ask(boss, app, {**SOME, "filters": {"q": "trip", "sort": "-amount", "page_size": "2"}})
    assert (export["state"], export["file"], export["rows_expected"]) == ("waiting", None, None)
    work()
    lines = [f'"Trip {number}","80.00","EUR","{ids[number]}"\r\n'.encode() for number in range(7)]
    assert fetch(boss, export) == HEAD + b"".join(lines)
    shown = boss.get(url_of(export)).json()
    day = RecordExport.objects.get().asked_at
    assert (shown["name"], shown["rows"], shown["rows_expected"]) == (f"claim-{day:%Y-%m-%d}.csv", 7, 7)
    assert files() == [f"{export['id']}.1.csv"]
    assert exported() == [
        {
            "app": str(app.app_id),
            "entity": "ent_claim",
            "label": "Claims",
            "rows": 7,
            "columns": 2,
            "format": "CSV",
        }
    ]


def test_excel_has_every_field_in_its_own_type_and_names_for_ids(world: World, boss: Client, app: Deployed) -> None:
    customer = post(boss, app.url("customer/"), {"name": "=Acme"})[1]
    more = {"customer": customer["id"], "approver": str(world.ben.pk), "spent_on": "2026-01-31", "tags": ["meals"]}
    last = add(boss, app, "Last", amount={"amount": "-0", "currency": "EUR"} | {"amount": "12.5"}, **more)
    export = ask(boss, app, {"format": "xlsx", "columns": None, "filters": {"q": "Last"}})
    work()
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(fetch(boss, export))).get_sheet_by_index(0).to_python()
    row = dict(zip(sheet[0], sheet[1], strict=True))
    assert len(sheet) == 2
    assert list(row)[:3] == ["Purpose", "Amount", "Amount (currency)"]
    assert list(row)[-3:] == ["Added at", "Added by", "Record id"]
    wanted = {
        "Amount": 12.5,
        "Category": "Travel",
        "Customer": "=Acme",
        "Approver": world.ben.name,
        "Tags": "Meals",
        "Total": 12.5,
        "Quantity": 1,
        "Added by": world.rosa.name,
        "Record id": last,
        "Receipt": "",
    }
    assert {key: row[key] for key in wanted} == wanted
    assert str(row["Spent on"]) == "2026-01-31"


def test_people_take_out_what_they_may_read_and_no_more(world: World, boss: Client, app: Deployed) -> None:
    emil = world.client(world.emil)
    mine = add(emil, app, "Mine")
    export = ask(emil, app, SOME)
    work()
    assert fetch(emil, export) == HEAD + f'"Mine","80.00","EUR","{mine}"\r\n'.encode()
    for client in (boss, world.client(world.mallory)):
        assert client.get(url_of(export)).status_code == 404
        assert client.get(url_of(export, "file/")).status_code == 404
        assert client.delete(url_of(export)).status_code == 404
    assert boss.get(app.url("claim/exports/")).json() == {"results": []}
    assert [found["id"] for found in emil.get(app.url("claim/exports/")).json()["results"]] == [export["id"]]
    assert len(files()) == 1


def test_who_may_not_read_may_not_export(world: World) -> None:
    definition = expenses()
    definition["grants"]["gra_staff"]["read"] = "none"
    app = deploy(world.workspace, definition)
    emil = world.client(world.emil)
    status, problem = post(emil, app.url("claim/exports/"), ALL)
    assert (status, problem["code"]) == (403, "not-allowed")
    assert post(world.client(world.mallory), app.url("claim/exports/"), ALL)[0] == 404
    assert (RecordExport.objects.count(), Job.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("body", "code", "pointer"),
    [
        ({**ALL, "columns": ["purpose", "secret"]}, "export-refused", "/columns"),
        ({**ALL, "columns": ["deleted_at"]}, "export-refused", "/columns"),
        ({**ALL, "columns": []}, "export-refused", None),
        ({**ALL, "format": "pdf"}, "export-refused", None),
        ({**ALL, "filters": {"secret": "1"}}, "query-invalid", "?secret"),
        ({**ALL, "filters": {"amount__regex": "1"}}, "query-invalid", "?amount__regex"),
        ({**ALL, "person": "x"}, "invalid", "/person"),
        ({"format": "csv"}, "invalid", "/columns"),
    ],
)
def test_what_cannot_be_asked_begins_nothing(
    boss: Client, app: Deployed, body: dict[str, Any], code: str, pointer: str | None
) -> None:
    status, problem = post(boss, app.url("claim/exports/"), body)
    assert (status, problem["code"]) == (400, code)
    assert [error["pointer"] for error in problem["errors"]] == ([pointer] if pointer else [])
    assert (RecordExport.objects.count(), Job.objects.count()) == (0, 0)


def test_the_same_twice_is_one_and_a_fourth_waits(boss: Client, app: Deployed) -> None:
    first = ask(boss, app, ALL)
    status, again = post(boss, app.url("claim/exports/"), {**ALL, "filters": {"sort": "amount"}})
    assert (status, again["id"]) == (200, first["id"])
    ask(boss, app, {**ALL, "format": "xlsx"})
    third = ask(boss, app, SOME)
    status, problem = post(boss, app.url("claim/exports/"), {**SOME, "format": "xlsx"})
    assert (status, problem["code"]) == (429, "exports-full")
    assert problem["detail"] == "You have 3 exports under way. Wait for one to end, or cancel one."
    assert (RecordExport.objects.count(), Job.objects.count()) == (3, 3)
    assert boss.delete(url_of(third)).status_code == 204
    ask(boss, app, {**SOME, "format": "xlsx"})
    work()
    assert ask(boss, app, ALL)["id"] != first["id"]


@pytest.mark.usefixtures("turns")
def test_it_goes_on_turn_by_turn_and_says_how_far_it_is(boss: Client, app: Deployed) -> None:
    export = ask(boss, app, SOME)
    seen = []
    for number in range(4):
        turn()
        add(boss, app, f"Too late {number}")
        shown = boss.get(url_of(export)).json()
        seen.append((shown["state"], shown["rows"], shown["rows_expected"]))
        assert boss.get(url_of(export, "file/")).json()["code"] == "export-not-ready"
    assert seen == [("running", rows, 7) for rows in (2, 4, 6, 7)]
    work()
    assert fetch(boss, export).count(b"\r\n") == 8
    assert Job.objects.get().attempts == 1


@pytest.mark.usefixtures("turns")
def test_a_record_that_changes_on_the_way_is_there_once(boss: Client, app: Deployed) -> None:
    records = boss.get(app.url("claim/")).json()["results"]
    export = ask(boss, app, SOME)
    turn()
    for record in records:
        changed = {"purpose": f"Changed {record['purpose']}", "amount": {"amount": "7", "currency": "EUR"}}
        headers = {"If-Match": "*"}
        url = app.url(f"claim/{record['id']}/")
        assert boss.patch(url, changed, content_type="application/json", headers=headers).status_code == 200
    work()
    content = fetch(boss, export)
    assert [content.count(record["id"].encode()) for record in records] == [1] * 7
    assert content.count(b"Changed") == 5


@pytest.mark.usefixtures("turns")
def test_a_role_taken_away_ends_it_with_words_and_no_file(world: World, boss: Client, app: Deployed) -> None:
    export = ask(boss, app, SOME)
    turn()
    assert files() != []
    RoleGrant.objects.all().delete()
    turn()
    shown = boss.get(url_of(export)).json()
    assert (shown["state"], shown["message"], shown["file"]) == ("failed", OUTDATED, None)
    assert (files(), exported(), Job.objects.get().state) == ([], [], JobState.DONE)


@pytest.mark.parametrize("how", ["inactive", "left"])
@pytest.mark.usefixtures("turns")
def test_who_is_gone_gets_nothing(world: World, boss: Client, app: Deployed, how: str) -> None:
    ask(boss, app, SOME)
    turn()
    if how == "left":
        world.rosa.memberships.all().delete()
    else:
        world.rosa.is_active = False
        world.rosa.save()
    turn()
    export = RecordExport.objects.get()
    assert (export.state, export.message, files()) == (ExportState.FAILED, GONE, [])


def test_a_finished_file_is_not_given_to_who_may_see_less_now(world: World, boss: Client, app: Deployed) -> None:
    export = ask(boss, app, SOME)
    work()
    RoleGrant.objects.all().delete()
    response = boss.get(url_of(export, "file/"))
    assert (response.status_code, response.json()["code"], response.json()["detail"]) == (
        409,
        "export-outdated",
        OUTDATED,
    )
    assert files() == []
    assert boss.get(url_of(export)).json()["state"] == "failed"


@pytest.mark.usefixtures("turns")
def test_cancelling_keeps_nothing(boss: Client, app: Deployed) -> None:
    export = ask(boss, app, SOME)
    turn()
    assert boss.delete(url_of(export)).status_code == 204
    assert files() == []
    work()
    assert (RecordExport.objects.count(), files(), exported()) == (0, [], [])
    assert Job.objects.get().state == JobState.DONE
    assert boss.get(url_of(export)).status_code == 404


@pytest.mark.usefixtures("turns")
def test_cancelling_while_a_worker_writes_keeps_nothing(
    boss: Client, app: Deployed, monkeypatch: pytest.MonkeyPatch
) -> None:
    export = ask(boss, app, SOME)
    monkeypatch.setattr(exports_run, "faultpoint", lambda name: boss.delete(url_of(export)))
    monkeypatch.setattr(exports_run, "TURN_SECONDS", 60.0)
    turn()
    assert (RecordExport.objects.count(), files(), exported()) == (0, [], [])
    assert Job.objects.get().state == JobState.DONE


@pytest.mark.usefixtures("turns")
def test_what_a_killed_worker_left_does_not_count(boss: Client, app: Deployed) -> None:
    straight = ask(boss, app, SOME)
    work()
    export = ask(boss, app, SOME)
    turn()
    turn()
    folder = Path(settings.STORAGE_DIR, "exports")
    for name in files():
        if name.startswith(export["id"]):
            with (folder / name).open("ab") as part:
                part.write(b'"half a rec')
    (folder / f"{export['id']}.99.csv.new").write_bytes(b"half a file")
    work()
    assert fetch(boss, export) == fetch(boss, straight)
    assert [name for name in files() if name.startswith(export["id"])] == [f"{export['id']}.5.csv"]


@pytest.mark.usefixtures("turns")
def test_it_begins_again_where_its_files_were_lost(boss: Client, app: Deployed) -> None:
    export = ask(boss, app, SOME)
    turn()
    turn()
    Path(settings.STORAGE_DIR, "exports", f"{export['id']}.1.part").unlink()
    work()
    assert fetch(boss, export).count(b"\r\n") == 8


@pytest.mark.usefixtures("turns")
def test_a_worker_that_lost_its_lease_changes_nothing(boss: Client, app: Deployed) -> None:
    export = ask(boss, app, SOME)
    zombie = ledger.claim(owner="zombie")
    assert zombie is not None
    Job.objects.update(lease_until=RecordExport.objects.get().asked_at - timedelta(days=1))
    assert ledger.sweep() == 1
    Job.objects.update(run_after=RecordExport.objects.get().asked_at)
    turn()
    before = RecordExport.objects.values().get()
    runner.run(zombie)
    assert RecordExport.objects.values().get() == before
    work()
    assert fetch(boss, export).count(b"\r\n") == 8


@pytest.mark.usefixtures("turns")
def test_it_begins_again_when_the_app_moves_to_another_release(world: World, boss: Client, app: Deployed) -> None:
    export = ask(boss, app, SOME)
    turn()
    definition = expenses()
    definition["fields"]["fld_purpose"]["label"] = "What for"
    deploy(world.workspace, definition, app_id=app.app_id)
    work()
    content = fetch(boss, export)
    assert content.startswith(b'\xef\xbb\xbf"What for","Amount"')
    assert content.count(b"\r\n") == 8


def test_a_job_that_dies_says_so(boss: Client, app: Deployed, monkeypatch: pytest.MonkeyPatch) -> None:
    export = ask(boss, app, SOME)

    def fail(name: str) -> None:
        raise ValueError("broken")

    monkeypatch.setattr(exports_run, "faultpoint", fail)
    for _ in range(5):
        turn()
        Job.objects.update(run_after=RecordExport.objects.get().asked_at)
    shown = boss.get(url_of(export)).json()
    assert (Job.objects.get().state, shown["state"], shown["message"]) == (JobState.DEAD, "failed", exports_run.DEAD)
    assert files() == []


def test_files_live_a_day(boss: Client, app: Deployed) -> None:
    export = ask(boss, app, SOME)
    work()
    ended = RecordExport.objects.get().ended_at
    assert ended is not None
    stray = Path(settings.STORAGE_DIR, "exports", f"{uuid4()}.1.part")
    stray.write_bytes(b"x")
    assert exports_forget(now=ended + timedelta(hours=23)) == 0
    assert len(fetch(boss, export)) > 0
    assert exports_forget(now=ended + timedelta(hours=25)) == 2
    assert (RecordExport.objects.count(), files()) == (0, [])


def test_a_file_is_not_given_out_after_its_day(boss: Client, app: Deployed) -> None:
    export = ask(boss, app, SOME)
    work()
    found = RecordExport.objects.get(pk=UUID(export["id"]))
    assert found.ended_at is not None
    RecordExport.objects.update(ended_at=found.ended_at - timedelta(hours=24))
    assert boss.get(url_of(export, "file/")).status_code == 404


def test_the_file_is_a_download_that_cannot_run(boss: Client, app: Deployed) -> None:
    export = ask(boss, app, SOME)
    work()
    response = boss.get(url_of(export, "file/"))
    assert response.headers["Content-Disposition"].startswith('attachment; filename="claim-')
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "private, no-store"
    assert content_of(response).startswith(HEAD)


def test_the_description_describes_what_is_answered(boss: Client, app: Deployed) -> None:
    described = boss.get(app.url("openapi.json")).json()
    schema = {"$ref": "#/components/schemas/Export", "components": described["components"]}
    Draft202012Validator.check_schema(schema)
    export = ask(boss, app, SOME)
    asked = described["paths"][app.url("claim/exports/")]["post"]["requestBody"]["content"]["application/json"][
        "schema"
    ]
    assert list(Draft202012Validator(asked).iter_errors(SOME)) == []
    work()
    for shown in (export, boss.get(url_of(export)).json()):
        assert [error.message for error in Draft202012Validator(schema).iter_errors(shown)] == []
