"""The work behind an export: batch after batch into files beside each other, then one file out of them.

A worker is lent to an export for some seconds at a time (`JobLater`), so that a long one neither keeps others waiting
nor runs into the time limit of a task. Each turn writes a file of its own, named by its fence; the row of the export
says how many bytes of each count, and moves in one transaction with the lease. A worker that was killed, or that woke
up after it lost its lease, leaves bytes that nobody counts. The file is offered when it is whole, under its last name.

Records come in the order of their ids, which never change and grow: each once, whatever is changed meanwhile.
"""

import errno
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice
from typing import BinaryIO
from uuid import UUID

from django.db import transaction
from django.db.models import Model, QuerySet

from accounts.selectors import user_by_id
from core.events.record import record
from core.faults import faultpoint
from core.jobs.errors import JobLater
from core.jobs.kinds import Claim, DeadJob
from runtime.errors import AppNotFound, NothingForYou, QueryInvalid
from runtime.events import RecordsExported
from runtime.models import EXPORT_UNDER_WAY, ExportState, RecordExport
from runtime.records.listing import read_query
from runtime.records.shape import row_of
from runtime.records.sheets.columns import SheetColumn, Source, sheet_columns, sheet_row, sources_for
from runtime.services.exports import KEPT, OUTDATED, format_of, rights_digest
from runtime.services.labels import labels_for
from runtime.services.serving import Serving, serve
from runtime.storage import export_forget, export_path, exports_older_than
from runtime.tables.build import EntityTable

BATCH = 1_000
TURN_SECONDS = 8.0
FORGOTTEN_AT_ONCE = 500
_PIECE = 1 << 20
_RUNNING = "rows"
GONE = "You may not see these records any more, so nothing was kept."
REMOVED = "A column you chose is not there any more. Export the records again."
FULL = "There is no room for files. Nothing was kept; ask an administrator, then export the records again."
DEAD = "The export stopped several times on its way and was given up. Nothing was kept. Export the records again."


@dataclass(kw_only=True)
class ExportEnded(Exception):
    """The export cannot go on. `words` tell its owner why."""

    words: str


