"""Lists: every record once, empties last, in order both ways; and a count that is honest."""

from itertools import pairwise
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.http import identity
from runtime.services import questions
from tests.runtime.live import CLAIM, Deployed, make_manager, post
from tests.world import World

pytestmark = pytest.mark.database


@pytest.fixture
def boss(world: World, app: Deployed) -> Client:
    """Eleven claims: amounts with doubles, some days and tags missing."""
    make_manager(app, world.rosa)
    client = world.client(world.rosa)
    amounts = ["10", "20", "20", "30", "5", "20", "7", "90", "90", "1", "64"]
    for number, amount in enumerate(amounts):
        more: dict[str, object] = {"spent_on": f"2026-01-{number % 3 + 1:02}"} if number % 2 else {}
        if number == 3:
            more |= {"tags": ["meals", "other"], "approver": str(world.ben.pk), "category": "meals"}
        sent = {**CLAIM, "purpose": f"Trip {number}", "amount": {"amount": amount, "currency": "EUR"}, **more}
        assert post(client, app.url("claim/"), sent)[0] == 201
    return client


def walk(client: Client, url: str, direction: str = "next") -> list[list[str]]:
    """The purposes on each page, following cursors until there is none."""
    pages, cursor, joint = [], "", "&" if "?" in url else "?"
    while True:
        body = client.get(f"{url}{joint}cursor={cursor}").json()
        pages.append([record["purpose"] for record in body["results"]])
        if not body[direction]:
            return pages
        cursor = body[direction]


