"""Cells to canonical values, one converter per column. A cell that does not fit comes back as `Misfit`."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TypeAlias

from builder.importers.tabular.dates import SERIAL_RANGE, date_of_serial, read_date, read_time
from builder.importers.tabular.model import CHOICE_KINDS, Cell, ColumnPlan, Kind, Value
from builder.importers.tabular.numbers import plain_text, read_number, stored_amount, stored_number, times_hundredth
from builder.importers.tabular.shapes import text_of
from builder.importers.tabular.words import is_email, is_phone, is_url, yes_no

_PLAIN_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{1,4})?")
_STORED_AS_IS = re.compile(r"0|-?[1-9]\d{0,8}|-?(?:0|[1-9]\d{0,8})\.\d{0,5}[1-9]")
_SERIAL = re.compile(r"[0-9]{5}")
MEMORY = 4_096
"""Distinct texts one column remembers; columns repeat themselves."""


@dataclass(frozen=True, slots=True)
class Misfit:
    """Why a cell does not fit its column."""

    code: str
    reason: str


Outcome: TypeAlias = Value | Misfit
Converter: TypeAlias = Callable[[Cell], Outcome]


def converter_for(plan: ColumnPlan) -> Converter:
    """The converter of one column: empty cells and the column's null marks become None."""
    convert = _BY_KIND[plan.kind](plan)
    marks = frozenset(plan.parse.null_marks) if plan.kind not in _KEEPS_MARKS else frozenset()
    known: dict[str, Outcome] = {}

    def run(cell: Cell) -> Outcome:
        if not isinstance(cell, str):
            return convert(cell)
        text = cell.strip()
        if not text or text in marks:
            return None
        outcome = known.get(text)
        if outcome is None:
            outcome = convert(text)
            if len(known) < MEMORY:
                known[text] = outcome
        return outcome

    return run


_KEEPS_MARKS = frozenset({Kind.TEXT, Kind.TEXTAREA}) | CHOICE_KINDS


def _text(plan: ColumnPlan) -> Converter:
    lines, most = plan.kind is Kind.TEXTAREA, TEXT_LENGTHS[plan.kind]
    misfit = Misfit("text-too-long", f"The text is longer than {most:,} characters.")

    def convert(cell: Cell) -> Outcome:
        text = text_of(cell)
        if not lines and "\n" in text:
            text = " ".join(text.split("\n"))
        return text if len(text) <= most else misfit

    return convert


TEXT_LENGTHS = {Kind.TEXT: 1_000, Kind.TEXTAREA: 50_000}


def _checked(accepts: Callable[[str], bool], code: str, reason: str) -> Callable[[ColumnPlan], Converter]:
    misfit = Misfit(code, reason)

    def build(plan: ColumnPlan) -> Converter:
        del plan

        def convert(cell: Cell) -> Outcome:
            text = text_of(cell)
            return text if accepts(text) else misfit

        return convert

    return build


def _url(plan: ColumnPlan) -> Converter:
    del plan

    def convert(cell: Cell) -> Outcome:
        text = text_of(cell)
        if not is_url(text):
            return Misfit("not-a-url", "This is not a web address; one starts with https:// or www.")
        return f"https://{text}" if text[:4].lower() == "www." else text

    return convert


def _number_text(cell: Cell, style: str) -> str | None:
    """The plain decimal of a cell, without its currency or percent sign; None when it is no number."""
    if isinstance(cell, bool) or not isinstance(cell, int | float | str):
        return None
    if not isinstance(cell, str):
        return plain_text(cell)
    if style == "." and _PLAIN_NUMBER.fullmatch(cell):
        return cell
    number = read_number(cell)
    return (number.decimal(style) or None) if number is not None else None


def _number(plan: ColumnPlan) -> Converter:
    style, misfit = plan.parse.decimal, Misfit("not-a-number", "This is not a number.")

    def convert(cell: Cell) -> Outcome:
        if style == "." and isinstance(cell, str) and _STORED_AS_IS.fullmatch(cell):
            return cell
        text = _number_text(cell, style)
        if text is None or (isinstance(cell, str) and cell.endswith("%")):
            return misfit
        stored = stored_number(text)
        return stored if stored is not None else _UNSTORED

    return convert


_UNSTORED = Misfit("number-too-long", "A number field keeps 15 digits and 10 decimals; this number needs more.")


def _percent(plan: ColumnPlan) -> Converter:
    style, as_is = plan.parse.decimal, plan.parse.fraction_percent

    def convert(cell: Cell) -> Outcome:
        text = _number_text(cell, style)
        if text is None:
            return Misfit("not-a-percentage", "This is not a percentage.")
        stored = stored_number(text if as_is and not isinstance(cell, str) else times_hundredth(text))
        return stored if stored is not None else _UNSTORED

    return convert


