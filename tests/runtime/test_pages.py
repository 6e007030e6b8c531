"""The pages of a live app: words in the first bytes, a clear answer for who may not, and its own description."""

import json
import re
from pathlib import Path

import pytest
from django.core.management import call_command
from jsonschema import Draft202012Validator

from core.http import pages as html_pages
from tests.runtime.live import CLAIM, Deployed, deploy, expenses, make_manager, post
from tests.world import World


@pytest.fixture(autouse=True)
def _built(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages do not depend on whether the frontend was built on this machine."""
    monkeypatch.setattr(
        html_pages, "assets_of", lambda entry: {"scripts": [f"/{entry}.js"], "preloads": [], "styles": []}
    )


def page_data(html: str) -> dict[str, object]:
    found = re.search(r'<script type="application/json" id="page-data">(.*?)</script>', html, re.DOTALL)
    assert found is not None
    data: dict[str, object] = json.loads(found.group(1))["data"]
    return data


def test_the_form_page_says_what_it_is_before_any_script(world: World, app: Deployed) -> None:
    html = world.client(world.emil).get("/a/expenses/new_claim/").content.decode()
    assert re.search(r"<h1[^>]*>\s*New claim\s*</h1>", html)
    assert "For costs you paid." in html
    data = page_data(html)
    assert (data["page"], data["record"], data["saved"], data["base"]) == ("new_claim", None, None, "/api/a/expenses/")


def test_the_record_page_carries_the_record_and_only_for_who_may_read_it(world: World, app: Deployed) -> None:
    record = post(world.client(world.emil), app.url("claim/"), {**CLAIM, "purpose": "</script><b>x"})[1]
    url = f"/a/expenses/one_claim/{record['id']}/"
    html = world.client(world.emil).get(url).content.decode()
    assert page_data(html)["record"] == record
    assert "</script><b>" not in html
    assert world.client(world.ben).get(url).status_code == 404


def test_saved_answers_come_back_on_the_form_and_nowhere_else(world: World, app: Deployed) -> None:
    client = world.client(world.emil)
    body = {"values": {"purpose": "half"}, "digest": app.digest}
    saved = client.put(app.url("saved/new_claim/"), body, content_type="application/json").json()
    assert (saved["values"], saved["digest"]) == ({"purpose": "half"}, app.digest)
    assert page_data(client.get("/a/expenses/new_claim/").content.decode())["saved"] == saved
    assert page_data(world.client(world.ben).get("/a/expenses/new_claim/").content.decode())["saved"] is None
    assert page_data(client.get("/a/expenses/").content.decode())["begun"] == {"new_claim": saved["saved_at"]}
    assert page_data(world.client(world.ben).get("/a/expenses/").content.decode())["begun"] == {}
    assert client.put(app.url("saved/claims/"), body, content_type="application/json").status_code == 404
    assert client.delete(app.url("saved/new_claim/")).status_code == 204
    assert client.get(app.url("saved/new_claim/")).json() == {"values": None}


def test_home_is_the_only_page_or_the_list_of_them(world: World, app: Deployed) -> None:
    assert page_data(world.client(world.emil).get("/a/expenses/").content.decode())["page"] is None
    document = expenses()
    document["grants"] = {name: grant for name, grant in document["grants"].items() if name == "gra_staff"}
    document["grants"]["gra_staff"]["read"] = "none"
    document["grants"]["gra_staff"]["update"] = "none"
    only = deploy(world.workspace, document)
    response = world.client(world.emil).get(f"/a/{only.key}/")
    assert (response.status_code, response.headers["Location"]) == (302, f"/a/{only.key}/new_claim/")


def test_figures_count_what_the_reader_may_see(world: World, app: Deployed) -> None:
    make_manager(app, world.rosa)
    for amount in ("80", "20.50"):
        post(world.client(world.emil), app.url("claim/"), {**CLAIM, "amount": {"amount": amount}})
    post(world.client(world.ben), app.url("claim/"), {**CLAIM, "category": "meals"})
    figures = world.client(world.emil).get(app.url("figures/board/")).json()["figures"]
    assert {node: found["value"] for node, found in figures.items()} == {"nod_count": 2, "nod_sum": "100.50"}
    assert world.client(world.rosa).get(app.url("figures/board/")).json()["figures"]["nod_count"]["value"] == 3


def test_the_description_describes_what_is_answered(world: World, app: Deployed) -> None:
    client = world.client(world.emil)
    described = client.get(app.url("openapi.json")).json()
    assert described["openapi"] == "3.1.0"
    rests = ("", "exports/", "exports/{export}/", "exports/{export}/file/", "{id}/", "{id}/history/")
    assert sorted(described["paths"]) == [
        f"/api/a/expenses/{name}/{rest}" for name in ("claim", "customer") for rest in rests
    ]
    assert set(described["paths"]["/api/a/expenses/customer/"]) == {"get"}
    assert set(described["paths"]["/api/a/expenses/claim/{id}/"]) == {"parameters", "get", "patch"}
    schema = {"$ref": "#/components/schemas/Claim", "components": described["components"]}
    Draft202012Validator.check_schema(schema)
    record = post(client, app.url("claim/"), {**CLAIM, "tags": ["meals"], "spent_on": "2026-01-31"})[1]
    assert [error.message for error in Draft202012Validator(schema).iter_errors(record)] == []
    sent = {"$ref": "#/components/schemas/ClaimInput", "components": described["components"]}
    assert Draft202012Validator(sent).is_valid(CLAIM)
    assert not Draft202012Validator(sent).is_valid({**CLAIM, "total": "1"})


def test_compile_app_reports_without_touching_a_database(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, bad, broken = tmp_path / "good.json", tmp_path / "bad.json", tmp_path / "broken.json"
    good.write_text(json.dumps(expenses()))
    bad.write_text(json.dumps({**expenses(), "format": 99}))
    broken.write_text('{"format": 1,')
    reports = []
    for file in (good, bad, broken):
        call_command("compile_app", str(file), "--json")
        reports.append(json.loads(capsys.readouterr().out))
    assert [report["status"] for report in reports] == ["compiled", "refused", "refused"]
    assert reports[0]["plan"]["sentences"][0] == "Creates the table gh_expenses_claim with 13 columns for Claims"
    assert any(sql.startswith('CREATE TABLE "gh_expenses_claim"') for sql in reports[0]["plan"]["sql"])
    assert all(report["problems"] for report in reports[1:])
    assert [report["digest"] is None for report in reports] == [False, True, True]


def test_who_may_not_reads_who_can_help(world: World) -> None:
    document = expenses()
    document["grants"] = {"gra_boss": document["grants"]["gra_boss"]}
    app = deploy(world.workspace, document)
    client = world.client(world.emil)
    response = client.get(f"/a/{app.key}/", headers={"accept": "text/html"})
    assert response.status_code == 403
    assert "Nobody gave you a role in Expenses yet. Adam Novak, who administers the workspace, can." in (
        response.content.decode()
    )
    gone = client.get("/a/no_such_app/", headers={"accept": "text/html"})
    assert (gone.status_code, "There is no app at this address" in gone.content.decode()) == (404, True)
