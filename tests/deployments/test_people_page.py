"""The page on which administrators name people into the roles of a live app."""

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
