"""Values on their way in and out: what a context may hold, and its JSON form."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from definition.expressions import (
    ANY,
    DATE,
    DATETIME,
    DURATION,
    NUMBER,
    STRING,
    Context,
    EvaluationError,
    Json,
    Type,
    Value,
    evaluate,
    list_of,
    parse,
    record_of,
    truthy,
    value_from_json,
    value_to_json,
)

PARIS = timezone(timedelta(hours=1))


@pytest.mark.parametrize(
    ("value", "type_", "json"),
    [
        (Decimal("12.50"), NUMBER, "12.5"),
        (Decimal("12.50"), ANY, {"type": "number", "value": "12.5"}),
        (9007199254740993, NUMBER, "9007199254740993"),
        (Decimal("1E+3"), NUMBER, "1000"),
        (Decimal("-0.00"), NUMBER, "0"),
        ("x", ANY, "x"),
        (True, ANY, True),
        (None, NUMBER, None),
        (date(2026, 1, 31), DATE, "2026-01-31"),
        (datetime(2026, 1, 31, 10, tzinfo=PARIS), DATETIME, "2026-01-31T09:00:00Z"),
        (timedelta(minutes=90), DURATION, "5400s"),
        ([Decimal(1), None], list_of(NUMBER), ["1", None]),
        ((Decimal(1),), ANY, [{"type": "number", "value": "1"}]),
        ({"a": Decimal(1)}, record_of({"a": NUMBER}), {"a": "1"}),
        ({"a": "x"}, ANY, {"type": "record", "value": {"a": "x"}}),
    ],
)
def test_json_form_of_a_value(value: Value, type_: Type, json: Json) -> None:
    assert value_to_json(value, type_) == json
    assert value_to_json(value_from_json(json, type_), type_) == json


@pytest.mark.parametrize(
    ("json", "type_"),
    [
        (1.5, NUMBER), ("1,5", NUMBER), (True, NUMBER), ("", NUMBER), (1, STRING), ("2024-02-30", DATE),
        ("x", DATETIME), ("2026-01-01T00:00:00", DATETIME), ("5", DURATION), ("x", list_of(STRING)),
        ([1.5], list_of(NUMBER)), (1.5, ANY), ({}, ANY), ({"type": "any", "value": 1}, ANY),
        ({"type": "money", "value": "1"}, ANY), ({"type": "number"}, ANY),
        ({"type": "number", "value": "1", "more": 1}, ANY), ([], record_of({})),
    ],
)  # fmt: skip
def test_json_that_is_not_of_the_type_is_refused(json: Json, type_: Type) -> None:
    with pytest.raises(EvaluationError, match="bad-value"):
        value_from_json(json, type_)


@pytest.mark.parametrize(
    "value",
    [1.5, Decimal("NaN"), Decimal("Infinity"), datetime.fromisoformat("2026-01-01T00:00:00"), b"x", object(), {1, 2}],
)
def test_context_refuses_what_has_no_exact_meaning(value: Value) -> None:
    with pytest.raises(EvaluationError, match="bad-value"):
        evaluate(parse("x"), Context(variables={"x": value}))


def test_context_refuses_endless_nesting() -> None:
    nested: Value = []
    for _level in range(100):
        nested = [nested]
    with pytest.raises(EvaluationError, match="bad-value"):
        evaluate(parse("x"), Context(variables={"x": nested}))


def test_only_variables_that_are_read_are_looked_at() -> None:
    context = Context(variables={"bad": 1.5, "good": 2})  # type: ignore[dict-item]
    assert evaluate(parse("good"), context) == Decimal(2)


def test_whole_numbers_and_other_zones_enter_in_the_engines_form() -> None:
    context = Context(variables={"n": 7, "t": datetime(2026, 1, 1, 1, tzinfo=PARIS), "l": (1, 2)})
    assert evaluate(parse("n / 2"), context) == Decimal("3.5")
    assert evaluate(parse("t"), context) == datetime(2026, 1, 1, tzinfo=UTC)
    assert evaluate(parse("l"), context) == [Decimal(1), Decimal(2)]


def test_now_must_know_its_zone() -> None:
    with pytest.raises(EvaluationError, match="bad-value"):
        evaluate(parse("now()"), Context(now=datetime.fromisoformat("2026-01-01T00:00:00")))


@pytest.mark.parametrize(("value", "met"), [(None, False), (True, True), (False, False)])
def test_null_counts_as_not_met(value: Value, met: bool) -> None:
    assert truthy(value) is met


def test_a_condition_that_is_no_condition_is_an_error() -> None:
    with pytest.raises(EvaluationError, match="type-mismatch"):
        truthy("yes")


def test_evaluating_does_not_change_the_context() -> None:
    variables: dict[str, Value] = {"l": [1, 2], "r": {"a": [3]}}
    evaluate(parse("l.map(x, x + 1) + r.a"), Context(variables=variables))
    assert variables == {"l": [1, 2], "r": {"a": [3]}}
