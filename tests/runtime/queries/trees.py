"""Random typed trees over the things, in the stored JSON form."""

from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import TypeAlias, TypeVar

from definition.expressions import Json
from tests.runtime.queries.things import ENVIRONMENT, OTHER, PERSON, TEXTS

T = TypeVar("T")
Tree: TypeAlias = list[Json]
Draw: TypeAlias = Callable[[], Sequence[Json]]
_BY_TYPE = {
    name: [key for key, type_ in ENVIRONMENT.items() if type_.name == name]
    for name in ("number", "string", "date", "datetime", "bool")
}
_NUMBERS = (
    "0",
    "1",
    "-1",
    "2",
    "3",
    "7",
    "0.5",
    "0.1",
    "100",
    "12.345",
    "86400",
    "0.3333333333333333333333",
    "123456789.123456789",
    "1e20",
    "4000001",
)
_PLACES = ("0", "1", "2", "-2", "10", "31", "0.5")


def _texts(*texts: str) -> list[Tree]:
    return [["str", text] for text in texts]


def _read(name: str, *texts: str) -> list[Tree]:
    return [["call", name, ["str", text]] for text in texts]


_WORDS = (*TEXTS, str(PERSON), str(OTHER).upper(), "2026-01-31")
_ME: list[Tree] = [["get", ["var", "me"], name] for name in ("id", "name", "email")]
_CONSTANTS: Mapping[str, Sequence[Tree]] = {
    "string": [*_ME, *_texts(*_WORDS)],
    "date": [["call", "today"], *_read("date", "2026-01-31", "0001-01-02")],
    "datetime": [["call", "now"], ["call", "datetime", ["str", "2026-02-28T12:30:15.25Z"]]],
    "duration": _read("duration", *("36h", "2d", "-1d", "1.5s", "100us", "3650000d")),
    "bool": [["bool", True], ["bool", False]],
}


def _number(text: str) -> Tree:
    return ["op", "-", ["num", text[1:]]] if text.startswith("-") else ["num", text]


