"""The processes that are measured: started as in production, one at a time under load, all of them there."""

import json
import os
import socket
import subprocess
import sys
import sysconfig
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from core.supervisor.supervisor import commands

ROOT = Path(__file__).resolve().parents[2]
BENCH_PYTHON = ROOT / ".make" / "bench" / "bin" / "python"
START_SECONDS = 30.0
PAGE_KB = os.sysconf("SC_PAGE_SIZE") // 1024


@dataclass(slots=True, kw_only=True)
class Server:
    """A running server. Use as a context manager."""

    name: str
    argv: Sequence[str]
    environ: Mapping[str, str]
    port: int
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> "Server":
        environ = {**os.environ, "PYTHONPATH": str(ROOT), **self.environ}
        self.process = subprocess.Popen(self.argv, cwd=ROOT, env=environ, start_new_session=True)
        end = time.monotonic() + START_SECONDS
        while not self._listens():
            if self.process.poll() is not None or time.monotonic() > end:
                raise SystemExit(f"{self.name} did not start.")
            time.sleep(0.1)
        return self

    def __exit__(self, *_: object) -> None:
        if self.process is not None:
            self.process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(10)
            self.process.kill()

    def _listens(self) -> bool:
        with closing(socket.socket()) as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def memory_mb(self) -> float:
        """Resident memory of the server with its workers."""
        if self.process is None:
            return 0.0
        pids = [self.process.pid, *_children(self.process.pid)]
        return sum(int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in pids) * PAGE_KB / 1024


def _children(pid: int) -> list[int]:
    direct = [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return [*direct, *(grandchild for child in direct for grandchild in _children(child))]


def guildhall(environ: Mapping[str, str]) -> Server:
    """The web server as `manage.py up` starts it."""
    port = free_port()
    web = next(command for command in commands(host="127.0.0.1", port=port) if command.name == "web")
    return Server(name="Guildhall", argv=web.argv, environ=environ, port=port)


def guildhall_granian(environ: Mapping[str, str]) -> Server | None:
    """The same application under granian's WSGI, to see what the server costs. None without requirements/bench.lock."""
    packages = os.pathsep.join((str(ROOT), sysconfig.get_path("purelib")))
    return _granian("Guildhall, granian", "wsgi", "config.wsgi:application", {**environ, "PYTHONPATH": packages})


def handwritten(environ: Mapping[str, str]) -> Server:
    return _gunicorn("hand-written", "bench.handwritten.wsgi:application", environ)


def bare_wsgi(environ: Mapping[str, str]) -> Server:
    return _gunicorn("bare WSGI", "bench.limit.wsgi:application", environ)


def bare_rsgi(environ: Mapping[str, str]) -> Server | None:
    """None where the packages of requirements/bench.lock are not installed."""
    return _granian("bare RSGI", "rsgi", "bench.limit.rsgi:application", environ)


def _granian(name: str, interface: str, application: str, environ: Mapping[str, str]) -> Server | None:
    if not BENCH_PYTHON.exists():
        return None
    port = free_port()
    words = f"-m granian --interface {interface} --host 127.0.0.1 --port {port} --workers 2 --no-ws --log-level warning"
    threads = ["--blocking-threads", "4"] if interface == "wsgi" else []
    argv = [str(BENCH_PYTHON), *words.split(), *threads, application]
    return Server(name=name, argv=argv, environ=environ, port=port)


def _gunicorn(name: str, application: str, environ: Mapping[str, str]) -> Server:
    port = free_port()
    words = f"-m gunicorn {application} --bind 127.0.0.1:{port} --worker-class gthread --workers 2 --threads 4"
    return Server(
        name=name, argv=[sys.executable, *words.split(), "--log-level", "warning"], environ=environ, port=port
    )


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def told(module: str, rows: int, environ: Mapping[str, str]) -> dict[str, object]:
    """Run a preparing module in the environment of its server; what it writes last."""
    command = [sys.executable, "-m", module, str(rows)]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **environ}, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        raise SystemExit(f"{module} failed.")
    made: dict[str, object] = json.loads(done.stdout.strip().splitlines()[-1])
    return made


def get_json(url: str, headers: Mapping[str, str]) -> dict[str, object]:
    """One answer, asked for without load. Ends the run when it is refused."""
    try:
        request = urllib.request.Request(url, headers=dict(headers))  # noqa: S310  # our own loopback address
        with urllib.request.urlopen(request, timeout=60) as response:  # noqa: S310  # the same
            made: dict[str, object] = json.load(response)
            return made
    except urllib.error.HTTPError as error:
        raise SystemExit(f"{url} answered {error.code}: {error.read(500)!r}") from None
