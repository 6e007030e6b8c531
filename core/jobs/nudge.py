"""Wake-ups: best effort, after the commit, from a bounded background thread; a request never waits for a broker.

Losing one costs at most a tick of the scheduler, which wakes workers for every job that is due.
"""

import logging
import os
import queue
import threading
import time
from dataclasses import dataclass, field
from uuid import UUID

from celery import current_app
from django.db import transaction

WAKE_TASK = "core.jobs.wake"
QUEUE_SIZE = 1_000
REST_SECONDS = 30.0

logger = logging.getLogger(__name__)


def send_wake(job_id: UUID | None) -> None:
    """Send one wake-up now, for one job or (None) for whatever is due. Raises what the broker raises."""
    current_app.send_task(WAKE_TASK, args=[str(job_id) if job_id else None])


@dataclass(slots=True)
class Nudger:
    """A queue and a thread per process. While the broker fails it rests and drops: the tick makes up for it."""

    pid: int = 0
    waiting: "queue.Queue[UUID]" = field(default_factory=lambda: queue.Queue(QUEUE_SIZE))
    starting: threading.Lock = field(default_factory=threading.Lock)
    closed_until: float = 0.0

    def put(self, job_id: UUID) -> bool:
        """Hand over without waiting; False if the wake-up was dropped."""
        if time.monotonic() < self.closed_until:
            return False
        self._start()
        try:
            self.waiting.put_nowait(job_id)
        except queue.Full:
            return False
        return True

    def _start(self) -> None:
        if self.pid == os.getpid():
            return
        with self.starting:
            if self.pid != os.getpid():
                self.waiting = queue.Queue(QUEUE_SIZE)
                self.pid = os.getpid()
                threading.Thread(target=self._work, args=(self.waiting,), name="nudge", daemon=True).start()

    def _work(self, waiting: "queue.Queue[UUID]") -> None:
        while True:
            job_id = waiting.get()
            if time.monotonic() < self.closed_until:
                continue
            try:
                send_wake(job_id)
            except Exception:
                self.closed_until = time.monotonic() + REST_SECONDS
                logger.exception("The broker took no wake-up; resting for %s s (jobs stay in the ledger)", REST_SECONDS)


_nudger = Nudger()


def nudge_after_commit(job_id: UUID) -> None:
    """Wake a worker for this job once the current transaction (if any) is committed."""
    transaction.on_commit(lambda: _nudge(job_id), robust=True)


def _nudge(job_id: UUID) -> None:
    _nudger.put(job_id)
