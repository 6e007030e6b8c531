"""Which kind a column becomes, the evidence shown, and the cells that do not fit."""

from pathlib import Path

import pytest

from builder.importers.tabular import inspect_text
from builder.importers.tabular.model import Kind, SheetChoice
from tests.builder.importers.tables import column_of, plan_of, values_of

MANY = 40


@pytest.mark.parametrize(
    ("label", "values", "kind", "evidence"),
    [
        ("Count", ["1", "2", "30"], Kind.NUMBER, "All 3 look like numbers."),
        ("Price", ["1,50", "2,75", "1.000,00"], Kind.NUMBER, "All 3 look like numbers (decimal comma)."),
        ("Cost", ["£1.50", "£2", "3.25"], Kind.MONEY, "All 3 look like amounts of money (GBP)."),
        ("Cost (€)", ["1.50", "2", "3.25"], Kind.MONEY, "All 3 look like amounts of money (EUR from the heading)."),
        ("Share", ["5%", "12.5%"], Kind.PERCENT, "All 2 look like percentages."),
        ("Day", ["2020-01-31", "2020-02-28"], Kind.DATE, "All 2 look like dates."),
        ("Day", ["01/02/2020", "31/01/2020"], Kind.DATE, "All 2 look like dates (day first: 1 have a day above 12)."),
        ("Day", ["02/01/2020", "01/31/2020"], Kind.DATE, "All 2 look like dates (month first: 1 have a day above 12)."),
        ("At", ["2020-01-31T10:00:00Z"], Kind.DATETIME, "The only value looks like a date with a time."),
        ("From", ["09:30", "17:45"], Kind.TIME, "All 2 look like times."),
        ("Paid", ["yes", "no", "yes"], Kind.YESNO, "All 3 look like yes or no (“no”, “yes”)."),
        ("Bezahlt", ["ja", "nein"], Kind.YESNO, "All 2 look like yes or no (“ja”, “nein”)."),
        ("Mail", ["a@example.com", "b@example.org"], Kind.EMAIL, "All 2 look like email addresses."),
        ("Site", ["https://example.com", "www.example.org"], Kind.URL, "All 2 look like web addresses."),
        ("Phone", ["020 7215 5000", "01904 12345"], Kind.PHONE, "All 2 look like phone numbers."),
        ("Code", ["007", "012"], Kind.TEXT, "2 values, all with leading zeros: kept as text."),
        ("Code", ["007", "120", "130"], Kind.TEXT, "1 of 3 starts with 0: kept as text."),
        ("Word", ["apple", "pear"], Kind.TEXT, "2 different values in 2 filled cells, no other pattern: text."),
        ("Empty", ["", ""], Kind.TEXT, "No values to go by: text takes anything."),
    ],
)
def test_kinds_and_their_evidence(tmp_path: Path, label: str, values: list[str], kind: Kind, evidence: str) -> None:
    column = column_of(tmp_path, label, *values)

    assert (column.kind, column.evidence, column.bad_count) == (kind, evidence, 0)


def test_few_cells_that_do_not_fit_are_listed_by_address(tmp_path: Path) -> None:
    days = [f"2020-01-{i % 28 + 1:02d}" for i in range(MANY)]
    days[11], days[29] = "soon", "32.13.2020"
    rows = "".join(f"p{i},{day}\n" for i, day in enumerate(days))
    plan = plan_of(tmp_path, f"name,day\n{rows}")

    assert plan.columns[1].kind is Kind.DATE
    assert plan.columns[1].evidence == "38 of 40 look like dates."
    assert [(cell.where, cell.value, cell.code) for cell in plan.bad_cells] == [
        ("B13", "soon", "not-a-date"),
        ("B31", "32.13.2020", "not-a-date"),
    ]
    assert plan.columns[1].bad_count == 2


def test_many_cells_that_do_not_fit_make_the_column_text(tmp_path: Path) -> None:
    column = column_of(tmp_path, "n", "1", "2", "x", "y", "3")

    assert column.kind is Kind.TEXT
    assert column.bad_count == 0