class _Dropped(Exception):
    """The owner cancelled it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _View:
    """What the owner may see at this moment, as the export asks for it. `table` has the chosen fields only."""

    serving: Serving
    table: EntityTable
    chosen: tuple[Source, ...]
    columns: tuple[SheetColumn, ...]
    rows: QuerySet[Model]


def export_run(claim: Claim, *, now: Callable[[], datetime]) -> None:
    """One turn of the export that `claim` is about. Raises JobLater when it needs another one, LeaseLost."""
    under_way = RecordExport.objects.select_related("live_app").filter(state__in=EXPORT_UNDER_WAY)
    export = under_way.filter(pk=claim.subject_id).first() if claim.subject_id else None
    if export is None:
        return
    try:
        with _told_when_full():
            view = _view(export, now())
            _prepare(export, claim, view)
            if not export.is_read:
                _read(export, claim, view, now)
            _finish(export, claim, view, now())
    except _Dropped:
        export_forget(export.pk)
    except ExportEnded as ended:
        _give_up(export, claim, ended.words, now())


def export_dead(dead: DeadJob, *, now: datetime) -> None:
    """The job failed too often: say so, keep nothing."""
    if dead.subject_id is not None:
        under_way = RecordExport.objects.filter(pk=dead.subject_id, state__in=EXPORT_UNDER_WAY)
        under_way.update(state=ExportState.FAILED, message=DEAD, ended_at=now, parts=[])
        export_forget(dead.subject_id)


def exports_forget(*, now: datetime) -> int:
    """Remove what ended a day ago or was asked for two days ago, and old files that belong to no export.

    At most 500 of each at a time; how many there were.
    """
    before = now - KEPT
    ended = RecordExport.objects.filter(ended_at__lte=before).order_by("asked_at")
    lost = RecordExport.objects.filter(asked_at__lte=before - KEPT).order_by("asked_at")
    ids = {*_some(ended), *_some(lost)}
    RecordExport.objects.filter(pk__in=ids).delete()
    old = set(islice(exports_older_than(before.timestamp()), FORGOTTEN_AT_ONCE))
    known = set(RecordExport.objects.filter(pk__in=old).values_list("pk", flat=True))
    for export_id in ids | (old - known):
        export_forget(export_id)
    return len(ids | (old - known))


def _some(rows: QuerySet[RecordExport]) -> list[UUID]:
    return list(rows.values_list("pk", flat=True)[:FORGOTTEN_AT_ONCE])


def _view(export: RecordExport, now: datetime) -> _View:
    """Rights, release and filters as they are now. Raises ExportEnded."""
    actor = user_by_id(export.actor_id)
    if actor is None or not actor.is_active:
        raise ExportEnded(words=GONE)
    try:
        serving = serve(export.live_app.key, actor, now=now)
    except (AppNotFound, NothingForYou):
        raise ExportEnded(words=GONE) from None
    tables = serving.ready.tables.entities.values()
    table = next((found for found in tables if found.entity.id == export.entity_id), None)
    if table is None or serving.rights.on(table.entity.key).read == "none":
        raise ExportEnded(words=GONE)
    sources = {source.id: source for source in sources_for(serving.rights, table)}
    if not all(id_ in sources for id_ in export.columns):
        raise ExportEnded(words=REMOVED)
    if export.rights != rights_digest(serving, table):
        raise ExportEnded(words=OUTDATED)
    try:
        where = read_query(table, export.question, actor_id=actor.pk).where
    except QueryInvalid:
        raise ExportEnded(words=REMOVED) from None
    chosen = tuple(sources[id_] for id_ in export.columns)
    fields = tuple(columns for columns in table.fields if columns.field.id in export.columns)
    return _View(
        serving=serving,
        table=replace(table, fields=fields),
        chosen=chosen,
        columns=sheet_columns(chosen),
        rows=serving.rights.readable(table).filter(where),
    )


def _prepare(export: RecordExport, claim: Claim, view: _View) -> None:
    """Begin, or begin again where the app or the files are not what they were; else go on."""
    if export.release_id == view.serving.ready.release_id and _are_whole(export):
        return
    export.release_id = view.serving.ready.release_id
    export.until_id = view.rows.order_by("-id").values_list("id", flat=True).first()
    export.rows_total = view.rows.order_by().count()
    export.last_id, export.is_read, export.rows_done, export.cut_count, export.parts = None, False, 0, 0, []
    most = format_of(export).most_rows
    if most is not None and export.rows_total > most:
        raise ExportEnded(
            words=f"An Excel file holds {most:,} records, these are more. Choose CSV, or filter the list."
        )
    export.state = ExportState.RUNNING
    _save(export, claim)


def _are_whole(export: RecordExport) -> bool:
    """Whether every byte that counts is there: a disk may be lost, or this be another machine's."""
    sizes = [(export_path(_part(export, fence)), size) for fence, size in export.parts]
    return all(path.exists() and path.stat().st_size >= size for path, size in sizes)


def _read(export: RecordExport, claim: Claim, view: _View, now: Callable[[], datetime]) -> None:
    """Write batches until there are no more records or the turn is over. Raises JobLater."""
    ends_at = time.monotonic() + TURN_SECONDS
    with export_path(_part(export, claim.fence)).open("wb") as part:
        export.parts = [*export.parts, [claim.fence, 0]]
        if len(export.parts) == 1:
            _append(export, part, format_of(export).head(view.columns))
        while not export.is_read:
            _batch(export, part, view)
            _save(export, claim)
            faultpoint("export.batch.after")
            if time.monotonic() > ends_at:
                raise JobLater("This export goes on in a moment.", after=timedelta(0))
            view = _view(export, now())
            if view.serving.ready.release_id != export.release_id:
                raise JobLater("The app was changed; this export begins again.", after=timedelta(0))


