"""Sheets: exact bytes of CSV, typed cells of XLSX, and texts that come back as they were and never run."""

import datetime as clock
import io
import zipfile
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from builder.importers.tabular import Kind, SheetChoice, Status, convert, inspect
from runtime.fieldtypes.base import FieldError
from runtime.fieldtypes.textual import clean_text
from runtime.records.sheets import workbook
from runtime.records.sheets.columns import DAY, MOMENT, TEXT, TIME, Cell, SheetColumn
from runtime.records.sheets.formats import CSV, XLSX, SheetFormat

COLUMNS = (
    SheetColumn(heading="Purpose", format=TEXT),
    SheetColumn(heading="Amount", format="0.00"),
    SheetColumn(heading="Amount (currency)", format=TEXT),
    SheetColumn(heading="Spent on", format=DAY),
    SheetColumn(heading="At", format=TIME),
    SheetColumn(heading="Approved at", format=MOMENT),
    SheetColumn(heading="Share", format="0.00%"),
    SheetColumn(heading="=Record id", format=TEXT),
)
MOMENT_OF = clock.datetime(2026, 1, 31, 11, 59, 59, tzinfo=clock.UTC)
ROWS: tuple[tuple[Cell, ...], ...] = (
    (
        'Train "first", to\nLeeds',
        Decimal("-1234.50"),
        "EUR",
        clock.date(2026, 1, 31),
        clock.time(23, 5),
        MOMENT_OF,
        Decimal("0.125"),
        "0190",
    ),
    ("=1+1", None, None, None, None, None, None, "-7"),
)


def written(chosen: SheetFormat, columns: Sequence[SheetColumn], rows: Sequence[Sequence[Cell]]) -> bytes:
    out = io.BytesIO()
    lines = chosen.body(columns, rows, 2)
    assert lines.cut == 0
    chosen.finish(out, columns, [chosen.head(columns), lines.content], "Claims")
    return out.getvalue()


def test_csv_to_the_byte() -> None:
    assert written(CSV, COLUMNS, ROWS) == (
        b"\xef\xbb\xbf"
        b'"Purpose","Amount","Amount (currency)","Spent on","At","Approved at","Share","\'=Record id"\r\n'
        b'"Train ""first"", to\nLeeds","-1234.50","EUR","2026-01-31","23:05","2026-01-31T11:59:59Z","12.5%","0190"\r\n'
        b'"\'=1+1","","","","","","","\'-7"\r\n'
    )


def test_xlsx_holds_numbers_days_and_times_as_such_and_text_as_text() -> None:
    content = written(XLSX, COLUMNS, ROWS)
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert book.sheet_names == ["Claims"]
    assert book.get_sheet_by_index(0).to_python() == [
        [column.heading for column in COLUMNS],
        [
            'Train "first", to\nLeeds',
            -1234.5,
            "EUR",
            clock.date(2026, 1, 31),
            clock.time(23, 5),
            MOMENT_OF.replace(tzinfo=None),
            0.125,
            "0190",
        ],
        ["=1+1", "", "", "", "", "", "", "-7"],
    ]
    sheet = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")
    assert b"<f" not in sheet
    assert sheet.count(b't="inlineStr"') == len(COLUMNS) + 5


def test_days_that_spreadsheet_programs_get_wrong_are_words() -> None:
    days = [clock.date(1900, 2, 28), clock.date(1900, 3, 1), clock.date(9999, 12, 31)]
    content = written(XLSX, [SheetColumn(heading="Day", format=DAY)], [[day] for day in days])
    cells = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert cells == [["Day"], ["1900-02-28"], [days[1]], [days[2]]]


def test_every_second_of_a_day_comes_back() -> None:
    start = clock.datetime(2026, 11, 21, tzinfo=clock.UTC)
    moments = [start + clock.timedelta(seconds=number) for number in range(1, 86_400, 7)]
    content = written(XLSX, [SheetColumn(heading="At", format=MOMENT)], [[moment] for moment in moments])
    cells = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()[1:]
    assert [cell for (cell,) in cells] == [moment.replace(tzinfo=None) for moment in moments]


def test_a_text_longer_than_a_cell_is_cut_and_counted() -> None:
    lines = XLSX.body([SheetColumn(heading="Text", format=TEXT)], [["w" * 32_767], ["y" * 32_768]], 2)
    assert (lines.cut, lines.content.count(b"ww"), lines.content.count(b"y")) == (1, 32_767 // 2, 32_767)


@pytest.mark.parametrize(
    ("title", "name"),
    [("Claims", "Claims"), ("[Q1/Q2]: a*b?", "Q1 Q2   a b"), ("x" * 40, "x" * 31), ("'", "Records")],
)
def test_the_name_of_a_sheet_is_one_that_programs_take(title: str, name: str) -> None:
    assert workbook.sheet_title(title) == name


LEADS = (
    "=",
    "+",
    "-",
    "@",
    "\uff1d",
    "\uff0b",
    "\uff0d",
    "\uff20",
    ";=",
    ",=",
    '"=',
    "'=",
    "''=",
    "|@",
    "a\n=",
    "a;\u2060=",
)
TAILS = (
    *("1+1", "cmd|'/C calc'!A0", 'HYPERLINK("http://x.example","a")', "SUM(A1:A9)*cmd|' /C x'!A0", "5", "49 30 12"),
    *("2+5+cmd|'/C notepad'!'A1'", 'IMPORTXML(CONCAT("http://x",1),"//a")', 'DDE("cmd";"/C calc";"x")'),
    *("a,b;c\td|e", 'x","=1",="y', "_x000D_", "_x005F_x0041_", "a\r\nb", "a\rb", "<f>1</f>&amp;", "'", '"', "\u2060=1"),
    *("x;-1,+2\n@3", "1;\u3000=2"),
)


def hostile() -> list[str]:
    """300 texts that a field can hold: it takes away space around a text, and line breaks are all alike."""
    texts = dict.fromkeys(_stored(lead + tail) for lead in LEADS for tail in TAILS)
    return list(texts)[:300]


def _stored(text: str) -> str:
    try:
        return clean_text(text, limit=1_000, lines=True) or "empty"
    except FieldError:
        raise AssertionError(text) from None


@pytest.mark.parametrize("chosen", [CSV, XLSX], ids=["csv", "xlsx"])
def test_hostile_texts_come_back_through_the_importer_and_never_run(chosen: SheetFormat, tmp_path: Path) -> None:
    texts = hostile()
    assert len(texts) == 300
    columns = [SheetColumn(heading=heading, format=TEXT) for heading in ("Before", "Text", "After")]
    rows: list[tuple[Cell, ...]] = [("calm", text, f"r{number}") for number, text in enumerate(texts)]
    path = tmp_path / f"hostile.{chosen.key}"
    path.write_bytes(written(chosen, columns, rows))
    kinds = {0: Kind.TEXT, 1: Kind.TEXTAREA, 2: Kind.TEXT}
    inspection = inspect(path, name=path.name, choices=[SheetChoice(sheet=_sheet(chosen), header_row=1, kinds=kinds)])
    assert inspection.status is Status.OK, inspection.problems
    with convert(path, name=path.name, sheet=inspection.sheets[0]) as conversion:
        found = [tuple(row.values.values()) for row in conversion.rows()]
    assert found == rows


def _sheet(chosen: SheetFormat) -> str:
    return "Claims" if chosen is XLSX else ""
