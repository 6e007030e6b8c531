"""A whole Guildhall in real processes, for tests: web, worker and scheduler under `manage.py up`. Never eager.

    def test_something(live_stack):
        stack = live_stack()                           # SQLite and the file broker; PostgreSQL if DATABASE_URL is one
        stack = live_stack(database="postgres")        # PostgreSQL and TEST_REDIS_URL; skips without a server
        stack.url                                      # http://127.0.0.1:<free port>, demo workspace seeded
        stack.manage("jobs")                           # a management command in the stack's environment -> its output
        stack.sql("select count(*) from jobs_job")     # rows from the stack's own database
        stack.wait_for(lambda: ..., what="the app is live", seconds=60)   # conditions, never sleeps
        stack.arm("deploy.expand.after", "kill9")      # fault points, see core.faults
        stack.processes("worker")                      # pids, to kill them

The fixture stops every stack it started, whatever the test did; on a failure the log of the processes is in the report.
`tests/conftest.py` makes the fixture known to all tests. Benchmarks use `Stack.begin` and `.end` without pytest.
"""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import psycopg
import pytest

ROOT = Path(__file__).resolve().parent.parent
READY_SECONDS = 90.0
Database = Literal["sqlite", "postgres"]
StackMaker = Callable[..., "Stack"]


class NoServer(Exception):
    """No PostgreSQL answers at TEST_POSTGRES_URL."""


