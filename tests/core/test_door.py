"""What no endpoint could use is refused at the door, alike on every database."""

import pytest
from django.test import Client

from tests.world import World

pytestmark = pytest.mark.database


@pytest.mark.parametrize("query", ["q=%00", "%00=1", "q=a%00b", "q=%ff", "q=%ED%A0%80"])
def test_a_query_that_is_not_text_is_a_400_with_words(world: World, query: str) -> None:
    answer = world.client(world.ada).get(f"/api/people?{query}")
    assert (answer.status_code, answer.json()["code"]) == (400, "unreadable-address")


def test_a_path_with_nul_is_a_400(world: World) -> None:
    assert world.client(world.ada).get("/api/a/x%00y/").status_code == 400


def test_an_ordinary_query_passes(world: World) -> None:
    assert world.client(world.ada).get("/api/people?q=J%C3%B6rg+%26+co").status_code == 200


def test_a_body_above_the_limit_is_refused_before_it_is_read(db: None) -> None:
    answer = Client().post("/sign-in/", data=b"", content_type="text/plain", headers={"content-length": "99999999999"})
    assert answer.status_code == 413


def test_a_length_that_is_no_number_is_refused(db: None) -> None:
    answer = Client(headers={"accept": "application/json"}).get("/sign-in/", headers={"content-length": "many"})
    assert answer.status_code == 400
