"""Putting a form in order: by clicks alone, by keys alone, by dragging, and from a tab that is behind.

What is announced is compared word for word: assistive technology relies on these sentences.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.browser import browser_or_skip, play
from tests.stack import Stack

pytestmark = [pytest.mark.browser, pytest.mark.stack]

START = ["Receipt", "Purpose", "Category", "Amount"]


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """One stack for all tests of this module; every test designs an app of its own."""
    browser_or_skip()
    stack = Stack.begin(tmp_path_factory.mktemp("studio"), database="sqlite")
    yield stack
    stack.end()


@pytest.fixture
def typed(studio: Stack, tmp_path: Path, request: pytest.FixtureRequest) -> dict[str, Any]:
    """An app whose form was typed in by keys alone, and what was said meanwhile."""
    title = f"Claims {request.node.name.removeprefix('test_')[:12]}"
    told = play("receipt_by_keys", out=tmp_path, base=studio.url, access=True, title=title)
    return {key: without_problems(value) for key, value in told.items()}


def without_problems(value: Any) -> Any:  # what a scene returned, lists in lists of names
    """Names without "1 problem, 2 advice" at their end: the checks of the server arrive when they arrive."""
    if isinstance(value, list):
        return [without_problems(item) for item in value]
    return re.sub(r"(, \d+ (problems?|advice))+$", "", value) if isinstance(value, str) else value


def test_a_form_is_put_in_order_by_keys_alone(typed: dict[str, Any]) -> None:
    names = ["Receipt, files, optional", "Purpose, short text, required"]
    names += ["Category, single choice, required", "Amount, money, required"]
    receipt, *others = names
    proof = "Proof of purchase, files, optional"
    assert typed["added"] == names
    assert typed["steps"] == [
        [others[0], receipt, *others[1:]],
        [*others[:2], receipt, others[2]],
        [*others, receipt],
        [*others, receipt],
    ]
    assert typed["undone"] == [*others[:2], receipt, others[2]]
    assert typed["redone"] == [*others, receipt]
    assert typed["renamed"] == proof
    assert typed["deleted"] == others
    assert typed["next"] == others[-1]
    assert typed["restored"] == [*others, proof]
    assert typed["last"] == [*others, proof, "Date spent, date, required"]
    form = typed["form"]
    assert typed["said"] == [
        "Files field added.",
        "Short text field added after Receipt.",
        "Single choice field added after Purpose.",
        "Money field added after Category.",
        f"Receipt placed. Position 2 of 4 in {form}.",
        f"Receipt placed. Position 3 of 4 in {form}.",
        f"Receipt placed. Position 4 of 4 in {form}.",
        "Already last.",
        "Undid: move Receipt.",
        "Did again: move Receipt.",
        "Proof of purchase deleted. Control Z to undo.",
        "Undid: delete Proof of purchase.",
        "Date field added after Proof of purchase.",
    ]


def test_put_the_receipt_after_the_amount_undo_and_do_it_again_by_clicks_alone(
    studio: Stack, blank: str, tmp_path: Path
) -> None:
    start, after = ["Purpose", "Receipt", "Amount", "Date"], ["Purpose", "Amount", "Receipt", "Date"]
    orders = play("receipt_by_clicks", out=tmp_path, base=studio.url, access=True, app=blank)["orders"]
    assert orders == [start, after, start, after, start, after, after, start]


def test_the_pointer_drags_and_escape_takes_it_back(studio: Stack, blank: str, tmp_path: Path) -> None:
    start, after = ["Purpose", "Receipt", "Amount", "Date"], ["Purpose", "Amount", "Receipt", "Date"]
    assert play("receipt_by_drag", out=tmp_path, base=studio.url, app=blank)["orders"] == [start, start, after]


def test_a_tab_that_is_behind_merges_or_asks_and_loses_nothing(studio: Stack, blank: str, tmp_path: Path) -> None:
    told = play("two_tabs", out=tmp_path, base=studio.url, app=blank)
    assert told["before"] == ["Amount", "Date", "Reason", "Receipt"]
    assert "yours “Why”, Ada Winters's “Reason”" in told["said"]
    assert "Reason" in told["asked"], "nobody is overwritten before somebody chose"
    assert told["kept"] == ["Date", "Receipt", "Sum", "Why"]
    assert "Ada Winters deleted “Sum” meanwhile. Label: yours is “Total”." in told["lost"]["said"]
    assert told["lost"]["asked"] == ["Date", "Receipt", "Why"], "nothing comes back before somebody chose"
    assert told["restored"] == ["Date", "Receipt", "Total", "Why"]


@pytest.fixture
def blank(studio: Stack, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """An app with the questions Purpose, Receipt, Amount and Date."""
    lines = ["Purpose", "Receipt?", "Amount", "Date: date"]
    return str(
        play("blank", out=tmp_path, base=studio.url, title=f"Costs {request.node.name[5:30]}", lines=lines)["app"]
    )
