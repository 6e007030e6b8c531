"""Fault points: places where tests make this process die, fail or wait. They do nothing unless FAULTS names a folder.

FAULTS is a folder; production refuses to start with it. A file named like the point, holding one action, arms it for
one hit: `kill9` (this process), `kill9-group` (its whole process group), `exit`, `no-space`, `database-error`,
`sleep 3`, or `wait` (until the file `<point>.go` appears, at most 30 s). A hit renames the file to `<point>.hit`.
"""

import errno
import os
import signal
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import OperationalError

WAIT_SECONDS = 30.0


def faultpoint(name: str) -> None:
    """Do what a test armed for `name`, once; otherwise nothing."""
    folder = _folder()
    if folder is not None:
        _hit(folder, name)


@cache
def _folder() -> Path | None:
    return Path(settings.FAULTS) if settings.FAULTS and not settings.PRODUCTION else None


def _hit(folder: Path, name: str) -> None:
    hit = folder / f"{name}.hit"
    try:
        (folder / name).rename(hit)
    except FileNotFoundError:
        return
    action, _, argument = hit.read_text("ascii").strip().partition(" ")
    if action == "wait":
        _wait(folder / f"{name}.go")
    elif action == "sleep":
        time.sleep(float(argument))
    else:
        ACTIONS[action]()


def _wait(go: Path) -> None:
    end = time.monotonic() + WAIT_SECONDS
    while not go.exists() and time.monotonic() < end:
        time.sleep(0.02)


def _kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _kill_group() -> None:
    os.killpg(os.getpgid(0), signal.SIGKILL)


def _exit() -> None:
    os._exit(1)


def _no_space() -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _database_error() -> None:
    raise OperationalError("the database went away (fault point)")


ACTIONS: dict[str, Callable[[], None]] = {
    "kill9": _kill,
    "kill9-group": _kill_group,
    "exit": _exit,
    "no-space": _no_space,
    "database-error": _database_error,
}