def _batch(export: RecordExport, part: BinaryIO, view: _View) -> None:
    """Append the next records to `part`, safe on disk."""
    rows = view.rows.filter(id__lte=export.until_id) if export.until_id else view.rows.none()
    rows = rows.filter(id__gt=export.last_id) if export.last_id else rows
    stored = list(rows.order_by("id").values_list(*view.table.row_attributes)[:BATCH])
    found = [row_of(view.table, one) for one in stored]
    labels = labels_for(view.serving, view.table, found) if found else {}
    cells = (sheet_row(view.chosen, row, labels) for row in found)
    lines = format_of(export).body(view.columns, cells, export.rows_done + 2)
    _append(export, part, lines.content)
    part.flush()
    os.fsync(part.fileno())
    export.rows_done += len(found)
    export.cut_count += lines.cut
    export.last_id = found[-1].id if found else export.last_id
    export.is_read = len(found) < BATCH


def _append(export: RecordExport, part: BinaryIO, content: bytes) -> None:
    part.write(content)
    export.parts[-1][1] += len(content)


def _save(export: RecordExport, claim: Claim) -> None:
    """Where the export is now, if the lease is still ours and nobody cancelled. Raises LeaseLost, _Dropped."""
    with transaction.atomic():
        claim.checkpoint(_RUNNING)
        still = RecordExport.objects.filter(pk=export.pk, state__in=EXPORT_UNDER_WAY)
        if not still.update(
            state=ExportState.RUNNING,
            release_id=export.release_id,
            until_id=export.until_id,
            last_id=export.last_id,
            is_read=export.is_read,
            rows_total=export.rows_total,
            rows_done=export.rows_done,
            cut_count=export.cut_count,
            parts=export.parts,
        ):
            raise _Dropped


def _finish(export: RecordExport, claim: Claim, view: _View, now: datetime) -> None:
    """Make the parts one file, and offer it in the transaction that writes down who took out what."""
    chosen = format_of(export)
    place = f"{export.pk}.{claim.fence}.{export.format}"
    unfinished = export_path(f"{place}.new")
    with unfinished.open("wb") as target:
        chosen.finish(target, view.columns, _written(export), view.table.entity.label_plural)
        target.flush()
        os.fsync(target.fileno())
    size = unfinished.stat().st_size
    unfinished.replace(export_path(place))
    faultpoint("export.finish.before")
    with transaction.atomic():
        claim.checkpoint("ready")
        ready = {"state": ExportState.READY, "place": place, "size": size, "ended_at": now, "parts": []}
        if not RecordExport.objects.filter(pk=export.pk, state__in=EXPORT_UNDER_WAY).update(**ready):
            raise _Dropped
        record(_event(export, view), actor=view.serving.actor, at=now, workspace=view.serving.app.workspace_id)
    export_forget(export.pk, but=place)


def _event(export: RecordExport, view: _View) -> RecordsExported:
    return RecordsExported(
        app=view.serving.app.app_id,
        entity=export.entity_id,
        label=view.table.entity.label_plural,
        rows=export.rows_done,
        columns=len(export.columns),
        format=format_of(export).name,
    )


def _written(export: RecordExport) -> Iterator[bytes]:
    """The bytes that count, in order."""
    for fence, size in export.parts:
        left = size
        with export_path(_part(export, fence)).open("rb") as part:
            while left and (piece := part.read(min(_PIECE, left))):
                left -= len(piece)
                yield piece


def _part(export: RecordExport, fence: int) -> str:
    return f"{export.pk}.{fence}.part"


def _give_up(export: RecordExport, claim: Claim, words: str, now: datetime) -> None:
    with transaction.atomic():
        claim.checkpoint("ended")
        still = RecordExport.objects.filter(pk=export.pk, state__in=EXPORT_UNDER_WAY)
        still.update(state=ExportState.FAILED, message=words, ended_at=now, parts=[])
    export_forget(export.pk)


@contextmanager
def _told_when_full() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise ExportEnded(words=FULL) from None
        raise
