"""What a person may not read is in no derived channel: every answer is the same, byte for byte, whatever it says.

The secret is changed behind the app's back; a channel that answers differently has told something of it.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection, transaction

from core.jobs.runner import work
from tests.access.scene import HIDDEN_NUMBER, Scene, Side, build_scene
from tests.runtime.live import CLAIM

pytestmark = pytest.mark.database
CHANGED = "entirely other words"
# Removed by the release, and rows by who must not learn of them.
UNSEEN_ROWS = {"reads_own": ("ruled", "other", "gone"), "reads_ruled": ("mine", "other", "gone")}


@pytest.fixture
def side(db: None) -> Side:
    scene: Scene = build_scene()
    return scene.north


def questions(side: Side, who: str) -> Iterator[str]:
    """Every way to ask for records that is not reading one."""
    shown = {"reads_all": "other", "reads_own": "mine", "reads_ruled": "ruled"}[who]
    yield from ("", "openapi.json", "figures/board/", "people/", "options/claim/", "claim/", "claim/exports/")
    yield f"claim/{side.ids[shown]}/"
    yield f"claim/{side.ids[shown]}/history/"
    for secret in (*(side.secret(name) for name in ("mine", "ruled", "other", "gone", "hidden")), HIDDEN_NUMBER, "47"):
        yield f"options/claim/?q={secret}"
        yield f"claim/?q={secret}"
        for name in ("purpose", "ticket", "whisper", "receipt", "created_by__label"):
            yield from (f"claim/?{name}{operator}={secret}" for operator in ("", "__contains", "__starts", "__in"))
    for name in ("whisper", "margin", "amount", "total", "spent_on"):
        yield from (f"claim/?{name}__{operator}=1" for operator in ("eq", "gt", "gte", "lt", "lte", "empty", "isnull"))
    for name in ("purpose", "amount", "total", "category", "updated_at", "whisper", "margin", "customer", "created_by"):
        yield from (f"claim/?sort={sign}{name}&page_size=1" for sign in ("", "-"))


def answers(side: Side, who: str) -> dict[str, tuple[int, bytes]]:
    """What each channel says: reads, every following page, refused and valid writes taken back, and an export."""
    client, base = side.client(who), f"/api/a/{side.ids['live']}/"
    found: dict[str, tuple[int, bytes]] = {}
    for rest in questions(side, who):
        response = client.get(base + rest)
        found[rest] = (response.status_code, response.content)
        following = response.json().get("next") if response.status_code == 200 and "page_size" in rest else None
        if following:
            response = client.get(f"{base}{rest}&cursor={quote(following)}")
            found[f"{rest} next"] = (response.status_code, response.content)
    for body in ({"whisper": "x"}, {"margin": "1"}, {**CLAIM, "whisper": "x"}, {**CLAIM, "margin": HIDDEN_NUMBER}):
        response = client.post(f"{base}claim/", body, content_type="application/json")
        found[f"post {body}"] = (response.status_code, response.content)
        assert response.status_code in (400, 403)
    for wanted in _exports(side):
        found[f"export {wanted}"] = _exported(side, who, wanted)
    return found


def _exports(side: Side) -> Iterator[dict[str, Any]]:
    yield {"format": "csv", "columns": None}
    yield {"format": "csv", "columns": ["purpose", "whisper"]}
    yield {"format": "csv", "columns": ["purpose"], "filters": {"whisper__contains": side.secret("hidden")}}
    yield {"format": "csv", "columns": ["purpose"], "filters": {"q": side.secret("hidden")}}
    yield {"format": "csv", "columns": ["purpose"], "filters": {"q": side.mark}}


def _exported(side: Side, who: str, wanted: dict[str, Any]) -> tuple[int, bytes]:
    """The content of the file, or the refusal."""
    client, base = side.client(who), f"/api/a/{side.ids['live']}/"
    with transaction.atomic():
        begun = client.post(f"{base}claim/exports/", wanted, content_type="application/json")
        status, content = begun.status_code, begun.content
        if status in (200, 202):
            work()
            file = client.get(f"{base}claim/exports/{begun.json()['id']}/file/")
            assert file.status_code == 200, json.dumps(wanted)
            content = file.getvalue()
        transaction.set_rollback(True)
    return status, content


def _hidden_changes(side: Side) -> None:
    """Another value in both fields that the release hides, in every row; their order turns around."""
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE gh_{side.ids['live']}_claim SET whisper = %s, margin = -margin", [CHANGED])
        assert cursor.rowcount == 4


def _rows_change(side: Side, *rows: str) -> None:
    """Other words and amounts in rows that are not for this person, and one of them deleted."""
    with connection.cursor() as cursor:
        for number, row in enumerate(rows):
            cursor.execute(
                f"UPDATE gh_{side.ids['live']}_claim SET purpose = %s, ticket = %s, amount = %s, total = %s,"
                " spent_on = '2020-02-02', quantity = 9, customer_id = NULL WHERE purpose = %s",
                [CHANGED, f"{CHANGED} {number}", -number, number, side.secret(row)],
            )
            assert cursor.rowcount == 1, row
        cursor.execute(
            f"UPDATE gh_{side.ids['live']}_claim SET deleted_at = updated_at WHERE ticket = %s", [f"{CHANGED} 1"]
        )


def same_whatever(side: Side, who: str, change: Callable[[], None]) -> None:
    before = answers(side, who)
    assert {status for status, _ in before.values()} <= {200, 202, 400, 403, 404}
    change()
    after = answers(side, who)
    different = [question for question in before if before[question] != after[question]]
    assert different == []
    for question, (_, content) in after.items():
        assert CHANGED.encode() not in content, question


@pytest.mark.parametrize("who", ["reads_all", "reads_own", "reads_ruled"])
def test_a_field_that_the_release_hides_is_found_by_nothing(side: Side, who: str) -> None:
    same_whatever(side, who, lambda: _hidden_changes(side))


@pytest.mark.parametrize("who", ["reads_own", "reads_ruled"])
def test_a_row_that_is_not_mine_is_found_by_nothing(side: Side, who: str) -> None:
    same_whatever(side, who, lambda: _rows_change(side, *UNSEEN_ROWS[who]))


def test_the_comparison_sees_what_is_shown(side: Side) -> None:
    """Who may read the rows is told of the change by lists, searches, sorts, figures, options and exports alike."""
    before = answers(side, "reads_all")
    _rows_change(side, "other", "ruled")
    after = answers(side, "reads_all")
    told = {question for question in before if before[question] != after[question]}
    assert {"claim/", "figures/board/", "options/claim/", "claim/?sort=amount&page_size=1"} <= told
    assert f"claim/?q={side.secret('other')}" in told
    assert "export {'format': 'csv', 'columns': None}" in told
