"""A made-up answer for each kind of field but links. `number` differs from record to record: unique stays unique."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING, cast

from runtime.tables.build import FieldColumns

if TYPE_CHECKING:
    from definition.json_types import JsonValue

FIRST_DAY = date(2026, 1, 1)
FIRST_MOMENT = datetime(2026, 1, 1, tzinfo=UTC)
MOST = 100_000


def answer(columns: FieldColumns, number: int, random: Random) -> "JsonValue":
    """None where nobody can make one up: a file."""
    make = _MADE.get(columns.field.kind)
    return None if make is None else make(columns, number, random)


def _text(columns: FieldColumns, number: int, random: Random) -> "JsonValue":
    longest = cast("int", columns.settings.get("max_length", 200))
    return f"{number} {columns.field.label}"[:longest].strip()


def _note(columns: FieldColumns, number: int, random: Random) -> "JsonValue":
    return f"{columns.field.label}: note {number}\nand a second line"


def _option(columns: FieldColumns, number: int, random: Random) -> "JsonValue":
    return random.choice(cast("list[Mapping[str, str]]", columns.settings["options"]))["key"]


def _number(columns: FieldColumns, number: int, random: Random) -> "JsonValue":
    places = columns.settings.get("decimals")
    return _decimal(random.randrange(MOST), places if isinstance(places, int) else 2)


def _money(columns: FieldColumns, number: int, random: Random) -> "JsonValue":
    return {"amount": _decimal(random.randrange(MOST), 2), "currency": "EUR"}


def _decimal(digits: int, places: int) -> str:
    return format(Decimal(digits).scaleb(-places), "f")


def _day(columns: FieldColumns, number: int, random: Random) -> "JsonValue":
    return (FIRST_DAY + timedelta(days=random.randrange(700))).isoformat()


def _time(columns: FieldColumns, number: int, random: Random) -> "JsonValue":
    return time(random.randrange(24), random.randrange(60)).strftime("%H:%M")


def _moment(columns: FieldColumns, number: int, random: Random) -> "JsonValue":
    return (FIRST_MOMENT + timedelta(minutes=random.randrange(MOST))).strftime("%Y-%m-%dT%H:%M:%SZ")


_MADE: Mapping[str, Callable[[FieldColumns, int, Random], "JsonValue"]] = {
    "text": _text,
    "textarea": _note,
    "select": _option,
    "number": _number,
    "money": _money,
    "date": _day,
    "time": _time,
    "datetime": _moment,
    "percent": lambda columns, number, random: _decimal(random.randrange(101), 2),
    "rating": lambda columns, number, random: random.randrange(1, 6),
    "yesno": lambda columns, number, random: random.random() < 0.5,
    "email": lambda columns, number, random: f"person{number}@example.com",
    "url": lambda columns, number, random: f"https://example.com/{number}",
    "phone": lambda columns, number, random: f"+44 20 7946 {number % 10_000:04}",
}
