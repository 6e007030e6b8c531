"""Bring in the rows of imported sheets, once. Goes on where an earlier attempt stopped."""

import time
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from itertools import islice
from typing import TypeVar

from builder.selectors import ImportedRow, TableRow, imported_rows_of, tables_of
from core.errors import JsonValue
from core.jobs.errors import JobLater
from definition.json_types import JsonObject
from deployments.steps.step import Lines, Step, StepContext, nothing_to_verify
from deployments.steps.target import live_release_id
from runtime.services.activation import load_rows, loaded
from runtime.services.loading import Loaded

T = TypeVar("T")
PIECE_SECONDS = 25.0
SHOWN = 20


def _do(context: StepContext) -> Lines:
    lines: list[str] = []
    entities = {str(entity["id"]): entity for entity in _objects(context.artefact, "entities")}
    for table in tables_of(context.release.app_id):
        entity = entities.get(table.entity_id)
        if entity is None:
            lines.append(f"Sheet “{table.sheet}”: its table is not part of this version; nothing loaded.")
            continue
        lines += _report(str(entity["label_plural"]), _load(context, table, entity))
    return lines or ("There are no imported rows.",)


def _load(context: StepContext, table: TableRow, entity: JsonObject) -> Loaded:
    keys = {str(field["id"]): str(field["key"]) for field in _objects(entity, "fields")}
    rows = imported_rows_of(context.release.app_id, table.entity_id)
    target, source = live_release_id(context), str(table.id)
    done = loaded(live_release_id=target, entity_id=table.entity_id, source=source)
    return load_rows(
        live_release_id=target,
        entity_id=table.entity_id,
        source=source,
        rows=_in_pieces((_by_key(row, keys) for row in rows), done=done),
        actor_id=context.release.asked_by_id,
        now=context.clock(),
    )


def _by_key(row: ImportedRow, keys: Mapping[str, str]) -> Mapping[str, JsonValue]:
    return {keys[field]: value for field, value in row.values.items() if field in keys}


def _in_pieces(rows: Iterable[T], *, done: int) -> Iterator[T]:
    """Pass rows on for PIECE_SECONDS, then give the worker back; the next attempt goes on from the stored cursor.

    The clock starts after the `done` rows that are skipped anyway, so every piece gets further.
    """
    rest = iter(rows)
    yield from islice(rest, done)
    end = time.monotonic() + PIECE_SECONDS
    for row in rest:
        if time.monotonic() > end:
            raise JobLater("More rows to load.", after=timedelta(0))
        yield row


def _report(name: str, result: Loaded) -> Lines:
    lines = [f"{name}: {result.rows} rows loaded."]
    for emptied in result.emptied[:SHOWN]:
        lines.append(f"{name}, row {emptied.row}: “{emptied.field_key}” left empty, because {emptied.message}")
    if result.emptied_count > SHOWN:
        lines.append(f"{name}: {result.emptied_count - SHOWN} more values left empty.")
    return lines


def _objects(holder: JsonObject, key: str) -> Iterator[JsonObject]:
    """The objects of a list in an artefact (format 1: always a list of objects)."""
    value = holder.get(key)
    for item in value if isinstance(value, list | tuple) else ():
        if isinstance(item, Mapping):
            yield item


STEP = Step(key="load", title="Load imported rows", do=_do, verify=nothing_to_verify)
