"""Files made to hurt: refused with a code, a place and a repair, inside the limits, and never with a traceback.

The bombs are made here and never stored.
"""

import gzip
import io
import os
import random
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from builder.importers.tabular import LIMITS, Inspection, Severity, Status, inspect

TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="{target}" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/></Relationships>'
)
BOOK = (
    '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
SHEET = (
    '<?xml version="1.0"?>{prolog}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "{dimension}<sheetData>{rows}</sheetData></worksheet>"
)
NAMES = '<row r="1"><c r="A1" t="inlineStr"><is><t>{a}</t></is></c><c r="B1" t="inlineStr"><is><t>n</t></is></c></row>'
VALUES = '<row r="2"><c r="A2" t="inlineStr"><is><t>x</t></is></c><c r="B2"><v>4</v></c></row>'


def xlsx(rows: str = NAMES.format(a="a") + VALUES, prolog: str = "", dimension: str = "", parts: int = 0) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELATIONS.format(target="xl/workbook.xml", kind="officeDocument"))
        archive.writestr("xl/workbook.xml", BOOK)
        archive.writestr(
            "xl/_rels/workbook.xml.rels", RELATIONS.format(target="worksheets/sheet1.xml", kind="worksheet")
        )
        archive.writestr("xl/worksheets/sheet1.xml", SHEET.format(prolog=prolog, dimension=dimension, rows=rows))
        for i in range(parts):
            archive.writestr(f"xl/media/{i}.png", "x")
    return out.getvalue()


def inspected(folder: Path, data: bytes, name: str = "upload") -> Inspection:
    path = folder / "upload"
    path.write_bytes(data)
    return inspect(path, name=name)


def refusals(inspection: Inspection) -> list[tuple[str, str]]:
    return [(problem.code, problem.where) for problem in inspection.problems if problem.severity is Severity.REFUSAL]


ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY c SYSTEM "file:///etc/passwd">]>'
FAR = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
NOISE = random.Random(7)


@pytest.mark.parametrize(
    ("data", "code", "where"),
    [
        pytest.param(xlsx("<row>" + " " * 55_000_000 + "</row>"), "archive-too-large", "upload", id="unpacks to 55 MB"),
        pytest.param(xlsx("<row>" + " " * 20_000_000 + "</row>"), "archive-too-large", "upload", id="ratio above 100"),
        pytest.param(xlsx(parts=1_100), "archive-too-large", "upload", id="too many parts"),
        pytest.param(xlsx(NAMES.format(a="a") + FAR), "too-much-memory", "upload", id="17 thousand million cells"),
        pytest.param(xlsx(NAMES.format(a="&c;"), prolog=ENTITIES), "damaged-sheet", "S", id="entity expansion"),
        pytest.param(xlsx(NAMES.format(a="&c;"), prolog=OUTSIDE), "damaged-sheet", "S", id="outside entity"),
        pytest.param(xlsx('<row r="1"><c r="A1"'), "damaged-sheet", "S", id="broken sheet"),
        pytest.param(xlsx()[:700], "damaged-workbook", "upload", id="cut off"),
        pytest.param(gzip.compress(b"a,b\n" * 13_000_000), "archive-too-large", "upload", id="gzip bomb"),
        pytest.param(gzip.compress(b"a,b\n1,2\n")[:-6], "damaged-archive", "upload", id="gzip cut off"),
        pytest.param(b"a," * 6_000_000, "line-too-long", "Line 1", id="one endless line"),
        pytest.param(b"a,b\n" + b'"' * 3_000_000, "line-too-long", "Line 2", id="a line of quotes"),
        pytest.param(
            b",".join(b"c%d" % i for i in range(3_000)) + b"\n", "too-many-columns", "File", id="3,000 columns"
        ),
        pytest.param(b"a,b\n" + b"1,2\n" * 250_001, "too-many-rows", "File", id="one row too many"),
        pytest.param(b"a,b\n" * 5_100_000, "file-too-large", "upload", id="more than 20 MB"),
        pytest.param(b"\x00" * 5_000, "empty-file", "upload", id="only NUL"),
        pytest.param(NOISE.randbytes(8_000), "not-a-table", "upload", id="noise"),
        pytest.param(b"", "empty-file", "upload", id="empty"),
        pytest.param(b"\xef\xbb\xbf \r\n\r\n", "empty-file", "upload", id="only white space"),
        pytest.param(b"<html><table><tr><td>1</td></tr></table></html>", "not-a-table", "upload", id="web page as xls"),
        pytest.param(b"%PDF-1.7 ...", "not-a-table", "upload", id="pdf"),
        pytest.param(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + NOISE.randbytes(4_000),
            "damaged-workbook",
            "upload",
            id="noise as xls",
        ),
        pytest.param(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
            "protected-workbook",
            "upload",
            id="password",
        ),
    ],
)
def test_a_hostile_file_is_refused_with_code_and_place(tmp_path: Path, data: bytes, code: str, where: str) -> None:
    inspection = inspected(tmp_path, data)

    assert inspection.status is Status.REFUSED
    assert refusals(inspection) == [(code, where)]
    assert inspection.sheets == ()
    assert inspection.seconds < LIMITS.seconds
    assert inspection.peak_mb * 1e6 < LIMITS.memory
    assert "Traceback" not in inspection.problems[0].message


