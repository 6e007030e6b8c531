"""Exports: what was asked for, for the one who asked, and never more than they may see now."""

import io
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from jsonschema import Draft202012Validator
from python_calamine import CalamineWorkbook

from core.jobs.models import Job
from runtime.models import RecordExport, RoleGrant
from runtime.services.exports import OUTDATED
from tests.runtime.exporting import (
    ALL,
    HEAD,
    SOME,
    add,
    ask,
    boss,
    content_of,
    exported,
    fetch,
    files,
    no_files,
    url_of,
    work,
)
from tests.runtime.live import Deployed, deploy, expenses, post
from tests.world import World

__all__ = ["boss", "no_files"]
pytestmark = pytest.mark.database


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
