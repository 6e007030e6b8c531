"""Random trees give the same value or the same error code in Python and in TypeScript."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from definition.expressions import Ast, Context, EvaluationError, evaluate, value_from_json, value_to_json
from definition.expressions.moments import datetime_from_text
from tests.definition.expressions.trees import CONTEXTS, MOMENTS, ZONES, Tree, trees

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


@settings(max_examples=1_500, deadline=None, suppress_health_check=list(HealthCheck))
@given(tree=trees(), variables=CONTEXTS, now=MOMENTS, timezone=ZONES, fuel=st.sampled_from([20_000, 20_000, 12]))
def test_both_engines_agree_on_random_trees(
    browser_engine: BrowserEngine, tree: Tree, variables: Case, now: str, timezone: str, fuel: int
) -> None:
    case = {"tree": tree, "variables": variables, "now": now, "timezone": timezone, "fuel": fuel}
    assert browser_engine.outcome(case) == server_outcome(case)
