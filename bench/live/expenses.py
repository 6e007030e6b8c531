"""The expense requests that every system holds: the same 12 columns, the same rows, from a number alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

PEOPLE = 100
DEPARTMENTS = ("Facilities", "Finance", "Kitchen", "Logistics", "Sales", "Studio", "Support", "Workshop")
CATEGORIES = ("travel", "meals", "equipment", "training", "other")
THINGS = ("train ticket", "lamp", "lunch with a customer", "course", "cable", "hotel night", "paint", "book")
FIRST_DAY = date(2024, 1, 1)
FIRST_MOMENT = datetime(2024, 1, 1, tzinfo=UTC)
_64_BITS = 2**64 - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Expense:
    """One request. `owner` is the position of the person who added it, 0 to 99; `key` sorts by time."""

    key: UUID
    owner: int
    requester: str
    email: str
    department: str
    amount: Decimal
    currency: str
    spent_on: date
    category: str
    description: str
    receipt: str
    approved: bool
    created_at: datetime


def expense(number: int) -> Expense:
    """Request `number`; its values look unordered, and are the same each time."""
    mixed = scattered(number)
    person = mixed % PEOPLE
    day, thing, cents = scattered(mixed) % 900, scattered(mixed + 1), scattered(mixed + 2) % 499_900
    created = FIRST_MOMENT + timedelta(seconds=30 * number)
    return Expense(
        key=key_at(created, number),
        owner=person,
        requester=f"Person {person:02}",
        email=email_of(person),
        department=DEPARTMENTS[mixed // PEOPLE % len(DEPARTMENTS)],
        amount=Decimal(cents + 100) / 100,
        currency="EUR",
        spent_on=FIRST_DAY + timedelta(days=day),
        category=CATEGORIES[thing % len(CATEGORIES)],
        description=f"A {THINGS[thing // 64 % len(THINGS)]}, number {number}, for day {day}.",
        receipt=f"https://receipts.example/{number}.pdf",
        approved=thing % 4 == 0,
        created_at=created,
    )


def scattered(number: int) -> int:
    """A number of 64 bits that looks like chance (splitmix64)."""
    mixed = (number + 1) * 0x9E3779B97F4A7C15 & _64_BITS
    mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9 & _64_BITS
    mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EB & _64_BITS
    return mixed ^ mixed >> 31


def email_of(person: int) -> str:
    return f"person{person:02}@northwind.example"


def key_at(moment: datetime, number: int) -> UUID:
    """A version 7 UUID of `moment`, so that keys of stored rows come in the order of time."""
    stamp = int(moment.timestamp() * 1000)
    tail = number * 2_654_435_761 % 2**62
    return UUID(int=stamp << 80 | 7 << 76 | (number & 0xFFF) << 64 | 2 << 62 | tail)


def expenses(count: int) -> Iterator[Expense]:
    return (expense(number) for number in range(count))
