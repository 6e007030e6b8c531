"""Random trees give the same value or the same error code in Python and in TypeScript."""

import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from definition.expressions import Ast, Context, EvaluationError, evaluate, value_from_json, value_to_json
from definition.expressions.moments import datetime_from_text
from definition.expressions.patterns import PatternError, check_pattern
from tests.definition.expressions.trees import CONTEXTS, MOMENTS, NUMBERS, ZONES, Tree, trees

FRONTEND = Path(__file__).parents[3] / "frontend"
Case = dict[str, Any]


class BrowserEngine:
    """The TypeScript evaluator in a Node process, asked one case at a time."""

    def __init__(self, node: str) -> None:
        self.process = subprocess.Popen(
            [node, str(FRONTEND / "src/expressions/testing/engine.mjs")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        assert self._answer() == "ready"

    def outcome(self, case: Case) -> Case:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(case) + "\n")
        self.process.stdin.flush()
        answer: Case = self._answer()
        return answer

    def _answer(self) -> Any:
        assert self.process.stdout is not None
        return json.loads(self.process.stdout.readline())

    def close(self) -> None:
        self.process.communicate(timeout=30)


@pytest.fixture(scope="module")
def browser_engine() -> Iterator[BrowserEngine]:
    node = shutil.which("node")
    if node is None or not (FRONTEND / "node_modules" / "vite").exists():
        pytest.skip("needs Node and frontend/node_modules to run the TypeScript engine")
    engine = BrowserEngine(node)
    yield engine
    engine.close()


def server_outcome(case: Case) -> Case:
    try:
        variables = {name: value_from_json(value) for name, value in case["variables"].items()}
        context = Context(variables=variables, now=datetime_from_text(case["now"]), timezone=case["timezone"])
        return {"result": value_to_json(evaluate(Ast.from_json(case["tree"]), context, fuel=case["fuel"]))}
    except EvaluationError as error:
        return {"error": error.code}


@settings(max_examples=800, deadline=None, suppress_health_check=list(HealthCheck))
@given(tree=trees(), variables=CONTEXTS, now=MOMENTS, timezone=ZONES, fuel=st.sampled_from([20_000, 20_000, 12]))
def test_both_engines_agree_on_random_trees(
    browser_engine: BrowserEngine, tree: Tree, variables: Case, now: str, timezone: str, fuel: int
) -> None:
    case = {"tree": tree, "variables": variables, "now": now, "timezone": timezone, "fuel": fuel}
    assert browser_engine.outcome(case) == server_outcome(case)


_SIGNS = st.sampled_from(["+", "-", "*", "/", "%", "<", "<=", "==", ">"])


@settings(max_examples=1_000, deadline=None, suppress_health_check=list(HealthCheck))
@given(sign=_SIGNS, left=NUMBERS, right=NUMBERS)
def test_both_engines_agree_on_arithmetic(browser_engine: BrowserEngine, sign: str, left: str, right: str) -> None:
    case = plain_case(["op", sign, ["num", left], ["num", right]])
    assert browser_engine.outcome(case) == server_outcome(case)


_PATTERN_PIECES = st.sampled_from(
    ["a", "b", "A", "1", "-", ".", "^", "$", "|", "(", "(?:", ")", "*", "+", "?", "*?", "{2}", "{1,}", "{0,2}", "{2,3}",
     "[a-c]", "[^a]", r"[\d-]", r"[^\w]", r"\d", r"\D", r"\w", r"\s", r"\b", r"\B", r"\p{L}", r"\PL", r"\.", r"\x41",
     "é", "😀"]
)  # fmt: skip


def is_usable(pattern: str) -> bool:
    try:
        check_pattern(pattern)
    except PatternError:
        return False
    return True


@settings(max_examples=800, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    pattern=st.lists(_PATTERN_PIECES, max_size=8).map("".join).filter(is_usable),
    text=st.text(alphabet="abcA1- é😀.\n", max_size=10),
)
def test_both_engines_find_the_same_patterns(browser_engine: BrowserEngine, pattern: str, text: str) -> None:
    case = plain_case(["call", "matches", ["str", text], ["str", pattern]])
    assert browser_engine.outcome(case) == server_outcome(case)


def plain_case(tree: Tree) -> Case:
    return {"tree": tree, "variables": {}, "now": "2026-11-21T10:00:00Z", "timezone": "UTC", "fuel": 20_000}


def test_hostile_patterns_end_soon_in_the_browser_too(browser_engine: BrowserEngine) -> None:
    started = time.monotonic()
    for pattern in ("^(a+)+$", "(a|a)*b", "(a*)*b", "^(a|aa)+$", "([a-z]+)*[0-9]"):
        case = plain_case(["call", "matches", ["str", "a" * 3_000 + "!"], ["str", pattern]])
        assert browser_engine.outcome(case) == {"result": False}
    assert time.monotonic() - started < 5
