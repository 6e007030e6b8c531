"""Two records that must differ: asked for before the write, under a lock, by the rules of the release that is served.

The index of the database stands behind it. It can be missing (a release somebody rolled back to, whose records became
alike in between) or be there without being wanted (the tables of the next release are made before it goes live).
"""

from collections.abc import Mapping
from uuid import UUID

from django.db import DatabaseError, IntegrityError, connection, transaction

from core.canonical import canonical_json
from definition.compiled import CompiledApp
from definition.json_types import JsonValue
from runtime.fieldtypes.base import FieldError
from runtime.models import LiveRelease
from runtime.records.cleaning import field_faults
from runtime.schema import unique_settling
from runtime.services.plans import indexes_in_database
from runtime.tables.build import AppTables, EntityTable, FieldColumns, build, unique_name
from runtime.tables.names import Names

# Long enough for the tables of most apps; beyond, the check before each write has to do.
_LIMITS = ("SET LOCAL lock_timeout = '500ms'", "SET LOCAL statement_timeout = '5s'")
_NO_LIMITS = ("SET LOCAL lock_timeout TO DEFAULT", "SET LOCAL statement_timeout TO DEFAULT")


def doubles_refuse(table: EntityTable, values: Mapping[str, JsonValue], record_id: UUID) -> None:
    """Raises RecordInvalid for the unique fields among `values` (by key) whose value another record has.

    Inside the transaction of the write: of two at once with the same value, the second waits and is then told.
    """
    errors: dict[str, FieldError] = {}
    for key, columns in table.by_key.items():
        if not columns.field.unique or values.get(key) is None:
            continue
        _wait_for(table, columns, values[key])
        stored = columns.to_row(values[key])[columns.attribute]
        if table.rows().exclude(pk=record_id).filter(**{columns.attribute: stored}).exists():
            errors[key] = FieldError(code="unique")
    if errors:
        raise field_faults(table, errors)


def doubles_name(table: EntityTable, error: IntegrityError) -> None:
    """Raises RecordInvalid naming the field when `error` is about the index of one, wanted by this release or not."""
    text = str(error)
    errors = {
        key: FieldError(code="unique")
        for key, columns in table.by_key.items()
        if unique_name(table.name, columns) in text
        or f"UNIQUE constraint failed: {table.name}.{columns.columns[0]}" == text
    }
    if errors:
        raise field_faults(table, errors) from None


def uniqueness_settle(release: LiveRelease) -> None:
    """Give the tables of the release that is served its unique indexes, and take those away that it does not want.

    In the transaction that moves the pointer, and never in its way: an index that cannot be made (records are alike,
    the table is busy) is left out, one that cannot be taken away stays until the next move.
    """
    if release.names is None:
        return
    tables = build(CompiledApp.from_json(release.artefact), Names.from_json(release.names), label="settled")
    try:
        for statements in _settling(tables):
            _try(statements)
    finally:
        tables.close()


def _settling(tables: AppTables) -> list[tuple[str, ...]]:
    there = indexes_in_database([table.name for table in tables.entities.values()])
    return unique_settling(tables, there, connection)


def _try(statements: tuple[str, ...]) -> None:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            for statement in (*_only_on_postgresql(_LIMITS), *statements, *_only_on_postgresql(_NO_LIMITS)):
                cursor.execute(statement)
    except DatabaseError:
        # The check before each write refuses doubles without the index, and names the field with it.
        return


def _wait_for(table: EntityTable, columns: FieldColumns, value: JsonValue) -> None:
    # On SQLite a transaction that writes is alone anyway.
    if connection.vendor == "postgresql":
        name = f"{table.name}.{columns.columns[0]}={canonical_json(value).decode()}"
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def _only_on_postgresql(statements: tuple[str, ...]) -> tuple[str, ...]:
    return statements if connection.vendor == "postgresql" else ()
