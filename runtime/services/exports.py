"""Taking records out as a file: asking for it, looking at it, giving it up, fetching it. The work is in `exports_run`.

An export belongs to the person who asked. What rights and fields they have at that moment is kept as a digest, and
compared each time records are read for it and each time the file is fetched: a right taken away takes the file with it.
The records are a copy of that moment: one that is changed, deleted or leaves the reach of a rule later stays in it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import BinaryIO
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from core.canonical import sha256_hex
from core.errors import ErrorAt
from core.jobs.enqueue import enqueue
from runtime.errors import ExportNotFound, ExportNotReady, ExportOutdated, ExportRefused, ExportsFull
from runtime.models import EXPORT_UNDER_WAY, ExportState, RecordExport
from runtime.records.listing import read_query
from runtime.records.sheets.columns import Source, sources_for
from runtime.records.sheets.formats import FORMATS, SheetFormat
from runtime.selectors import exports_of
from runtime.services.reading import require_right
from runtime.services.serving import Serving
from runtime.storage import export_forget, export_path
from runtime.tables.build import EntityTable

EXPORT_JOB = "runtime.export"
AT_ONCE = 3
KEPT = timedelta(hours=24)
SHOWN = 20
MOST_QUESTIONS = 50
# What of a list's question does not choose records.
_NOT_ASKED = ("sort", "cursor", "page_size")
OUTDATED = "What you may see has changed since you asked for this file, so it was removed. Export the records again."


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a person asks for. `columns` are keys, None for all; `question` is the filters of a list."""

    format: str
    columns: Sequence[str] | None
    question: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The export, and whether this call began it."""

    export: RecordExport
    is_new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    name: str
    mime: str
    content: BinaryIO


def export_start(serving: Serving, entity_key: str, wanted: Wanted, *, now: datetime) -> Asked:
    """Begin to take records out. What is under way already with the same content is answered instead of a second one.

    Raises NotAllowedHere, ExportRefused (columns, format), QueryInvalid, ExportsFull.
    """
    table = _table(serving, entity_key)
    if wanted.format not in FORMATS:
        raise ExportRefused(detail=f"Choose one of these formats: {', '.join(FORMATS)}.")
    chosen = _chosen(sources_for(serving.rights, table), wanted.columns)
    question = {name: text for name, text in sorted(wanted.question.items()) if name not in _NOT_ASKED}
    read_query(table, question, actor_id=serving.actor.pk)
    asked = RecordExport(
        live_app_id=serving.app.live_app_id,
        entity_id=table.entity.id,
        actor_id=serving.actor.pk,
        format=wanted.format,
        columns=[source.id for source in chosen],
        question=question,
        rights=rights_digest(serving, table),
        asked_at=now,
    )
    asked.fingerprint = sha256_hex([asked.entity_id, asked.format, asked.columns, question, asked.rights])
    for _ in range(AT_ONCE):
        twin = _twin(asked)
        if twin is not None:
            return Asked(export=twin, is_new=False)
        if _begin(asked):
            return Asked(export=asked, is_new=True)
    raise _full()


def _begin(asked: RecordExport) -> bool:
    """Write the row and its job. False when somebody took the slot, or asked for the same, at this very moment."""
    taken = set(_under_way(asked.actor_id).values_list("slot", flat=True))
    free = next((slot for slot in range(AT_ONCE) if slot not in taken), None)
    if free is None:
        raise _full()
    asked.slot = free
    try:
        with transaction.atomic():
            asked.save(force_insert=True)
            enqueue(EXPORT_JOB, subject_id=asked.pk, dedupe_key=f"export:{asked.pk}", created_by_id=asked.actor_id)
    except IntegrityError:
        return False
    return True


def export_list(serving: Serving, entity_key: str, *, now: datetime) -> list[RecordExport]:
    """This person's exports of an entity, newest first; what outlived a right is marked as failed."""
    table = _table(serving, entity_key)
    found = _mine(serving, table).exclude(ended_at__lte=now - KEPT)
    return [_checked(serving, table, export) for export in found[:SHOWN]]


def exports_exist(serving: Serving, entity_key: str) -> bool:
    """Whether this person has exports of an entity to look at."""
    table = serving.table(entity_key)
    return _mine(serving, table).exists()


