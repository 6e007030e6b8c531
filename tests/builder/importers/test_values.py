"""Numbers, dates and words, text by text."""

from datetime import UTC, date, datetime, time

import pytest

from builder.importers.tabular.dates import date_of_serial, read_date, read_time
from builder.importers.tabular.naming import KEY_LENGTH, RESERVED, keys_for, label_of, option_keys
from builder.importers.tabular.numbers import (
    currency_in,
    plain_text,
    read_number,
    stored_amount,
    stored_number,
    times_hundredth,
)
from builder.importers.tabular.words import is_clear_yes_no, is_email, is_phone, is_total, is_url, names_identifier


@pytest.mark.parametrize(
    ("text", "point", "comma"),
    [
        ("12", "12", "12"),
        ("-7.50", "-7.50", ""),
        ("1,5", "", "1.5"),
        ("1,234", "1234", "1.234"),
        ("1.234", "1.234", "1234"),
        ("1,234,567.89", "1234567.89", ""),
        ("1.234.567,89", "", "1234567.89"),
        ("1 234 567,8", "", "1234567.8"),
        ("1\u00a0234", "1234", "1234"),
        ("1'234.50", "1234.50", ""),
        ("12,34,567", "1234567", ""),
        ("(5.00)", "-5.00", ""),
        ("5-", "-5", "-5"),
        ("\u22125", "-5", "-5"),
        (".5", "0.5", ""),
        ("1e3", "1000", "1000"),
        ("6.49269e-20", "0.0000000000000000000649269", ""),
        ("007", "7", "7"),
    ],
)
def test_numbers_are_read_in_both_styles(text: str, point: str, comma: str) -> None:
    number = read_number(text)

    assert number is not None
    assert (number.point, number.comma) == (point, comma)


@pytest.mark.parametrize(
    "text",
    ["", "abc", "1,23,4", "1.2.3", "020 7215 5000", "--5", "(5", "5)", "+-5", "£5€", "1e999", "5%£", "1/2", "9" * 40],
)
def test_what_is_no_number_is_none(text: str) -> None:
    assert read_number(text) is None


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("£65.60", "65.60", "GBP"),
        ("-£2,610.12", "-2610.12", "GBP"),
        ("£-5", "-5", "GBP"),
        ("$ 1,000", "1000", "USD"),
        ("12.50 EUR", "12.50", "EUR"),
        ("CHF 1'200.00", "1200.00", "CHF"),
        ("(£12.00)", "-12.00", "GBP"),
        ("100 zł", "100", "PLN"),
    ],
)
def test_currencies_are_read_with_the_amount(text: str, amount: str, currency: str) -> None:
    number = read_number(text)

    assert number is not None
    assert (number.point, number.currency) == (amount, currency)


def test_percent_and_leading_zero_are_marked() -> None:
    percent, zero = read_number("12.5 %"), read_number("0042")

    assert percent is not None
    assert percent.percent
    assert times_hundredth(percent.point) == "0.125"
    assert zero is not None
    assert zero.leading_zero
    assert not percent.leading_zero


def test_a_spreadsheets_binary_noise_is_not_shown() -> None:
    assert plain_text(274.65999999999997) == "274.66"
    assert plain_text(5) == "5"
    assert plain_text(1e-7) == "0.0000001"


@pytest.mark.parametrize(
    ("decimal", "stored"),
    [
        ("12.50", "12.5"),
        ("-0", "0"),
        ("40.857611928278686", "40.8576119283"),
        ("123456789012.345678", "123456789012.346"),
        ("999999999999999", "999999999999999"),
        ("1000000000000000", None),
        ("0.00000001", "0.00000001"),
        ("0.000000012345678", None),
        ("0", "0"),
    ],
)
def test_numbers_are_kept_as_a_number_field_keeps_them(decimal: str, stored: str | None) -> None:
    assert stored_number(decimal) == stored


@pytest.mark.parametrize(
    ("decimal", "currency", "rounded", "stored"),
    [
        ("3", "EUR", False, "3.00"),
        ("3.50", "JPY", False, None),
        ("3.00", "JPY", False, "3"),
        ("3.456", "EUR", False, None),
        ("3.456", "EUR", True, "3.46"),
        ("-0.001", "EUR", True, "0.00"),
        ("100000000000", "EUR", False, None),
    ],
)
def test_amounts_have_the_decimals_of_their_currency(
    decimal: str, currency: str, rounded: bool, stored: str | None
) -> None:
    assert stored_amount(decimal, currency, rounded=rounded) == stored


@pytest.mark.parametrize(
    ("label", "currency"), [("Amount (£)", "GBP"), ("Total EUR", "EUR"), ("Europe", ""), ("Price", "")]
)
def test_a_heading_may_name_the_currency(label: str, currency: str) -> None:
    assert currency_in(label) == currency


