"""Sharing an app: who is listed, who can be chosen, who decides, and what a co-maker sees."""

from typing import Any

import pytest

from builder.events import CoMakerRemoved
from builder.models import App
from builder.selectors import comakers_of, draft_of
from core.events.codec import event_name
from core.events.models import Event
from tests.builder.drafting import edit, field_add, put, started
from tests.builder.test_api import JSON, parts, send
from tests.world import World

pytestmark = pytest.mark.database


@pytest.fixture
def app(world: World) -> App:
    return started(world, co_maker=False)


def url(app: App) -> str:
    return f"/api/apps/{app.pk}/members"


def names_of_events() -> list[str]:
    return list(Event.objects.order_by("position").values_list("name", flat=True))


def test_a_co_maker_is_added_listed_and_finds_the_app_in_her_list(world: World, app: App) -> None:
    ben = world.client(world.ben)
    assert ben.get("/api/apps").json() == {"apps": []}
    added = world.client(world.ada).post(url(app), {"person": str(world.ben.pk)}, content_type=JSON)
    assert (added.status_code, parts(added.json())) == (
        200,
        [(world.ada.name, "owner", False), (world.ben.name, "comaker", True)],
    )
    [card] = ben.get("/api/apps").json()["apps"]
    assert (card["role"], card["owner"]["name"], card["can"]["edit"], card["can"]["share"]) == (
        "comaker",
        world.ada.name,
        True,
        False,
    )
    seen = ben.get(url(app)).json()
    assert seen["can_change"] is False
    assert parts(seen) == [(world.ada.name, "owner", False), (world.ben.name, "comaker", True)]


def test_adding_twice_changes_nothing_and_records_nothing(world: World, app: App) -> None:
    client = world.client(world.ada)
    first = client.post(url(app), {"person": str(world.ben.pk)}, content_type=JSON).json()
    recorded = names_of_events()
    assert client.post(url(app), {"person": str(world.ben.pk)}, content_type=JSON).json() == first
    assert names_of_events() == recorded


def test_a_deputy_is_listed_between_owner_and_co_makers(world: World, app: App) -> None:
    client = world.client(world.ada)
    client.post(url(app), {"person": str(world.ben.pk)}, content_type=JSON)
    client.patch(f"/api/apps/{app.pk}", {"deputy": str(world.rosa.pk)}, content_type=JSON)
    assert parts(client.get(url(app)).json()) == [
        (world.ada.name, "owner", False),
        (world.rosa.name, "deputy", False),
        (world.ben.name, "comaker", True),
    ]


def names_in(answer: Any) -> list[str]:
    return [person["name"] for person in answer.json()["people"]]


def test_candidates_are_the_people_of_the_workspace_without_a_part(world: World, app: App) -> None:
    client = world.client(world.ada)
    everybody = names_in(client.get(f"{url(app)}/candidates"))
    assert world.ben.name in everybody
    assert not {world.ada.name, world.mallory.name} & set(everybody)
    assert names_in(client.get(f"{url(app)}/candidates?q={world.ben.email}")) == [world.ben.name]
    client.post(url(app), {"person": str(world.ben.pk)}, content_type=JSON)
    assert names_in(client.get(f"{url(app)}/candidates")) == [name for name in everybody if name != world.ben.name]


def test_only_who_answers_for_the_app_may_choose_add_and_remove(world: World, app: App) -> None:
    world.client(world.ada).post(url(app), {"person": str(world.ben.pk)}, content_type=JSON)
    ben, recorded = world.client(world.ben), names_of_events()
    answers = [
        ben.get(f"{url(app)}/candidates"),
        ben.post(url(app), {"person": str(world.emil.pk)}, content_type=JSON),
        ben.post(url(app), {"person": str(world.ben.pk), "role": "owner"}, content_type=JSON),
    ]
    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(403, "not-owner")] * 3
    assert comakers_of(app) == (world.ben,)
    assert names_of_events() == recorded
    added = world.client(world.adam).post(url(app), {"person": str(world.emil.pk)}, content_type=JSON)
    assert (added.status_code, added.json()["can_change"]) == (200, True)
    taken = ben.delete(url(app), {"person": str(world.emil.pk)}, content_type=JSON)
    assert (taken.status_code, comakers_of(app)) == (403, (world.ben, world.emil))


@pytest.mark.parametrize("who", ["ada", "adam"])
def test_owner_and_deputy_cannot_be_removed(world: World, app: App, who: str) -> None:
    world.client(world.ada).patch(f"/api/apps/{app.pk}", {"deputy": str(world.rosa.pk)}, content_type=JSON)
    client, recorded = world.client(getattr(world, who)), names_of_events()
    for person in (world.ada, world.rosa):
        refused = client.delete(url(app), {"person": str(person.pk)}, content_type=JSON)
        assert (refused.status_code, refused.json()["code"]) == (400, "person-refused")
    assert [role for _, role, _ in parts(client.get(url(app)).json())] == ["owner", "deputy"]
    assert names_of_events() == recorded


def test_a_co_maker_leaves_and_the_app_is_gone_from_her_list(world: World, app: App) -> None:
    world.client(world.ada).post(url(app), {"person": str(world.ben.pk)}, content_type=JSON)
    ben = world.client(world.ben)
    left = ben.delete(url(app), {"person": str(world.ben.pk)}, content_type=JSON)
    assert (left.status_code, parts(left.json())) == (200, [(world.ada.name, "owner", False)])
    assert ben.get("/api/apps").json() == {"apps": []}
    assert ben.get(url(app)).status_code == 404
    assert names_of_events()[-1] == event_name(CoMakerRemoved)


def test_a_co_maker_who_left_the_workspace_can_still_be_taken_off(world: World, app: App) -> None:
    world.client(world.ada).post(url(app), {"person": str(world.ben.pk)}, content_type=JSON)
    world.ben.is_active = False
    world.ben.save(update_fields=["is_active"])
    gone = world.client(world.ada).delete(url(app), {"person": str(world.ben.pk)}, content_type=JSON)
    assert (gone.status_code, comakers_of(app)) == (200, ())


def test_removing_somebody_without_a_part_is_refused_and_not_recorded(world: World, app: App) -> None:
    recorded = names_of_events()
    refused = world.client(world.ada).delete(url(app), {"person": str(world.emil.pk)}, content_type=JSON)
    assert (refused.status_code, refused.json()["code"]) == (400, "person-refused")
    assert names_of_events() == recorded


def test_a_co_maker_on_a_stale_revision_gets_both_values_and_overwrites_nothing(world: World, app: App) -> None:
    world.client(world.ada).post(url(app), {"person": str(world.ben.pk)}, content_type=JSON)
    edit(app, world.ada, [field_add(app, "fld_amount")])
    ours = world.client(world.ada)
    theirs = world.client(world.ben)
    assert send(ours, app, [put("fields", "fld_amount", "label", "Total")], base=1).status_code == 200
    refused = send(theirs, app, [put("fields", "fld_amount", "label", "Sum")], base=1)
    body = refused.json()
    assert (refused.status_code, body["code"]) == (409, "draft-conflict")
    [clash] = body["conflicts"]
    assert (clash["yours"], clash["theirs"], clash["by"]["name"]) == ("Sum", "Total", world.ada.name)
    assert draft_of(app.pk).document["fields"]["fld_amount"]["label"] == "Total"
    [kept] = theirs.get(f"/api/drafts/{app.pk}/refused").json()["batches"]
    assert kept["operations"][0]["value"] == "Sum"
