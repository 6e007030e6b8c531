"""`manage.py up`: what it says, what it restarts, and that nobody is left behind."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.stack import ROOT, Stack, StackMaker, free_port

pytestmark = [pytest.mark.stack]


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return b"State:\tZ" not in Path(f"/proc/{pid}/status").read_bytes()


def family(stack: Stack) -> list[int]:
    """Every process below the supervisor, grandchildren included."""
    rows = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout.split("\n")
    parents = {int(pid): int(ppid) for pid, ppid in (row.split() for row in rows if row.strip())}
    assert stack.process is not None
    found = {stack.process.pid}
    while more := {pid for pid, ppid in parents.items() if ppid in found} - found:
        found |= more
    return sorted(found)


def up(stack: Stack, **environ: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "manage.py", "up"],
        cwd=ROOT,
        env={**stack.environ, **environ},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_up_serves_restarts_what_dies_and_leaves_nobody_behind(live_stack: StackMaker) -> None:
    stack = live_stack()
    stack.wait_for(lambda: f"http://localhost:{stack.port}" in stack.log, what="the address is printed")
    assert "Sign in as" in stack.log
    stack.wait_for(lambda: stack.answers("/healthz/worker"), what="a worker proves that it lives")

    for name in ("worker", "scheduler", "web"):
        before = stack.processes(name)
        stack.kill(name)
        stack.wait_for(lambda: set(stack.processes(name)) - set(before), what=f"{name} is started again")  # noqa: B023
    stack.wait_for(stack.answers, what="the web answers again")
    done = "select count(*) from jobs_job where state = 'done'"
    before_count = stack.sql(done)
    stack.wait_for(lambda: stack.sql(done) > before_count, what="the worker works again", seconds=60)

    everybody = family(stack)
    assert len(everybody) >= 7
    assert stack.stop() == 0
    assert [pid for pid in everybody if alive(pid)] == []
    assert not (stack.data_dir / "guildhall.pid").exists()


def test_a_second_start_says_what_is_in_the_way(live_stack: StackMaker) -> None:
    stack = live_stack()
    assert stack.process is not None
    again = up(stack)
    assert again.returncode == 1
    assert f"already runs on this data folder (process {stack.process.pid})" in again.stderr

    other = stack.data_dir / "other"
    other.mkdir()
    database = stack.environ.get("DATABASE_URL") or f"sqlite:///{stack.data_dir / 'guildhall.sqlite3'}"
    taken = up(stack, DATA_DIR=str(other), DATABASE_URL=database)
    assert taken.returncode == 1
    assert f"Port {stack.port} on 127.0.0.1 cannot be used" in taken.stderr
    empty = f"sqlite:///{other / 'empty.sqlite3'}"
    behind = up(stack, DATA_DIR=str(other), PORT=str(free_port()), DATABASE_URL=empty)
    assert behind.returncode == 1
    assert "steps behind. Run `manage.py prepare`" in behind.stderr
    assert stack.answers()


def test_nobody_outlives_the_supervisor_however_it_ends(live_stack: StackMaker) -> None:
    stack = live_stack()
    for number in (signal.SIGKILL, signal.SIGINT):
        everybody = family(stack)
        stack.stop(number)
        end = time.monotonic() + 30
        while any(alive(pid) for pid in everybody) and time.monotonic() < end:
            time.sleep(0.1)
        assert [pid for pid in everybody if alive(pid)] == []
        with socket.socket() as probe:
            assert probe.connect_ex(("127.0.0.1", stack.port)) != 0
        if number == signal.SIGKILL:
            stack.start()
