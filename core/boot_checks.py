"""What a database must be before anybody is served from it: of this version, and with a clock that agrees.

The settings alone are judged by `config.boot`. Each refusal says what is wrong and what to do.
"""

from collections.abc import Iterator
from datetime import datetime

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from core.jobs.clock import database_now

CLOCK_SECONDS = 30


def database_refusals(*, now: datetime) -> Iterator[str]:
    """The reasons why this database cannot be served from, in words for whoever installs. Reads, never writes."""
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        yield f"The database is {len(waiting)} steps behind. Run `manage.py prepare` (`make run` does)."
    drift = abs((database_now() - now).total_seconds())
    if drift > CLOCK_SECONDS:
        yield f"The clocks of this machine and of the database differ by {drift:.0f} s. Set them; leases need it."
