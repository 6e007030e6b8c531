"""What a list costs does not grow with its length: queries are counted, and no list reads documents."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from builder.selectors import apps_visible_to
from builder.services.apps import app_archive, app_transfer
from builder.services.portfolio import app_cards
from governance.models import Submission
from governance.services.dossier import queue_of
from governance.services.home import home_of
from tests.builder.drafting import started
from tests.governance.reviewing import LATER, checked, complete, send_back
from tests.world import NOON, World

pytestmark = pytest.mark.database
MANY = 4


def queries_of(read: Callable[[], object]) -> list[str]:
    read()  # what a process asks once and remembers is not counted
    with CaptureQueriesContext(connection) as found:
        read()
    return [query["sql"] for query in found]


def submissions(world: World, count: int) -> list[Submission]:
    return [checked(world, complete(world, title=f"App {number}")) for number in range(count)]


def test_a_longer_queue_costs_no_more_queries(world: World) -> None:
    submissions(world, 1)
    one = len(queries_of(lambda: queue_of(world.rosa)))
    home = len(queries_of(lambda: home_of(world.rosa, now=NOON)))
    submissions(world, MANY)
    assert len(queue_of(world.rosa)) == MANY + 1
    assert (one, len(queries_of(lambda: queue_of(world.rosa)))) == (5, 5)
    assert len(queries_of(lambda: home_of(world.rosa, now=NOON))) == home


def test_more_that_came_back_costs_no_more_queries_and_reads_no_documents(world: World) -> None:
    for submission in submissions(world, 1):
        send_back(submission, world.rosa)
    one = len(queries_of(lambda: home_of(world.ada, now=NOON)))
    for submission in submissions(world, MANY):
        send_back(submission, world.rosa)
        send_back(submission, world.rosa, comment="Explain it better")
    waiting = home_of(world.ada, now=NOON).waiting
    assert sorted(one.words for one in waiting) == [
        "Rosa Lindqvist: Explain it better",
        "Rosa Lindqvist: Explain it better",
        "Rosa Lindqvist: Explain it better",
        "Rosa Lindqvist: Explain it better",
        "Rosa Lindqvist: Explain the amount",
    ]
    sent = queries_of(lambda: home_of(world.ada, now=NOON))
    assert (one, len(sent)) == (30, 30)
    assert [
        sql for sql in sent if "governance_submission" in sql and ('"document"' in sql or '"findings"' in sql)
    ] == []


def test_what_came_back_waits_for_those_who_may_edit_the_app_only(world: World) -> None:
    (submission,) = submissions(world, 1)
    send_back(submission, world.rosa)
    assert [one.kind for one in home_of(world.ada, now=NOON).waiting] == ["returned"]
    assert home_of(world.ben, now=NOON).waiting == ()
    assert home_of(world.adam, now=NOON).waiting == ()


def test_the_queue_leaves_out_apps_put_away_and_those_the_reader_answers_for_by_now(world: World) -> None:
    kept, archived, handed = submissions(world, 3)
    assert {row.pk for row in queue_of(world.rosa)} == {kept.pk, archived.pk, handed.pk}
    app_archive(app_id=archived.app_id, archived=True, actor=world.ada, now=LATER)
    app_transfer(app_id=handed.app_id, owner=world.rosa.pk, actor=world.ada, now=LATER)
    assert [row.pk for row in queue_of(world.rosa)] == [kept.pk]


def test_more_cards_cost_no_more_queries(world: World) -> None:
    def cost(reader: User) -> int:
        return len(queries_of(lambda: app_cards(list(apps_visible_to(reader)), reader)))

    started(world, title="App")
    costs = (18, 18, 16)
    assert (cost(world.ada), cost(world.ben), cost(world.adam)) == costs
    for number in range(MANY):
        started(world, title=f"App {number}")
    assert (cost(world.ada), cost(world.ben), cost(world.adam)) == costs


def test_a_card_says_what_its_reader_may_do(world: World) -> None:
    app = started(world)

    def can(reader: User) -> tuple[str, list[str]]:
        (card,) = app_cards(list(apps_visible_to(reader)), reader)
        return card.role, [name for name, may in card.can.items() if may]

    assert can(world.ada) == ("owner", ["edit", "submit", "archive", "share", "roll_back"])
    assert can(world.ben) == ("comaker", ["edit", "submit"])
    assert can(world.rosa) == ("reader", [])
    assert can(world.adam) == ("reader", ["archive", "share"])
    app_archive(app_id=app.pk, archived=True, actor=world.ada, now=LATER)
    assert can(world.ada) == ("owner", ["archive", "share", "roll_back"])