@pytest.mark.parametrize(
    ("text", "dmy", "mdy"),
    [
        ("2020-03-04", date(2020, 3, 4), date(2020, 3, 4)),
        ("2018/3/31", date(2018, 3, 31), date(2018, 3, 31)),
        ("04/03/2020", date(2020, 3, 4), date(2020, 4, 3)),
        ("13.04.12", date(2012, 4, 13), None),
        ("4/13/99", None, date(1999, 4, 13)),
        ("09-Mar-11", date(2011, 3, 9), date(2011, 3, 9)),
        ("3. Oktober 2019", date(2019, 10, 3), date(2019, 10, 3)),
        ("1er", None, None),
        ("12 de enero de 2021", date(2021, 1, 12), date(2021, 1, 12)),
        ("January 20, 2016", date(2016, 1, 20), date(2016, 1, 20)),
        ("Wednesday, January 20 2016", date(2016, 1, 20), date(2016, 1, 20)),
        ("31.02.2020", None, None),
        ("2020-13-01", None, None),
    ],
)
def test_dates_are_read_in_the_order_of_their_column(text: str, dmy: date | None, mdy: date | None) -> None:
    found = read_date(text)

    assert (found.date("dmy") if found else None) == dmy
    assert (found.date("mdy") if found else None) == mdy


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2015-11-04T12:22:00", datetime(2015, 11, 4, 12, 22, tzinfo=UTC)),
        ("2022-05-25 10.39.15", datetime(2022, 5, 25, 10, 39, 15, tzinfo=UTC)),
        ("2020-01-01T15:00:00+03:00", datetime(2020, 1, 1, 12, 0, tzinfo=UTC)),
        ("01/02/2020 2:05 pm", datetime(2020, 2, 1, 14, 5, tzinfo=UTC)),
        ("01/02/2020", datetime(2020, 2, 1, tzinfo=UTC)),
    ],
)
def test_moments_are_in_utc(text: str, moment: datetime) -> None:
    found = read_date(text)

    assert found is not None
    assert found.moment("dmy") == moment


@pytest.mark.parametrize(
    ("text", "clock"),
    [("14:05", time(14, 5)), ("2:05 PM", time(14, 5)), ("12:00 am", time(0)), ("25:00", None), ("9:75", None)],
)
def test_times_of_day(text: str, clock: time | None) -> None:
    assert read_time(text) == clock


def test_serial_numbers_count_from_1900() -> None:
    assert date_of_serial(43831) == datetime(2020, 1, 1)  # noqa: DTZ001 - serial numbers have no time zone
    assert date_of_serial(43831.5) == datetime(2020, 1, 1, 12)  # noqa: DTZ001 - serial numbers have no time zone


def test_yes_and_no_need_both_sides_or_a_clear_word() -> None:
    assert is_clear_yes_no({"y", "n"})
    assert is_clear_yes_no({"ja", "nein"})
    assert is_clear_yes_no({"true"})
    assert not is_clear_yes_no({"n"})
    assert not is_clear_yes_no({"yes", "maybe"})
    assert not is_clear_yes_no(set())


def test_addresses_and_numbers_to_call() -> None:
    assert is_email("ann.o'neil+x@mail.example.co.uk")
    assert not is_email("ann@localhost")
    assert is_url("https://example.com/a?b=1")
    assert not is_url("example.com")
    assert is_phone("+44 (0)20 7215-5000")
    assert not is_phone("12")


@pytest.mark.parametrize(
    ("text", "total"), [("Total", True), ("Grand total:", True), ("Summe", True), ("Totality", False)]
)
def test_rows_of_sums_are_known_by_their_first_word(text: str, total: bool) -> None:
    assert is_total(text) is total


@pytest.mark.parametrize(
    ("label", "named"),
    [
        ("Order no", True),
        ("ID", True),
        ("customerId", True),
        ("idImpianto", True),
        ("Number of posts", False),
        ("Paid", False),
    ],
)
def test_headings_that_announce_identifiers(label: str, named: bool) -> None:
    assert names_identifier(label) is named


def test_keys_are_identifiers_and_unique() -> None:
    labels = ["Amount (£)", "amount gbp", "id", "Größe", "Дата", "2011", "", "日本", "Select", "x" * 80, "x" * 81]

    keys = keys_for(labels)

    assert keys[:9] == (
        "amount_gbp",
        "amount_gbp_2",
        "id_value",
        "groesse",
        "data",
        "column_2011",
        "column_7",
        "column_8",
        "select_value",
    )
    assert len(set(keys)) == len(keys)
    assert all(len(key) <= KEY_LENGTH and key not in RESERVED for key in keys)


def test_option_keys_and_labels() -> None:
    assert option_keys(["In progress", "in-progress", "5", "?"]) == (
        "in_progress",
        "in_progress_2",
        "option_5",
        "option_4",
    )
    assert label_of("  two\nlines  ") == "two lines"
