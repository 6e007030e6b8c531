"""Files: what they are is decided by content, where they lie by chance, and nothing of them ever runs in a browser."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from runtime.models import StoredFile
from runtime.services.files import plain_name
from runtime.services.sniffing import type_of
from runtime.services.tidying import loose_files_forget
from tests.runtime.live import CLAIM, Deployed, post
from tests.world import NOON, World

pytestmark = pytest.mark.database
PDF = b"%PDF-1.7 a receipt"


def upload(
    client: Client, app: Deployed, name: str, content: bytes, field: str = "receipt"
) -> tuple[int, dict[str, Any]]:
    form = {"file": SimpleUploadedFile(name, content), "entity": "claim", "field": field}
    response = client.post(app.url("files/"), form)
    return response.status_code, response.json()


def content_of(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def kept() -> list[Path]:
    found = Path(settings.STORAGE_DIR).glob("runtime/**/*")
    return sorted(path for path in found if path.is_file())


def test_a_file_comes_back_as_a_download_that_cannot_run(world: World, app: Deployed) -> None:
    client = world.client(world.emil)
    status, file = upload(client, app, "../../My ‮receipt.pdf", PDF)
    assert (status, file["name"], file["size"], file["mime"]) == (201, "My receipt.pdf", len(PDF), "application/pdf")
    record = post(client, app.url("claim/"), {**CLAIM, "receipt": [{"id": file["id"], "name": "lie", "size": 1}]})[1]
    assert record["receipt"] == [file]
    response = client.get(app.url(f"files/{file['id']}/"))
    assert content_of(response) == PDF
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.pdf", b"<svg onload=alert(1)>", "file-type"),
        ("a.pdf", b"<!DOCTYPE html><script>", "file-type"),
        ("a.pdf", b"GIF89a%PDF-", "file-type"),
        ("a.pdf", b"MZ\x00\x00", "file-type"),
        ("a.pdf", b"", "file-empty"),
    ],
)
def test_what_the_field_does_not_take_leaves_nothing(
    world: World, app: Deployed, name: str, content: bytes, code: str
) -> None:
    before = kept()
    status, problem = upload(world.client(world.emil), app, name, content)
    assert status == 400
    assert problem["code"] in ("file-refused", "invalid")
    assert problem["errors"] == [] or problem["errors"][0]["code"] == code
    assert (StoredFile.objects.count(), kept()) == (0, before)


def test_a_file_beyond_the_limit_is_refused_while_it_arrives(world: World, app: Deployed) -> None:
    before = kept()
    status, problem = upload(world.client(world.emil), app, "a.pdf", PDF + b"x" * 1_000_001)
    assert (status, problem["code"]) == (413, "file-too-large")
    assert (StoredFile.objects.count(), kept()) == (0, before)


def test_a_file_belongs_to_one_record_and_one_field(world: World, app: Deployed) -> None:
    client = world.client(world.emil)
    _, file = upload(client, app, "a.pdf", PDF)
    assert post(client, app.url("claim/"), {**CLAIM, "receipt": [{"id": file["id"]}]})[0] == 201
    status, problem = post(client, app.url("claim/"), {**CLAIM, "receipt": [{"id": file["id"]}]})
    assert (status, problem["errors"][0]["code"]) == (400, "file")
    assert upload(client, app, "a.pdf", PDF, field="purpose")[0] == 400


def test_loose_uploads_go_after_a_day_and_taken_ones_stay(world: World, app: Deployed) -> None:
    client = world.client(world.emil)
    _, taken = upload(client, app, "a.pdf", PDF)
    _, loose = upload(client, app, "b.pdf", PDF)
    post(client, app.url("claim/"), {**CLAIM, "receipt": [{"id": taken["id"]}]})
    StoredFile.objects.update(uploaded_at=NOON)
    assert loose_files_forget(now=NOON + timedelta(hours=23)) == 0
    assert loose_files_forget(now=NOON + timedelta(hours=25)) == 1
    assert [str(file.pk) for file in StoredFile.objects.all()] == [taken["id"]]
    assert client.get(app.url(f"files/{loose['id']}/")).status_code == 404
    assert content_of(client.get(app.url(f"files/{taken['id']}/"))) == PDF


def test_files_of_a_saved_entry_live_as_long_as_it(world: World, app: Deployed) -> None:
    client, week = world.client(world.emil), NOON + timedelta(days=7)
    files = [upload(client, app, f"{name}.pdf", PDF)[1] for name in "abcde"]
    others = upload(world.client(world.ben), app, "f.pdf", PDF)[1]
    saved = {"values": {"purpose": others["id"], "receipt": files[:3]}, "digest": app.digest}
    assert client.put(app.url("saved/new_claim/"), saved, content_type="application/json").status_code == 200
    StoredFile.objects.update(uploaded_at=NOON)
    assert loose_files_forget(now=week, batch=2, most=1) == 1
    assert loose_files_forget(now=week, batch=2) == 2
    names = StoredFile.objects.order_by("id").values_list("name", flat=True)
    assert list(names) == ["a.pdf", "b.pdf", "c.pdf"]
    record = post(client, app.url("claim/"), {**CLAIM, "receipt": files[:1]})
    assert record[0] == 201
    client.delete(app.url("saved/new_claim/"))
    assert loose_files_forget(now=week) == 2
    assert list(names.all()) == ["a.pdf"]
    assert content_of(client.get(app.url(f"files/{files[0]['id']}/"))) == PDF


def test_bytes_without_a_row_go_in_batches(world: World, app: Deployed) -> None:
    client, before = world.client(world.emil), kept()
    known = upload(client, app, "known.pdf", PDF)[1]
    unknown = [upload(client, app, "a.pdf", PDF)[1]["id"] for _ in range(5)]
    stored = [path for path in kept() if path not in before]
    StoredFile.objects.filter(pk__in=unknown).delete()
    for path in stored:
        os.utime(path, (NOON.timestamp(), NOON.timestamp()))
    soon = NOON + timedelta(hours=25)
    StoredFile.objects.update(uploaded_at=soon)
    first = loose_files_forget(now=soon, batch=2, most=2)
    assert first in (2, 3)
    assert loose_files_forget(now=soon, batch=2) == 5 - first
    assert len(kept()) == len(before) + 1
    assert content_of(client.get(app.url(f"files/{known['id']}/"))) == PDF


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("C:\\temp\\a.txt", "a.txt"),
        ("../..", "file"),
        ("a\u202egpj.exe", "a gpj.exe"),
        ("", "file"),
        ("x" * 300, "x" * 150),
    ],
)
def test_a_file_name_is_only_a_name(name: str, plain: str) -> None:
    assert plain_name(name) == plain


def test_types_by_content() -> None:
    found = [
        type_of(head, name).mime
        for head, name in ((b"PK\x03\x04", "a.xlsx"), (b"PK\x03\x04", "a.pdf"), (b"a,b", "a.csv"))
    ]
    assert found == ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/zip", "text/csv"]
