"""Where the table starts, what its headings are, and what is left out around it."""

from pathlib import Path

import pytest

from builder.importers.tabular.model import SheetChoice
from tests.builder.importers.tables import inspected, plan_of


def labels(folder: Path, text: str, *choices: SheetChoice) -> list[str]:
    return [column.label for column in plan_of(folder, text, *choices).columns]


def codes(folder: Path, text: str) -> list[str]:
    return [problem.code for problem in plan_of(folder, text).problems]


def test_headings_in_the_first_row(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, "name,age\nAnn,30\nBo,41\n")

    assert (plan.header_row, plan.header_rows, plan.first_row, plan.last_row, plan.rows) == (1, 1, 2, 3, 2)
    assert [column.label for column in plan.columns] == ["name", "age"]
    assert plan.problems == ()


def test_titles_and_blank_rows_above_are_left_out_and_named(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, "Spending 2019,,\n,,\nname,amount,place\nAnn,30,Rome\nBo,41,Oslo\n")

    assert plan.header_row == 3
    assert plan.rows == 2
    assert [problem.code for problem in plan.problems] == ["rows-above"]
    assert plan.problems[0].message.startswith("Row 1 above the table is left out as a title.")


def test_a_table_without_headings_gets_numbered_columns(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, "1,english\n2,german\n3,french\n")

    assert plan.header_row is None
    assert plan.first_row == 1
    assert plan.rows == 3
    assert [(column.label, column.key) for column in plan.columns] == [
        ("Column 1", "column_1"),
        ("Column 2", "column_2"),
    ]
    assert [problem.code for problem in plan.problems] == ["no-headings"]


def test_headings_of_two_rows_are_joined_under_their_group(tmp_path: Path) -> None:
    text = "Date,Travel,,,Total\n,Air,Rail,Taxi,\n04/04/2014,1,2,3,6\n05/04/2014,2,2,2,6\n"
    plan = plan_of(tmp_path, text)

    assert (plan.header_row, plan.header_rows, plan.first_row) == (1, 2, 3)
    assert [column.label for column in plan.columns] == ["Date", "Travel Air", "Travel Rail", "Travel Taxi", "Total"]


def test_a_row_of_units_belongs_to_the_headings(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, "length,weight\n(m),[kg]\n1.5,70\n1.7,80\n")

    assert (plan.header_row, plan.header_rows, plan.rows) == (1, 2, 2)
    assert [column.label for column in plan.columns] == ["length (m)", "weight [kg]"]


def test_years_are_headings_over_amounts(tmp_path: Path) -> None:
    assert labels(tmp_path, "place,2019,2020\nRome,1000.5,11.5\nOslo,120.5,22.25\n") == ["place", "2019", "2020"]


def test_empty_and_repeated_headings_get_names(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, "a,,a,A\n1,2,3,4\n5,6,7,8\n")

    assert [column.label for column in plan.columns] == ["a", "Column 2", "a (2)", "A (3)"]
    assert [column.key for column in plan.columns] == ["a", "column_2", "a_2", "a_3"]


def test_a_row_with_one_cell_too_many_does_not_make_a_column(tmp_path: Path) -> None:
    rows = "".join(f"{i},x{i}\n" for i in range(10))
    plan = plan_of(tmp_path, f"n,name\n{rows}11,extra,cell\n")

    assert [column.label for column in plan.columns] == ["n", "name"]
    assert [(problem.code, problem.where) for problem in plan.problems] == [("cells-beyond-table", "C12")]
    assert plan.rows == 11


def test_an_unnamed_empty_column_is_listed_but_not_chosen(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, "a,b,\n1,2,\n3,4,\n")

    assert [(column.label, column.include) for column in plan.columns] == [
        ("a", True),
        ("b", True),
        ("Column 3", False),
    ]
    assert "column_3" not in plan.preview[0].values


def test_totals_remarks_and_repeated_headings_are_not_data(tmp_path: Path) -> None:
    text = "name,n,m\nAnn,1,2\nname,n,m\nBo,2,3\nCy,3,4\nTotal,6,9\nAll figures are preliminary and not audited,,\n"
    plan = plan_of(tmp_path, text)

    assert plan.omitted_rows == (3, 6, 7)
    assert plan.rows == 3
    assert [row.values["name"] for row in plan.preview] == ["Ann", "Bo", "Cy"]
    assert [problem.code for problem in plan.problems] == ["rows-left-out"]


def test_a_word_total_inside_the_data_stays(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, "kind,n\nTotal,1\nOther,2\nMore,3\nLast,4\nEnd,5\nX,6\nY,7\n")

    assert plan.omitted_rows == ()
    assert plan.rows == 7


def test_blank_rows_between_data_are_skipped_and_counted(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, "a,b\n1,2\n,\n\n3,4\n")

    assert [row.number for row in plan.preview] == [2, 5]
    assert [problem.message for problem in plan.problems] == ["2 blank rows are skipped. No data is lost."]


def test_a_person_can_move_the_heading_row(tmp_path: Path) -> None:
    text = "Report,x\nname,age\nAnn,30\n"

    assert labels(tmp_path, text, SheetChoice(sheet="", header_row=2)) == ["name", "age"]
    assert labels(tmp_path, text, SheetChoice(sheet="", header_row=0)) == ["Column 1", "Column 2"]


def test_a_heading_without_rows_is_a_table_of_no_rows(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, "name,age\n")

    assert (plan.header_row, plan.rows, plan.preview) == (1, 0, ())
    assert all(column.nullable for column in plan.columns)


def test_only_separators_are_refused(tmp_path: Path) -> None:
    plans, problems = inspected(tmp_path, ",,\n,,\n")

    assert plans == ()
    assert [problem.code for problem in problems] == ["no-cells"]


def test_more_columns_than_fields_are_listed_and_the_rest_not_chosen(tmp_path: Path) -> None:
    width = 205
    text = ",".join(f"c{i}" for i in range(width)) + "\n" + ",".join("1" for _ in range(width)) + "\n"
    plan = plan_of(tmp_path, text)

    assert len(plan.columns) == width
    assert sum(column.include for column in plan.columns) == 200
    assert codes(tmp_path, text) == ["more-columns-than-fields"]


@pytest.mark.parametrize(
    "text", ["a,b\n1,2\n3,4\n", "a,b\r\n1,2\r\n3,4\r\n", "a,b\r1,2\r3,4\r", "a,b\r\n1,2\n3,4\r", "a,b\n1,2\n3,4"]
)
def test_every_kind_of_line_end_reads_the_same(tmp_path: Path, text: str) -> None:
    plan = plan_of(tmp_path, text.encode())

    assert [dict(row.values) for row in plan.preview] == [{"a": "1", "b": "2"}, {"a": "3", "b": "4"}]


def test_row_names_without_a_heading_move_the_headings_by_one(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, '"height","weight"\n"1",1.5,70\n"2",1.7,80\n"3",1.8,90\n')

    assert [column.label for column in plan.columns] == ["Column 1", "height", "weight"]
    assert dict(plan.preview[0].values) == {"column_1": "1", "height": "1.5", "weight": "70"}
