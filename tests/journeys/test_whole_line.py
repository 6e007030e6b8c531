"""From a spreadsheet to a governed live app, in a real browser with a real worker, and back one version.

Ada imports, designs and submits; Rosa reviews; the worker deploys; Emil fills in on a phone. What the browser showed
is compared with the typed table itself. Every scene fails on script errors, 5xx and requests to third parties.
"""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.browser import browser_or_skip, play
from tests.journeys.workbook import Workbook, iris
from tests.stack import Database, Stack, StackMaker

pytestmark = [pytest.mark.browser, pytest.mark.stack]

TABLE = "gh_iris_measurements_iris_measurement"
FORM = "/a/iris_measurements/new_iris_measurement/"
LIST = "/a/iris_measurements/list/"
RULE = {"question": "Field note", "choice": "virginica", "other": "setosa"}
PHONE = {"width": 360, "touch": True}
SEND = "Send iris measurement"
NOTE = "Leaf spotted, 3 µm, see “B”"
ANSWERS = {
    "Sepal.Length": "6.35",
    "Sepal.Width": "3.3",
    "Petal.Length": "6",
    "Petal.Width": "2.5",
    "Field note": NOTE,
    "Measured on": "2026-05-05",
    "Price (EUR) (optional)": "1234.50",
}
MEASURES = ("sepal_length", "sepal_width", "petal_length", "petal_width")
STEPS = ["approval", "preflight", "expand", "load", "verify", "smoke", "activate"]
Play = Callable[..., dict[str, Any]]


@pytest.mark.parametrize("database", ["sqlite", "postgres"])
def test_from_a_spreadsheet_to_a_live_app_and_back_one_version(
    live_stack: StackMaker, database: Database, tmp_path: Path
) -> None:
    browser_or_skip()
    book = iris(tmp_path)
    stack = live_stack(database=database)
    findings: list[str] = []

    def scene(name: str, **given: Any) -> dict[str, Any]:
        return play(name, out=tmp_path, findings=findings, base=stack.url, access=database == "sqlite", **given)

    app = ada_imports(scene, book)
    submission = ada_designs_and_submits(scene, stack, app)
    rosa_approves(scene, stack, app, submission)
    rows_of_the_workbook_are_in_the_table(stack, book)
    record = emil_fills_in_on_a_phone(scene, stack)
    emil_looks_through_the_records(scene, stack, book, record)
    second = ada_improves_the_app(scene, stack, app)
    the_pointer_moves_back_and_forward(scene, stack, second)
    what_cannot_be_used_is_said(scene, tmp_path)
    assert findings == [], "\n".join(findings)


def ada_imports(scene: Play, book: Workbook) -> str:
    wizard = scene("import", file=str(book.path), title="Iris measurements")
    assert wizard["before"] == []
    assert wizard["evidence"] == {
        "Sepal.Length": "All 150 look like numbers.",
        "Sepal.Width": "All 150 look like numbers.",
        "Petal.Length": "All 150 look like numbers.",
        "Petal.Width": "All 150 look like numbers.",
        "Species": "3 different values in 150 filled cells, such as setosa, versicolor, virginica.",
    }
    assert "150 rows arrive with the first deployment" in wizard["made"]
    return str(wizard["app"])


def ada_designs_and_submits(scene: Play, stack: Stack, app: str) -> dict[str, Any]:
    design = scene("design", app=app)
    assert design["items"][5:] == [
        "Field note, short text, required",
        "Measured on, date, required",
        "Price, money, optional",
    ]
    submitted = scene("submit", app=app, deputy="Ben Okafor", shown=RULE)
    assert submitted["tried"]["states"] == [0, 1, 0, 1]
    assert submitted["tier"] == "Tier 1: Standard"
    assert submitted["offered"] == []
    assert submitted["refused"]["status"] == 403
    assert submitted["refused"]["body"]["code"] == "self-approval"
    assert submitted["after"]["state"] == "waiting"
    assert submitted["after"]["decisions"] == []
    assert submitted["after"]["findings"] == []
    assert stack.columns(TABLE) == set(), "no table before anybody approved"
    return submitted


