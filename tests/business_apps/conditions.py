"""A condition of theirs in our language.

Theirs is a field name, or JavaScript after `eval:` over `doc`. What only compares fields of the same record is
translated; whatever else is said to be lost, with the class of the reason. JavaScript takes 0, "" and an empty date for
"no"; so does what comes out.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

NUMBERS = frozenset({"number", "money", "percent", "rating"})
OPTIONS = frozenset({"choice", "select"})
TEXTS = frozenset({"text", "textarea", "email", "phone", "url"})

_TOKEN = re.compile(
    r"""\s*(?:(?P<text>"[^"]*"|'[^']*')|(?P<number>\d+(?:\.\d+)?)|(?P<name>[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)"""
    r"""|(?P<mark>===|!==|==|!=|>=|<=|&&|\|\||[><!()\[\],.;-]))"""
)
_STATE = frozenset({"docstatus", "__islocal", "__unsaved", "__onload"})
_PLACE = frozenset({"doctype", "parenttype", "parentfield", "parent", "name"})
_COMPARE = {"===": "==", "!==": "!=", "==": "==", "!=": "!=", ">": ">", "<": "<", ">=": ">=", "<=": "<="}


class Untranslatable(Exception):
    """`reason` is a class, counted in the report."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A field that conditions may ask for: our key and kind, and our option keys by their option."""

    key: str
    kind: str
    options: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the record of a condition holds: fields by their name, and why others are not there."""

    fields: Mapping[str, Asked]
    absent: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Words:
    """A condition that is whole already, in our language."""

    text: str


@dataclass(frozen=True, slots=True)
class Literal:
    value: str | Decimal | bool


@dataclass(frozen=True, slots=True)
class Listed:
    values: tuple[Literal, ...]


@dataclass(frozen=True, slots=True)
class Position:
    """`[...].indexOf(field)`: only compared with -1 does it mean anything here."""

    words: str


Term = Words | Asked | Literal | Listed | Position


def translate(source: str, known: Known) -> str:
    """Our condition for theirs. Raises Untranslatable."""
    text = source.strip()
    if not text.startswith("eval:"):
        return _truth(_field(text, known))
    reading = _Reading(text.removeprefix("eval:").strip().rstrip(";").rstrip(), known)
    words = _truth(reading.either())
    reading.end()
    return words


class _Reading:
    """Reads the tokens of one condition from left to right."""

    def __init__(self, text: str, known: Known) -> None:
        self._known = known
        self._tokens = _tokens(text)
        self._at = 0

    def end(self) -> None:
        if self._at < len(self._tokens):
            raise Untranslatable("other syntax")

    def either(self) -> Term:
        return self._chain("||", self._all)

    def _all(self) -> Term:
        return self._chain("&&", self._compared)

    def _chain(self, mark: str, part: Callable[[], Term]) -> Term:
        terms = [part()]
        while self._take(mark):
            terms.append(part())
        if len(terms) == 1:
            return terms[0]
        return Words("(" + f" {mark} ".join(_truth(term) for term in terms) + ")")

    def _compared(self) -> Term:
        left = self._single()
        mark = self._peek()
        if mark not in _COMPARE:
            return left
        self._at += 1
        return Words(_comparison(left, _COMPARE[mark], self._single()))

    def _single(self) -> Term:
        if self._take("!"):
            return Words(_denied(self._single()))
        if self._take("("):
            inner = self.either()
            self._need(")")
            return inner
        if self._take("["):
            return self._list()
        if self._take("-"):
            return Literal(-_number(self._next()))
        return self._value()

    def _value(self) -> Term:
        token = self._next()
        if token[0] in "\"'":
            return Literal(token[1:-1])
        if token[0].isdigit():
            return Literal(_number(token))
        if token in ("true", "false"):
            return Literal(token == "true")
        if self._peek() == "(":
            return self._call(token)
        root, _, name = token.removeprefix("cur_frm.").partition(".")
        if root == "parent":
            raise Untranslatable("asks the parent record")
        if root != "doc" or not name:
            raise Untranslatable("calls code")
        return _field(name, self._known)

    def _call(self, name: str) -> Term:
        if name != "in_list":
            raise Untranslatable("calls code")
        self._need("(")
        items = self.either()
        self._need(",")
        sought = self.either()
        self._need(")")
        return Words(_within(items, sought))

    def _list(self) -> Term:
        values: list[Literal] = []
        while not self._take("]"):
            value = self._single()
            if not isinstance(value, Literal):
                raise Untranslatable("other syntax")
            values.append(value)
            self._take(",")
        if not self._take("."):
            return Listed(tuple(values))
        method = self._next()
        if method not in ("includes", "indexOf"):
            raise Untranslatable("calls code")
        self._need("(")
        words = _within(Listed(tuple(values)), self.either())
        self._need(")")
        return Words(words) if method == "includes" else Position(words)

    def _peek(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def _next(self) -> str:
        token = self._peek()
        if not token:
            raise Untranslatable("other syntax")
        self._at += 1
        return token

    def _take(self, mark: str) -> bool:
        found = self._peek() == mark
        self._at += found
        return found

    def _need(self, mark: str) -> None:
        if not self._take(mark):
            raise Untranslatable("other syntax")


def _tokens(text: str) -> list[str]:
    tokens: list[str] = []
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            raise Untranslatable("other syntax")
        tokens.append(found.group().strip())
        at = found.end()
    return tokens


def _field(name: str, known: Known) -> Asked:
    name, _, rest = name.partition(".")
    if name in _STATE:
        raise Untranslatable("asks the state of the document")
    if name in _PLACE:
        raise Untranslatable("asks what kind of document it is in")
    if name in known.absent:
        raise Untranslatable(known.absent[name])
    if name not in known.fields:
        raise Untranslatable("asks for a field that is not there")
    if rest:
        raise Untranslatable("calls code")
    return known.fields[name]


def _truth(term: Term) -> str:
    """What JavaScript takes the term for: yes or no."""
    match term:
        case Words(text=text):
            return text
        case Asked(key=key, kind="yesno"):
            return key
        case Asked(key=key, kind=kind) if kind in NUMBERS:
            return f"coalesce({key}, 0) != 0"
        case Asked(key=key):
            return f"!isEmpty({key})"
    raise Untranslatable("other syntax")


def _denied(term: Term) -> str:
    match term:
        case Asked(key=key, kind=kind) if kind in NUMBERS:
            return f"coalesce({key}, 0) == 0"
        case Asked(key=key, kind=kind) if kind != "yesno":
            return f"isEmpty({key})"
    return f"!({_truth(term)})"


def _comparison(left: Term, mark: str, right: Term) -> str:
    match left, right:
        case Asked(), Literal():
            return _with_literal(left, mark, right)
        case Asked(key=one, kind=kind), Asked(key=other, kind=second):
            if kind in NUMBERS and second in NUMBERS:
                return f"coalesce({one}, 0) {mark} coalesce({other}, 0)"
            for kinds in (TEXTS, frozenset({"date"}), frozenset({"record"})):
                if kind in kinds and second in kinds:
                    return f"{one} {mark} {other}"
        case Position(words=words), Literal(value=Decimal() as place) if place == -1 and mark in ("!=", "=="):
            return words if mark == "!=" else f"!({words})"
    raise Untranslatable("compares unlike things")


def _with_literal(asked: Asked, mark: str, literal: Literal) -> str:
    value, is_equality = literal.value, mark in ("==", "!=")
    if asked.kind == "yesno" and is_equality:
        is_yes = {"1": True, "True": True, "0": False, "False": False, "": False}.get(str(value))
        if is_yes is None:
            raise Untranslatable("compares unlike things")
        return asked.key if is_yes is (mark == "==") else f"!{asked.key}"
    if value == "" and is_equality:
        return f"isEmpty({asked.key})" if mark == "==" else f"!isEmpty({asked.key})"
    if asked.kind in NUMBERS:
        # Their empty number is 0, ours is nothing.
        return f"coalesce({asked.key}, 0) {mark} {_number(str(value))}"
    if not is_equality:
        raise Untranslatable("compares unlike things")
    return f"{asked.key} {mark} {_option(asked, value)}"


def _option(asked: Asked, value: str | Decimal | bool) -> str:
    if asked.kind in OPTIONS and isinstance(value, str):
        if value not in asked.options:
            raise Untranslatable("asks for an option that is not there")
        return _quoted(asked.options[value])
    if asked.kind in TEXTS and isinstance(value, str):
        return _quoted(value)
    if asked.kind == "record":
        raise Untranslatable("compares a link with a name")
    raise Untranslatable("compares unlike things")


def _within(items: Term, sought: Term) -> str:
    if not (isinstance(items, Listed) and isinstance(sought, Asked)):
        raise Untranslatable("other syntax")
    return f"{sought.key} in [{', '.join(_option(sought, item.value) for item in items.values)}]"


def _number(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise Untranslatable("compares unlike things") from None


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
