"""The supervisor's decisions about one child, with real processes that do nothing."""

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.supervisor.children import Child, Command
from core.supervisor.supervisor import Supervisor

SLEEP = [sys.executable, "-c", "import time; print('up', flush=True); time.sleep(60)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(15, lambda *_: None); print('up', flush=True); time.sleep(30); time.sleep(30)",
]


class Said(list[str]):
    def __call__(self, name: str, line: str) -> None:
        self.append(f"{name}: {line}")


@pytest.fixture
def said() -> Said:
    return Said()


@pytest.fixture
def make(said: Said) -> Iterator[Callable[..., Child]]:
    made: list[Child] = []

    def child(argv: list[str], *, stop_seconds: float = 5) -> Child:
        command = Command(name="worker", argv=argv, stop_seconds=stop_seconds)
        made.append(Child(command=command, environ={}, say=said))
        made[-1].start()
        return made[-1]

    yield child
    for one in made:
        one.kill()


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


def watching(child: Child, age: float | None, tmp_path: Path) -> Supervisor:
    return Supervisor(
        host="127.0.0.1",
        port=1,
        data_dir=tmp_path,
        out=lambda line: None,
        worker_age=lambda: age,
        worker_limit=0.0 if age else 60.0,
        is_working=lambda: False,
        prepare=lambda: None,
        greet=lambda url: (),
        children=[child],
    )


def test_a_deaf_worker_is_started_afresh(make: Callable[..., Child], tmp_path: Path) -> None:
    child = make(SLEEP)
    watching(child, 100.0, tmp_path)._watch_worker()
    assert not child.is_running()
    assert child.restart_if_dead() or child.next_start > time.monotonic()


def test_a_worker_that_just_started_is_given_time(make: Callable[..., Child], tmp_path: Path) -> None:
    child = make(SLEEP)
    watching(child, None, tmp_path)._watch_worker()
    assert child.is_running()


def test_what_keeps_dying_is_started_ever_more_slowly(make: Callable[..., Child], said: Said) -> None:
    child = make([sys.executable, "-c", "raise SystemExit(3)"])
    for _ in range(3):
        until(lambda: not child.is_running())
        child.restart_if_dead()
        child.next_start = 0.0
        child.restart_if_dead()
    pauses = [line.rsplit(" ", 2)[1] for line in said if "stopped (exit code 3)" in line]
    assert pauses == ["0.5", "1.0", "2.0"]


def test_lines_of_a_child_carry_its_name(make: Callable[..., Child], said: Said) -> None:
    make(SLEEP)
    until(lambda: bool(said))
    assert said == ["worker: up"]


@pytest.mark.parametrize(("is_busy", "least", "most"), [(False, 1.0, 2.9), (True, 3.0, 20.0)])
def test_a_stubborn_child_is_waited_for_only_while_it_works(
    make: Callable[..., Child], said: Said, is_busy: bool, least: float, most: float
) -> None:
    child = make(STUBBORN, stop_seconds=3)
    until(lambda: bool(said))
    started = time.monotonic()
    child.ask_to_stop()
    child.wait_stopped(lambda: is_busy)
    assert least <= time.monotonic() - started <= most
    assert not child.is_running()
