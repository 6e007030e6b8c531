"""An approved app, and ways to look at releases."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection

from builder.selectors import AppRow
from core.jobs import runner
from core.jobs.clock import database_now
from core.jobs.models import Job, JobState
from deployments.models import Release, ReleaseStep
from deployments.selectors import releases_of
from runtime.models import ManagedTable
from runtime.selectors import live_app_by_app_id
from tests.deployments.making import app_made, approved, field_added


@dataclass
class Deployed:
    """One app on its way; `ship` adds a field, has it approved and lets the jobs run."""

    app: AppRow

    def approve(self, key: str) -> UUID:
        field_added(self.app, key)
        return approved(self.app)

    def ship(self, key: str) -> Release:
        self.approve(key)
        run_jobs()
        return self.releases()[0]

    def releases(self) -> list[Release]:
        return list(releases_of(self.app.pk))

    def live_digest(self) -> str | None:
        live = live_app_by_app_id(self.app.pk)
        return live.digest if live else None

    def columns(self) -> set[str]:
        """The columns of the app's one table, by introspection; empty when there is none."""
        table = ManagedTable.objects.filter(live_app__app_id=self.app.pk).first()
        with connection.cursor() as cursor:
            if table is None or table.name not in connection.introspection.table_names(cursor):
                return set()
            return {column.name for column in connection.introspection.get_table_description(cursor, table.name)}


def run_jobs() -> None:
    """Run every queued job, pauses cut short, until nothing is left to run."""
    for _ in range(60):
        Job.objects.filter(state=JobState.QUEUED).update(run_after=database_now() - timedelta(seconds=1))
        if not runner.work():
            return
    raise AssertionError("jobs without end")


def states(release: Release) -> dict[str, str]:
    return dict(ReleaseStep.objects.filter(release=release).order_by("position").values_list("key", "state"))


@pytest.fixture
def deployed(transactional_db: None) -> Iterator[Deployed]:
    """An app of the demo workspace. Steps manage their own transactions, so the tables are dropped afterwards."""
    yield Deployed(app=app_made())
    drop_tables()


def drop_tables() -> None:
    """Every table of a live app, whatever links to what."""
    with connection.constraint_checks_disabled(), connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            if name.startswith("gh_"):
                cursor.execute(f'DROP TABLE "{name}"' + (" CASCADE" if connection.vendor == "postgresql" else ""))