def test_ambiguous_dates_follow_the_clear_column_of_the_sheet(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, "a,from,to\nx,01/02/2020,01/31/2020\ny,03/04/2020,03/30/2020\n")

    assert [column.parse.date_order for column in plan.columns[1:]] == ["mdy", "mdy"]
    assert plan.columns[1].evidence == (
        "All 2 look like dates (month first, as in the other date columns; these could be read both ways)."
    )
    assert values_of(plan, "from_value") == ["2020-01-02", "2020-03-04"]


def test_an_ambiguous_number_follows_the_clear_column_of_the_sheet(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, "name;a;b\nx;1.234;1,5\ny;2.345;2,25\n")

    assert values_of(plan, "a") == ["1234", "2345"]
    assert values_of(plan, "b") == ["1.5", "2.25"]


def test_marks_for_nothing_are_empty_in_typed_columns_and_stay_in_texts(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, "word,n\nn/a,1\nb,NaN\nc,-\nd,4\n")

    assert values_of(plan, "n") == ["1", None, None, "4"]
    assert values_of(plan, "word") == ["n/a", "b", "c", "d"]
    assert plan.columns[1].parse.null_marks == ("-", "NaN")
    assert plan.columns[1].nullable
    assert not plan.columns[0].nullable
    assert plan.columns[1].evidence == "All 2 look like numbers."


def test_few_repeated_values_are_choices_and_spelling_variants_are_one(tmp_path: Path) -> None:
    rows = "".join(
        f"p{i},{state}\n" for i, state in enumerate(["Open", "closed", "Open ", "open", "Closed", "closed"] * 2)
    )
    plan = plan_of(tmp_path, f"name,state\n{rows}")
    state = plan.columns[1]

    assert state.kind is Kind.CHOICE
    assert [(option.key, option.label) for option in state.options] == [("open", "Open"), ("closed", "closed")]
    assert values_of(plan, "state")[:5] == ["open", "closed", "open", "open", "closed"]


def test_more_than_six_choices_become_a_dropdown(tmp_path: Path) -> None:
    rows = "".join(f"p{i},town {i % 8}\n" for i in range(32))

    assert plan_of(tmp_path, f"name,town\n{rows}").columns[1].kind is Kind.SELECT


def test_choices_that_appear_only_late_are_added(tmp_path: Path) -> None:
    towns = ["Rome", "Oslo"] * 2_000_0 + ["Bonn"]
    rows = "".join(f"{i};{town}\n" for i, town in enumerate(towns))
    plan = plan_of(tmp_path, f"n;town\n{rows}")

    assert [option.label for option in plan.columns[1].options] == ["Rome", "Oslo", "Bonn"]
    assert plan.columns[1].bad_count == 0


def test_long_and_many_lined_texts_are_long_texts(tmp_path: Path) -> None:
    assert plan_of(tmp_path, f"a,b\nx,{'word ' * 40}\ny,z\n").columns[1].kind is Kind.TEXTAREA
    assert plan_of(tmp_path, 'a,b\nx,"one\ntwo"\ny,z\n').columns[1].kind is Kind.TEXTAREA


def test_more_than_fifteen_digits_stay_text(tmp_path: Path) -> None:
    column = column_of(tmp_path, "Card", "4111111111111111", "5500000000000004")

    assert column.kind is Kind.TEXT
    assert column.evidence == "2 of 2 have more than 15 digits: kept as text so that no digit is lost."


def test_different_whole_numbers_under_an_identifier_stay_text(tmp_path: Path) -> None:
    column = column_of(tmp_path, "Order no", "101", "102", "103", "104", "105")

    assert column.kind is Kind.TEXT
    assert column.unique
    assert column.alternatives[0] is Kind.NUMBER


def test_times_with_seconds_are_not_cut_without_asking(tmp_path: Path) -> None:
    column = column_of(tmp_path, "lap", "00:01:15", "00:02:30")

    assert column.kind is Kind.TEXT
    assert Kind.TIME in column.alternatives


def test_ones_and_zeros_are_numbers_that_could_be_yes_or_no(tmp_path: Path) -> None:
    column, flag = column_of(tmp_path, "x", "1", "0", "1"), column_of(tmp_path, "Is paid", "1", "0", "1")

    assert (column.kind, column.alternatives[0]) == (Kind.NUMBER, Kind.YESNO)
    assert flag.kind is Kind.YESNO


