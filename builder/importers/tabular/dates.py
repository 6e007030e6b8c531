"""Dates and times as people write them. What the order of day and month is, a column decides, not a cell."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone

ORDERS = ("dmy", "mdy", "ymd")
EPOCH_1900 = datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet's serial numbers know no time zone
SERIAL_RANGE = range(18_264, 73_051)
"""Serial numbers of 1950-01-01 to 2099-12-31: outside it a number is hardly a date."""

_MONTHS: dict[str, int] = {}
for _number, _names in enumerate(
    (
        "jan january januar janvier janv enero ene gennaio gen januari janeiro jän jänner",
        "feb february februar février févr fév fevrier febrero febbraio februari fevereiro fev",
        "mar march märz mrz mär mars marzo maart mrt março",
        "apr april avril avr abril abr aprile",
        "may mai mayo maggio mag mei maio",
        "jun june juni juin junio giugno giu junho",
        "jul july juli juillet juil julio luglio lug julho",
        "aug august août aout agosto ago augustus",
        "sep sept september septembre septiembre settembre set setembro",
        "oct october oktober okt octobre octubre ottobre ott outubro out",
        "nov november novembre noviembre novembro",
        "dec december dezember dez décembre déc decembre diciembre dic dicembre dezembro",
    ),
    start=1,
):
    for _name in _names.split():
        _MONTHS[_name] = _number

_TIME = r"(?P<h>\d{1,2}):(?P<mi>\d{2})(?::(?P<s>\d{2})(?:[.,]\d{1,9})?)?\s*(?P<half>[AaPp]\.?[Mm]\.?)?"
_ZONE = r"(?:\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2}))?"
_DOTTED = _TIME.replace(r"\d{1,2}):(", r"\d{1,2})[:.](").replace("(?::(", "(?:[:.](")
_TAIL = rf"(?:(?:T|,?\s+){_DOTTED}{_ZONE})?"
_WEEKDAY = r"(?:[^\W\d_]{2,10}\.?,?\s+)?"
_ISO = re.compile(rf"(?P<y>\d{{4}})(?P<sep>[-/.])(?P<m>\d{{1,2}})(?P=sep)(?P<d>\d{{1,2}}){_TAIL}")
_NUMERIC = re.compile(
    rf"{_WEEKDAY}(?P<a>\d{{1,2}})(?P<sep>[-/.])\s?(?P<b>\d{{1,2}})(?P=sep)\s?(?P<y>\d{{4}}|\d{{2}}){_TAIL}"
)
_DAY_NAME = re.compile(
    rf"{_WEEKDAY}(?P<d>\d{{1,2}})(?:st|nd|rd|th|\.)?[\s/-]*(?:de\s+)?(?P<mon>[^\W\d_]{{3,10}})\.?,?[\s/-]*(?:de\s+)?"
    rf"(?P<y>\d{{4}}|'?\d{{2}}){_TAIL}"
)
_NAME_DAY = re.compile(
    rf"{_WEEKDAY}(?P<mon>[^\W\d_]{{3,10}})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}}){_TAIL}"
)
_TIME_ONLY = re.compile(_TIME)


@dataclass(frozen=True, slots=True, kw_only=True)
class DateText:
    """A text that reads as a date. `first` and `second` are day and month in unknown order when `fixed` is None."""

    fixed: date | None
    first: int
    second: int
    year: int
    time: time | None
    zone: timedelta | None

    def date(self, order: str) -> date | None:
        """The date when day and month stand in `order`; None when there is no such day."""
        if self.fixed is not None:
            return self.fixed
        day, month = (self.second, self.first) if order == "mdy" else (self.first, self.second)
        return _day(self.year, month, day)

    def moment(self, order: str) -> datetime | None:
        """Date and time in UTC; a text without a zone is taken as UTC, without a time as midnight."""
        day = self.date(order)
        if day is None:
            return None
        zone = timezone(self.zone) if self.zone is not None else UTC
        try:
            return datetime.combine(day, self.time or time(), tzinfo=zone).astimezone(UTC)
        except OverflowError:
            return None


def read_date(text: str) -> DateText | None:
    """Read one text; None when it is no date in any order."""
    if not 6 <= len(text) <= 45:
        return None
    match = _ISO.fullmatch(text)
    if match:
        return _fixed(match, int(match["m"]))
    match = _NUMERIC.fullmatch(text)
    if match:
        return _either(match)
    for pattern in (_DAY_NAME, _NAME_DAY):
        match = pattern.fullmatch(text)
        if match and match["mon"].lower() in _MONTHS:
            return _fixed(match, _MONTHS[match["mon"].lower()])
    return None


def read_time(text: str) -> time | None:
    """Read "14:05", "2:05 pm", "14:05:30"; None when it is no time of day."""
    match = _TIME_ONLY.fullmatch(text)
    return _clock(match) if match else None


def date_of_serial(serial: float) -> datetime:
    """The moment a spreadsheet's serial number stands for (1900 system); naive, to the second."""
    return EPOCH_1900 + timedelta(seconds=round(serial * 86_400))


def _fixed(match: re.Match[str], month: int) -> DateText | None:
    day = _day(_year(match["y"]), month, int(match["d"]))
    if day is None:
        return None
    return _with_time(match, fixed=day, first=0, second=0, year=day.year)


def _either(match: re.Match[str]) -> DateText | None:
    first, second, year = int(match["a"]), int(match["b"]), _year(match["y"])
    if _day(year, second, first) is None and _day(year, first, second) is None:
        return None
    return _with_time(match, fixed=None, first=first, second=second, year=year)


def _with_time(match: re.Match[str], *, fixed: date | None, first: int, second: int, year: int) -> DateText | None:
    clock = None
    if match["h"] is not None:
        clock = _clock(match)
        if clock is None:
            return None
    zone = _offset(match["zone"])
    return DateText(fixed=fixed, first=first, second=second, year=year, time=clock, zone=zone)


def _clock(match: re.Match[str]) -> time | None:
    hour, minute, second = int(match["h"]), int(match["mi"]), int(match["s"] or 0)
    if match["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match["half"][0] in "Pp" else 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    return time(hour, minute, second)


def _offset(zone: str | None) -> timedelta | None:
    if zone is None:
        return None
    if zone in {"Z", "UTC", "GMT"}:
        return timedelta()
    hours, minutes = int(zone[1:3]), int(zone[-2:])
    if hours > 14 or minutes > 59:
        return None
    span = timedelta(hours=hours, minutes=minutes)
    return -span if zone[0] == "-" else span


def _year(text: str) -> int:
    digits = text.lstrip("'")
    if len(digits) == 4:
        return int(digits)
    return int(digits) + (2000 if int(digits) < 69 else 1900)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
