"""The rows of a new record, its history and its idempotency key: on PostgreSQL one statement, so one round trip.

One statement is one transaction. Whether the key is free is decided in it: nobody else is at it (an advisory lock that
ends with the transaction) and it was not used (its unique index). Only then are record and history written.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from django.db import connection, models
from django.db.models import Model

from runtime.errors import KeyInFlight
from runtime.models import IdempotencyKey, RecordHistory
from runtime.services.idempotency import IN_FLIGHT
from runtime.tables.build import EntityTable

Fields = Sequence["models.Field[object, object]"]
_PLAN = ("insert", "record")
_CLAIMED = """WITH held AS MATERIALIZED (SELECT pg_try_advisory_xact_lock(%s) AS is_mine),
 claimed AS ({insert_key} FROM held WHERE is_mine ON CONFLICT (actor_id, live_app_id, key) DO NOTHING RETURNING 1)"""
_CLAIM_ANSWER = "SELECT is_mine, EXISTS (SELECT 1 FROM claimed) FROM held"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRecord:
    """All that a new record is: itself, its history, and the key of the request with the number that locks it."""

    record: Model
    history: RecordHistory
    key: IdempotencyKey | None = None
    lock: int = 0


@dataclass(frozen=True, slots=True)
class _Plan:
    """The statements of a table, with and without a key, and the fields whose values they take."""

    with_key: str
    without_key: str
    record: Fields
    history: Fields
    key: Fields


def insert_at_once(table: EntityTable, new: NewRecord) -> bool:
    """Write everything or nothing; False when the key was used already. PostgreSQL only.

    Raises KeyInFlight when somebody else is at the same key, IntegrityError when the record is refused.
    """
    plan = _plan_of(table, type(new.record))
    written = [*_values(new.record, plan.record), *_values(new.history, plan.history)]
    with connection.cursor() as cursor:
        if new.key is None:
            cursor.execute(plan.without_key, cast("list[str]", written))
            return True
        cursor.execute(plan.with_key, cast("list[str]", [new.lock, *_values(new.key, plan.key), *written]))
        is_mine, is_new = cursor.fetchone()
    if not is_mine:
        raise KeyInFlight(detail=IN_FLIGHT)
    return bool(is_new)


def insert_in_turn(new: NewRecord) -> None:
    """Write the rows one after the other, in the transaction of the caller, who has made sure that the key is free."""
    for row in (new.key, new.record, new.history):
        if row is not None:
            type(row)._default_manager.bulk_create([row])


def _plan_of(table: EntityTable, model: type[Model]) -> _Plan:
    found = table.plans.find(_PLAN)
    if isinstance(found, _Plan):
        return found
    record, history, key = (tuple(made._meta.concrete_fields) for made in (model, RecordHistory, IdempotencyKey))
    insert_record, insert_history = _insert(model, record), _insert(RecordHistory, history)
    made = _Plan(
        with_key=(
            f"{_CLAIMED.format(insert_key=_insert(IdempotencyKey, key))}, made AS ({insert_record} FROM claimed),"
            f" noted AS ({insert_history} FROM claimed) {_CLAIM_ANSWER}"
        ),
        without_key=f"WITH made AS ({insert_record} RETURNING 1) {insert_history} FROM made",
        record=record,
        history=history,
        key=key,
    )
    table.plans.keep(_PLAN, made)
    return made


def _insert(model: type[Model], fields: Fields) -> str:
    names = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    marks = ", ".join(f"%s::{_type(field)}" for field in fields)
    table = connection.ops.quote_name(model._meta.db_table)
    return f"INSERT INTO {table} ({names}) SELECT {marks}"  # names of columns; values stay parameters


def _type(field: "models.Field[object, object]") -> str:
    """The type of a value; without its length, which the column checks and a cast would cut to."""
    return str(field.db_type(connection)).partition("(")[0]


def _values(row: Model, fields: Fields) -> list[object]:
    return [field.get_db_prep_save(getattr(row, str(field.attname)), connection) for field in fields]
