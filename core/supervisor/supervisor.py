"""Start order, restarts, health and stopping of the processes behind `manage.py up`."""

import fcntl
import os
import signal
import socket
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import TextIO

from core.errors import Unavailable
from core.supervisor.children import Child, Command

READY_SECONDS = 60.0
WATCH_EVERY = 10.0
PID_FILE = "guildhall.pid"


class PortTaken(Unavailable):
    code = "port-taken"
    title = "The port is in use"


class AlreadyRunning(Unavailable):
    code = "already-running"
    title = "Already running"


def commands(*, host: str, port: int) -> tuple[Command, ...]:
    """Web, worker and scheduler, in start order; they stop in reverse, the web last to say what happened."""
    python = sys.executable
    web = (
        f"-m gunicorn config.wsgi:application --bind {host}:{port} --worker-class gthread --workers 2 --threads 4"
        " --graceful-timeout 5 --log-level warning"
    )
    worker = (
        "-m celery --quiet -A config.celery worker --pool prefork --concurrency 2"
        " --without-mingle --without-gossip --without-heartbeat --loglevel WARNING"
    )
    # Celery warns root about pickled messages; ours are JSON.
    calm = "-Wignore:You're running the worker"
    return (
        Command(name="web", argv=[python, *web.split()], stop_seconds=8),
        Command(name="worker", argv=[python, calm, *worker.split()], stop_seconds=12),
        Command(name="scheduler", argv=[python, "manage.py", "scheduler"], stop_seconds=3),
    )


@dataclass(slots=True, kw_only=True)
class Supervisor:
    """Runs the commands until told to stop.

    `prepare` runs once before the first start; `worker_age` is the age in seconds of the last sign of a live worker;
    `is_working` tells whether a worker has a job in hand, which is worth waiting for.
    """

    host: str
    port: int
    data_dir: Path
    out: Callable[[str], None]
    worker_age: Callable[[], float | None]
    worker_limit: float
    is_working: Callable[[], bool]
    prepare: Callable[[], None]
    greet: Callable[[str], Sequence[str]]
    children: list[Child] = field(default_factory=list)
    stopping: threading.Event = field(default_factory=threading.Event)
    _lock: TextIO | None = None
    _saying: threading.Lock = field(default_factory=threading.Lock)

    def run(self) -> int:
        """Start everything, keep it running, stop it; the exit code. Raises PortTaken or AlreadyRunning."""
        self._take_pid_file()
        require_free(self.host, self.port)
        self.prepare()
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._on_signal)
        environ = {**os.environ, "PYTHONUNBUFFERED": "1"}
        self.children = [
            Child(command=command, environ=environ, say=self.say)
            for command in commands(host=self.host, port=self.port)
        ]
        try:
            for child in self.children:
                child.start()
            answered = self._wait_until_ready()
            if answered:
                self._keep_running()
            return 0 if answered or self.stopping.is_set() else 1
        finally:
            self._stop()

    def say(self, name: str, line: str) -> None:
        """Print one line of a process; whole lines only, whoever writes."""
        with self._saying, suppress(OSError):
            self.out(f"{name:<9} | {line}" if name else line)

    @property
    def url(self) -> str:
        shown = "localhost" if self.host in ("127.0.0.1", "0.0.0.0", "::1", "::") else self.host  # noqa: S104  # only compared
        return f"http://{shown}:{self.port}"

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self.stopping.set()

    def _wait_until_ready(self) -> bool:
        end = time.monotonic() + READY_SECONDS
        while not self.stopping.is_set() and time.monotonic() < end:
            for child in self.children:
                child.restart_if_dead()
            if answers(f"http://{_reachable(self.host)}:{self.port}/healthz"):
                for line in self.greet(self.url):
                    self.say("", line)
                return True
            self.stopping.wait(0.1)
        if not self.stopping.is_set():
            self.say("", f"Nothing answered at {self.url} within {READY_SECONDS:.0f} s; the lines above say why.")
        return False

    def _keep_running(self) -> None:
        next_watch = time.monotonic() + WATCH_EVERY
        while not self.stopping.wait(0.2):
            for child in self.children:
                child.restart_if_dead()
            if time.monotonic() >= next_watch:
                next_watch = time.monotonic() + WATCH_EVERY
                self._watch_worker()

    def _watch_worker(self) -> None:
        """A worker can be alive and deaf (a broker was reset under it): no canary for too long, start it afresh."""
        worker = next(child for child in self.children if child.command.name == "worker")
        if not worker.is_running() or time.monotonic() - worker.started_at < self.worker_limit:
            return
        age = self.worker_age()
        if age is None or age > self.worker_limit:
            self.say("worker", f"finished no canary job for {self.worker_limit:.0f} s; starting it afresh")
            worker.kill()

    def _stop(self) -> None:
        """Scheduler and worker first, so that nothing new begins, then the web; nobody is left behind."""
        self.say("", "Stopping.")
        first = [child for child in self.children if child.command.name != "web"]
        for group in (first, [child for child in self.children if child.command.name == "web"]):
            for child in group:
                child.ask_to_stop()
            for child in group:
                child.wait_stopped(self.is_working if child.command.name == "worker" else _always)
        (self.data_dir / PID_FILE).unlink(missing_ok=True)

    def _take_pid_file(self) -> None:
        path = self.data_dir / PID_FILE
        lock = path.open("a+", encoding="ascii")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            pid = lock.read().strip() or "unknown"
            raise AlreadyRunning(
                detail=f"Guildhall already runs on this data folder (process {pid}). Stop it, or set another DATA_DIR."
            ) from None
        lock.truncate(0)
        lock.write(f"{os.getpid()}\n")
        lock.flush()
        self._lock = lock


def require_free(host: str, port: int) -> None:
    """Raise PortTaken, in words, unless a server could listen here."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortTaken(
                detail=f"Port {port} on {host} cannot be used ({error.strerror}). "
                f"Stop what listens there, or choose another: PORT={port + 1} make run"
            ) from None


def answers(url: str) -> bool:
    """Whether an HTTP GET is answered with 200 within a second."""
    try:
        with urllib.request.urlopen(url, timeout=1) as response:  # noqa: S310  # our own loopback address
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _always() -> bool:
    return True


def _reachable(host: str) -> str:
    return {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, host)  # noqa: S104  # only compared
