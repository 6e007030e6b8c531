"""A database is refused when it is behind or when its clock is off, with what to do."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from core.boot_checks import database_refusals
from core.clock import now

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def test_the_database_of_this_version_is_fit() -> None:
    assert list(database_refusals(now=now())) == []


def test_a_database_that_is_behind_is_refused_with_the_command() -> None:
    MigrationRecorder(connection).record_unapplied("accounts", "0002_failed_sign_in")
    (reason,) = database_refusals(now=now())
    assert "1 steps behind. Run `manage.py prepare`" in reason


@pytest.mark.parametrize("drift", [timedelta(seconds=40), timedelta(seconds=-40)])
def test_a_clock_that_is_off_is_refused(drift: timedelta) -> None:
    (reason,) = database_refusals(now=now() + drift)
    assert "differ by 40 s" in reason
