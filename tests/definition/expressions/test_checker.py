"""What the static check accepts, what it refuses, where, and in which words."""

import time

import pytest

from definition.expressions import (
    ANY,
    BOOL,
    DATE,
    DATETIME,
    DURATION,
    NULL,
    NUMBER,
    STRING,
    Ast,
    Type,
    check,
    list_of,
    record_of,
    type_from_json,
    type_to_json,
)
from definition.expressions.registry import FUNCTIONS

ENVIRONMENT = {
    "amount": NUMBER,
    "category": STRING,
    "vip": BOOL,
    "due": DATE,
    "sent": DATETIME,
    "length": DURATION,
    "tags": list_of(STRING),
    "lines": list_of(record_of({"price": NUMBER, "qty": NUMBER})),
    "record": record_of({"owner": STRING, "total": NUMBER}),
    "anything": ANY,
}


@pytest.mark.parametrize(
    ("source", "type_"),
    [
        ("amount * 2", "number"),
        ("category + '!'", "string"),
        ("amount > 5 && vip", "bool"),
        ("due - due", "duration"),
        ("due + length", "date"),
        ("sent - length", "datetime"),
        ("tags[0]", "string"),
        ("record.owner", "string"),
        ("record['total']", "number"),
        ("lines.map(line, line.price * line.qty)", "list<number>"),
        ("lines.filter(line, has(line.price))", "list<record{price: number, qty: number}>"),
        ("lines.exists(line, line.qty > 1)", "bool"),
        ("sum(lines.map(line, line.price))", "number"),
        ("max(due, today())", "date"),
        ("coalesce(null, amount)", "number"),
        ("ifEmpty(category, 'x')", "string"),
        ("vip ? amount : null", "number"),
        ("vip ? [] : [1]", "list<number>"),
        ("vip ? 1 : 'x'", "any"),
        ("[]", "list<any>"),
        ("[1, 'x']", "list<any>"),
        ("{'a': 1, 'b': [true]}", "record{a: number, b: list<bool>}"),
        ("null", "null"),
        ("null + 1", "number"),
        ("anything.x[0].y > 1", "bool"),
        ("date(anything)", "date"),
        ("anything + 1", "number"),
        ("category.split(',').map(part, trim(part))", "list<string>"),
        ("{'a': 1}.map(key, key)", "list<string>"),
        ("yearsBetween(due, today()) >= 18", "bool"),
    ],
)
def test_type_is_known_before_it_runs(source: str, type_: str) -> None:
    checked = check(source, ENVIRONMENT)
    assert [problem.message for problem in checked.problems] == []
    assert str(checked.type) == type_


@pytest.mark.parametrize(
    ("source", "code", "place", "message"),
    [
        ("amout > 1", "unknown-variable", "amout", "There is no field amout. Did you mean amount?"),
        ("zzz", "unknown-variable", "zzz", "There is no field zzz."),
        ("record.ownr", "unknown-field", "record.ownr", "There is no part ownr. Did you mean owner?"),
        ("record['x']", "unknown-field", "record['x']", "There is no part x."),
        ("amount.x", "type-mismatch", "amount.x", "A number has no part x."),
        ("amount > 'x'", "type-mismatch", "amount > 'x'", "amount is a number and cannot be compared with text."),
        ("due > '2026-01-01'", "type-mismatch", "due > '2026-01-01'",
         "due is a date and cannot be compared with text. Write a date as date('2026-01-31')."),
        ("due == sent", "type-mismatch", "due == sent",
         "due is a date and cannot be compared with a date and time. Take the day of the moment with date(...)."),
        ("tags < tags", "type-mismatch", "tags < tags", "A list has no order."),
        ("amount + 'x'", "type-mismatch", "amount + 'x'", "A number cannot be added to text."),
        ("amount - due", "type-mismatch", "amount - due", "A date cannot be taken from a number."),
        ("category * 2", "type-mismatch", "category", "category is text, but * needs numbers."),
        ("-vip", "type-mismatch", "vip", "vip is yes/no, but - needs numbers."),
        ("amount && vip", "not-a-condition", "amount",
         "amount is a number. Compare it with something to make a condition."),
        ("amount ? 1 : 2", "not-a-condition", "amount",
         "amount is a number. Compare it with something to make a condition."),
        ("tags.all(t, size(t))", "not-a-condition", "size(t)",
         "size(t) is a number. Compare it with something to make a condition."),
        ("amount in category", "type-mismatch", "category", "in needs a list, not text."),
        ("amount in tags", "type-mismatch", "amount", "amount is a number, the list holds text."),
        ("amount.map(x, x)", "type-mismatch", "amount", "amount is a number, but map needs a list."),
        ("tags['a']", "type-mismatch", "'a'", "A list is read by a number, not by text."),
        ("rond(amount)", "unknown-function", "rond(amount)", "There is no function rond(). Did you mean round()?"),
        ("round()", "wrong-argument-count", "round()",
         "round() does not take 0 values. Example: round(amount * 1.2, 2)"),
        ("round(category)", "type-mismatch", "category", "round() needs a number here, not text."),
        ("min(amount, due)", "type-mismatch", "min(amount, due)", "These values do not go together in min()."),
        ("max(tags, tags)", "type-mismatch", "tags", "max() needs a value with an order here, not a list."),
        ("category.matches(category)", "pattern-not-literal", "category", "Write the pattern itself in quotes."),
        ("category.matches('(')", "bad-pattern", "'('", "This is not a pattern: check brackets and repeats."),
        ("category.matches('(?i)a')", "unsupported-pattern", "'(?i)a'",
         "Flags, names and look-around are not supported. Use lower() to ignore case."),
        ("date('2024-02-30')", "bad-date", "'2024-02-30'", '"2024-02-30" is not a value date() can read.'),
        ("hour(sent, 'Mars')", "bad-timezone", "'Mars'", '"Mars" is not a value hour() can read.'),
        ("number('x')", "bad-number", "'x'", '"x" is not a value number() can read.'),
        ("amount +", "unexpected-end", "", "The expression stops here, but a value is missing."),
    ],
)  # fmt: skip
def test_problem_has_code_place_and_words(source: str, code: str, place: str, message: str) -> None:
    problems = check(source, ENVIRONMENT).problems
    assert [(p.code, source[p.start : p.end], p.message) for p in problems] == [(code, place, message)]


