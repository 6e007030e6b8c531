"""Making the tables of a release: only adds, in one transaction with the names it gives away, never rebuilding a table.

Indexes on tables that are in use are built outside the transaction on PostgreSQL, so that nobody waits for them.
"""

import random
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import DatabaseError, IntegrityError, InternalError, OperationalError, connection, transaction
from django.db.backends.utils import CursorWrapper

from core.ids import new_id
from definition.compiled import CompiledApp
from runtime.errors import ArtefactRefused, ExpandBlocked, ExpandRefused
from runtime.models import LiveApp, LiveRelease, ManagedColumn, ManagedTable
from runtime.schema import DataChange, DataPlan, plan
from runtime.services.plans import before_of, indexes_in_database

MOST_ATTEMPTS = 20
FIRST_PAUSE = 0.05
LONGEST_PAUSE = 1.0
# A waiting ALTER TABLE stops every reader behind it: better to give up after 200 ms and come back.
_LIMITS = (
    "SET LOCAL lock_timeout = '200ms'",
    "SET LOCAL statement_timeout = '30s'",
    "SET LOCAL idle_in_transaction_session_timeout = '10s'",
)
# An index built beside the writers waits for every transaction that is older: not for ever, and not longer than a
# worker may take for one job.
_ONLINE_LIMITS = {"lock_timeout": "10s", "statement_timeout": "40s"}
_JITTER = random.SystemRandom()
_INDEX_NAME = re.compile(r'CREATE (?:UNIQUE )?INDEX (?:CONCURRENTLY )?"([a-z0-9_]+)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Expanded:
    """What was done: nothing the second time."""

    sentences: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()


def release_expand(*, live_release_id: UUID, now: datetime, pause: Callable[[float], None] = time.sleep) -> Expanded:
    """Make the tables, columns and indexes that a release needs and that are not there.

    Raises ExpandBlocked when the tables stayed busy (come again later), ExpandRefused when data stands in the way.
    """
    wait = FIRST_PAUSE
    for attempt in range(1, MOST_ATTEMPTS + 1):
        try:
            return _expand(live_release_id, now)
        except (OperationalError, InternalError) as error:
            if _is_slow(error):
                raise ExpandBlocked(
                    detail="Changing the tables of this app takes too long at the moment. The release before is still"
                    " live, and nothing was changed."
                ) from error
            if not _is_busy(error):
                raise
            if attempt == MOST_ATTEMPTS:
                break
        pause(wait * _JITTER.uniform(0.5, 1.5))
        wait = min(wait * 2, LONGEST_PAUSE)
    raise ExpandBlocked(detail="The tables of this app were busy the whole time. The release before is still live.")


def _expand(live_release_id: UUID, now: datetime) -> Expanded:
    with transaction.atomic():
        release = _locked(live_release_id)
        planned = _plan(release)
        # Made before, and nothing was taken away since by a release in between: nothing to do.
        if release.expanded_at is not None and not _to_make(planned):
            return Expanded()
        _run_inside(planned, release, now)
    for change in planned.changes:
        if change.online:
            _run_online(change)
    LiveRelease.objects.filter(pk=live_release_id, expanded_at__isnull=True).update(expanded_at=now)
    made = _to_make(planned)
    return Expanded(
        sentences=planned.sentences, statements=tuple(statement for change in made for statement in change.sql)
    )


def _to_make(planned: DataPlan) -> list[DataChange]:
    return [change for change in planned.changes if change.sql and not change.is_late]


def _locked(live_release_id: UUID) -> LiveRelease:
    """The release, with its app's row locked: one expansion of an app at a time."""
    release = LiveRelease.objects.select_related("live_app").filter(pk=live_release_id).first()
    if release is None:
        raise ArtefactRefused(detail="This release was never prepared.")
    LiveApp.objects.select_for_update(no_key=True).get(pk=release.live_app_id)
    release.refresh_from_db(fields=["expanded_at"])
    return release


def _plan(release: LiveRelease) -> DataPlan:
    app = LiveApp.objects.select_related("current").get(pk=release.live_app_id)
    return plan(CompiledApp.from_json(release.artefact), app.key, before_of(app), connection)


def _run_inside(planned: DataPlan, release: LiveRelease, now: datetime) -> None:
    with connection.cursor() as cursor, _data_in_the_way():
        if connection.vendor == "postgresql":
            for limit in _LIMITS:
                cursor.execute(limit)
        for change in planned.changes:
            if not change.online and not change.is_late:
                for statement in change.sql:
                    cursor.execute(statement)
    _give_names(planned, release, now)
    LiveRelease.objects.filter(pk=release.pk).update(names=planned.names.to_json())


def _give_names(planned: DataPlan, release: LiveRelease, now: datetime) -> None:
    names = planned.names
    ManagedTable.objects.bulk_create(
        ManagedTable(
            id=new_id(),
            live_app_id=release.live_app_id,
            entity_id=entity_id,
            name=names.tables[entity_id],
            created_at=now,
        )
        for entity_id in names.new_tables
    )
    tables = dict(ManagedTable.objects.filter(live_app_id=release.live_app_id).values_list("entity_id", "id"))
    ManagedColumn.objects.bulk_create(
        ManagedColumn(
            id=new_id(),
            table_id=tables[column.entity_id],
            field_id=column.field_id,
            storage=column.storage,
            name=column.name,
            created_at=now,
        )
        for column in names.new_columns
    )


def _run_online(change: DataChange) -> None:
    """Build an index beside the writers. A build that was killed leaves a broken one behind: away with it first."""
    for statement in change.sql:
        found = _INDEX_NAME.search(statement)
        if found is None:
            raise ExpandRefused(detail="Only an index can be built beside the writers.")
        name = found.group(1)
        if _is_usable(change.table, name):
            continue
        drop = f'DROP INDEX CONCURRENTLY IF EXISTS "{name}"'
        with _limited() as cursor:
            cursor.execute(drop)
            try:
                with _data_in_the_way():
                    cursor.execute(statement.replace("CONCURRENTLY", "CONCURRENTLY IF NOT EXISTS", 1))
            except (ExpandRefused, OperationalError):
                # What cannot be taken away now is taken away before the next try.
                with suppress(OperationalError):
                    cursor.execute(drop)
                raise
        if not _is_usable(change.table, name):
            raise OperationalError("busy: somebody else builds the same index")


@contextmanager
def _limited() -> Iterator[CursorWrapper]:
    """A cursor outside a transaction whose statements end by themselves."""
    with connection.cursor() as cursor:
        for name, value in _ONLINE_LIMITS.items():
            cursor.execute(f"SET {name} = '{value}'")
        try:
            yield cursor
        finally:
            for name in _ONLINE_LIMITS:
                cursor.execute(f"RESET {name}")


def _is_usable(table: str, name: str) -> bool:
    """Whether an index is there and whole. Waits, within the limits, until nobody builds on the table."""
    with transaction.atomic(), connection.cursor() as cursor:
        for limit in _LIMITS:
            cursor.execute(limit)
        # What a running build holds too; readers and writers do not notice it.
        cursor.execute(f'LOCK TABLE "{table}" IN SHARE UPDATE EXCLUSIVE MODE')
        return name in indexes_in_database([table])


@contextmanager
def _data_in_the_way() -> Iterator[None]:
    try:
        yield
    except IntegrityError as error:
        raise ExpandRefused(
            detail="Records that exist already do not fit the new tables, for example two with the same value where"
            f" each must be different. Nothing was changed. The database says: {str(error).splitlines()[0][:200]}"
        ) from None


def _is_busy(error: DatabaseError) -> bool:
    # "tuple concurrently updated": somebody else takes away or builds the same index at this moment.
    words = ("lock timeout", "deadlock", "database is locked", "busy", "tuple concurrently")
    return any(word in str(error).lower() for word in words)


def _is_slow(error: DatabaseError) -> bool:
    return "statement timeout" in str(error).lower()
