"""The vectors of the language, with the literals of each expression put into columns of a row.

What an expression gives there must be what the evaluator gives for the same row: a value, null or an error. The figures
of the report say how many agree and what has no query; a refusal that appears or vanishes has to be looked at.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal

import pytest

from definition.expressions import Ast, Context, EvaluationError, Json, Value, evaluate, value_from_json
from definition.expressions.vectors import Case, read_vectors
from definition.json_types import JsonValue
from definition.queries import NotInSql
from runtime.fieldtypes.datetime import show_moment
from runtime.tables.build import EntityTable
from tests.runtime.queries.things import FIELDS, Answer, by_database, by_evaluator, made, store
from tests.world import NOON, World

pytestmark = pytest.mark.database
FIXED = frozenset({"matches", "round", "substring", "replace"})
"""Functions whose later arguments have to be written out."""

SEEN = {
    "agreed": 249,
    "argument date": 3,
    "argument day": 1,
    "argument hour": 5,
    "argument replace": 2,
    "argument year": 1,
    "function avg": 1,
    "function join": 6,
    "function lower": 3,
    "function matches": 44,
    "function split": 6,
    "function sum": 3,
    "function upper": 2,
    "list exists_one": 3,
    "list filter": 3,
    "list in": 1,
    "list map": 3,
    "part index": 14,
    "part listof": 9,
    "part member": 5,
    "part recordof": 7,
    "too-large %": 2,
    "too-large *": 2,
    "too-large /": 2,
    "type": 9,
    "type contains": 1,
    "type date": 1,
    "type duration": 31,
    "type hour": 1,
    "type in": 1,
    "type number": 25,
    "type size": 1,
    "type string": 1,
    "type text": 2,
    "type year": 1,
}
"""Cases that agree, and the others by why and by what they have no query."""

READERS = frozenset({"date", "datetime"})


class Lifting:
    """Puts values into columns of their kind, as long as there are any."""

    def __init__(self, case: Case) -> None:
        self._left = {letter: [key for key in FIELDS if key[0] == letter] for letter in "ntdwbl"}
        self.values: dict[str, JsonValue] = {}
        self.constants: Mapping[str, Value] = {
            name: value_from_json(value) for name, value in case.get("variables", {}).items()
        }
        self._known: dict[str, Json] = {}

    def lifted(self, tree: Json) -> Json:
        match tree:
            case ["str" | "num" | "bool", _]:
                return self._column(evaluate(Ast.from_json(tree), Context()), tree)
            case ["call", str(name), ["str", str()]] if name in READERS:
                return self._read(tree)
            case ["var", str(name)] if name in self.constants:
                if name not in self._known:
                    self._known[name] = self._column(self.constants[name], tree)
                return self._known[name]
        return self._inside(tree)

    def _inside(self, tree: Json) -> Json:
        match tree:
            case ["call", str(name), first, *rest] if name in FIXED:
                return ["call", name, self.lifted(first), *rest]
            case ["record", *pairs]:
                return ["record", *([pair[0], self.lifted(pair[1])] for pair in pairs if isinstance(pair, list))]
            case ["each", str(macro), items, str(name), body]:
                return ["each", macro, items, name, self.lifted(body)]
            case [str(tag), *parts]:
                return [tag, *(self.lifted(part) if isinstance(part, list) else part for part in parts)]
        return tree

    def _read(self, tree: Json) -> Json:
        try:
            return self._column(evaluate(Ast.from_json(tree), Context()), tree)
        except EvaluationError:
            return tree

    def _column(self, value: Value, otherwise: Json) -> Json:
        letter, stored = stored_as(value)
        if letter is None or not self._left[letter]:
            return otherwise
        key = self._left[letter].pop()
        self.values[key] = stored
        return ["var", key]


def stored_as(value: Value) -> tuple[str | None, JsonValue]:
    """The columns that hold this value exactly, and what is stored there."""
    if isinstance(value, bool):
        return "b", value
    if isinstance(value, Decimal):
        fits = abs(value) < 10**15 and value == round(value, 10) and len(value.normalize().as_tuple().digits) <= 15
        return ("n", f"{value:f}") if fits else (None, None)
    if isinstance(value, str):
        return ("t", value) if _is_storable(value) else (None, None)
    if isinstance(value, datetime):
        return ("w", show_moment(value)) if value.microsecond == 0 and value.year >= 1000 else (None, None)
    if isinstance(value, date):
        return ("d", value.isoformat()) if value.year >= 1000 else (None, None)
    if isinstance(value, list) and value and all(isinstance(item, str) and _is_storable(item) for item in value):
        return "l", [str(item) for item in value]
    return None, None


def _is_storable(text: str) -> bool:
    return len(text) <= 1_000 and not any(letter == "\x00" or "\ud800" <= letter <= "\udfff" for letter in text)


def cases() -> Iterator[tuple[Case, Ast, Lifting]]:
    for case in read_vectors():
        if "timezone" in case or "fuel" in case or "\\x00" in case["expr"]:
            continue
        lifting = Lifting(case)
        yield case, Ast.from_json(lifting.lifted(case["tree"])), lifting


def moment_of(case: Case) -> datetime:
    found = value_from_json({"type": "datetime", "value": case["now"]}) if "now" in case else NOON
    assert isinstance(found, datetime)
    return found


@pytest.fixture
def table(world: World) -> EntityTable:
    return made(world)


def test_the_vectors_of_the_language_hold_in_the_database(table: EntityTable) -> None:
    seen: Counter[str] = Counter()
    wrong: list[tuple[str, Answer, Answer]] = []
    for case, ast, lifting in cases():
        if not lifting.values:
            continue
        table.model._default_manager.all().delete()
        ((id_, row),) = store(table, [lifting.values]).items()
        expected = by_evaluator(ast, row, moment_of(case), lifting.constants)
        is_condition = isinstance(expected.value, bool)
        try:
            answers = by_database(table, ast, moment_of(case), lifting.constants, is_condition=is_condition)
        except NotInSql as refused:
            seen[f"{refused.why.refusal.value} {refused.why.name}".strip()] += 1
            continue
        answer = answers[id_]
        seen["agreed" if answer.value == expected.value else "wrong"] += 1
        if answer.value != expected.value or (is_condition and answer.holds != expected.holds):
            wrong.append((case["expr"], expected, answer))
    assert wrong == []
    assert seen == SEEN