def test_money_keeps_the_currency_of_each_cell(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, "name\tcost\na\t£1.50\nb\t€2\nc\t3\n")

    assert values_of(plan, "cost") == [
        {"amount": "1.50", "currency": "GBP"},
        {"amount": "2.00", "currency": "EUR"},
        {"amount": "3.00", "currency": "GBP"},
    ]


def test_values_have_the_canonical_shape_of_their_kind(tmp_path: Path) -> None:
    text = (
        "share\tday\tat\tfrom\tpaid\tsite\n12.5%\t3 Mar 2020\t2020-03-03 10:00:00+01:00\t2:05 pm\tja\twww.example.com\n"
    )
    text += "100%\t4 Mar 2020\t2020-03-04T23:59:59\t14:06\tnein\thttps://example.com\n"
    plan = plan_of(tmp_path, text)

    assert dict(plan.preview[0].values) == {
        "share": "0.125",
        "day": "2020-03-03",
        "at": "2020-03-03T09:00:00Z",
        "from_value": "14:05",
        "paid": True,
        "site": "https://www.example.com",
    }
    assert plan.preview[1].values["at"] == "2020-03-04T23:59:59Z"
    assert plan.preview[1].values["share"] == "1"


def test_a_person_can_choose_another_kind(tmp_path: Path) -> None:
    text = "name,n\na,1\nb,2\nc,maybe\nd,4\ne,5\n"
    plan = plan_of(tmp_path, text, SheetChoice(sheet="", kinds={1: Kind.YESNO}))

    assert plan.columns[1].kind is Kind.YESNO
    assert [cell.where for cell in plan.bad_cells] == ["B3", "B4", "B5", "B6"]
    assert Kind.NUMBER in plan.columns[1].alternatives


def test_serial_day_numbers_under_a_date_heading_are_dates(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, "name,Start date\na,43831\nb,43862\n")

    assert plan.columns[1].kind is Kind.DATE
    assert values_of(plan, "start_date") == ["2020-01-01", "2020-02-01"]


def test_numbers_a_field_cannot_keep_stay_text(tmp_path: Path) -> None:
    column = column_of(tmp_path, "p", "6.49269e-20", "1.5e-18", "0.03")

    assert column.kind is Kind.TEXT
    assert column.evidence == "2 of 3 are larger or closer to zero than a number field keeps: kept as text."


def test_a_currency_the_column_does_not_have_is_a_bad_cell(tmp_path: Path) -> None:
    rows = "".join(f"p{i}\t£{i}\n" for i in range(9)) + "x\t£1.999\n"
    plan = plan_of(tmp_path, f"name\tcost\n{rows}")

    assert plan.columns[1].parse.currencies == ("GBP",)
    assert [(cell.where, cell.code) for cell in plan.bad_cells] == [("B11", "amount-too-long")]


def test_control_characters_of_a_wrong_code_page_are_turned_back(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, "name,n\nHR \x96 PENSION\x01,1\nb,2\n")

    assert values_of(plan, "name") == ["HR \u2013 PENSION", "b"]


def test_texts_longer_than_a_long_text_are_bad_cells(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, f"name,text\na,{'x' * 50_001}\n" + "".join(f"b{i},{'y' * 300}\n" for i in range(9)))

    assert plan.columns[1].kind is Kind.TEXTAREA
    assert plan.columns[1].longest == 50_001
    assert [(cell.where, cell.code) for cell in plan.bad_cells] == [("B2", "text-too-long")]


def test_a_person_may_know_more_than_the_cells_say() -> None:
    rows = "".join(f"name {index},{index}.50,{'abcde'[index % 5]}\n" for index in range(9))
    columns = inspect_text(f"Name,Cost,Kind\n{rows}", name="costs.csv").sheets[0].columns
    kinds = {column.label: [column.kind.value, *(kind.value for kind in column.alternatives)] for column in columns}
    assert kinds["Cost"] == ["number", "text", "money"]
    assert kinds["Kind"] == ["text", "select", "choice", "textarea"]
