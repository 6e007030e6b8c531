"""Many at once, on a database that really commits: one export for the same, three for one person."""

from collections import Counter

import pytest

from core.jobs.models import Job
from runtime.models import RecordExport
from tests.runtime.live import Deployed, make_manager, post
from tests.runtime.test_races import at_once, stage
from tests.world import World

__all__ = ["stage"]
pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]
COLUMNS = ("purpose", "amount", "category", "reason", "spent_on", "quantity", "total", "customer")


def test_the_same_asked_at_once_is_one(stage: tuple[World, Deployed]) -> None:
    world, app = stage
    body = {"format": "csv", "columns": None}
    answers = at_once(lambda number: post(world.client(world.emil), app.url("claim/exports/"), body))
    assert Counter(status for status, _ in answers) == {202: 1, 200: 7}
    assert len({export["id"] for _, export in answers}) == 1
    assert (RecordExport.objects.count(), Job.objects.filter(kind="runtime.export").count()) == (1, 1)


def test_nobody_has_more_than_three_under_way(stage: tuple[World, Deployed]) -> None:
    world, app = stage
    make_manager(app, world.emil)

    def ask(number: int) -> tuple[int, dict[str, object]]:
        body = {"format": "csv", "columns": [COLUMNS[number]]}
        return post(world.client(world.emil), app.url("claim/exports/"), body)

    answers = at_once(ask)
    assert Counter(status for status, _ in answers) == {202: 3, 429: 5}
    assert {problem["code"] for status, problem in answers if status == 429} == {"exports-full"}
    assert sorted(RecordExport.objects.values_list("slot", flat=True)) == [0, 1, 2]
    assert Job.objects.filter(kind="runtime.export").count() == 3
