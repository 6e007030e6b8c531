"""An approved app, and ways to look at releases."""

from collections.abc import Callable
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
from runtime.selectors import live_app_by_app_id
from tests.deployments.making import app_made, approved, field_added
from tests.world import World


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
        prefix = f"gh_{self.app.key}_"
        with connection.cursor() as cursor:
            tables = [name for name in connection.introspection.table_names(cursor) if name.startswith(prefix)]
            if not tables:
                return set()
            return {column.name for column in connection.introspection.get_table_description(cursor, tables[0])}


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
def deployed(world: World) -> Deployed:
    return Deployed(app=app_made())


@pytest.fixture
def deployed_for_real(transactional_db: None) -> Deployed:
    """The same where steps must manage their own transactions."""
    return Deployed(app=app_made())


Check = Callable[[], None]
