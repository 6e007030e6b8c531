"""Which apps use which components: apps the person may see or, for the steward, all; in one look at the drafts."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from builder.services.apps import app_archive, app_start_blank
from tests.builder.drafting import started
from tests.governance.reviewing import complete
from tests.world import NOON, World

pytestmark = pytest.mark.database
URL = "/api/component-use"


def test_the_apps_and_their_components_come_by_title(world: World) -> None:
    claims = complete(world, title="Expense claims")
    blank = started(world, title="Car pool")
    body = world.client(world.ada).get(URL).json()
    assert body == {
        "apps": [
            {"id": str(blank.pk), "title": "Car pool", "can_open": True, "kinds": ["details", "table"]},
            {"id": str(claims.pk), "title": "Expense claims", "can_open": True, "kinds": ["details", "table", "text"]},
        ]
    }


def test_apps_that_a_person_may_not_see_are_neither_named_nor_counted(world: World) -> None:
    complete(world)
    for person in (world.ben, world.emil, world.theo, world.mallory):
        assert world.client(person).get(URL).json() == {"apps": []}


def test_whoever_sees_every_app_sees_every_use(world: World) -> None:
    complete(world)
    titles = [app["title"] for app in world.client(world.audrey).get(URL).json()["apps"]]
    assert titles == ["Expense claims"]


def test_archived_apps_do_not_count(world: World) -> None:
    app = complete(world)
    app_archive(app_id=app.pk, archived=True, actor=world.ada, now=NOON)
    assert world.client(world.ada).get(URL).json() == {"apps": []}


def test_one_query_reads_the_drafts_of_all_apps(world: World) -> None:
    client = world.client(world.audrey)
    counts = []
    for number in range(2):
        complete(world, title=f"App {number}")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(URL).status_code == 200
        counts.append(len(queries))
        assert sum("builder_draft" in query["sql"].split("FROM", 1)[-1] for query in queries) == 1
    assert counts[0] == counts[1]


def test_it_is_for_people_who_are_signed_in(world: World) -> None:
    response = world.client(None).get(URL)
    assert (response.status_code, "apps" in response.json()) == (401, False)


def test_the_component_steward_is_told_about_every_app_of_her_workspace_and_may_open_none(world: World) -> None:
    app = complete(world)
    app_start_blank(workspace=world.other, title="Elsewhere", actor=world.mallory, now=NOON)
    client = world.client(world.stella)
    assert [(one["id"], one["title"], one["can_open"]) for one in client.get(URL).json()["apps"]] == [
        (str(app.pk), "Expense claims", False)
    ]
    assert client.get(f"/api/apps/{app.pk}").status_code == 404
    assert client.get("/api/apps").json() == {"apps": []}
