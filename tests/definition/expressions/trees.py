"""Random expression trees that mostly fit together, and contexts for them."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from hypothesis import strategies as st

Draw = Callable[..., Any]
Tree = list[Any]

TEXT = st.text(alphabet="ab AZ09-,.éß😀\n\u00a0\uffffİ", max_size=8)
ZONES = st.sampled_from(["UTC", "Europe/Paris", "America/New_York", "Asia/Kolkata", "+05:45", "-03:30"])
PATTERNS = st.sampled_from(
    [
        "a",
        "^a",
        "b$",
        "^[A-Z]+$",
        r"\d+",
        r"^\w*$",
        "(a|b)+",
        "^(a*)*$",
        r"\p{L}",
        "[^a-z]",
        "a{2,3}",
        r"\bA",
        ".",
        r"\s",
    ]
)

_DIGITS = st.integers(-(10**12), 10**12)
NUMBERS = st.one_of(
    st.integers(-20, 20).map(str),
    st.builds(lambda digits, places: f"{digits}e{places}", _DIGITS, st.integers(-20, 8)),
    st.builds(lambda digits, places: f"{digits}e{places}", st.integers(-(10**28), 10**28), st.integers(-40, 40)),
    st.sampled_from(["1e999", "-9.9e998", "1e-999", "2e-998", "9999999999999999999999999999", "0.5", "2.5", "-0.5"]),
)
DAYS = st.dates().map(lambda day: day.isoformat())
# Where the time zone databases of Python and Node agree to the second.
_FIRST, _LAST = datetime.fromisoformat("1971-01-01"), datetime.fromisoformat("2036-01-01")
MOMENTS = st.datetimes(min_value=_FIRST, max_value=_LAST).map(lambda moment: moment.isoformat() + "Z")
LENGTHS = st.one_of(
    st.sampled_from(["1h", "90m", "36h", "1d", "-2d", "0.5s", "1us", "400000h", "100000000h"]),
    st.integers(-(10**9), 10**9).map(lambda seconds: f"{seconds}s"),
)


def _tagged(name: str, values: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    return values.map(lambda value: {"type": name, "value": value})


def _nullable(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), values, values, values, values)


_NUMBER_VALUES = _tagged("number", NUMBERS)
_RECORDS = st.fixed_dictionaries({"a": _nullable(_NUMBER_VALUES), "b": _nullable(TEXT)}).map(
    lambda fields: {"type": "record", "value": fields}
)
CONTEXTS = st.fixed_dictionaries(
    {
        "n1": _nullable(_NUMBER_VALUES),
        "n2": _NUMBER_VALUES,
        "s1": _nullable(TEXT),
        "s2": TEXT,
        "b1": _nullable(st.booleans()),
        "d1": _nullable(_tagged("date", DAYS)),
        "d2": _tagged("date", DAYS),
        "t1": _nullable(_tagged("datetime", MOMENTS)),
        "u1": _nullable(_tagged("duration", LENGTHS)),
        "ln": st.lists(_nullable(_NUMBER_VALUES), max_size=5),
        "ls": st.lists(_nullable(TEXT), max_size=5),
        "r1": _RECORDS,
        "lr": st.lists(_RECORDS, max_size=4),
    }
)

_VARIABLES = {
    "number": ["n1", "n2"], "string": ["s1", "s2"], "bool": ["b1"], "date": ["d1", "d2"], "datetime": ["t1"],
    "duration": ["u1"], "numbers": ["ln"], "strings": ["ls"], "record": ["r1"], "records": ["lr"],
}  # fmt: skip

# Each way to make a value of a type: the head of the node, and the types of its parts.
_WAYS: dict[str, list[tuple[list[str], list[str]]]] = {
    "number": [
        *[(["op", sign], ["number", "number"]) for sign in "+-*/%"],
        (["op", "-"], ["number"]), (["if"], ["bool", "number", "number"]), (["call", "round"], ["number"]),
        (["call", "round"], ["number", "places"]), (["call", "floor"], ["number"]), (["call", "ceil"], ["number"]),
        (["call", "abs"], ["number"]), (["call", "min"], ["numbers"]), (["call", "max"], ["number", "number"]),
        (["call", "sum"], ["numbers"]), (["call", "avg"], ["numbers"]), (["call", "size"], ["string"]),
        (["call", "size"], ["numbers"]), (["call", "number"], ["string"]), (["call", "year"], ["date"]),
        (["call", "month"], ["datetime"]), (["call", "day"], ["datetime", "zone"]), (["call", "weekday"], ["date"]),
        (["call", "dayOfYear"], ["date"]), (["call", "hour"], ["datetime", "zone"]), (["call", "hour"], ["duration"]),
        (["call", "minute"], ["datetime"]), (["call", "second"], ["duration"]), (["call", "millisecond"], ["duration"]),
        (["call", "daysBetween"], ["date", "date"]), (["call", "monthsBetween"], ["date", "date"]),
        (["call", "yearsBetween"], ["date", "date"]), (["call", "toHours"], ["duration"]),
        (["call", "toDays"], ["duration"]), (["call", "toMinutes"], ["duration"]),
        (["call", "coalesce"], ["number", "number"]), (["call", "ifEmpty"], ["number", "number"]),
        (["at"], ["numbers", "index"]), (["part", "a"], ["record"]),
    ],
    "string": [
        (["op", "+"], ["string", "string"]), (["if"], ["bool", "string", "string"]), (["call", "lower"], ["string"]),
        (["call", "upper"], ["string"]), (["call", "trim"], ["string"]), (["call", "replace"], ["string"] * 3),
        (["call", "join"], ["strings", "string"]), (["call", "substring"], ["string", "index", "index"]),
        (["call", "string"], ["number"]), (["call", "string"], ["date"]), (["call", "string"], ["datetime"]),
        (["call", "string"], ["duration"]), (["call", "string"], ["bool"]), (["at"], ["strings", "index"]),
        (["part", "b"], ["record"]), (["call", "coalesce"], ["string", "string"]), (["call", "max"], ["strings"]),
    ],
    "bool": [
        *[(["op", sign], [kind, kind]) for sign in ("==", "!=", "<", "<=", ">", ">=")
          for kind in ("number", "string", "date", "datetime", "duration", "bool")],
        *[(["op", "=="], [kind, kind]) for kind in ("numbers", "strings", "record", "records")],
        (["op", "&&"], ["bool", "bool"]), (["op", "||"], ["bool", "bool"]), (["op", "!"], ["bool"]),
        (["op", "in"], ["number", "numbers"]), (["op", "in"], ["string", "strings"]),
        (["op", "in"], ["string", "record"]),
        (["call", "contains"], ["string", "string"]), (["call", "startsWith"], ["string", "string"]),
        (["call", "endsWith"], ["string", "string"]), (["call", "matches"], ["string", "pattern"]),
        (["call", "contains"], ["strings", "string"]), (["call", "isEmpty"], ["string"]),
        (["call", "bool"], ["string"]), (["has"], ["variable"]), (["all"], ["numbers"]), (["exists"], ["numbers"]),
        (["exists_one"], ["numbers"]),
    ],
    "date": [
        (["op", "+"], ["date", "duration"]), (["op", "-"], ["date", "duration"]), (["call", "date"], ["datetime"]),
        (["call", "date"], ["number", "index", "index"]), (["call", "addDays"], ["date", "index"]),
        (["call", "addMonths"], ["date", "number"]), (["call", "addYears"], ["date", "index"]), (["call", "today"], []),
        (["call", "min"], ["date", "date"]),
    ],
    "datetime": [
        (["op", "+"], ["datetime", "duration"]), (["op", "-"], ["datetime", "duration"]), (["call", "now"], []),
        (["call", "addDays"], ["datetime", "index"]),
    ],
    "duration": [
        (["op", "-"], ["date", "date"]), (["op", "-"], ["datetime", "datetime"]),
        (["op", "+"], ["duration", "duration"]),
    ],
    "numbers": [
        (["list"], ["number", "number"]), (["list"], []), (["op", "+"], ["numbers", "numbers"]),
        (["map"], ["numbers"]), (["filter"], ["numbers"]), (["map"], ["record"]),
    ],
    "strings": [
        (["list"], ["string", "string"]), (["call", "split"], ["string", "string"]),
        (["op", "+"], ["strings", "strings"]),
    ],
    "record": [(["record"], ["number", "string"]), (["at"], ["records", "index"])],
    "records": [(["list"], ["record"])],
}  # fmt: skip

_LITERALS: dict[str, st.SearchStrategy[Tree]] = {
    "number": NUMBERS.map(lambda number: ["num", number]),
    "string": TEXT.map(lambda text: ["str", text]),
    "bool": st.booleans().map(lambda value: ["bool", value]),
    "date": DAYS.map(lambda day: ["call", "date", ["str", day]]),
    "datetime": MOMENTS.map(lambda moment: ["call", "datetime", ["str", moment]]),
    "duration": LENGTHS.map(lambda length: ["call", "duration", ["str", length]]),
    "places": st.integers(-31, 31).map(lambda places: ["num", str(places)]),
    "index": st.integers(-1, 5).map(lambda index: ["num", str(index)]),
    "zone": ZONES.map(lambda zone: ["str", zone]),
    "pattern": PATTERNS.map(lambda pattern: ["str", pattern]),
    "variable": st.sampled_from(["n1", "s1", "d1", "nothing"]).map(lambda name: ["var", name]),
}


@st.composite
def trees(draw: Draw, kind: str | None = None, depth: int = 4) -> Tree:
    """A tree giving mostly the kind asked for; one in twenty parts is of another kind."""
    kinds = sorted(_WAYS)
    wanted = kind or draw(st.sampled_from(kinds))
    if wanted in _WAYS and draw(st.integers(0, 19)) == 0:
        wanted = draw(st.sampled_from(kinds))
    if wanted not in _WAYS:
        literal: Tree = draw(_LITERALS[wanted])
        return literal
    if depth == 0 or draw(st.integers(0, 3)) == 0:
        leaf: Tree = draw(_leaves(wanted))
        return leaf
    head, parts = draw(st.sampled_from(_WAYS[wanted]))
    return _assembled(draw, head, [draw(trees(part, depth - 1)) for part in parts], depth)


def _leaves(kind: str) -> st.SearchStrategy[Tree]:
    variables = st.sampled_from(_VARIABLES[kind]).map(lambda name: ["var", name])
    return st.one_of(variables, _LITERALS[kind]) if kind in _LITERALS else variables


def _assembled(draw: Draw, head: list[str], parts: list[Tree], depth: int) -> Tree:
    if head[0] in {"map", "filter", "all", "exists", "exists_one"}:
        body = draw(trees("number" if head[0] == "map" else "bool", depth - 1))
        # The macro variable takes a name the body reads, so that shadowing is tried too.
        return ["each", head[0], parts[0], draw(st.sampled_from(["n1", "n2", "item"])), body]
    if head[0] == "part":
        return ["get", parts[0], head[1]]
    if head[0] == "record":
        return ["record", ["a", parts[0]], ["b", parts[1]]]
    return [*head, *parts]
