import logging
import os
import signal
import threading
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError, connection
from kombu.exceptions import OperationalError as BrokerError

from core.jobs.schedules import Ticker

TICK_SECONDS = 1.0

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Tick once a second: start schedule slots, take back expired leases, wake workers. Any number may run."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401
        stopping = threading.Event()

        def stop(number: int, frame: FrameType | None) -> None:
            stopping.set()

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        ticker = Ticker()
        while True:
            _tick(ticker)
            if stopping.wait(TICK_SECONDS):
                break
        logger.info("Scheduler %s stopped", os.getpid())


def _tick(ticker: Ticker) -> None:
    """One tick; a database or broker that does not answer is asked again at the next one."""
    try:
        ticker.tick()
    except DatabaseError:
        logger.exception("The database did not answer; trying again")
        connection.close()
    except (BrokerError, OSError):
        logger.exception("The broker took no wake-up; trying again")
