"""XLSX: a workbook of one sheet, made of lines of XML that can be written in any number of sittings.

Text is an inline string in a cell of the format "text", so that nothing in it is ever a formula, neither when the file
is opened nor when somebody edits the cell. Libraries for XLSX write a whole workbook in one go and hold the process for
as long; why that does not do here stands in docs/decisions/.
"""

import datetime as clock
import re
import zipfile
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

from runtime.records.sheets.columns import Cell, Lines, SheetColumn

MOST_ROWS = 1_048_575
LONGEST_TEXT = 32_767
_FIRST_DAY = clock.date(1900, 3, 1)
_DAY_ZERO = clock.date(1899, 12, 30)
_MOMENT_ZERO = clock.datetime(1899, 12, 30, tzinfo=clock.UTC)
_DAY_SECONDS = 86_400
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# What XML cannot hold, a carriage return that it would turn into a line feed, and what looks like such an escape.
_UNSPEAKABLE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]|_(?=x[0-9A-Fa-f]{4}_)")
_ODD_IN_TITLE = re.compile(r"[\x00-\x1f\[\]:*?/\\]")
_STAMP = (1980, 1, 1, 0, 0, 0)


def head(columns: Sequence[SheetColumn]) -> bytes:
    """The beginning of the sheet, with the row of headings, which stays in view."""
    widths = "".join(
        f'<col min="{number}" max="{number}" width="{_width(column)}" customWidth="1"/>'
        for number, column in enumerate(columns, start=1)
    )
    pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    headings = "".join(
        _text_cell(f"{letters}1", 1, column.heading[:LONGEST_TEXT])
        for letters, column in zip(_letters(len(columns)), columns, strict=True)
    )
    return (
        f'{_DECLARATION}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView tabSelected="1" workbookViewId="0">{pane}'
        f'</sheetView></sheetViews><cols>{widths}</cols><sheetData><row r="1">{headings}</row>\n'
    ).encode()


def body(columns: Sequence[SheetColumn], rows: Iterable[Sequence[Cell]], first: int) -> Lines:
    """`rows` as rows of the sheet, beginning with row number `first` (the headings are row 1)."""
    letters = _letters(len(columns))
    styles = [_styles(columns).index(column.format) + 2 for column in columns]
    places = list(zip(letters, styles, strict=True))
    out: list[str] = []
    cut = 0
    for number, row in enumerate(rows, start=first):
        out.append(f'<row r="{number}">')
        for (letter, style), cell in zip(places, row, strict=True):
            if isinstance(cell, str):
                cut += len(cell) > LONGEST_TEXT
                out.append(_text_cell(f"{letter}{number}", style, cell[:LONGEST_TEXT]))
            elif cell is not None:
                out.append(_value_cell(f"{letter}{number}", style, cell))
        out.append("</row>\n")
    return Lines(content="".join(out).encode(), cut=cut)


def finish(target: BinaryIO, columns: Sequence[SheetColumn], written: Iterable[bytes], title: str) -> None:
    """Write the workbook. `written` is the sheet so far, in pieces of any size: a head, then bodies."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive:
        for name, content in _frame(columns, title).items():
            archive.writestr(zipfile.ZipInfo(name, _STAMP), _DECLARATION + content, zipfile.ZIP_DEFLATED)
        sheet = zipfile.ZipInfo("xl/worksheets/sheet1.xml", _STAMP)
        sheet.compress_type = zipfile.ZIP_DEFLATED
        with archive.open(sheet, "w", force_zip64=True) as out:
            for piece in written:
                out.write(piece)
            out.write(b"</sheetData></worksheet>")


def _text_cell(place: str, style: int, text: str) -> str:
    if _UNSPEAKABLE.search(text):
        text = _UNSPEAKABLE.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def _value_cell(place: str, style: int, cell: Decimal | clock.date | clock.time) -> str:
    match cell:
        case Decimal():
            number = f"{cell:f}"
        case clock.datetime() if cell.date() >= _FIRST_DAY:
            span = cell - _MOMENT_ZERO
            number = repr(span.days + span.seconds / _DAY_SECONDS)
        case clock.date() if not isinstance(cell, clock.datetime) and cell >= _FIRST_DAY:
            number = str((cell - _DAY_ZERO).days)
        case clock.time():
            number = repr((cell.hour * 3600 + cell.minute * 60 + cell.second) / _DAY_SECONDS)
        case _:
            # Spreadsheet programs count days from 1900 and are wrong about its February: earlier days are words.
            return _text_cell(place, style, cell.isoformat())
    return f'<c r="{place}" s="{style}"><v>{number}</v></c>'


def _letters(count: int) -> list[str]:
    """A, B, ... Z, AA, ..."""
    found: list[str] = []
    for number in range(1, count + 1):
        name, rest = "", number
        while rest:
            rest, letter = divmod(rest - 1, 26)
            name = chr(ord("A") + letter) + name
        found.append(name)
    return found


def _width(column: SheetColumn) -> int:
    return max(12, min(40, len(column.heading) + 4))


def _styles(columns: Sequence[SheetColumn]) -> list[str]:
    return sorted({column.format for column in columns})


def _frame(columns: Sequence[SheetColumn], title: str) -> dict[str, str]:
    """The small files around the sheet. Style 1 is the headings', the formats of the columns follow."""
    formats = _styles(columns)
    codes = "".join(
        f'<numFmt numFmtId="{number}" formatCode={quoteattr(code)}/>' for number, code in enumerate(formats, start=164)
    )
    styled = "".join(
        f'<xf numFmtId="{number}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        for number in range(164, 164 + len(formats))
    )
    base = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    bold = '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>'
    font = '<sz val="11"/><name val="Calibri"/><family val="2"/>'
    types = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{types}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{types}.styles+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{types}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        f'<sheet name={quoteattr(sheet_title(title))} sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><numFmts count="{len(formats)}">{codes}</numFmts>'
        f'<fonts count="2"><font>{font}</font><font><b/>{font}</font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        f'<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{len(formats) + 2}">{base}{bold}{styled}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
    }


def sheet_title(title: str) -> str:
    """`title` as the name of a sheet: at most 31 characters, none of those that programs refuse there."""
    return _ODD_IN_TITLE.sub(" ", title).strip().strip("'")[:31].strip().strip("'") or "Records"
