"""From the plan to typed rows: what happens to cells that do not fit, through the real child process."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from builder.importers.tabular import BadCells, Conversion, Inspection, Kind, convert, inspect, inspect_text, resolve
from builder.importers.tabular.codec import MalformedJson

TEXT = "name,amount,secret\n" + "".join(f"p{i},{i}.50,s\n" for i in range(9)) + "p9,a lot,s\n"


@pytest.fixture
def upload(tmp_path: Path) -> Path:
    path = tmp_path / "upload"
    path.write_text(TEXT)
    return path


@pytest.fixture
def inspection(upload: Path) -> Inspection:
    return inspect(upload, name="claims.csv")


@pytest.fixture(params=["empty", "skip", "text"])
def converted(request: pytest.FixtureRequest, upload: Path, inspection: Inspection) -> Iterator[Conversion]:
    with convert(upload, name="claims.csv", sheet=inspection.sheets[0], bad_cells=request.param) as conversion:
        yield conversion


@pytest.mark.parametrize("converted", ["empty"], indirect=True)
def test_bad_cells_can_be_left_empty(converted: Conversion) -> None:
    rows = list(converted.rows())

    assert len(rows) == 10
    assert (rows[0].number, dict(rows[0].values)) == (2, {"name": "p0", "amount": "0.5", "secret": "s"})
    assert (rows[9].number, rows[9].values["amount"]) == (11, None)
    assert converted.report is not None
    assert (converted.report.rows_written, converted.report.cells_emptied, converted.report.rows_skipped) == (10, 1, 0)
    assert [cell.where for cell in converted.report.bad_cells] == ["B11"]


@pytest.mark.parametrize("converted", ["skip"], indirect=True)
def test_rows_with_bad_cells_can_be_skipped(converted: Conversion) -> None:
    assert [row.number for row in converted.rows()] == list(range(2, 11))
    assert converted.report is not None
    assert (converted.report.rows_read, converted.report.rows_written, converted.report.rows_skipped) == (10, 9, 1)
    assert converted.report.cells_emptied == 0


@pytest.mark.parametrize("converted", ["text"], indirect=True)
def test_a_column_with_bad_cells_can_become_text(converted: Conversion) -> None:
    assert [column.kind for column in converted.columns] == [Kind.TEXT, Kind.TEXT, Kind.TEXT]
    assert [row.values["amount"] for row in converted.rows()][8:] == ["8.50", "a lot"]
    assert converted.report is not None
    assert converted.report.bad_cell_count == 0


def test_resolve_tells_the_columns_beforehand(inspection: Inspection) -> None:
    plan = inspection.sheets[0]

    assert [column.kind for column in resolve(plan, BadCells.EMPTY)][1] is Kind.NUMBER
    assert [column.kind for column in resolve(plan, BadCells.TEXT)][1] is Kind.TEXT


def test_an_inspection_survives_json(inspection: Inspection) -> None:
    assert Inspection.from_json(inspection.to_json()) == inspection


@pytest.mark.parametrize("broken", [None, [], {}, {"status": "ok"}])
def test_json_of_another_shape_is_refused(broken: None) -> None:
    with pytest.raises(MalformedJson):
        Inspection.from_json(broken)


def test_pasted_cells_are_a_table(tmp_path: Path) -> None:
    inspection = inspect_text("name\tage\nAnn\t30\nBo\t41\n")

    assert inspection.status == "ok"
    assert (inspection.format, inspection.sheets[0].rows) == ("tsv", 2)
    assert [column.key for column in inspection.sheets[0].columns] == ["name", "age"]


def test_the_temporary_file_is_gone_after_closing(upload: Path, inspection: Inspection) -> None:
    conversion = convert(upload, name="claims.csv", sheet=inspection.sheets[0])
    folder = Path(conversion.folder.name)
    assert folder.exists()
    conversion.close()

    assert not folder.exists()
