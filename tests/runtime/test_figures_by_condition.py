"""A figure with a condition is worked out by the database, over every record and to the last digit."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from runtime.services import figures
from tests.runtime.live import CLAIM, Json, deploy, expenses, make_manager, post
from tests.world import World

pytestmark = pytest.mark.database


def board(world: World, *, measure: str, field: str, when: str, quantities: tuple[str | None, ...]) -> Json:
    app = expenses()
    props = {"measure": measure, "field": field, "when": when, "entity": "ent_claim", "label": "Figure"}
    app["nodes"]["nod_sum"] = {**app["nodes"]["nod_sum"], "props": props}
    live = deploy(world.workspace, app)
    make_manager(live, world.rosa)
    for quantity in quantities:
        status, record = post(world.client(world.rosa), live.url("claim/"), {**CLAIM, "quantity": quantity})
        assert status == 201, record
    found: Json = world.client(world.rosa).get(live.url("figures/board/")).json()["figures"]["nod_sum"]
    return found


@pytest.mark.parametrize(
    ("measure", "expected"),
    [("sum", "300000000000001"), ("min", "1"), ("max", "100000000000000"), ("avg", "75000000000000.25")],
)
def test_every_measure_is_exact(world: World, measure: str, expected: str) -> None:
    quantities = ("100000000000000", "100000000000000", "100000000000000", "1", "7", None)
    when = "quantity != 7 && purpose.startsWith('Train')"
    found = board(world, measure=measure, field="fld_quantity", when=when, quantities=quantities)
    assert found == {"value": expected, "exact": True, "amounts": []}


def test_more_records_than_are_asked_one_by_one_are_still_exact(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "MOST_ROWS", 2)
    found = board(world, measure="sum", field="fld_quantity", when="quantity > 0", quantities=("1", "2", "3"))
    assert found == {"value": "6", "exact": True, "amounts": []}


def test_what_no_database_answers_is_asked_one_by_one_and_says_so(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figures, "MOST_ROWS", 2)
    when = "lower(purpose) == 'train to leeds'"
    found = board(world, measure="sum", field="fld_quantity", when=when, quantities=("1", "2", "3"))
    assert found == {"value": "5", "exact": False, "amounts": []}


def test_a_condition_that_fails_for_a_record_leaves_it_out(world: World) -> None:
    found = board(
        world, measure="count", field="fld_quantity", when="10 / quantity > 1", quantities=("0", "1", None, "20", "5")
    )
    assert found["value"] == 2


def test_money_of_the_condition_is_one_query_and_keeps_its_currency(world: World) -> None:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        found = board(world, measure="sum", field="fld_amount", when="amount > 5", quantities=("1", "2"))
    assert found == {"value": "160.00", "exact": True, "amounts": [{"amount": "160.00", "currency": "EUR"}]}
    asked = [query["sql"] for query in queries.captured_queries if "currency0" in query["sql"]]
    assert len(asked) == 1
    assert "LIMIT" not in asked[0]
