"""The classes of deliberate deviation from CEL, each recognised from the test itself.

A class looks at what the test uses (its expression with texts taken out, its values and declared types) and,
where the cause is in our rules, at what we answered. The first class that fits names the difference.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A test whose answer here is not the one CEL wants."""

    test: Mapping[str, object]
    wanted: str
    got: str

    def __str__(self) -> str:
        place = f"{self.test['file']}/{self.test['section']}/{self.test['name']}"
        return f"{place}: {self.test['expr']}  wanted {self.wanted}, got {self.got}"

    @property
    def code(self) -> str:
        """The expression with its text literals emptied, so that words inside them do not count."""
        return re.sub(r"""(?s)'''.*?'''|\"\"\".*?\"\"\"|'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*\"""", "''", self.expression)

    @property
    def expression(self) -> str:
        """The expression as it stands."""
        return str(self.test["expr"])

    @property
    def surroundings(self) -> str:
        """Values and types of the test, as text to search in."""
        return str([self.test.get(key) for key in ("value", "typed_result", "bindings", "type_env")])


Test = Callable[[Difference], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deviation:
    """A class of differences, why we want them, and how one is told."""

    name: str
    reason: str
    fits: Test


def class_of(difference: Difference) -> str | None:
    """The name of the first class that fits."""
    return next((deviation.name for deviation in CLASSES if deviation.fits(difference)), None)


def _uses(pattern: str) -> Test:
    """Whether the expression, outside its texts, holds the pattern."""
    compiled = re.compile(pattern)
    return lambda difference: bool(compiled.search(difference.code))


def _mentions(*words: str) -> Test:
    """Whether a value or type of the test is one of these CEL kinds."""
    return lambda difference: any(word in difference.surroundings for word in words)


def _got(*starts: str) -> Test:
    """Whether our answer begins so."""
    return lambda difference: difference.got.startswith(starts)


def _wanted(*starts: str) -> Test:
    return lambda difference: difference.wanted.startswith(starts)


def _either(*tests: Test) -> Test:
    return lambda difference: any(test(difference) for test in tests)


def _both(*tests: Test) -> Test:
    return lambda difference: all(test(difference) for test in tests)


def _is_unchecked(difference: Difference) -> bool:
    """The test switches CEL's checker off, and it is our checker that refuses."""
    return bool(difference.test.get("disable_check")) and difference.got.startswith("error check")


_A_NUMBER: Final = '{"type": "number"'

CLASSES: Final[Sequence[Deviation]] = (
    Deviation(
        name="extension libraries",
        reason="the string, math, network, optional, binding, block and macro extensions are not in the profile",
        fits=_either(lambda difference: bool(difference.test["extension"]), _uses(r"\boptional\.")),
    ),
    Deviation(
        name="protobuf messages and enums",
        reason="apps have entities and records, not protobuf messages, wrappers, enums or packages of them",
        fits=_either(
            lambda difference: bool(difference.test["needs_proto_types"]),
            _uses(r"\bgoogle\.protobuf\."),
            _mentions("enum_value", "message_type"),
        ),
    ),
    Deviation(
        name="bytes",
        reason="files are attachments; expressions see text",
        fits=_either(_uses(r"(?i)\bbr?''|\bbytes\("), _mentions("bytes_value", "BYTES")),
    ),
    Deviation(
        name="unsigned numbers",
        reason="there is one number type; a suffix is refused",
        fits=_either(_uses(r"(?i)\b(0x[0-9a-f]+|[0-9]+)u\b"), _uses(r"\buint\(")),
    ),
    Deviation(
        name="types as values",
        reason="types are known before an expression runs, so there is no type() and no type name as a value",
        fits=_either(_uses(r"\btype\("), _mentions("type_value")),
    ),
    Deviation(
        name="int and double conversions",
        reason="int() and double() convert between two number types; here there is one, read by number()",
        fits=_uses(r"\b(int|double)\("),
    ),
    Deviation(
        name="not a number and infinity",
        reason="dividing by zero is an error, never a special value",
        fits=_either(
            _wanted("incomparable not finite"), _both(_uses(r"/\s*-?0\.0"), _got("error run division-by-zero"))
        ),
    ),
    Deviation(
        name="exact numbers",
        reason="sums beyond 64 bits, remainders of fractions and comparisons beyond 15 digits are exact; CEL "
        "overflows, refuses or rounds; a quotient is a fraction, not cut to a whole number",
        fits=_both(
            _either(
                _both(_wanted("error"), _got(_A_NUMBER)),
                _both(_wanted(_A_NUMBER), _got(_A_NUMBER), _uses(r"/")),
                _both(_wanted("true", "false"), _got("true", "false"), _uses(r"[0-9]{16,}|/")),
            ),
            _uses(r"[-+*/%<>=]"),
        ),
    ),
    Deviation(
        name="record keys that are not literal text",
        reason="the parts of a record have names, as in JSON; other keys are refused",
        fits=_either(_got("error parse bad-key"), _mentions("'map_type': {'key_type': {'primitive': 'INT64'}")),
    ),
    Deviation(
        name="dotted variable names",
        reason="a variable is a form field with a plain key; there are no packages to resolve names in",
        fits=_either(
            lambda difference: any("." in str(entry["name"]) for entry in _declared(difference)),
            _uses(r"(^|[^\w)\]'])\.[a-zA-Z]"),
        ),
    ),
    Deviation(
        name="ordering null",
        reason="an empty field is normal: ordering null gives null, which counts as not met",
        fits=_both(_wanted("error"), _got("null"), _uses(r"\bnull\b.*[<>]|[<>].*\bnull\b")),
    ),
    Deviation(
        name="missing parts read as null",
        reason="a part that a record does not carry is an unanswered field; the checker refuses unknown names",
        fits=_both(_wanted("error"), _got("null"), _uses(r"[\w)\]}]\.\w+")),
    ),
    Deviation(
        name="parts a record cannot have",
        reason="the parts of a record are known before it runs; asking for another one, even with has(), is refused",
        fits=_got("error check unknown-field"),
    ),
    Deviation(
        name="numbers as plain text",
        reason="string() writes a number in full and without trailing zeros, never with an exponent",
        fits=_both(_uses(r"\bstring\("), _wanted('"'), _got('"')),
    ),
    Deviation(
        name="moments and numbers",
        reason="no seconds since 1970: moments are read from text only",
        fits=_uses(r"\btimestamp\((dyn\()?-?[0-9]"),
    ),
    Deviation(
        name="nanoseconds",
        reason="times are kept to the microsecond, as databases do; a finer one is refused, never cut",
        fits=lambda difference: bool(re.search(r"\.[0-9]{6}[0-9]*[1-9][0-9]*[sZ+-]|[0-9]ns", difference.expression)),
    ),
    Deviation(
        name="limits",
        reason="an expression has at most 4,000 characters, 500 nodes and 60 levels",
        fits=_got("error parse too-"),
    ),
    Deviation(
        name="functions a host declares",
        reason="the functions are those of the registry; a test that declares its own has nothing to call",
        fits=lambda difference: any("function" in entry for entry in _declared(difference)),
    ),
    Deviation(
        name="always checked",
        reason="the test switches the checker off; here nothing that the checker refuses can be stored or run",
        fits=_is_unchecked,
    ),
)


def _declared(difference: Difference) -> Sequence[Mapping[str, object]]:
    declarations = difference.test.get("type_env", [])
    return [entry for entry in declarations if isinstance(entry, Mapping)] if isinstance(declarations, Sequence) else []