def test_several_problems_come_in_source_order_and_do_not_cascade() -> None:
    checked = check("nope1 + 1 > nope2 && amount", ENVIRONMENT)
    assert [problem.code for problem in checked.problems] == ["unknown-variable", "unknown-variable", "not-a-condition"]
    assert [problem.start for problem in checked.problems] == [0, 12, 21]


def test_hundreds_of_problems_are_cut_and_found_soon() -> None:
    environment = dict.fromkeys([f"field_name_{number}" for number in range(300)], NUMBER)
    started = time.process_time()
    problems = check(f"[{', '.join(f'feld_nam{number}' for number in range(300))}]", environment).problems
    assert len(problems) == 50
    assert ["suggestion" in problem.params for problem in problems] == [True] * 5 + [False] * 45
    assert time.process_time() - started < 0.25


def test_suggestion_is_a_parameter_for_a_quick_fix() -> None:
    (problem,) = check("amout", ENVIRONMENT).problems
    assert dict(problem.params) == {"name": "amout", "suggestion": "amount"}


@pytest.mark.parametrize(("source", "expected", "codes"), [
    ("amount", BOOL, ["wrong-result"]), ("vip", BOOL, []), ("null", BOOL, []), ("anything", BOOL, []),
    ("amount", NUMBER, []), ("tags", list_of(NUMBER), ["wrong-result"]),
])  # fmt: skip
def test_result_must_be_of_the_type_its_place_needs(source: str, expected: Type, codes: list[str]) -> None:
    assert [problem.code for problem in check(source, ENVIRONMENT, expected=expected).problems] == codes


def test_variables_are_those_of_the_environment_only() -> None:
    checked = check("lines.map(line, line.price * amount).exists(amount, amount > 1)", ENVIRONMENT)
    assert checked.variables == {"lines", "amount"}


def test_stored_trees_are_checked_too() -> None:
    assert [problem.code for problem in check(Ast.from_json(["var", "gone"]), ENVIRONMENT).problems] == [
        "unknown-variable"
    ]


def test_every_example_of_the_registry_passes_the_check() -> None:
    names = {
        "comment": STRING, "email": STRING, "code": STRING, "file_name": STRING, "name": STRING, "nickname": STRING,
        "phone": STRING, "tags": STRING, "iban": STRING, "answer": STRING, "amount": NUMBER, "started": DATETIME,
        "ended": DATETIME, "hours": NUMBER, "weight": NUMBER, "planned": NUMBER, "actual": NUMBER, "offer_a": NUMBER,
        "offer_b": NUMBER, "lines": list_of(record_of({"price": NUMBER, "quantity": NUMBER})),
        "scores": list_of(NUMBER),
        "spent_on": DATE, "visit": DATE, "due_on": DATE, "born_on": DATE, "started_on": DATE,
    }  # fmt: skip
    lists = names | {"tags": list_of(STRING)}
    found = {
        name: [problem.message for problem in check(f.example, lists if name == "join" else names).problems]
        for name, f in FUNCTIONS.items()
    }
    assert {name: problems for name, problems in found.items() if problems} == {}


@pytest.mark.parametrize("type_", [*ENVIRONMENT.values(), NULL])
def test_types_survive_json(type_: Type) -> None:
    assert type_from_json(type_to_json(type_)) == type_


@pytest.mark.parametrize("json", [None, 1, "money", {}, {"list": "x"}, {"record": 1}, {"list": "any", "record": {}}])
def test_what_is_no_type_is_refused(json: object) -> None:
    with pytest.raises(ValueError, match="not a type"):
        type_from_json(json)
