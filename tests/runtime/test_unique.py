"""That two records must differ begins and ends with the release that asks for it."""

import copy
from collections.abc import Iterator

import pytest
from django.db import connection

from runtime.services import activation
from runtime.services.plans import data_plan, indexes_in_database
from runtime.services.serving import releases
from tests.runtime.live import CLAIM, Deployed, Json, artefact_of, deploy, expenses, post
from tests.runtime.test_races import drop_live_tables
from tests.world import NOON, World, build_world

# Committed for real: PostgreSQL makes these indexes outside of any transaction.
pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]
SAME = {**CLAIM, "ticket": "T-1"}
TABLE = "gh_expenses_claim"


@pytest.fixture
def world(transactional_db: None) -> Iterator[World]:
    releases.clear()
    drop_live_tables()
    yield build_world()
    drop_live_tables()


@pytest.fixture
def app(world: World) -> Deployed:
    return deploy(world.workspace, expenses())


def without_unique() -> Json:
    app = copy.deepcopy(expenses())
    app["fields"]["fld_ticket"]["unique"] = False
    return app


def prepared(world: World, app: Deployed, document: Json) -> activation.Prepared:
    """A release with its tables, not live yet."""
    artefact = artefact_of(document)
    connection.check_constraints()
    made = activation.prepare(
        app_id=app.app_id, workspace_id=world.workspace.pk, digest=str(artefact["digest"]), artefact=artefact, now=NOON
    )
    activation.expand(live_release_id=made.live_release_id, now=NOON)
    return made


def point_to(app: Deployed) -> None:
    connection.check_constraints()
    activation.point_to(app_id=app.app_id, digest=app.digest, now=NOON)


def is_guarded() -> bool:
    return any(name.endswith("_uq") for name in indexes_in_database([TABLE]))


def refused(answer: tuple[int, Json]) -> tuple[int, str, str]:
    status, problem = answer
    return status, problem["errors"][0]["pointer"], problem["errors"][0]["code"]


def test_the_plan_says_when_two_may_be_alike_again(world: World, app: Deployed) -> None:
    change = data_plan(artefact_of(without_unique()), app.app_id).changes[0]
    assert (change.kind, change.class_) == ("lift_unique", "additive")
    assert change.sentence == "Allows two Claims with the same Ticket, from the moment the version goes live"
    assert change.sql[0].startswith("DROP INDEX IF EXISTS")


def test_a_version_without_it_takes_the_same_value_twice(world: World, app: Deployed) -> None:
    client = world.client(world.emil)
    assert post(client, app.url("claim/"), SAME)[0] == 201
    prepared(world, app, without_unique())
    assert is_guarded()
    assert refused(post(client, app.url("claim/"), SAME)) == (400, "/ticket", "unique")
    deploy(world.workspace, without_unique(), app_id=app.app_id)
    assert not is_guarded()
    assert post(client, app.url("claim/"), SAME)[0] == 201


def test_rolled_back_to_it_what_is_alike_stays_and_no_more_is_added(world: World, app: Deployed) -> None:
    client = world.client(world.emil)
    loose = deploy(world.workspace, without_unique(), app_id=app.app_id)
    first, second = (post(client, loose.url("claim/"), SAME)[1] for _ in range(2))
    point_to(app)
    assert refused(post(client, app.url("claim/"), SAME)) == (400, "/ticket", "unique")
    headers = {"If-Match": '"1"'}
    for change, status in (({"purpose": "Bus"}, 200), ({"ticket": "T-2"}, 412)):
        answer = client.patch(
            app.url(f"claim/{first['id']}/"), change, content_type="application/json", headers=headers
        )
        assert answer.status_code == status
    assert second["ticket"] == "T-1"
    deploy(world.workspace, without_unique(), app_id=app.app_id)
    assert post(client, app.url("claim/"), SAME)[0] == 201


def test_rolled_back_to_it_without_doubles_the_database_guards_again(world: World, app: Deployed) -> None:
    deploy(world.workspace, without_unique(), app_id=app.app_id)
    assert not is_guarded()
    point_to(app)
    assert is_guarded()


def test_rolled_back_to_a_version_without_it_the_same_value_is_taken_again(world: World) -> None:
    client = world.client(world.emil)
    loose = deploy(world.workspace, without_unique())
    assert post(client, loose.url("claim/"), SAME)[0] == 201
    strict = deploy(world.workspace, expenses(), app_id=loose.app_id)
    assert refused(post(client, strict.url("claim/"), SAME)) == (400, "/ticket", "unique")
    point_to(loose)
    assert post(client, loose.url("claim/"), SAME)[0] == 201


def test_while_the_next_version_is_made_the_field_is_named(world: World) -> None:
    client = world.client(world.emil)
    loose = deploy(world.workspace, without_unique())
    assert post(client, loose.url("claim/"), SAME)[0] == 201
    other = post(client, loose.url("claim/"), CLAIM)[1]
    prepared(world, loose, expenses())
    assert is_guarded()
    assert refused(post(client, loose.url("claim/"), SAME)) == (400, "/ticket", "unique")
    url = loose.url(f"claim/{other['id']}/")
    answer = client.patch(url, {"ticket": "T-1"}, content_type="application/json", headers={"If-Match": '"1"'})
    assert refused((answer.status_code, answer.json())) == (400, "/ticket", "unique")


def test_the_same_version_again_gets_its_guard_again(world: World, app: Deployed) -> None:
    deploy(world.workspace, without_unique(), app_id=app.app_id)
    deploy(world.workspace, expenses(), app_id=app.app_id)
    assert is_guarded()
