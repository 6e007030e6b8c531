"""kill -9 during deployments: live or honestly failed within 60 s, old release served, no half table.

A few cells of the matrix; `python -m bench.deploy_kill` runs all of them, ten rounds each.
"""

from collections.abc import Iterator

import pytest

from tests.chaos.deploying import Line
from tests.stack import Stack

pytestmark = [pytest.mark.stack]


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Line]:
    stack = Stack.begin(tmp_path_factory.mktemp("deploy"))
    yield Line.begin(stack, "Kill claims")
    stack.end()


@pytest.mark.parametrize(
    ("point", "target"),
    [("deploy.expand.after", "worker"), ("deploy.activate.before", "group"), ("deploy.smoke.before", "web")],
)
def test_a_deployment_survives_a_kill(line: Line, point: str, target: str) -> None:
    outcome = line.round(point, target, line.address)
    assert (outcome.state, outcome.error) == ("live", "")
    assert outcome.is_good, str(outcome)
    assert outcome.answers[200] > 5
