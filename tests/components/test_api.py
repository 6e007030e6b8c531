"""GET /api/catalogue: the whole library for those who are signed in."""

import pytest
from rest_framework.test import APIClient

from components.catalogue import catalogue
from tests.world import World

pytestmark = pytest.mark.database


def test_the_catalogue_is_for_people_who_are_signed_in(db: None) -> None:
    response = APIClient().get("/api/catalogue")
    assert response.status_code in (401, 403)
    assert "components" not in response.json()


def test_the_catalogue_holds_every_manifest(world: World) -> None:
    client = APIClient()
    client.force_login(world.ada)
    response = client.get("/api/catalogue")
    assert response.status_code == 200
    assert response.json() == catalogue().to_json()
    assert len(response.json()["components"]) == 30


def test_an_unchanged_catalogue_is_not_sent_again(world: World) -> None:
    client = APIClient()
    client.force_login(world.ada)
    tag = client.get("/api/catalogue").headers["ETag"]
    again = client.get("/api/catalogue", headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get("/api/catalogue", headers={"If-None-Match": '"old"'})
    assert other.status_code == 200
