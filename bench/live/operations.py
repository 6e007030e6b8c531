"""What is asked of each system, in its own words: the same question, the same number of rows in the answer."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from bench.live.expenses import CATEGORIES, DEPARTMENTS, Expense, expense
from bench.live.load import Work

BODIES = 200
Headers = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How a system is asked. `base` is the address of its records."""

    base: str
    sort: str
    search: str
    has_money: bool = False
    has_key: bool = False
    has_offset: bool = False

    def post(self, headers: Headers) -> Work:
        bodies = [json.dumps(self._body(expense(number))) for number in range(BODIES)]
        return Work(method="POST", paths=[self.base], headers=headers, bodies=bodies, has_key=self.has_key)

    def _body(self, item: Expense) -> dict[str, object]:
        amount: object = str(item.amount)
        body: dict[str, object] = {
            "requester": item.requester,
            "email": item.email,
            "department": item.department,
            "amount": {"amount": amount, "currency": item.currency} if self.has_money else amount,
            "spent_on": item.spent_on.isoformat(),
            "category": item.category,
            "description": item.description,
            "receipt": item.receipt,
        }
        return body if self.has_money else {**body, "currency": item.currency}

    def get(self, headers: Headers, *questions: Mapping[str, str]) -> Work:
        paths = [f"{self.base}?{urlencode(question)}" for question in questions]
        return Work(method="GET", paths=paths, headers=headers)

    def filtered(self, headers: Headers) -> Work:
        """One category, dearest first: 25 of a fifth of all rows."""
        return self.get(headers, *({"category": name, self.sort: "-amount"} for name in CATEGORIES))

    def narrow(self, headers: Headers) -> Work:
        """One category of one department, dearest first: few enough rows that the total is exact everywhere."""
        return self.get(
            headers,
            *(
                {"category": name, "department": place, self.sort: "-amount"}
                for name in CATEGORIES
                for place in DEPARTMENTS
            ),
        )

    def sorted(self, headers: Headers) -> Work:
        """Everything, dearest first: the first page."""
        return self.get(headers, {self.sort: "-amount"})

    def deep(self, headers: Headers, place: Mapping[str, str]) -> Work:
        """The same, nine tenths down."""
        return self.get(headers, {self.sort: "-amount", **place})

    def searched(self, headers: Headers) -> Work:
        return self.get(headers, *({self.search: text} for text in ("hotel", "number 4711", "cable", "person07")))

    def one(self, headers: Headers, ids: list[str]) -> Work:
        return Work(method="GET", paths=[f"{self.base}{record_id}/" for record_id in ids], headers=headers)
