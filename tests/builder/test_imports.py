"""From a table to an app: the fields it gets, the rows that wait, and what is refused."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from builder.importers.tabular import BadCells, Kind
from builder.models import App, ImportedTable, ImportUpload
from builder.selectors import draft_of, imported_rows_of
from builder.services.imports import stored_value
from tests.world import World

pytestmark = pytest.mark.database
JSON = "application/json"
CLAIMS = (
    "Reason;Amount;Paid on;Urgent;Format\r\n"
    "Train to Lyon;1.250,50 €;14.03.2026;yes;a\r\n"
    "Hotel;98,00 €;15.03.2026;no;b\r\n"
    "Dinner;abc;16.03.2026;no;a\r\n"
    "Taxi;12,00 €;17.03.2026;yes;c\r\n"
    + "".join(f"Meal {day};{day},50 €;{day}.04.2026;no;d\r\n" for day in range(10, 26))
)
WORKBOOKS = Path(__file__).parents[3] / "shared" / "corpora" / "4-tabular" / "readxl-workbooks"


def upload(world: World, content: bytes, name: str) -> dict[str, Any]:
    file = SimpleUploadedFile(name, content)
    answer = world.client(world.ada).post("/api/imports", {"file": file})
    assert answer.status_code == 201, answer.content
    body: dict[str, Any] = answer.json()
    return body


def chosen(body: dict[str, Any], **changes: dict[str, object]) -> dict[str, Any]:
    """The body that takes the first sheet as found, with changes by column key."""
    sheet = body["inspection"]["sheets"][0]
    columns = [
        {
            "key": column["key"],
            "label": column["label"],
            "kind": column["kind"],
            "include": column["include"],
            "required": False,
            "sensitivity": "internal",
            "personal": False,
            "purpose": "",
            **changes.get(column["key"], {}),
        }
        for column in sheet["columns"]
    ]
    return {"title": "Expense claims", "sheet": sheet["name"], "columns": columns, "bad_cells": "empty"}


def make_app(world: World, body: dict[str, Any], choice: dict[str, Any]) -> dict[str, Any]:
    answer = world.client(world.ada).post(f"/api/imports/{body['id']}/app", choice, content_type=JSON)
    assert answer.status_code == 201, answer.content
    app: dict[str, Any] = answer.json()
    return app


def test_the_inspection_says_which_columns_are_about_a_person_and_why(world: World) -> None:
    body = upload(world, b"LAST_NM,Diagnosis,Product name\nAda,none,Chair\nBen,cold,Desk\n", "staff.csv")
    columns = body["inspection"]["sheets"][0]["columns"]
    assert {column["label"]: column["personal"] for column in columns} == {
        "LAST_NM": {"what": "a last name", "is_special": False},
        "Diagnosis": {"what": "about health", "is_special": True},
        "Product name": None,
    }


def test_a_table_inspected_before_that_was_asked_still_becomes_an_app(world: World) -> None:
    body = upload(world, CLAIMS.encode(), "claims.csv")
    row = ImportUpload.objects.get(pk=body["id"])
    for column in row.inspection["sheets"][0]["columns"]:
        del column["personal"]
    row.save(update_fields=["inspection"])
    assert make_app(world, body, chosen(body))["state"] == "draft"


def test_a_table_becomes_an_app_with_typed_fields_on_every_page(world: World) -> None:
    body = upload(world, CLAIMS.encode(), "claims.csv")
    assert body["status"] == "ready"
    app = make_app(world, body, chosen(body, amount={"required": True, "label": "Amount paid"}))
    document = draft_of(app["id"]).document
    fields = {field["key"]: field for field in document["fields"].values()}
    assert {key: field["kind"] for key, field in fields.items()} == {
        "reason": "text",
        "amount": "money",
        "paid_on": "date",
        "urgent": "yesno",
        "format_field": "choice",
    }
    assert (fields["amount"]["label"], fields["amount"]["required"]) == ("Amount paid", True)
    assert fields["amount"]["settings"] == {"currency": "EUR"}
    placed = [node["field"] for node in document["nodes"].values() if node["field"]]
    assert set(placed) == set(document["fields"])
    compiled = world.client(world.ada).get(f"/api/drafts/{app['id']}/compiled").json()
    assert [one for one in compiled["problems"] if one["severity"] == "error"] == []


def test_the_rows_wait_as_canonical_values_by_field_id(world: World) -> None:
    body = upload(world, CLAIMS.encode(), "claims.csv")
    app = make_app(world, body, chosen(body))
    table = ImportedTable.objects.get()
    assert (table.row_count, table.report["cells_emptied"], str(table.app_id)) == (20, 1, app["id"])
    ids = {field["key"]: field_id for field_id, field in draft_of(table.app_id).document["fields"].items()}
    rows = list(imported_rows_of(table.app_id, table.entity_id))
    assert [row.number for row in rows] == list(range(2, 22))
    assert rows[0].values == {
        ids["reason"]: "Train to Lyon",
        ids["amount"]: {"amount": "1250.50", "currency": "EUR"},
        ids["paid_on"]: "2026-03-14",
        ids["urgent"]: True,
        ids["format_field"]: "a",
    }
    assert rows[2].values[ids["amount"]] is None
    assert list(imported_rows_of(table.app_id, "ent_other")) == []


@pytest.mark.parametrize(("bad_cells", "kind", "rows"), [("text", "text", 20), ("skip", "money", 19)])
def test_bad_cells_are_treated_as_chosen(world: World, bad_cells: str, kind: str, rows: int) -> None:
    body = upload(world, CLAIMS.encode(), "claims.csv")
    app = make_app(world, body, {**chosen(body), "bad_cells": bad_cells})
    fields = draft_of(app["id"]).document["fields"].values()
    assert next(field["kind"] for field in fields if field["key"] == "amount") == kind
    assert ImportedTable.objects.get().row_count == rows


def test_columns_left_out_and_kinds_changed_are_respected(world: World) -> None:
    body = upload(world, CLAIMS.encode(), "claims.csv")
    choice = chosen(body, urgent={"kind": "text"}, paid_on={"include": False})
    app = make_app(world, body, choice)
    fields = draft_of(app["id"]).document["fields"].values()
    assert {field["key"]: field["kind"] for field in fields} == {
        "reason": "text",
        "amount": "money",
        "urgent": "text",
        "format_field": "choice",
    }


def test_personal_columns_keep_class_and_purpose(world: World) -> None:
    body = upload(world, CLAIMS.encode(), "claims.csv")
    marked = {"sensitivity": "confidential", "personal": True, "purpose": "To pay people back"}
    app = make_app(world, body, chosen(body, reason=marked))
    fields = draft_of(app["id"]).document["fields"].values()
    reason = next(field for field in fields if field["key"] == "reason")
    assert {name: reason[name] for name in marked} == marked


def test_a_field_is_as_long_as_its_longest_cell(world: World) -> None:
    cells = "\n".join(f"Text {number} {'x' * 300},{number}" for number in range(20))
    body = upload(world, f"Note,Days\n{cells}\n".encode(), "notes.csv")
    app = make_app(world, body, chosen(body, note={"kind": "text"}))
    fields = {field["key"]: field for field in draft_of(app["id"]).document["fields"].values()}
    assert (fields["note"]["kind"], fields["note"]["settings"]) == ("text", {"max_length": 308})


def test_pasted_cells_are_a_table_too(world: World) -> None:
    text = "Name\tDays\nAda\t3\nBen\t4\n"
    answer = world.client(world.ada).post("/api/imports", {"text": text}, content_type=JSON)
    assert (answer.status_code, answer.json()["status"]) == (201, "ready")
    columns = answer.json()["inspection"]["sheets"][0]["columns"]
    assert [(column["key"], column["kind"]) for column in columns] == [("name", "text"), ("days", "number")]


def test_looking_again_with_another_header_row_changes_the_columns(world: World) -> None:
    body = upload(world, b"Report\nName,Days\nAda,3\nBen,4\n", "days.csv")
    sheet = body["inspection"]["sheets"][0]["name"]
    choices = {"choices": [{"sheet": sheet, "header_row": 2, "kinds": {"1": "text"}}]}
    answer = world.client(world.ada).post(f"/api/imports/{body['id']}/inspection", choices, content_type=JSON)
    columns = answer.json()["inspection"]["sheets"][0]["columns"]
    assert [(column["label"], column["kind"]) for column in columns] == [("Name", "text"), ("Days", "text")]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.csv", b""),
        ("nul.csv", b"\x00" * 64),
        ("broken.xlsx", b"PK\x03\x04 not a workbook"),
        ("page.xls", b"<html><body>no</body></html>"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason_and_makes_no_app(world: World, name: str, content: bytes) -> None:
    body = upload(world, content, name)
    assert body["status"] == "refused"
    assert body["problems"][0]["message"]
    choice = {"title": "X", "sheet": "x", "columns": [{"key": "a", "label": "A", "kind": "text"}]}
    answer = world.client(world.ada).post(f"/api/imports/{body['id']}/app", choice, content_type=JSON)
    assert (answer.status_code, answer.json()["code"]) == (400, "upload-refused")
    assert not App.objects.exists()


def test_a_file_above_the_limit_is_refused_and_not_stored(world: World) -> None:
    file = SimpleUploadedFile("big.csv", b"a,b\n" + b"1,2\n" * 5_100_000)
    answer = world.client(world.ada).post("/api/imports", {"file": file})
    assert (answer.status_code, answer.json()["code"]) == (413, "upload-too-large")
    assert not ImportUpload.objects.exists()


def test_an_upload_is_its_owners_only(world: World) -> None:
    body = upload(world, CLAIMS.encode(), "claims.csv")
    for person in (world.ben, world.rosa, world.mallory):
        client = world.client(person)
        answers = [
            client.get(f"/api/imports/{body['id']}"),
            client.post(f"/api/imports/{body['id']}/inspection", {"choices": []}, content_type=JSON),
            client.post(f"/api/imports/{body['id']}/app", chosen(body), content_type=JSON),
        ]
        assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert not App.objects.exists()
    refused = world.client(world.emil).post("/api/imports", {"text": "a,b\n1,2\n"}, content_type=JSON)
    assert refused.status_code == 403


def test_a_hostile_file_name_stays_a_name(world: World) -> None:
    body = upload(world, CLAIMS.encode(), "..\\..\\etc/pass\x07wd.csv")
    stored = ImportUpload.objects.get()
    assert "/" not in str(body["name"])
    assert Path(stored.file.name).name == f"{stored.pk}.csv"


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        (Kind.TIME, "14:05:00", "14:05"),
        (Kind.DATETIME, "2026-01-31T14:05:00", "2026-01-31T14:05:00Z"),
        (Kind.DATETIME, "2026-01-31T14:05:00+02:00", "2026-01-31T12:05:00Z"),
        (Kind.DATE, "2026-01-31", "2026-01-31"),
        (Kind.TEXT, "14:05:00", "14:05:00"),
        (Kind.YESNO, True, True),
        (Kind.TIME, None, None),
    ],
)
def test_cells_are_stored_as_records_have_them(kind: Kind, value: str | bool | None, expected: object) -> None:
    assert stored_value(kind, value) == expected


@pytest.mark.skipif(not WORKBOOKS.exists(), reason="corpus not present: ../shared/corpora/4-tabular/readxl-workbooks")
def test_a_real_workbook_becomes_an_app_that_compiles(world: World) -> None:
    path = WORKBOOKS / "los-angeles-arrests-xlsx.xlsx"
    body = upload(world, path.read_bytes(), path.name)
    app = make_app(world, body, chosen(body))
    compiled = world.client(world.ada).get(f"/api/drafts/{app['id']}/compiled").json()
    assert [one for one in compiled["problems"] if one["severity"] == "error"] == []
    table = ImportedTable.objects.get()
    with table.rows.open("rb") as lines:
        first = json.loads(lines.readline())
    assert table.row_count >= 19
    assert set(first["values"]) == set(draft_of(table.app_id).document["fields"])
    assert BadCells("empty")
