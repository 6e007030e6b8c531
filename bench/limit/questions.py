"""Statements and checks that the bare handlers share. Standard library only."""

import json
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

COLUMNS = (
    "id",
    "key",
    "owner_id",
    "requester",
    "email",
    "department",
    "amount",
    "currency",
    "spent_on",
    "category",
    "description",
    "receipt",
    "approved",
    "created_at",
)
SELECT = f"SELECT {', '.join(COLUMNS)} FROM handwritten_expense"
LIST = f"{SELECT} WHERE category = $1 ORDER BY amount DESC, id DESC LIMIT 25"
ONE = f"{SELECT} WHERE id = $1"
WRITTEN = COLUMNS[2:12]
INSERT = (
    f"INSERT INTO handwritten_expense (key, {', '.join(WRITTEN)}, approved, created_at)"
    f" VALUES (gen_random_uuid(), {', '.join(f'${n}' for n in range(1, len(WRITTEN) + 1))}, false, now())"
    f" RETURNING {', '.join(COLUMNS)}"
)
CATEGORIES = frozenset({"travel", "meals", "equipment", "training", "other"})
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_LONGEST = {"requester": 120, "email": 254, "department": 60, "currency": 3, "description": 1000, "receipt": 200}


class Refused(Exception):
    """The body breaks a rule; the text says which."""


def values_of(body: bytes, owner: int) -> tuple[object, ...]:
    """The values of INSERT. Raises Refused."""
    try:
        sent = json.loads(body)
    except ValueError:
        raise Refused("not JSON") from None
    if not isinstance(sent, dict):
        raise Refused("not an object")
    texts = {name: _text(sent, name, longest) for name, longest in _LONGEST.items()}
    amount, day, category = _amount(sent), _day(sent), sent.get("category")
    if not _EMAIL.fullmatch(texts["email"]) or category not in CATEGORIES:
        raise Refused("email or category")
    if (amount > 100 and not texts["receipt"]) or (category == "other" and not texts["description"]):
        raise Refused("receipt or description is missing")
    texts["category"] = str(category)
    typed: dict[str, object] = {**texts, "owner_id": owner, "amount": amount, "spent_on": day}
    return tuple(typed[name] for name in WRITTEN)


def _text(sent: Mapping[str, object], name: str, longest: int) -> str:
    value = sent.get(name)
    if not isinstance(value, str) or len(value) > longest:
        raise Refused(name)
    return value


def _amount(sent: Mapping[str, object]) -> Decimal:
    try:
        amount = Decimal(str(sent.get("amount")))
    except InvalidOperation:
        raise Refused("amount") from None
    if not 0 <= amount <= 5000:
        raise Refused("amount")
    return amount


def _day(sent: Mapping[str, object]) -> date:
    try:
        return date.fromisoformat(str(sent.get("spent_on")))
    except ValueError:
        raise Refused("spent_on") from None


def shown(row: tuple[object, ...]) -> dict[str, object]:
    """A row as JSON can hold it."""
    made = dict(zip(COLUMNS, row, strict=True))
    for name in ("key", "amount", "spent_on", "created_at"):
        made[name] = str(made[name])
    return made


def encoded(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()
