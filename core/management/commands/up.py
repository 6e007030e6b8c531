import os
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection

from core.boot_checks import database_refusals
from core.clock import now
from core.errors import DomainError
from core.jobs.broker import prepare
from core.jobs.models import JobState
from core.jobs.selectors import CANARY_LIMIT, canary_age, job_counts
from core.supervisor.greetings import GREETINGS
from core.supervisor.supervisor import Supervisor


class Command(BaseCommand):
    help = "Run web, worker and scheduler until Ctrl+C. PORT, HOST and DATA_DIR are honoured."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000))
        parser.add_argument("--host", default=os.environ.get("HOST") or "127.0.0.1")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401
        _require_fit_database()
        supervisor = Supervisor(
            host=options["host"],
            port=options["port"],
            data_dir=settings.DATA_DIR,
            out=self._say,
            worker_age=_worker_age,
            worker_limit=CANARY_LIMIT.total_seconds(),
            is_working=_is_working,
            prepare=_prepare,
            greet=_greeting,
        )
        try:
            code = supervisor.run()
        except DomainError as error:
            raise CommandError(str(error)) from error
        if code:
            raise SystemExit(code)

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


def _require_fit_database() -> None:
    """A database that is behind would make pages fail one by one; say it once instead."""
    reasons = list(database_refusals(now=now(), is_production=settings.PRODUCTION))
    connection.close()
    if reasons:
        raise CommandError(" ".join(reasons))


def _prepare() -> None:
    if not settings.REDIS_URL:
        prepare(settings.DATA_DIR / "broker")


def _worker_age() -> float | None:
    """Seconds since the last canary; 0 when the database does not answer, which is not the worker's fault."""
    try:
        age = canary_age()
    except DatabaseError:
        return 0.0
    finally:
        connection.close()
    return age.total_seconds() if age is not None else None


def _is_working() -> bool:
    """Whether a job is in hand somewhere; yes when the database does not answer."""
    try:
        return job_counts()[JobState.RUNNING] > 0
    except DatabaseError:
        return True
    finally:
        connection.close()


def _greeting(url: str) -> Sequence[str]:
    lines = ["", f"Guildhall is ready: {url}", ""]
    for _, greeting in GREETINGS.items():
        lines += [*greeting(), ""]
    connection.close()
    return [*lines, "Ctrl+C stops everything."]
