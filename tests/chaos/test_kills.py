"""kill -9 of workers while they work: what was acknowledged is done once, by whoever is alive."""

import random

import pytest

from tests.stack import Stack, StackMaker

pytestmark = [pytest.mark.stack]

CHAOS = {"DJANGO_SETTINGS_MODULE": "tests.chaos.settings"}


def ask(stack: Stack, prefix: str, count: int) -> list[str]:
    """Ids of jobs that were acknowledged: committed before they are printed."""
    script = f"from tests.chaos.asking import ask; ask({prefix!r}, {count})"
    return stack.manage("shell", "--verbosity", "0", "-c", script).split()


def done(stack: Stack) -> int:
    return int(stack.sql("select count(*) from jobs_job where kind = 'chaos.steps' and state = 'done'")[0][0])


def assert_each_step_once(stack: Stack, jobs: list[str]) -> None:
    rows = stack.sql("select stream, count(*) from events_event where stream like 'chaos:%' group by stream")
    assert dict(rows) == {f"chaos:{job}": 3 for job in jobs}
    assert "unbroken" in stack.manage("events_verify")


@pytest.mark.parametrize(("point", "action"), [("chaos.second.inside", "kill9"), ("chaos.second.after", "kill9-group")])
def test_a_job_goes_on_where_its_worker_was_killed(chaos_stack: Stack, point: str, action: str) -> None:
    stack = chaos_stack
    stack.arm(point, action)
    (job,) = ask(stack, f"{point}-{action}", 1)
    state = "select state, attempts from jobs_job where dedupe_key = ?"
    stack.wait_for(
        lambda: stack.sql(state, (f"{point}-{action}-0",)) == [("done", 2)], what="the job is done", seconds=30
    )
    assert stack.was_hit(point)
    steps = stack.sql("select position, name from events_event where stream = ? order by 1", (f"chaos:{job}",))
    assert steps == [(1, "step-taken"), (2, "step-taken"), (3, "step-taken")]


@pytest.fixture(scope="module")
def chaos_stack(tmp_path_factory: pytest.TempPathFactory) -> object:
    stack = Stack.begin(tmp_path_factory.mktemp("chaos"), environ=CHAOS)
    yield stack
    stack.end()


@pytest.mark.parametrize("database", ["sqlite", "postgres"])
def test_blind_kills_lose_and_double_nothing(live_stack: StackMaker, database: str) -> None:
    stack = live_stack(database=database, environ=CHAOS)
    pick = random.Random(20_261_121)
    jobs: list[str] = []
    for kill in range(4):
        jobs += ask(stack, f"round-{kill}", 15)
        stack.kill(pick.choice(["worker", "worker", "scheduler"]))
    stack.wait_for(lambda: done(stack) == len(jobs), what="all acknowledged jobs are done", seconds=60)
    assert_each_step_once(stack, jobs)