def test_a_refusal_says_what_happened_and_what_to_do(tmp_path: Path) -> None:
    assert inspected(tmp_path, b"%PDF-1.7 ...").problems[0].message == (
        "The file is a PDF document, not a spreadsheet. Nothing was read. Open it in the program it belongs to, "
        "save the table as XLSX or CSV, and import that file."
    )


def test_a_declared_range_of_a_million_rows_costs_nothing(tmp_path: Path) -> None:
    inspection = inspected(tmp_path, xlsx(dimension='<dimension ref="A1:XFD1048576"/>'))

    assert inspection.status is Status.OK
    assert inspection.sheets[0].rows == 1


def test_a_word_document_is_named_as_such(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    inspection = inspected(tmp_path, out.getvalue(), name="list.xlsx")

    assert refusals(inspection) == [("not-a-table", "list.xlsx")]
    assert inspection.problems[0].message.startswith("The file is a Word document, not a spreadsheet.")


def test_quotes_that_never_close_end_in_rows_not_in_minutes(tmp_path: Path) -> None:
    inspection = inspected(tmp_path, b"a,b\n" + b'"x,1\n' * 100_000)

    assert inspection.status is Status.OK
    assert inspection.seconds < LIMITS.seconds / 2


def test_a_child_that_takes_too_long_is_stopped_and_said(tmp_path: Path) -> None:
    path = tmp_path / "upload"
    path.write_bytes(b"a,b,c,d\n" + b"".join(b"%d,%d.5,x%d,2020-01-01\n" % (i, i, i) for i in range(200_000)))
    inspection = inspect(path, name="big.csv", limits=replace(LIMITS, seconds=1))

    assert refusals(inspection) == [("too-slow", "big.csv")]


def test_a_child_that_needs_too_much_memory_is_stopped_and_said(tmp_path: Path) -> None:
    path = tmp_path / "upload"
    path.write_bytes(gzip.compress(b"a,b\n" * 12_000_000))
    inspection = inspect(path, name="big.csv.gz", limits=replace(LIMITS, memory=64 << 20))

    assert refusals(inspection) == [("too-much-memory", "big.csv.gz")]


def test_the_child_sees_none_of_our_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONSTARTUP", "/nonexistent")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    (tmp_path / "json.py").write_text("raise SystemExit(9)")

    assert inspected(tmp_path, b"a,b\n1,2\n").status is Status.OK
    assert os.environ["PYTHONPATH"] == str(tmp_path)