@dataclass(slots=True, kw_only=True)
class Stack:
    """Running processes with a data folder, a database and a port of their own."""

    data_dir: Path
    port: int
    environ: dict[str, str]
    database: Database
    process: "subprocess.Popen[bytes] | None" = None

    @classmethod
    def begin(cls, folder: Path, *, database: Database | None = None, environ: dict[str, str] | None = None) -> "Stack":
        """Prepare a data folder below `folder`, migrate, seed, start, and wait until the web answers."""
        database = database or default_database()
        data_dir = folder / f"stack-{uuid.uuid4().hex[:8]}"
        (data_dir / "faults").mkdir(parents=True)
        port = free_port()
        own = {"DATA_DIR": str(data_dir), "PORT": str(port), "HOST": "127.0.0.1", "FAULTS": str(data_dir / "faults")}
        base = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "REDIS_URL")}
        stack = cls(data_dir=data_dir, port=port, environ={**base, **own, **(environ or {})}, database=database)
        if database == "postgres":
            stack.environ["DATABASE_URL"] = _new_database(data_dir.name.replace("-", "_"))
            if redis_url := os.environ.get("TEST_REDIS_URL") or os.environ.get("REDIS_URL"):
                stack.environ.setdefault("REDIS_URL", redis_url)
        try:
            stack.manage("prepare")
            stack.start()
        except BaseException:
            stack.end()
            raise
        return stack

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        path = self.data_dir / "up.log"
        return path.read_text("utf-8", errors="replace") if path.exists() else ""

    def start(self) -> None:
        """Start `manage.py up` (again) and wait until it answers."""
        with (self.data_dir / "up.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "up"],
                cwd=ROOT,
                env=self.environ,
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
        self.wait_for(self.answers, what="the web answers", seconds=READY_SECONDS)

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Stop the supervisor and wait for its end; the exit code. Its children must not outlive it."""
        if self.process is None:
            return 0
        with suppress(ProcessLookupError):
            self.process.send_signal(number)
        code = self.process.wait(40)
        self.process = None
        return code

    def end(self) -> None:
        """Stop everything by force if need be, and drop the database."""
        groups = [self.process.pid, *self.processes()] if self.process else self.processes()
        try:
            self.stop()
        except subprocess.TimeoutExpired:
            pass
        finally:
            for pid in groups:
                with suppress(ProcessLookupError, PermissionError):
                    os.killpg(pid, signal.SIGKILL)
        if self.database == "postgres" and "DATABASE_URL" in self.environ:
            _drop_database(self.environ["DATABASE_URL"])

    def processes(self, name: str = "") -> list[int]:
        """Process ids of the supervisor's direct children: `web`, `worker`, `scheduler`, or all."""
        marks = {"web": "gunicorn", "worker": "celery", "scheduler": "scheduler"}
        wanted = [marks[name]] if name else list(marks.values())
        children = _children(self.process.pid) if self.process else []
        return [pid for pid, line in children if any(mark in line for mark in wanted)]

    def kill(self, name: str) -> None:
        """kill -9 of one of the supervisor's children, its own children included."""
        for pid in self.processes(name):
            with suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGKILL)

    def crash(self) -> None:
        """kill -9 of everything at once, as a power cut would; `start` starts it again."""
        pids = [*self.processes(), *([self.process.pid] if self.process else [])]
        for pid in pids:
            with suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGKILL)
        if self.process is not None:
            self.process.wait(10)
            self.process = None

    def manage(self, *argv: str, seconds: float = 120) -> str:
        """Run a management command in the stack's environment; its output. Fails the test with stderr if it fails."""
        done = subprocess.run(
            [sys.executable, "manage.py", *argv],
            cwd=ROOT,
            env=self.environ,
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )
        assert done.returncode == 0, f"manage.py {' '.join(argv)}: {done.stdout}\n{done.stderr}"
        return done.stdout

    def sql(self, statement: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Rows of one statement on the stack's own database (`?` marks parameters). Own connection, committed."""
        if self.database == "postgres":
            with psycopg.connect(self.environ["DATABASE_URL"]) as connection:
                cursor = connection.execute(statement.replace("?", "%s"), parameters or None)
                return cursor.fetchall() if cursor.description else []
        with closing(sqlite3.connect(self.data_dir / "guildhall.sqlite3", timeout=20)) as db, db:
            return db.execute(statement, parameters).fetchall()

    def key(self, text: str) -> str:
        """An id as this database stores it."""
        return text if self.database == "postgres" else uuid.UUID(text).hex

    def columns(self, table: str) -> set[str]:
        """The columns a table really has; empty when there is no such table."""
        if self.database == "postgres":
            found = self.sql("select column_name from information_schema.columns where table_name = ?", (table,))
            return {str(name) for (name,) in found}
        return {str(row[1]) for row in self.sql(f'pragma table_info("{table}")')}

    def answers(self, path: str = "/healthz") -> bool:
        """Whether a GET is answered with 200."""
        return self.status(path) == 200

    def status(self, path: str, *, cookie: str = "") -> int:
        """The status of a GET, signed in by `cookie`; 0 if nothing answers."""
        request = urllib.request.Request(self.url + path, headers={"Accept": "application/json", "Cookie": cookie})
        try:
            with urllib.request.urlopen(request, timeout=10) as response:
                return int(response.status)
        except urllib.error.HTTPError as error:
            return error.code
        except (urllib.error.URLError, OSError):
            return 0

    def arm(self, point: str, action: str) -> None:
        """The next process that reaches fault point `point` does `action`."""
        faults = Path(self.environ["FAULTS"])
        for old in faults.glob(f"{point}.*"):
            old.unlink()
        part = faults / f".{point}"
        part.write_text(action, "ascii")
        part.rename(faults / point)

    def release(self, point: str) -> None:
        """Let a process go on that waits at fault point `point`."""
        (Path(self.environ["FAULTS"]) / f"{point}.go").touch()

    def was_hit(self, point: str) -> bool:
        """Whether an armed fault point has been reached."""
        return (Path(self.environ["FAULTS"]) / f"{point}.hit").exists()

    def wait_for(self, condition: Callable[[], Any], *, what: str, seconds: float = 30) -> Any:
        """The first true value of `condition`; fails with the log's end when it stays false for `seconds`."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if value := condition():
                return value
            if self.process is not None and self.process.poll() is not None:
                pytest.fail(f"the stack stopped while waiting until {what}:\n{self.log[-6000:]}")
            time.sleep(0.05)
        pytest.fail(f"waited {seconds:.0f} s in vain until {what}:\n{self.log[-6000:]}")


@pytest.fixture
def live_stack(tmp_path: Path) -> Iterator[StackMaker]:
    """Starts stacks (see the module); every one is stopped when the test ends."""
    started: list[Stack] = []

    def make(*, database: Database | None = None, environ: dict[str, str] | None = None) -> Stack:
        try:
            stack = Stack.begin(tmp_path, database=database, environ=environ)
        except NoServer as reason:
            pytest.skip(str(reason))
        started.append(stack)
        return stack

    yield make
    for stack in started:
        stack.end()


def default_database() -> Database:
    """What the environment asks for: PostgreSQL where DATABASE_URL names one, else the embedded default."""
    return "postgres" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "sqlite"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _children(parent: int) -> list[tuple[int, str]]:
    rows = subprocess.run(["ps", "-wweo", "pid=,ppid=,args="], capture_output=True, text=True, check=True).stdout
    split = [line.split(None, 2) for line in rows.splitlines()]
    return [(int(pid), line) for pid, ppid, line in split if int(ppid) == parent]


def _new_database(name: str) -> str:
    base = os.environ.get("TEST_POSTGRES_URL") or os.environ.get("DATABASE_URL", "")
    if not base.startswith("postgres"):
        raise NoServer("no PostgreSQL: set TEST_POSTGRES_URL=postgres://user@host/postgres")
    try:
        with psycopg.connect(base, autocommit=True, connect_timeout=3) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
    except psycopg.OperationalError as error:
        raise NoServer(f"no PostgreSQL at {base}: {error}") from error
    return urlsplit(base)._replace(path=f"/{name}").geturl()


def _drop_database(url: str) -> None:
    name = urlsplit(url).path.lstrip("/")
    with psycopg.connect(urlsplit(url)._replace(path="/postgres").geturl(), autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
