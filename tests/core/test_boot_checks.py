"""A database is refused when it is behind or when its clock is off, with what to do."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from core.boot_checks import database_refusals, role_refusals
from core.clock import now

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def test_the_database_of_this_version_is_fit() -> None:
    assert list(database_refusals(now=now(), is_production=False)) == []


def test_a_database_that_is_behind_is_refused_with_the_command() -> None:
    MigrationRecorder(connection).record_unapplied("accounts", "0002_failed_sign_in")
    (reason,) = database_refusals(now=now(), is_production=False)
    assert "1 steps behind. Run `manage.py prepare`" in reason


@pytest.mark.parametrize("drift", [timedelta(seconds=40), timedelta(seconds=-40)])
def test_a_clock_that_is_off_is_refused(drift: timedelta) -> None:
    (reason,) = database_refusals(now=now() + drift, is_production=False)
    assert "differ by 40 s" in reason


def test_a_log_that_could_be_changed_is_refused() -> None:
    table = " ON events_event" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER events_event_append_only{table}")
    (reason,) = database_refusals(now=now(), is_production=False)
    assert reason.startswith("The audit log can be changed: its trigger events_event_append_only is missing")


def test_a_log_whose_trigger_is_switched_off_is_refused() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite cannot switch a trigger off")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE events_event DISABLE TRIGGER events_event_append_only")
    (reason,) = database_refusals(now=now(), is_production=False)
    assert "missing or switched off" in reason


@pytest.mark.parametrize(
    ("rights", "reason"),
    [
        ("SUPERUSER", "The database role boot_test is a superuser: it could switch off the triggers"),
        ("CREATEROLE", "The database role boot_test may do more than own its tables (CREATEROLE)."),
        ("BYPASSRLS IN ROLE pg_read_server_files", "(BYPASSRLS, pg_read_server_files)."),
        ("", None),
    ],
)
def test_a_role_that_may_too_much_is_refused_in_production(rights: str, reason: str | None) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no roles")
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE boot_test {rights}")
        cursor.execute("SET LOCAL ROLE boot_test")
        found = list(role_refusals())
        cursor.execute("RESET ROLE")
    assert len(found) == (reason is not None)
    assert all(reason in one for one in found if reason)


def test_outside_production_the_role_is_not_asked_about() -> None:
    assert list(database_refusals(now=now(), is_production=False)) == []