def rosa_approves(scene: Play, stack: Stack, app: str, submitted: dict[str, Any]) -> str:
    comment = "Is the price in euros?"
    review = scene("review", submission=submitted["submission"], comment=comment, note="Good to go.")
    assert review["count"] == review["viewed"] == len(submitted["after"]["changes"])
    assert [(one["by"]["name"], one["text"]) for one in review["comments"]] == [("Rosa Lindqvist", comment)]
    assert [(one["by"]["name"], one["decision"]) for one in review["decisions"]] == [("Rosa Lindqvist", "approve")]
    assert review["state"] == "approved"
    release = scene("release", release=review["release"], number=submitted["number"])
    assert release["state"] == "live"
    assert [key for key, _ in release["steps"]] == STEPS
    assert {state for _, state in release["steps"]} <= {"done", "skipped"}
    return str(review["release"])


def rows_of_the_workbook_are_in_the_table(stack: Stack, book: Workbook) -> None:
    assert stack.columns(TABLE) > {*MEASURES, "species", "field_note", "measured_on", "price", "price_currency"}
    stored = stack.sql(f"select {', '.join(MEASURES)}, species from {TABLE}")
    assert sorted(tuple(exact(value) for value in row) for row in stored) == sorted(book.rows)


def emil_fills_in_on_a_phone(scene: Play, stack: Stack) -> dict[str, Any]:
    wrong = {"question": "Sepal.Length", "answer": "long"}
    filled = scene("fill", address=FORM, answers=ANSWERS, rule=RULE, wrong=wrong, send=SEND, **PHONE)
    assert filled["states"] == [0, 1, 0, 1]
    assert len(filled["problems"]) == len(set(filled["problems"])) == 6
    assert filled["messages"] == [f"Error: {problem}" for problem in filled["problems"]]
    assert filled["title"].startswith("Error: ")
    assert filled["focused"].startswith("There is a problem")
    assert filled["jumped"].startswith("Sepal.Length")
    assert filled["heading"] == "Iris measurement sent"
    assert filled["wide"] <= PHONE["width"]
    fields = f"{', '.join(MEASURES)}, species, field_note, measured_on, price, price_currency, version"
    (row,) = stack.sql(f"select {fields} from {TABLE} where field_note is not null")
    sizes = (Decimal("6.35"), Decimal("3.3"), Decimal(6), Decimal("2.5"))
    assert tuple(exact(value) for value in row[:4]) == sizes
    assert (row[4], row[5], str(row[6]), exact(row[7]), *row[8:]) == (
        "virginica",
        NOTE,
        "2026-05-05",
        Decimal("1234.5"),
        "EUR",
        1,
    )
    assert types_of(stack) == expected_types(stack)
    return filled


def emil_looks_through_the_records(scene: Play, stack: Stack, book: Workbook, sent: dict[str, Any]) -> None:
    seen = scene(
        "records",
        address=LIST,
        plural="Iris measurements",
        find="spotted",
        sort="Petal.Length",
        filter={"question": "Species", "answer": "virginica", "count": "of 51"},
        change={"question": "Sepal.Width", "answer": "3.45"},
        title="virginica",
    )
    assert seen["all"] == "25 of 151 iris measurements"
    assert seen["first"][0][:6] == ["6.35", "3.3", "6", "2.5", "virginica", NOTE]
    assert seen["again"] == seen["first"]
    assert len(seen["second"]) == 25
    lengths = sorted((row[2] for row in (*book.rows, (0, 0, Decimal(6)))), reverse=True)[:25]
    assert [Decimal(row[2]) for row in seen["sorted"]] == lengths
    assert {row[4] for row in seen["filtered"]} == {"virginica"}
    assert len(seen["found"]) == 1
    assert f"Reference {sent['reference']}" in seen["facts"]
    assert [entry.split()[0] for entry in seen["history"]] == ["Changed", "Sent"]
    assert "Sepal.Width: 3.3 3.45" in " ".join(seen["history"][0].split())
    widths = stack.sql(f"select sepal_width, version from {TABLE} where field_note is not null")
    assert [(exact(width), version) for width, version in widths] == [(Decimal("3.45"), 2)]


