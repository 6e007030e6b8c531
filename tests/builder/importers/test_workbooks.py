"""Workbooks: typed cells, sheets, merged headings, empty columns, dates of both calendars."""

import io
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from builder.importers.tabular.formats import PLAIN, Shown, shown_by
from builder.importers.tabular.model import Kind
from tests.builder.importers.tables import inspected, plan_of, source_of, values_of


def workbook(*sheets: tuple[str, list[list[object]]]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return book


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def first_sheet(book: openpyxl.Workbook) -> Worksheet:
    sheet = book.worksheets[0]
    assert isinstance(sheet, Worksheet)
    return sheet


def test_typed_cells_keep_their_type(tmp_path: Path) -> None:
    row: list[object] = [
        "Ann",
        3,
        1.25,
        True,
        date(2020, 1, 31),
        datetime.fromisoformat("2020-01-31T14:05"),
        time(9, 30),
        "007",
    ]
    heading: list[object] = ["name", "count", "rate", "paid", "day", "at", "begin", "code"]
    plan = plan_of(tmp_path, saved(workbook(("People", [heading, row, row]))))

    assert [column.kind for column in plan.columns] == [
        Kind.TEXT,
        Kind.NUMBER,
        Kind.NUMBER,
        Kind.YESNO,
        Kind.DATE,
        Kind.DATETIME,
        Kind.TIME,
        Kind.TEXT,
    ]
    assert dict(plan.preview[0].values) == {
        "name": "Ann",
        "count": "3",
        "rate": "1.25",
        "paid": True,
        "day": "2020-01-31",
        "at": "2020-01-31T14:05:00Z",
        "begin": "09:30",
        "code": "007",
    }


def test_dates_of_the_1904_calendar_are_the_same_days(tmp_path: Path) -> None:
    book = workbook(("S", [["name", "day"], ["a", date(2020, 1, 31)], ["b", date(2021, 2, 1)]]))
    book.epoch = CALENDAR_MAC_1904

    assert values_of(plan_of(tmp_path, saved(book)), "day") == ["2020-01-31", "2021-02-01"]


def test_a_number_among_dates_is_a_date_that_lost_its_format(tmp_path: Path) -> None:
    rows: list[list[object]] = [["name", "day"], *([f"p{i}", date(2020, 1, i + 1)] for i in range(5)), ["x", 43831]]

    assert values_of(plan_of(tmp_path, saved(workbook(("S", rows)))), "day")[-1] == "2020-01-01"


def test_every_sheet_is_read_and_empty_ones_are_named(tmp_path: Path) -> None:
    rows: list[list[object]] = [["a", "b"], [1, 2]]
    plans, problems = inspected(tmp_path, saved(workbook(("One", rows), ("Void", []), ("Two", rows))))

    assert [plan.name for plan in plans] == ["One", "Two"]
    assert [(problem.code, problem.where) for problem in problems] == [("empty-sheet", "Void")]


def test_columns_that_are_only_formatted_do_not_become_fields(tmp_path: Path) -> None:
    book = workbook(("S", [["a", "b"], [1, 2], [3, 4]]))
    sheet = first_sheet(book)
    for column in range(3, 1_024):
        sheet.cell(row=1, column=column).number_format = "0.00"

    assert [column.label for column in plan_of(tmp_path, saved(book)).columns] == ["a", "b"]


def test_merged_headings_name_every_column_they_span(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        [None, "Current", None, "Projected", None],
        ["Area", "People", "Share", "People", "Share"],
        ["North", 10, 0.5, 12, 0.6],
        ["South", 20, 0.4, 22, 0.5],
    ]
    book = workbook(("S", rows))
    first_sheet(book).merge_cells("B1:C1")
    first_sheet(book).merge_cells("D1:E1")
    plan = plan_of(tmp_path, saved(book))

    assert (plan.header_row, plan.header_rows) == (1, 2)
    assert [column.label for column in plan.columns] == [
        "Area",
        "Current People",
        "Current Share",
        "Projected People",
        "Projected Share",
    ]


def test_addresses_name_the_sheet_and_count_from_its_corner(tmp_path: Path) -> None:
    book = workbook(("My data", []))
    sheet = first_sheet(book)
    rows: list[list[object]] = [["name", "n"], *([f"p{i}", i] for i in range(9)), ["x", "none of these"]]
    for i, cells in enumerate(rows):
        for j, cell in enumerate(cells):
            sheet.cell(row=i + 4, column=j + 3, value=cell)
    plan = plan_of(tmp_path, saved(book))

    assert (plan.header_row, plan.columns[0].column) == (4, "C")
    assert [cell.where for cell in plan.bad_cells] == ["'My data'!D14"]


def test_the_bytes_decide_what_a_file_is(tmp_path: Path) -> None:
    assert source_of(tmp_path, saved(workbook(("S", [["a"], [1]])))).format == "xlsx"
    assert source_of(tmp_path, "a,b\n1,2\n").format == "csv"
    assert source_of(tmp_path, "a\tb\n1\t2\n").format == "tsv"


def test_numbers_are_what_their_format_shows(tmp_path: Path) -> None:
    rows: list[list[object]] = [["name", "share", "cost", "code"], *([f"p{i}", i / 8, i * 1.5, i] for i in range(1, 5))]
    book = workbook(("S", rows))
    sheet = first_sheet(book)
    for row in range(2, 6):
        sheet.cell(row=row, column=2).number_format = "0.00%"
        sheet.cell(row=row, column=3).number_format = "[$€-407] #,##0.00"
        sheet.cell(row=row, column=4).number_format = "00000"
    plan = plan_of(tmp_path, saved(book))

    assert [(column.kind, column.evidence) for column in plan.columns[1:]] == [
        (Kind.PERCENT, "All 4 look like percentages (shown with %)."),
        (Kind.MONEY, "All 4 look like amounts of money (shown in EUR)."),
        (Kind.TEXT, "4 values, all with leading zeros: kept as text."),
    ]
    assert dict(plan.preview[0].values) == {
        "name": "p1",
        "share": "0.125",
        "cost": {"amount": "1.50", "currency": "EUR"},
        "code": "00001",
    }


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("0%", Shown(percent=True)),
        ('0.0"%"', PLAIN),
        ("00000", Shown(digits=5)),
        ("&quot;£&quot;#,##0.00;[Red]-&quot;£&quot;#,##0.00", Shown(currency="GBP")),
        ("[$CHF] #,##0", Shown(currency="CHF")),
        ("#,##0.00", PLAIN),
        ("dd/mm/yyyy", PLAIN),
        ('0 "pieces"', PLAIN),
    ],
)
def test_number_format_codes(code: str, shown: Shown) -> None:
    assert shown_by(code) == shown
