"""`manage.py import_table`: one documented JSON object, no database."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command


def answer(path: Path) -> dict[str, object]:
    out = StringIO()
    call_command("import_table", str(path), "--json", stdout=out)
    value = json.loads(out.getvalue())
    assert isinstance(value, dict)
    return value


def test_a_table_is_described_in_the_documented_shape(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("name,age\nAnn,30\nBo,n/a\n")
    value = answer(path)

    assert set(value) == {"status", "sheets", "problems", "seconds", "peak_mb"}
    assert value["status"] == "ok"
    assert value["problems"] == []
    assert value["sheets"] == [
        {
            "name": "people",
            "header_row": 1,
            "rows": 2,
            "fields": [
                {
                    "key": "name",
                    "label": "name",
                    "kind": "text",
                    "nullable": False,
                    "evidence": "2 different values in 2 filled cells, no other pattern: text.",
                },
                {
                    "key": "age",
                    "label": "age",
                    "kind": "number",
                    "nullable": True,
                    "evidence": "The only value looks like a number.",
                },
            ],
        }
    ]


def test_a_refusal_is_an_answer_too(tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"
    path.write_bytes(b"%PDF-1.7")
    value = answer(path)

    assert (value["status"], value["sheets"]) == ("refused", [])
    assert isinstance(value["problems"], list)
    assert [(item["code"], item["where"]) for item in value["problems"]] == [("not-a-table", "report.xlsx")]


def test_bad_cells_are_among_the_problems(tmp_path: Path) -> None:
    path = tmp_path / "n.csv"
    path.write_text("name,n\n" + "".join(f"p{i},{i}\n" for i in range(9)) + "x,many\n")
    value = answer(path)

    assert value["problems"] == [{"code": "not-a-number", "where": "B11", "message": "“many”: This is not a number."}]


def test_without_json_the_answer_is_for_reading(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("name,age\nAnn,30\nBo,41\n")
    out = StringIO()
    call_command("import_table", str(path), stdout=out)

    assert out.getvalue().splitlines()[2:] == [
        "people: 2 rows, 2 columns, headings in row 1",
        "    A  name  text      2 different values in 2 filled cells, no other pattern: text.",
        "    B  age   number    All 2 look like numbers.",
    ]


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="There is no file"):
        call_command("import_table", str(tmp_path / "gone.csv"))
