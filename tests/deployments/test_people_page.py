"""Ways from an app to its releases and to the people in the roles of what is live."""

import pytest

from builder.services.apps import app_start_blank
from tests.world import NOON, World

pytestmark = pytest.mark.database


def test_only_an_administrator_of_the_workspace_opens_it(world: World) -> None:
    app = app_start_blank(workspace=world.workspace, title="Claims", actor=world.ada, now=NOON)
    address = f"/apps/{app.pk}/people/"
    answers = {
        name: world.client(getattr(world, name)).get(address).status_code
        for name in ("adam", "ada", "rosa", "emil", "mallory")
    }
    assert answers == {"adam": 200, "ada": 403, "rosa": 403, "emil": 404, "mallory": 404}


def test_an_app_without_a_release_says_so(world: World) -> None:
    app = app_start_blank(workspace=world.workspace, title="Claims", actor=world.ada, now=NOON)
    answer = world.client(world.ada).get(f"/apps/{app.pk}/releases/")
    assert (answer.status_code, answer.json()["detail"][:30]) == (404, "Nothing has been deployed yet.")
    assert world.client(world.mallory).get(f"/apps/{app.pk}/releases/").json()["detail"] != answer.json()["detail"]
