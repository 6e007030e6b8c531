"""What a database must be before anybody is served from it: of this version, and with a clock that agrees.

The settings alone are judged by `config.boot`. Each refusal says what is wrong and what to do.
"""

from collections.abc import Iterator
from datetime import datetime

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from core.jobs.clock import database_now

CLOCK_SECONDS = 30


# What lets a role read or write files of the database server, run programs there, or act as everybody.
FAR_REACHING = ("pg_read_server_files", "pg_write_server_files", "pg_execute_server_program")


def database_refusals(*, now: datetime, is_production: bool) -> Iterator[str]:
    """The reasons why this database cannot be served from, in words for whoever installs. Reads, never writes."""
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        yield f"The database is {len(waiting)} steps behind. Run `manage.py prepare` (`make run` does)."
    elif not _log_is_guarded():
        yield (
            "The audit log can be changed: its trigger events_event_append_only is missing or switched off."
            " Restore the database from a backup, or find out who took it away."
        )
    drift = abs((database_now() - now).total_seconds())
    if drift > CLOCK_SECONDS:
        yield f"The clocks of this machine and of the database differ by {drift:.0f} s. Set them; leases need it."
    if is_production and connection.vendor == "postgresql":
        yield from role_refusals()


def role_refusals() -> Iterator[str]:
    """Why the role of the connection may do too much on a PostgreSQL server."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolname, rolsuper, rolcreaterole, rolbypassrls FROM pg_catalog.pg_roles"
            " WHERE rolname = current_user"
        )
        name, is_superuser, *others = cursor.fetchone()
        cursor.execute(
            "SELECT name FROM unnest(%s::text[]) AS name WHERE pg_has_role(name, 'MEMBER')", [list(FAR_REACHING)]
        )
        member = [row[0] for row in cursor.fetchall()]
    advice = "Make a role of its own that owns this database and nothing else, and name it in DATABASE_URL."
    if is_superuser:
        yield f"The database role {name} is a superuser: it could switch off the triggers of the audit log. {advice}"
    elif any(others) or member:
        yield f"The database role {name} may do more than own its tables ({_reach(others, member)}). {advice}"


def _reach(others: list[bool], member: list[str]) -> str:
    rights = [right for right, has in zip(("CREATEROLE", "BYPASSRLS"), others, strict=True) if has]
    return ", ".join([*rights, *member])


def _log_is_guarded() -> bool:
    """Whether the trigger that keeps events as they were written is there and on."""
    question = {
        "sqlite": "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name = 'events_event_append_only'",
        "postgresql": "SELECT count(*) FROM pg_catalog.pg_trigger WHERE tgname = 'events_event_append_only'"
        " AND tgrelid = 'events_event'::regclass AND tgenabled IN ('O', 'A')",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(question)
        return bool(cursor.fetchone()[0])
