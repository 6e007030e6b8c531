"""The data plan of a release: what it would do to the tables there are. Reads names and indexes, changes nothing."""

import json
from uuid import UUID

from django.db import connection

from definition.compiled import CompiledApp
from definition.json_types import JsonObject
from runtime.models import LiveApp, ManagedTable
from runtime.schema import Before, DataPlan, labels_of, plan
from runtime.selectors import tables_of
from runtime.tables.names import Known, KnownTable

LONGEST_KEY = 40


def data_plan(artefact: JsonObject, app_id: UUID | None) -> DataPlan:
    """What deploying `artefact` would do, with the SQL for this database. `app_id` None: as if never deployed.

    Raises ArtefactInvalid.
    """
    compiled = CompiledApp.from_json(artefact)
    app = LiveApp.objects.select_related("current").filter(app_id=app_id).first() if app_id else None
    key = app.key if app else free_key(compiled.info.key)
    return plan(compiled, key, before_of(app), connection)


def before_of(app: LiveApp | None) -> Before:
    """What exists for a live app: tables and columns by id, index names as the database has them, labels now in use."""
    taken = frozenset(ManagedTable.objects.values_list("name", flat=True)) | _tables_in_database()
    if app is None:
        return Before(known=Known(taken=taken))
    tables = list(tables_of(app.pk))
    known = {
        table.entity_id: KnownTable(
            name=table.name,
            columns={(column.field_id, column.storage): column.name for column in table.columns.all()},
        )
        for table in tables
    }
    current = CompiledApp.from_json(app.current.artefact) if app.current else None
    return Before(
        known=Known(tables=known, taken=taken),
        indexes=indexes_in_database([table.name for table in tables]),
        labels=labels_of(current) if current else {},
    )


def indexes_in_database(tables: list[str]) -> frozenset[str]:
    """Names of the usable indexes of `tables`, unique ones among them. A half-built PostgreSQL index does not count.

    One question to the catalogue: the introspection of Django asks table by table, and on SQLite it reads the SQL that
    made each table, which for a wide one took longer than everything else in a deployment.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_INDEXES_ON_POSTGRESQL, [tables])
        else:
            cursor.execute(_INDEXES_ON_SQLITE, [json.dumps(tables)])
        return frozenset(name for (name,) in cursor.fetchall())


_INDEXES_ON_POSTGRESQL = """
    SELECT made.relname FROM pg_index
    JOIN pg_class made ON made.oid = indexrelid JOIN pg_class base ON base.oid = indrelid
    WHERE indisvalid AND pg_table_is_visible(base.oid) AND base.relname = ANY(%s)
"""
_INDEXES_ON_SQLITE = """
    SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name IN (SELECT value FROM json_each(%s))
"""


def _tables_in_database() -> frozenset[str]:
    with connection.cursor() as cursor:
        return frozenset(connection.introspection.table_names(cursor))


def free_key(wanted: str) -> str:
    """`wanted`, or `wanted_2`... when another live app has it already."""
    taken = set(LiveApp.objects.filter(key__startswith=wanted[: LONGEST_KEY - 5]).values_list("key", flat=True))
    number, key = 1, wanted[:LONGEST_KEY]
    while key in taken:
        number += 1
        key = f"{wanted[: LONGEST_KEY - 5]}_{number}"
    return key
