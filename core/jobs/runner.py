"""One job from claim to end, with a heartbeat while its handler works."""

import logging
import os
import socket
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import DatabaseError, connection

from core.jobs import ledger
from core.jobs.errors import EffectUncertain, JobLater, JobRefused, LeaseLost
from core.jobs.kinds import JOBS
from core.jobs.ledger import LedgerClaim

DRAIN_SECONDS = 10.0

logger = logging.getLogger(__name__)
_boot = uuid.uuid4().hex[:8]


def owner() -> str:
    """Who holds a lease: machine, process and a number that a reused process id does not share."""
    return f"{socket.gethostname()}:{os.getpid()}:{_boot}"


def work(job_id: UUID | None = None) -> int:
    """Run `job_id` if it is due, then whatever else is due, for at most DRAIN_SECONDS; the number of jobs run."""
    started = time.monotonic()
    held = ledger.claim(owner=owner(), job_id=job_id) if job_id else None
    held = held or ledger.claim(owner=owner())
    count = 0
    while held is not None:
        run(held)
        count += 1
        if time.monotonic() - started > DRAIN_SECONDS:
            break
        held = ledger.claim(owner=owner())
    return count


def run(held: LedgerClaim) -> None:
    """Run one claimed job and write its end into the ledger. Never raises for what the handler raises."""
    log = {"job": str(held.job_id), "kind": held.kind, "attempt": held.attempt}
    try:
        with _heartbeat(held):
            JOBS.get(held.kind).run(held)
        ledger.finish(held)
    except LeaseLost as lost:
        logger.warning("Stopped: %s", lost, extra=log)
    except (JobLater, JobRefused) as said:
        logger.info("Job %s (%s): %s", held.job_id, held.kind, said, extra=log)
        _end(held, said)
    except Exception as error:
        logger.exception("Job %s (%s) did not finish, attempt %s", held.job_id, held.kind, held.attempt, extra=log)
        _end(held, error)


def _end(held: LedgerClaim, error: Exception) -> None:
    try:
        match error:
            case JobLater():
                ledger.defer(held, after=error.after, reason=str(error))
            case JobRefused():
                ledger.fail(held, reason=str(error), is_final=True)
            case EffectUncertain():
                ledger.hold_for_review(held, reason=str(error))
            case _:
                ledger.fail(held, reason=f"{type(error).__name__}: {error}")
    except LeaseLost as lost:
        logger.warning("Stopped: %s", lost)


@contextmanager
def _heartbeat(held: LedgerClaim) -> Iterator[None]:
    """Extend the lease from a second thread, three times per lease, until the handler returns.

    A handler that hangs for ever is ended by the worker's hard time limit, and with it the heartbeat.
    """
    over = threading.Event()
    beat = threading.Thread(target=_beat, args=(held, over), name=f"lease-{held.job_id}", daemon=True)
    beat.start()
    try:
        yield
    finally:
        over.set()
        beat.join()


def _beat(held: LedgerClaim, over: threading.Event) -> None:
    pause = held.lease.total_seconds() / 3
    try:
        while not over.wait(pause) and _extend(held):
            pass
    finally:
        connection.close()


def _extend(held: LedgerClaim) -> bool:
    """One heartbeat; False once the lease is gone. A database that does not answer is asked again."""
    try:
        ledger.extend(held)
    except LeaseLost:
        logger.warning("Job %s: the lease is gone", held.job_id)
        return False
    except DatabaseError:
        logger.exception("Job %s: a heartbeat failed", held.job_id)
        connection.close()
    return True
