"""The vectors that both engines must satisfy, run by the Python engine."""

import json

import pytest

from definition.expressions import (
    Ast,
    Context,
    EvaluationError,
    evaluate,
    parse,
    to_text,
    value_from_json,
    value_to_json,
)
from definition.expressions.limits import DEFAULT_FUEL
from definition.expressions.moments import datetime_from_text
from definition.expressions.vectors import VECTORS, Case, read_vectors, vectors_text

CASES = read_vectors()


def outcome(ast: Ast, case: Case) -> tuple[str, object]:
    try:
        variables = {name: value_from_json(value) for name, value in case.get("variables", {}).items()}
        now = datetime_from_text(case["now"]) if "now" in case else None
        context = Context(variables=variables, now=now, timezone=case.get("timezone", "UTC"))
        return "result", value_to_json(evaluate(ast, context, fuel=case.get("fuel", DEFAULT_FUEL)))
    except EvaluationError as error:
        return "error", error.code


def expected(case: Case) -> tuple[str, object]:
    return ("error", case["error"]) if "error" in case else ("result", case["result"])


@pytest.mark.parametrize("case", CASES, ids=[f"{number}-{case['expr'][:60]}" for number, case in enumerate(CASES)])
def test_expression_gives_the_agreed_value_or_error(case: Case) -> None:
    assert outcome(parse(case["expr"]), case) == expected(case)


def test_stored_trees_give_the_same_as_the_text() -> None:
    differing = [case["expr"] for case in CASES if outcome(Ast.from_json(case["tree"]), case) != expected(case)]
    assert differing == []


def test_printing_and_parsing_again_gives_the_same_tree() -> None:
    trees = [(parse(case["expr"]), case["tree"]) for case in CASES]
    assert [parse(to_text(ast)).to_json() for ast, _tree in trees] == [tree for _ast, tree in trees]


def test_file_holds_the_trees_of_its_expressions() -> None:
    assert VECTORS.read_text(encoding="utf-8") == vectors_text(CASES)


def test_there_are_enough_vectors_and_none_twice() -> None:
    keys = [
        json.dumps({key: case.get(key) for key in ("expr", "variables", "now", "timezone", "fuel")}) for case in CASES
    ]
    assert len(keys) >= 250
    assert len(set(keys)) == len(keys)
