"""The real and polluted files of the shared corpus: no crash, inside the limits, headings where they are."""

import json
from pathlib import Path

import pytest

from builder.importers.tabular import LIMITS, Kind, Severity, SheetPlan, Status, inspect

CORPUS = Path(__file__).parents[3] / ".." / "shared" / "corpora" / "4-tabular"

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside the repository")


def sheet_of(name: str) -> SheetPlan:
    path = CORPUS / name
    inspection = inspect(path, name=path.name)
    assert inspection.status is Status.OK
    return inspection.sheets[0]


def annotated() -> list[Path]:
    if not CORPUS.is_dir():
        return []
    return sorted(CORPUS.glob("pollock-*/expected/*.parameters.json"))


@pytest.mark.parametrize("annotation", annotated(), ids=lambda path: path.name.removesuffix(".parameters.json"))
def test_the_headings_are_found_where_the_annotation_says(annotation: Path) -> None:
    given = json.loads(annotation.read_text())
    stem = annotation.parents[1] / annotation.name.removesuffix(".parameters.json")
    path = next(p for p in (Path(f"{stem}.csv"), Path(f"{stem}.csv.gz")) if p.exists())
    inspection = inspect(path, name=path.name)

    assert inspection.seconds < LIMITS.seconds
    assert inspection.peak_mb * 1e6 < LIMITS.memory
    if not given["column_names"]:
        assert [problem.code for problem in inspection.problems] == ["empty-file"]
        return
    expected = int(given["preamble_lines"]) + 1 if int(given["header_lines"]) else None
    assert inspection.sheets[0].header_row == expected
    assert inspection.delimiter == given["delimiter"]


def test_a_workbook_that_stops_other_readers_is_read() -> None:
    plan = sheet_of("readxl-workbooks/los-angeles-arrests-xlsx.xlsx")

    assert (plan.header_row, plan.rows, len(plan.columns)) == (3, 193, 36)


def test_formatting_does_not_become_a_thousand_fields() -> None:
    assert len(sheet_of("frictionless-testdata/issue-313.xlsx").columns) == 5


def test_headings_over_three_rows_and_merged_cells_are_joined() -> None:
    plan = sheet_of("frictionless-testdata/issue-1024.xlsx")
    labels = [column.label for column in plan.columns]

    assert (plan.header_row, plan.header_rows, plan.rows) == (10, 3, 46)
    assert labels[11:13] == ["Current Phase 1 #", "Current Phase 1 %"]
    assert plan.columns[12].kind is Kind.PERCENT


def test_leading_zeros_of_a_latin_1_file_stay() -> None:
    plan = sheet_of("frictionless-testdata/issue-811.csv.gz")

    assert plan.columns[0].kind is Kind.TEXT
    assert plan.columns[1].label.startswith("Codice dell'Unità territoriale")


def test_the_largest_file_is_read_whole() -> None:
    plan = sheet_of("pollock-real-sample/Camp_Palacios_-_Wind_Direction.csv.gz")

    assert (plan.header_row, plan.rows) == (None, 173_335)
    assert [column.kind for column in plan.columns] == [Kind.DATE, Kind.TIME, Kind.NUMBER]
    assert plan.columns[0].parse.date_order == "dmy"
    assert plan.columns[2].parse.null_marks == ("NaN",)


@pytest.mark.parametrize("name", ["csvkit-agate-testdata/csvkit__empty.csv", "pollock-real-sample/locations-1998.csv"])
def test_empty_files_are_refused_with_their_cause(name: str) -> None:
    inspection = inspect(CORPUS / name, name=name)

    assert inspection.status is Status.REFUSED
    assert [(problem.code, problem.severity) for problem in inspection.problems] == [("empty-file", Severity.REFUSAL)]
