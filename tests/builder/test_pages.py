"""The screens of making and judging: what the script starts with, and nothing for who may not see the app."""

import json
import re
from typing import Any

import pytest

from builder.models import App
from core.http import pages as html_pages
from tests.governance.reviewing import checked, complete
from tests.world import World

pytestmark = pytest.mark.database


@pytest.fixture(autouse=True)
def _built(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages do not depend on whether the frontend was built on this machine."""
    monkeypatch.setattr(
        html_pages, "assets_of", lambda entry: {"scripts": [f"/{entry}.js"], "preloads": [], "styles": []}
    )


def data_of(html: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="page-data">(.*?)</script>', html, re.DOTALL)
    assert found is not None
    data: dict[str, Any] = json.loads(found.group(1))["data"]
    return data


@pytest.mark.parametrize(
    ("url", "entry", "screen"),
    [
        ("/", "studio", "home"),
        ("/apps/", "studio", "apps"),
        ("/apps/new/", "studio", "start"),
        ("/reviews/", "studio", "reviews"),
    ],
)
def test_the_screens_of_the_studio(world: World, url: str, entry: str, screen: str) -> None:
    html = world.client(world.ada).get(url).content.decode()
    assert f"/{entry}.js" in html
    assert data_of(html) == {"screen": screen}


@pytest.mark.parametrize("area", ["data", "form", "list", "rules", "preview"])
def test_the_designer_opens_in_its_areas(world: World, area: str) -> None:
    app = complete(world)
    html = world.client(world.ada).get(f"/apps/{app.pk}/{area}/").content.decode()
    assert "/designer.js" in html
    assert data_of(html) == {
        "app_id": str(app.pk),
        "area": area,
        "app": {"key": "expense_claims", "title": "Expense claims"},
    }


def test_submit_and_review_name_what_they_are_about(world: World) -> None:
    app = complete(world)
    submission = checked(world, app)
    html = world.client(world.ada).get(f"/apps/{app.pk}/submit/").content.decode()
    assert (data_of(html)["screen"], data_of(html)["app_id"]) == ("submit", str(app.pk))
    html = world.client(world.rosa).get(f"/reviews/{submission.pk}/").content.decode()
    assert "/review.js" in html
    assert data_of(html)["submission_id"] == str(submission.pk)
    assert re.search(r"<h1[^>]*>\s*Review Expense claims, version 1\s*</h1>", html)


def test_who_may_not_see_the_app_gets_404_and_no_name(world: World) -> None:
    app = complete(world)
    submission = checked(world, app)
    for person in (world.mallory, world.emil):
        client = world.client(person)
        for url in (f"/apps/{app.pk}/form/", f"/apps/{app.pk}/submit/", f"/reviews/{submission.pk}/"):
            answer = client.get(url)
            assert answer.status_code == 404
            assert b"Expense" not in answer.content
    assert world.client(world.ada).get(f"/apps/{app.pk}/elsewhere/").status_code == 404


def test_a_hostile_title_stays_text(world: World) -> None:
    app = complete(world)
    App.objects.filter(pk=app.pk).update(title="</script><script>alert(1)</script>")
    html = world.client(world.ada).get(f"/apps/{app.pk}/form/").content.decode()
    assert "<script>alert" not in html
    assert data_of(html)["app"]["title"] == "</script><script>alert(1)</script>"


def test_screens_are_read_only(world: World) -> None:
    app = complete(world)
    for url in ("/", "/apps/", f"/apps/{app.pk}/form/", f"/apps/{app.pk}/submit/", "/reviews/"):
        assert world.client(world.ada).post(url).status_code == 405