def _money(plan: ColumnPlan) -> Converter:
    style, default, allowed = plan.parse.decimal, plan.parse.currency, plan.parse.currencies

    def convert(cell: Cell) -> Outcome:
        text = _number_text(cell, style)
        if text is None or (isinstance(cell, str) and cell.endswith("%")):
            return Misfit("not-an-amount", "This is not an amount of money.")
        number = read_number(cell) if isinstance(cell, str) else None
        currency = number.currency if number is not None and number.currency else default
        if not currency:
            return Misfit("no-currency", "The currency is not given, neither in the cell nor for the column.")
        if currency not in allowed:
            return Misfit("other-currency", f"The column is in {' and '.join(allowed)}, this amount is not.")
        amount = stored_amount(text, currency, rounded=not isinstance(cell, str))
        if amount is None:
            return Misfit("amount-too-long", f"An amount in {currency} has fewer digits than this one.")
        return {"amount": amount, "currency": currency}

    return convert


def _moment(plan: ColumnPlan, cell: Cell) -> datetime | None:
    """The cell as a moment in UTC; None when it is none."""
    if isinstance(cell, datetime):
        return cell.replace(tzinfo=UTC)
    if isinstance(cell, date):
        return datetime(cell.year, cell.month, cell.day, tzinfo=UTC)
    if isinstance(cell, str):
        found = read_date(cell)
        if found is not None:
            return found.moment(plan.parse.date_order)
        return _serial_moment(int(cell)) if plan.parse.serial_dates and _SERIAL.fullmatch(cell) else None
    if isinstance(cell, int | float) and not isinstance(cell, bool) and plan.parse.serial_dates:
        return _serial_moment(cell)
    return None


def _serial_moment(serial: float) -> datetime | None:
    return date_of_serial(serial).replace(tzinfo=UTC) if int(serial) in SERIAL_RANGE else None


def _date(plan: ColumnPlan) -> Converter:
    words = {"dmy": "day first", "mdy": "month first"}.get(plan.parse.date_order, "year first")

    def convert(cell: Cell) -> Outcome:
        if isinstance(cell, str):
            found = read_date(cell)
            day = found.date(plan.parse.date_order) if found is not None else None
            if day is not None:
                return day.isoformat()
        moment = _moment(plan, cell)
        if moment is None:
            return Misfit("not-a-date", f"This is not a date (read with the {words}).")
        return moment.date().isoformat()

    return convert


def _datetime(plan: ColumnPlan) -> Converter:
    def convert(cell: Cell) -> Outcome:
        moment = _moment(plan, cell)
        if moment is None:
            return Misfit("not-a-moment", "This is not a date with a time.")
        return moment.replace(tzinfo=None).isoformat(timespec="seconds") + "Z"

    return convert


def _time(plan: ColumnPlan) -> Converter:
    del plan

    def convert(cell: Cell) -> Outcome:
        clock = cell if isinstance(cell, time) else read_time(cell) if isinstance(cell, str) else None
        if clock is None:
            return Misfit("not-a-time", "This is not a time of day.")
        return clock.strftime("%H:%M")

    return convert


def _yesno(plan: ColumnPlan) -> Converter:
    del plan

    def convert(cell: Cell) -> Outcome:
        if isinstance(cell, bool):
            return cell
        text = text_of(cell)
        answer = {"1": True, "0": False}.get(text, yes_no(text))
        return answer if answer is not None else Misfit("not-yes-or-no", "This is neither yes nor no.")

    return convert


def _option(plan: ColumnPlan) -> Converter:
    keys = {option.label.casefold(): option.key for option in plan.options}

    def convert(cell: Cell) -> Outcome:
        key = keys.get(text_of(cell).casefold())
        return key if key is not None else Misfit("not-an-option", "This is not one of the choices of the column.")

    return convert


_BY_KIND: dict[Kind, Callable[[ColumnPlan], Converter]] = {
    Kind.TEXT: _text,
    Kind.TEXTAREA: _text,
    Kind.EMAIL: _checked(is_email, "not-an-email", "This is not an email address."),
    Kind.PHONE: _checked(is_phone, "not-a-phone-number", "This is not a phone number."),
    Kind.URL: _url,
    Kind.NUMBER: _number,
    Kind.MONEY: _money,
    Kind.PERCENT: _percent,
    Kind.DATE: _date,
    Kind.TIME: _time,
    Kind.DATETIME: _datetime,
    Kind.YESNO: _yesno,
    Kind.CHOICE: _option,
    Kind.SELECT: _option,
}
