"""One child process: a session of its own, dead when its parent dies, its lines prefixed with its name."""

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

PR_SET_PDEATHSIG = 1
LONGEST_PAUSE = 5.0
STEADY_SECONDS = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """What to run, under which name, and how long it may take to stop when asked."""

    name: str
    argv: Sequence[str]
    stop_seconds: float


@dataclass(slots=True, kw_only=True)
class Child:
    """A command and its present process. `say` gets every line it writes."""

    command: Command
    environ: Mapping[str, str]
    say: Callable[[str, str], None]
    process: "subprocess.Popen[str] | None" = None
    started_at: float = 0.0
    next_start: float = 0.0
    failures: int = 0
    _reader: threading.Thread | None = field(default=None)

    def start(self) -> None:
        """Start the process (from the main thread: the death signal follows the thread that forked)."""
        self.process = subprocess.Popen(  # noqa: S603  # our own commands, no shell
            self.command.argv,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=dict(self.environ),
            text=True,
            errors="replace",
            preexec_fn=_die_with_parent(os.getpid()),
            start_new_session=True,
        )
        self.started_at = time.monotonic()
        self._reader = threading.Thread(target=self._read, args=(self.process,), daemon=True)
        self._reader.start()

    def _read(self, process: "subprocess.Popen[str]") -> None:
        if process.stdout is None:
            return
        with process.stdout:
            for line in process.stdout:
                self.say(self.command.name, line.rstrip("\n"))

    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def restart_if_dead(self) -> bool:
        """Start again what died, after a pause that doubles while it keeps dying; True if it was started."""
        if self.is_running():
            return False
        now = time.monotonic()
        if self.process is not None:
            self._note_death(now)
        if now < self.next_start:
            return False
        self.start()
        return True

    def _note_death(self, now: float) -> None:
        process, self.process = self.process, None
        if process is None:
            return
        _signal_group(process.pid, signal.SIGKILL)
        self.failures = 0 if now - self.started_at > STEADY_SECONDS else self.failures + 1
        pause = min(0.5 * 2 ** max(self.failures - 1, 0), LONGEST_PAUSE) if self.failures else 0.0
        self.next_start = now + pause
        again = f"again in {pause:.1f} s" if pause else "again now"
        self.say(self.command.name, f"stopped ({_how(process.returncode)}); starting {again}")

    def ask_to_stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            with suppress(ProcessLookupError):
                self.process.send_signal(signal.SIGTERM)

    def wait_stopped(self, is_busy: Callable[[], bool]) -> None:
        """Wait as long as the command may take, then end its whole group, grandchildren included.

        Past its first second it is only waited for while `is_busy`.
        """
        if self.process is None:
            return
        asked = time.monotonic()
        while self.process.poll() is None:
            waited = time.monotonic() - asked
            if waited > self.command.stop_seconds or (waited > 1 and not is_busy()):
                break
            time.sleep(0.05)
        self.kill()

    def kill(self) -> None:
        """End the whole group at once; `restart_if_dead` starts it again."""
        if self.process is not None:
            _signal_group(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self._drain()

    def _drain(self) -> None:
        """Let the last lines out; the pipe closes with the last process of the group."""
        if self._reader is not None:
            self._reader.join(2)


def _how(returncode: int) -> str:
    return f"signal {signal.Signals(-returncode).name}" if returncode < 0 else f"exit code {returncode}"


def _signal_group(group: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(group, number)


def _die_with_parent(parent: int) -> Callable[[], None] | None:
    """On Linux the kernel ends the child when its parent dies, even by kill -9; elsewhere only signals stop it."""
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None, use_errno=True).prctl

    def arrange() -> None:
        prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)

    return arrange
