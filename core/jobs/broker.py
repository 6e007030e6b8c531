"""The embedded broker: kombu's filesystem transport, with whole messages only.

kombu opens a message under its final name before it writes it, so that a reader can take an empty file, and moves
taken messages through the system's temporary folder. Here a message appears by rename and is taken by rename, inside
one folder. It may still lose a message when a worker is killed; wake-ups are all it carries.
"""

import os
import time
import uuid
from pathlib import Path
from queue import Empty
from typing import Any

from kombu.transport import filesystem
from kombu.utils.json import dumps, loads

TAKEN = ".taken"


class Channel(filesystem.Channel):
    """Messages are files `<time>_<id>.<queue>.msg` in one folder."""

    def _put(self, queue: str, payload: dict[str, Any], **kwargs: object) -> None:  # type: ignore[override]  # its stubs disagree
        folder = Path(self.data_folder_out)
        name = f"{time.time_ns():020d}_{uuid.uuid4().hex}.{queue}.msg"
        part = folder / f"{name}.part"
        part.write_text(dumps(payload))
        part.rename(folder / name)

    def _get(self, queue: str, timeout: float | None = None) -> dict[str, Any]:
        folder = Path(self.data_folder_in)
        for name in sorted(os.listdir(folder)):
            if name.partition(".")[2] != f"{queue}.msg":
                continue
            taken = folder / f"{name}{TAKEN}"
            try:
                (folder / name).rename(taken)
            except FileNotFoundError:
                continue
            text = taken.read_text()
            taken.unlink()
            message: dict[str, Any] = loads(text)
            return message
        raise Empty


class Transport(filesystem.Transport):
    """`broker_transport = "core.jobs.broker:Transport"`."""

    Channel = Channel


def prepare(folder: Path) -> None:
    """Make the folder and forget what an earlier run left in it: the ledger repeats every wake-up that matters."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        if old.is_file():
            old.unlink(missing_ok=True)
