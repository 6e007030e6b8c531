"""What the values of one column look like, counted."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time

from builder.importers.tabular.dates import DateText, read_date, read_time
from builder.importers.tabular.model import Cell
from builder.importers.tabular.numbers import NumberText, digits_in, plain_text, read_number, stored_number
from builder.importers.tabular.words import is_email, is_null_mark, is_phone, is_spaced_phone, is_url, yes_no

LONG_NUMBER = 15
"""A spreadsheet keeps 15 digits: a longer number is a name made of digits."""


@dataclass(slots=True, kw_only=True)
class Tally:
    """Counts of cells (not of distinct values) by what they could be. Empty cells are not counted anywhere."""

    cells: int = 0
    marks: Counter[str] = field(default_factory=Counter)
    distinct: Counter[str] = field(default_factory=Counter)
    numbers: Counter[str] = field(default_factory=Counter)
    currencies: Counter[str] = field(default_factory=Counter)
    dates: Counter[str] = field(default_factory=Counter)
    words: set[str] = field(default_factory=set)
    lengths: Counter[int] = field(default_factory=Counter)
    yesno: int = 0
    times: int = 0
    seconds: int = 0
    emails: int = 0
    urls: int = 0
    phones: int = 0
    spaced_phones: int = 0
    multiline: int = 0
    longest: int = 0

    @property
    def values(self) -> int:
        """Cells that hold something other than a mark for "nothing here"."""
        return self.cells - self.marks.total()


def tally_of(counts: Counter[tuple[type, Cell]]) -> Tally:
    """Count a column, given how often each distinct cell occurs."""
    tally = Tally()
    for (kind, cell), times in counts.items():
        tally.cells += times
        _TYPED.get(kind, _add_text)(tally, cell, times)
    return tally


def _add_bool(tally: Tally, cell: Cell, times: int) -> None:
    tally.yesno += times
    tally.words.add("true" if cell else "false")
    tally.distinct["TRUE" if cell else "FALSE"] += times


def _add_number(tally: Tally, cell: Cell, times: int) -> None:
    text = repr(cell)
    tally.distinct[text] += times
    tally.numbers.update({"point": times, "comma": times, "typed": times})
    if isinstance(cell, int):
        tally.numbers["whole"] += times
        if digits_in(text) > LONG_NUMBER:
            tally.numbers["long"] += times
    if isinstance(cell, int | float) and stored_number(plain_text(cell)) is None:
        tally.numbers["unstored"] += times
    if isinstance(cell, int | float) and 0 <= cell <= 1:
        tally.numbers["unit"] += times


def _add_date(tally: Tally, cell: Cell, times: int) -> None:
    tally.distinct[str(cell)] += times
    tally.dates.update({"dmy": times, "mdy": times, "fixed": times})


def _add_datetime(tally: Tally, cell: Cell, times: int) -> None:
    _add_date(tally, cell, times)
    if isinstance(cell, datetime) and cell.time() != time():
        tally.dates["timed"] += times


def _add_time(tally: Tally, cell: Cell, times: int) -> None:
    tally.distinct[str(cell)] += times
    tally.times += times
    if isinstance(cell, time) and cell.second:
        tally.seconds += times


def _add_text(tally: Tally, cell: Cell, times: int) -> None:
    text = str(cell)
    tally.distinct[text] += times
    tally.longest = max(tally.longest, len(text))
    tally.lengths[len(text)] += times
    if "\n" in text:
        tally.multiline += times
    if yes_no(text) is not None:
        tally.yesno += times
        tally.words.add(text.casefold())
    number = read_number(text)
    if number is not None:
        _add_number_text(tally, text, number, times)
    if is_null_mark(text):
        tally.marks[text] += times
        return
    found = read_date(text)
    if found is not None:
        _add_date_text(tally, found, times)
    else:
        _add_contact(tally, text, times)


def _add_number_text(tally: Tally, text: str, number: NumberText, times: int) -> None:
    numbers = tally.numbers
    numbers.update(dict.fromkeys(_styles(number), times))
    if number.percent:
        numbers["percent"] += times
    if number.currency:
        tally.currencies[number.currency] += times
    if number.leading_zero:
        numbers["zero"] += times
    if text.isdigit():
        numbers["whole"] += times
        if len(text) > LONG_NUMBER:
            numbers["long"] += times
    reading = number.point or number.comma
    if len(reading.partition(".")[2].rstrip("0")) > 2:
        numbers["fine"] += times
    if stored_number(reading) is None:
        numbers["unstored"] += times


def _styles(number: NumberText) -> Iterator[str]:
    for style, reading, other in (("point", number.point, number.comma), ("comma", number.comma, number.point)):
        if reading:
            yield style
            if not other:
                yield f"{style}_only"


def _add_date_text(tally: Tally, found: DateText, times: int) -> None:
    dates = tally.dates
    if found.fixed is not None:
        dates.update({"dmy": times, "mdy": times, "fixed": times})
    else:
        day_first, month_first = found.date("dmy"), found.date("mdy")
        dates["dmy"] += times if day_first else 0
        dates["mdy"] += times if month_first else 0
        dates["dmy_only"] += times if day_first and not month_first else 0
        dates["mdy_only"] += times if month_first and not day_first else 0
    if found.time is not None and found.time != time():
        dates["timed"] += times
    if found.zone is not None:
        dates["zoned"] += times


def _add_contact(tally: Tally, text: str, times: int) -> None:
    clock = read_time(text)
    if clock is not None:
        tally.times += times
        tally.seconds += times if clock.second else 0
    elif is_email(text):
        tally.emails += times
    elif is_url(text):
        tally.urls += times
    elif is_phone(text):
        tally.phones += times
        tally.spaced_phones += times if is_spaced_phone(text) else 0


_TYPED: dict[type, Callable[[Tally, Cell, int], None]] = {
    bool: _add_bool,
    int: _add_number,
    float: _add_number,
    date: _add_date,
    datetime: _add_datetime,
    time: _add_time,
}