def test_every_record_is_on_exactly_one_page(boss: Client, app: Deployed) -> None:
    everything = sorted(f"Trip {number}" for number in range(11))
    for sort in ("", "amount", "-amount", "spent_on", "-spent_on", "purpose", "created_at", "-updated_at"):
        for size in (1, 4, 100):
            pages = walk(boss, app.url(f"claim/?sort={sort}&page_size={size}"))
            assert sorted(purpose for page in pages for purpose in page) == everything, (sort, size)
            assert [len(page) for page in pages] == [size] * (11 // size) + [11 % size] * bool(11 % size)


@pytest.mark.parametrize("sort", ["-created_at", "amount", "-spent_on", "spent_on"])
def test_back_is_the_way_there_reversed(boss: Client, app: Deployed, sort: str) -> None:
    url = app.url(f"claim/?sort={sort}&page_size=3")
    pages, cursors, cursor = [], [""], ""
    while True:
        body = boss.get(f"{url}&cursor={cursor}").json()
        pages.append([record["id"] for record in body["results"]])
        cursor = body["next"]
        if not cursor:
            break
        cursors.append(cursor)
    back = [pages[-1]]
    while body["previous"]:
        body = boss.get(f"{url}&cursor={body['previous']}").json()
        back.append([record["id"] for record in body["results"]])
    assert back == pages[::-1]


def test_empty_values_come_last_in_both_directions(boss: Client, app: Deployed) -> None:
    for sort, first in (("spent_on", "2026-01-01"), ("-spent_on", "2026-01-03")):
        days = [record["spent_on"] for record in boss.get(app.url(f"claim/?sort={sort}")).json()["results"]]
        filled = [day for day in days if day]
        assert days == filled + [None] * 6
        assert filled[0] == first
        assert all(one <= two if sort == "spent_on" else one >= two for one, two in pairwise(filled))


def test_a_page_stays_what_it_is_when_records_are_added(boss: Client, app: Deployed) -> None:
    first = boss.get(app.url("claim/?sort=amount&page_size=4")).json()
    second = boss.get(app.url(f"claim/?sort=amount&page_size=4&cursor={first['next']}")).json()
    for amount in ("1", "9"):
        post(boss, app.url("claim/"), {**CLAIM, "purpose": "Late", "amount": {"amount": amount}})
    again = boss.get(app.url(f"claim/?sort=amount&page_size=4&cursor={first['next']}")).json()
    assert [record["id"] for record in again["results"]] == [record["id"] for record in second["results"]]


FILTERS: list[tuple[str, list[int]]] = [
    ("amount=20", [1, 2, 5]),
    ("amount__gte=64", [7, 8, 10]),
    ("amount__gt=5&amount__lt=20", [0, 6]),
    ("spent_on__lte=2026-01-01", [3, 9]),
    ("spent_on__empty=true", [0, 2, 4, 6, 8, 10]),
    ("category=meals", [3]),
    ("category__in=meals,other", [3]),
    ("tags__has=other", [3]),
    ("tags__has=oth", []),
    ("purpose__starts=trip 1", [1, 10]),
    ("purpose__contains=P 7", [7]),
    ("approver__empty=false", [3]),
    ("q=trip 4", [4]),
    ("q=%25", []),
    ("created_by=me&amount=90", [7, 8]),
    ("approver=me", []),
    ("ticket__empty=false", []),
]


def test_filters(boss: Client, app: Deployed) -> None:
    for query, numbers in FILTERS:
        body = boss.get(app.url(f"claim/?{query}&sort=created_at")).json()
        assert [record["purpose"] for record in body["results"]] == [f"Trip {number}" for number in numbers], query
        assert body["count"] == {"value": len(numbers), "exact": True}


REFUSED = (
    *("nothing=1", "amount__regex=1", "amount__c1x1=1", "purpose__gte=a", "amount=x", "page_size=0", "page_size=101"),
    *("sort=nothing", "sort=customer", "sort=reason", "sort=-", "cursor=x", "cursor=e30", "created_at__gte=2026"),
    *("customer__name=x", "created_by_id=1", "deleted_at__isnull=True", "pk=1", "version=1", "amount=1&amount=2"),
    *("q=%00", "purpose=%00", "amount=1e99", "rating__in=", "category__in=", "spent_on=0001-01-01", "amount__empty=1"),
    *("_connector=OR", "q=" + "x" * 300, "approver=1", "tags=meals", "receipt__has=x", "page_size=%C2%B2"),
)


def test_a_question_that_cannot_be_answered_is_400(boss: Client, app: Deployed) -> None:
    for query in REFUSED:
        response = boss.get(app.url(f"claim/?{query}"))
        # NUL does not come past the door (core.http.door).
        code = "unreadable-address" if "%00" in query else "query-invalid"
        assert (response.status_code, response.json().get("code")) == (400, code), query


def test_a_cursor_of_another_sort_is_refused(boss: Client, app: Deployed) -> None:
    cursor = boss.get(app.url("claim/?sort=amount&page_size=2")).json()["next"]
    assert boss.get(app.url(f"claim/?sort=purpose&page_size=2&cursor={cursor}")).status_code == 400


def queries(client: Client, method: str, url: str, **more: object) -> list[str]:
    """The statements of one request after a first one warmed the process."""
    getattr(client, method)(url, **more)
    with CaptureQueriesContext(connection) as captured:
        getattr(client, method)(url, **more)
    return [query["sql"] for query in captured.captured_queries if "SAVEPOINT" not in query["sql"]]


def test_the_hot_path_knows_its_queries(
    world: World, app: Deployed, boss: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(identity, "people", identity.People(clock=lambda: 0.0))
    client = world.client(world.emil)
    create = queries(client, "post", app.url("claim/"), data=CLAIM, content_type="application/json")
    record = post(client, app.url("claim/"), CLAIM)[1]
    # One asks for pointer, membership and roles; on PostgreSQL one writes record and history.
    assert len(create) == 1 + (1 if connection.vendor == "postgresql" else 2), create
    assert len(queries(client, "get", app.url(f"claim/{record['id']}/"))) == 1 + 1
    assert len(queries(client, "get", app.url("claim/?category=travel"))) == 1 + 1  # a page that holds everything
    assert len(queries(client, "get", app.url("claim/?category=travel&page_size=1"))) == 1 + 2  # rows, total
    # The last page of a sort also looks for empty values.
    assert len(queries(client, "get", app.url("claim/?category=travel&sort=-amount"))) == 1 + 2


def test_a_later_page_does_not_count_again_what_is_known_to_be_many(
    world: World, app: Deployed, boss: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(identity, "people", identity.People(clock=lambda: 0.0))
    monkeypatch.setattr(questions, "COUNTED", 1)
    client = world.client(world.emil)
    for _ in range(3):
        assert post(client, app.url("claim/"), CLAIM)[0] == 201
    first = client.get(app.url("claim/?page_size=1")).json()
    assert first["count"] == {"value": 1, "exact": False}
    later = app.url(f"claim/?page_size=1&cursor={first['next']}")
    with CaptureQueriesContext(connection) as captured:
        page = client.get(later).json()
    assert len(captured) == 1 + 1, [query["sql"] for query in captured]
    assert page["count"] == {"value": 1, "exact": False}
    assert page["results"][0]["id"] != first["results"][0]["id"]
    # Another question is counted by itself.
    assert client.get(app.url("claim/?category=meals")).json()["count"] == {"value": 0, "exact": True}


def test_more_values_than_a_list_asks_for_at_once_are_refused_in_words(boss: Client, app: Deployed) -> None:
    def ask(count: int) -> Any:
        return boss.get(app.url(f"claim/?category__in={','.join(['meals'] * count)}"))

    assert [row["purpose"] for row in ask(100).json()["results"]] == ["Trip 3"]
    refused = ask(101)
    assert (refused.status_code, refused.json()["code"]) == (400, "query-invalid")
    assert refused.json()["detail"] == "Ask for 100 values of \u201cCategory\u201d or fewer at a time"


def test_that_there_are_many_is_remembered_for_those_who_were_counted(
    world: World, app: Deployed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(questions, "COUNTED", 5)
    people = {7: world.rosa, 3: world.ada}
    for person in people.values():
        make_manager(app, person)
    for many, person in people.items():
        for number in range(many):
            assert post(world.client(person), app.url("claim/"), {**CLAIM, "purpose": f"Trip {number}"})[0] == 201
    mine = app.url("claim/?created_by=me&page_size=2")
    assert world.client(world.rosa).get(mine).json()["count"] == {"value": 5, "exact": False}
    assert world.client(world.ada).get(mine).json()["count"] == {"value": 3, "exact": True}