def ada_improves_the_app(scene: Play, stack: Stack, app: str) -> str:
    scene("improve", app=app, optional="Measured on", line="Weather?")
    submitted = scene("submit", app=app, deputy=None)
    sentences = [change["sentence"] for change in submitted["after"]["changes"]]
    assert "New field Weather (short text)" in sentences
    assert "weather" not in stack.columns(TABLE), "a submission changes no table"
    release = rosa_approves(scene, stack, app, submitted)
    assert "weather" in stack.columns(TABLE)
    return release


def the_pointer_moves_back_and_forward(scene: Play, stack: Stack, second: str) -> None:
    wrong = {"question": "Sepal.Length", "answer": "long"}
    newer = {key: value for key, value in ANSWERS.items() if key != "Measured on"} | {"Field note": "second"}
    newer |= {"Weather (optional)": "rain"}
    scene("fill", address=FORM, answers=newer, rule=RULE, wrong=wrong, send=SEND, **PHONE)
    before = schema(stack)
    back = scene("switch", release=second, button="Go back to version 1", number=1)
    assert (back["before"], back["asked"], back["live"]) == (2, 2, 1)
    older = ANSWERS | {"Field note": "first again"}
    scene("fill", address=FORM, answers=older, rule=RULE, wrong=wrong, send=SEND, **PHONE)
    assert schema(stack) == before, "rolling back changes no table"
    forward = scene("switch", release=second, button="Make version 2 live", number=2)
    assert (forward["before"], forward["asked"], forward["live"]) == (1, 1, 2)
    assert schema(stack) == before, "rolling forward changes no table"
    kept = stack.sql(
        f"select field_note, measured_on, weather from {TABLE} where field_note is not null order by created_at"
    )
    assert [(note, str(day) if day else None, weather) for note, day, weather in kept] == [
        (NOTE, "2026-05-05", None),
        ("second", None, "rain"),
        ("first again", "2026-05-05", None),
    ]
    assert stack.sql(f"select count(*) from {TABLE} where deleted_at is null") == [(153,)]
    shown = scene("screens", who="emil", paths=[LIST, "/"])
    assert shown["headings"][LIST] == "Iris measurements"


def what_cannot_be_used_is_said(scene: Play, folder: Path) -> None:
    broken = folder / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 this is no workbook")
    cells = "When\tAmount\n" + "".join(f"2026-01-{day:02}\t{day}.50\n" for day in range(1, 29)) + "2026-02-01\tmany\n"
    told = scene("refused", file=str(broken), cells=cells)
    assert "broken.xlsx" in told["said"] or "workbook" in told["said"]
    assert "many" in told["told"]
    assert told["apps"] == ["Iris measurements"]
    scene("screens", who=None, paths=["/sign-in/", "/nowhere/"])
    scene("screens", who="ada", paths=["/apps/", "/reviews/", "/a/nowhere/"])


def exact(value: Any) -> Any:
    """A number as its shortest exact decimal; SQLite keeps decimals as floating point, shown in their own digits."""
    return Decimal(str(value)).normalize() + 0 if isinstance(value, int | float | Decimal) else value


def types_of(stack: Stack) -> dict[str, str]:
    """The declared type of each data column."""
    if stack.database == "postgres":
        found = stack.sql(
            "select column_name, data_type from information_schema.columns where table_name = ?", (TABLE,)
        )
    else:
        found = [(row[1], row[2]) for row in stack.sql(f'pragma table_info("{TABLE}")')]
    wanted = {*MEASURES, "species", "measured_on", "price", "price_currency"}
    return {name: kind.lower() for name, kind in found if name in wanted}


def expected_types(stack: Stack) -> dict[str, str]:
    isolated = stack.database == "postgres"
    number, short = ("numeric", "character varying") if isolated else ("decimal", "varchar(3)")
    numbers = dict.fromkeys([*MEASURES, "price"], number)
    return {**numbers, "species": "text", "measured_on": "date", "price_currency": short}


def schema(stack: Stack) -> list[tuple[Any, ...]]:
    """Every column and index of every table of live apps."""
    if stack.database == "postgres":
        columns = stack.sql(
            "select table_name, column_name, data_type, is_nullable from information_schema.columns"
            " where table_name like 'gh_%' order by 1, 2"
        )
        return columns + stack.sql("select indexname, indexdef from pg_indexes where tablename like 'gh_%' order by 1")
    return stack.sql("select name, sql from sqlite_master where name like 'gh_%' order by name")
