"""Rows in bulk: COPY on PostgreSQL, many values per INSERT elsewhere. Used for the tables of all systems alike."""

from collections.abc import Iterable, Sequence
from itertools import islice

from django.db import connection
from django.db.models import Model

BATCH = 20_000


def fill(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write `rows` into the table of `model`, values in the order of `columns`; then statistics, as after a night."""
    fields = [next(field for field in model._meta.concrete_fields if field.column == column) for column in columns]
    names = ", ".join(connection.ops.quote_name(column) for column in columns)
    table = connection.ops.quote_name(model._meta.db_table)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
    else:
        marks = ", ".join(["%s"] * len(columns))
        stored = ([f.get_db_prep_save(v, connection) for f, v in zip(fields, row, strict=True)] for row in rows)
        while chunk := list(islice(stored, BATCH)):
            with connection.cursor() as cursor:
                cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", chunk)
    settle(table)


def settle(table: str) -> None:
    """What the database does by itself in a quiet hour."""
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM ANALYZE {table}" if connection.vendor == "postgresql" else "ANALYZE")