class Trees:
    """Draws every choice from one source of randomness."""

    def __init__(self, random: Random) -> None:
        self._random = random

    def of(self, type_: str, depth: int) -> Tree:
        makers: Mapping[str, Callable[[int], Tree]] = {
            "bool": self._bool,
            "number": self._number,
            "string": self._string,
            "date": self._date,
            "datetime": self._datetime,
            "duration": self._duration,
        }
        return makers[type_](depth) if depth > 0 else self._leaf(type_)

    def _pick(self, *options: T) -> T:
        return self._random.choice(options)

    def _drawn(self, draws: Sequence[Draw]) -> Tree:
        return list(self._random.choice(draws)())

    def _leaf(self, type_: str) -> Tree:
        chance = self._random.random()
        if chance < 0.03:
            return ["null"]
        if type_ in _BY_TYPE and chance < 0.75:
            return ["var", self._random.choice(_BY_TYPE[type_])]
        return self._constant(type_)

    def _constant(self, type_: str) -> Tree:
        """What reads no column."""
        number = self._pick(*_NUMBERS)
        return self._pick(*_CONSTANTS[type_]) if type_ != "number" else _number(number)

    def _same_twice(self, depth: int, *types: str) -> tuple[Tree, Tree]:
        type_ = str(self._pick(*types))
        return self.of(type_, depth - 1), self.of(type_, depth - 1)

    def _choice(self, type_: str, depth: int) -> Tree:
        return ["if", self.of("bool", depth - 1), self.of(type_, depth - 1), self.of(type_, depth - 1)]

    def _either(self, type_: str, depth: int) -> Tree:
        name = str(self._pick("coalesce", "ifEmpty"))
        return ["call", name, self.of(type_, depth - 1), self.of(type_, depth - 1)]

    def _furthest(self, type_: str, depth: int) -> Tree:
        parts = [self.of(type_, depth - 1) for _ in range(2)]
        return ["call", str(self._pick("min", "max")), *parts]

    def _bool(self, depth: int) -> Tree:
        makers = [
            self._compared,
            self._compared,
            self._compared,
            self._logic,
            self._logic,
            self._negated,
            self._asked,
            self._asked,
            self._among,
            self._in_list,
            self._emptiness,
            self._every,
            self._other_bool,
        ]
        return self._random.choice(makers)(depth)

    def _compared(self, depth: int) -> Tree:
        left, right = self._same_twice(depth, "number", "number", "string", "date", "datetime", "bool", "duration")
        return ["op", self._pick("==", "!=", "<", "<=", ">", ">="), left, right]

    def _logic(self, depth: int) -> Tree:
        return ["op", self._pick("&&", "||"), self.of("bool", depth - 1), self.of("bool", depth - 1)]

    def _negated(self, depth: int) -> Tree:
        return ["op", "!", self.of("bool", depth - 1)]

    def _asked(self, depth: int) -> Tree:
        name = str(self._pick("contains", "startsWith", "endsWith"))
        return ["call", name, self.of("string", depth - 1), self.of("string", depth - 1)]

    def _among(self, depth: int) -> Tree:
        type_ = str(self._pick("string", "string", "number", "date"))
        items = [self._leaf(type_) for _ in range(self._random.randint(0, 4))]
        return ["op", "in", self.of(type_, depth - 1), ["list", *items]]

    def _in_list(self, depth: int) -> Tree:
        held: Tree = ["var", str(self._pick("l0", "l1"))]
        wanted = self.of("string", depth - 1)
        return ["op", "in", wanted, held] if self._pick(True, False) else ["call", "contains", held, wanted]

    def _emptiness(self, depth: int) -> Tree:
        if self._pick(True, False):
            return ["has", ["var", self._random.choice([key for key in ENVIRONMENT if key != "me"])]]
        held = self._pick("number", "string", "date", "list")
        return [
            "call",
            "isEmpty",
            ["var", str(self._pick("l0", "f0"))] if held == "list" else self.of(str(held), depth - 1),
        ]

    def _every(self, depth: int) -> Tree:
        items = [["str", self._pick("a", "b", "")] for _ in range(self._random.randint(0, 3))]
        body: Tree = ["op", self._pick("==", "<", "!="), ["var", "x"], self.of("string", depth - 1)]
        return ["each", self._pick("all", "exists"), ["list", *items], "x", body]

    def _other_bool(self, depth: int) -> Tree:
        return self._drawn(
            [
                lambda: self._choice("bool", depth),
                lambda: self._either("bool", depth),
                lambda: ["call", "bool", self.of("string", depth - 1)],
                lambda: self._leaf("bool"),
            ]
        )

    def _number(self, depth: int) -> Tree:
        deeper = depth - 1
        return self._drawn(
            [lambda: ["op", self._pick("+", "-", "*", "/", "%"), self.of("number", deeper), self.of("number", deeper)]]
            * 6
            + [
                lambda: self._choice("number", depth),
                lambda: self._either("number", depth),
                lambda: self._furthest("number", depth),
                lambda: ["op", "-", self.of("number", deeper)],
                lambda: ["call", "abs", self.of("number", deeper)],
                lambda: [
                    "call",
                    "round",
                    self.of("number", deeper),
                    *([["num", self._pick(*_PLACES)]] if self._pick(0, 1) else []),
                ],
                lambda: ["call", self._pick("floor", "ceil"), self.of("number", deeper)],
                lambda: ["call", "size", self.of("string", deeper)],
                lambda: ["call", "size", ["var", self._pick("l0", "f0")]],
                lambda: [
                    "call",
                    self._pick("year", "month", "day", "dayOfYear", "weekday"),
                    self.of(str(self._pick("date", "datetime")), deeper),
                ],
                lambda: [
                    "call",
                    self._pick("hour", "minute", "second", "millisecond"),
                    self.of(str(self._pick("datetime", "duration")), deeper),
                ],
                lambda: [
                    "call",
                    self._pick("daysBetween", "monthsBetween", "yearsBetween"),
                    self.of("date", deeper),
                    self.of("date", deeper),
                ],
                lambda: ["call", self._pick("toDays", "toHours", "toMinutes"), self.of("duration", deeper)],
            ]
        )

    def _string(self, depth: int) -> Tree:
        deeper = depth - 1
        return self._drawn(
            [
                lambda: self._leaf("string"),
                lambda: ["op", "+", self.of("string", deeper), self.of("string", deeper)],
                lambda: ["call", "trim", self.of("string", deeper)],
                lambda: [
                    "call",
                    "replace",
                    self.of("string", deeper),
                    ["str", self._pick("a", "ab", "%", "'")],
                    self.of("string", deeper),
                ],
                lambda: ["call", "substring", self.of("string", deeper), ["num", self._pick("0", "1", "2", "0.5")]],
                lambda: [
                    "call",
                    "substring",
                    self.of("string", deeper),
                    ["num", self._pick("0", "1")],
                    ["num", self._pick("0", "1", "2")],
                ],
                lambda: ["call", "string", self.of(str(self._pick("number", "bool", "date", "string")), deeper)],
                lambda: self._choice("string", depth),
                lambda: self._either("string", depth),
                lambda: self._furthest("string", depth),
            ]
        )

    def _date(self, depth: int) -> Tree:
        deeper = depth - 1
        return self._drawn(
            [
                lambda: self._leaf("date"),
                lambda: ["op", self._pick("+", "-"), self.of("date", deeper), self.of("duration", deeper)],
                lambda: [
                    "call",
                    self._pick("addDays", "addMonths", "addYears"),
                    self.of("date", deeper),
                    self.of("number", deeper),
                ],
                lambda: ["call", "date", self.of("datetime", deeper)],
                lambda: self._choice("date", depth),
                lambda: self._either("date", depth),
                lambda: self._furthest("date", depth),
            ]
        )

    def _datetime(self, depth: int) -> Tree:
        deeper = depth - 1
        return self._drawn(
            [
                lambda: self._leaf("datetime"),
                lambda: ["op", self._pick("+", "-"), self.of("datetime", deeper), self.of("duration", deeper)],
                lambda: ["call", "addDays", self.of("datetime", deeper), self.of("number", deeper)],
                lambda: self._choice("datetime", depth),
                lambda: self._furthest("datetime", depth),
            ]
        )

    def _duration(self, depth: int) -> Tree:
        deeper = depth - 1
        return self._drawn(
            [
                lambda: self._leaf("duration"),
                lambda: ["op", "-", *self._same_twice(depth, "date", "datetime")],
                lambda: ["op", self._pick("+", "-"), self.of("duration", deeper), self.of("duration", deeper)],
                lambda: self._choice("duration", depth),
                lambda: self._furthest("duration", depth),
            ]
        )