def export_get(serving: Serving, entity_key: str, export_id: UUID) -> RecordExport:
    """One of this person's exports, as `export_list` has it. Raises ExportNotFound, for another's as well."""
    table = _table(serving, entity_key)
    found = _mine(serving, table).filter(pk=export_id).first()
    if found is None:
        raise ExportNotFound(detail="There is no such export. Files are kept for 24 hours.")
    return _checked(serving, table, found)


def export_drop(serving: Serving, entity_key: str, export_id: UUID) -> None:
    """Cancel an export, or remove its file. A worker that is at it notices with its next batch."""
    found = export_get(serving, entity_key, export_id)
    RecordExport.objects.filter(pk=found.pk).delete()
    export_forget(found.pk)


def export_fetch(serving: Serving, entity_key: str, export_id: UUID, *, now: datetime) -> Fetched:
    """The finished file. Raises ExportNotFound, ExportNotReady, ExportOutdated (and removes the file)."""
    found = export_get(serving, entity_key, export_id)
    table = _table(serving, entity_key)
    if found.message == OUTDATED:
        raise ExportOutdated(detail=OUTDATED)
    if found.state != ExportState.READY:
        raise ExportNotReady(detail=found.message or "This file is still being written. Ask again when it is ready.")
    if found.ended_at is None or found.ended_at + KEPT <= now:
        raise ExportNotFound(detail="This file was kept for 24 hours and is gone. Export the records again.")
    try:
        content = export_path(found.place).open("rb")
    except FileNotFoundError:
        raise ExportNotFound(detail="This file is not there any more. Export the records again.") from None
    return Fetched(name=file_name(table, found), mime=format_of(found).mime, content=content)


def file_name(table: EntityTable, export: RecordExport) -> str:
    """ "expense-request-2026-11-21.xlsx": what it holds, and the day it was asked for."""
    return f"{table.entity.key.replace('_', '-')}-{export.asked_at:%Y-%m-%d}.{export.format}"


def format_of(export: RecordExport) -> SheetFormat:
    return FORMATS[export.format]


def rights_digest(serving: Serving, table: EntityTable) -> str:
    """All that decides what a person finds in the file: what they may read (also of what is linked), and columns."""
    read = {key: serving.rights.on(key).readable.to_json() for key in serving.ready.tables.entities}
    return sha256_hex([read, [source.id for source in sources_for(serving.rights, table)]])


def _table(serving: Serving, entity_key: str) -> EntityTable:
    table = serving.table(entity_key)
    require_right(serving.rights.on(entity_key).read, words=f"see {table.entity.label_plural}")
    return table


def _checked(serving: Serving, table: EntityTable, export: RecordExport) -> RecordExport:
    """`export`; a finished one only while its owner has the rights it was written with, else it ends here."""
    if export.state == ExportState.READY and export.rights != rights_digest(serving, table):
        export.state, export.message = ExportState.FAILED, OUTDATED
        RecordExport.objects.filter(pk=export.pk).update(state=export.state, message=export.message)
        export_forget(export.pk)
    return export


def _chosen(allowed: Sequence[Source], keys: Sequence[str] | None) -> list[Source]:
    if keys is None:
        return list(allowed)
    by_key = {source.key: source for source in allowed}
    unknown = [key for key in dict.fromkeys(keys) if key not in by_key]
    if unknown or not keys:
        raise ExportRefused(
            detail="Choose columns that you may see." if unknown else "Choose at least one column.",
            errors=tuple(
                ErrorAt(pointer="/columns", code="unknown-column", message=f"There is no column {key[:60]!r}.")
                for key in unknown[:20]
            ),
        )
    return [by_key[key] for key in dict.fromkeys(keys)]


def _twin(asked: RecordExport) -> RecordExport | None:
    same = _under_way(asked.actor_id).filter(live_app_id=asked.live_app_id, fingerprint=asked.fingerprint)
    return same.first()


def _under_way(actor_id: UUID) -> QuerySet[RecordExport]:
    return RecordExport.objects.filter(actor_id=actor_id, state__in=EXPORT_UNDER_WAY)


def _mine(serving: Serving, table: EntityTable) -> QuerySet[RecordExport]:
    return exports_of(serving.app.live_app_id, table.entity.id, serving.actor.pk)


def _full() -> ExportsFull:
    return ExportsFull(detail=f"You have {AT_ONCE} exports under way. Wait for one to end, or cancel one.")
