"""Uploads: type by content, size by the field, a name that is only a name; read again by who may read the record."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO
from uuid import UUID

from core.errors import ErrorAt
from definition.json_types import JsonValue
from runtime.errors import FileNotFound, FileRefused, NotAllowedHere
from runtime.fieldtypes import settings as read
from runtime.fieldtypes.base import FieldError
from runtime.fieldtypes.file import most_bytes
from runtime.fieldtypes.messages import message
from runtime.models import StoredFile
from runtime.selectors import stored_file
from runtime.services.links import describe_file
from runtime.services.serving import Serving
from runtime.services.sniffing import FileType, type_of
from runtime.storage import file_forget, file_keep, file_open
from runtime.tables.build import FieldColumns

_ODD = re.compile(r"[\x00-\x1f\x7f-\x9f/\\:*?\"<>|\u200b-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    file: StoredFile
    content: BinaryIO


def file_upload(
    serving: Serving, *, entity_key: str, field_key: str, name: str, chunks: Iterable[bytes], now: datetime
) -> dict[str, JsonValue]:
    """Keep an uploaded file for a field. Raises NotAllowedHere, FileRefused, FileTooLarge, StorageFull.

    First the bytes are safe on disk, then the row is written: a kill between the two leaves bytes nobody knows, which
    are removed after a day, never a row without bytes.
    """
    table = serving.table(entity_key)
    rights = serving.rights.on(entity_key)
    columns = table.by_key.get(field_key)
    if columns is None or columns.field.kind != "file":
        raise FileRefused(detail="This form has no file field with this name.")
    if not rights.create and rights.update == "none":
        raise NotAllowedHere(detail=f"You may not add files to {table.entity.label_plural}.")
    kept = file_keep(chunks, most=most_bytes(columns.settings))
    found = type_of(kept.head, name)
    fault = _fault(columns, found, kept.size)
    if fault is not None:
        file_forget(kept.place)
        raise _refused(columns, fault)
    file = StoredFile.objects.create(
        live_app_id=serving.app.live_app_id,
        entity_id=table.entity.id,
        field_id=columns.field.id,
        name=plain_name(name),
        mime=found.mime,
        size=kept.size,
        sha256=kept.sha256,
        place=kept.place,
        uploaded_by_id=serving.actor.pk,
        uploaded_at=now,
    )
    return describe_file(file)


def file_read(serving: Serving, file_id: UUID) -> Download:
    """A file, for its uploader until a record has it, then for whoever may read that record. Raises FileNotFound."""
    file = stored_file(serving.app.live_app_id, file_id)
    if file is None or not _may_read(serving, file):
        raise FileNotFound(detail="There is no such file, or you may not see it.")
    try:
        return Download(file=file, content=file_open(file.place))
    except FileNotFoundError:
        raise FileNotFound(detail="This file is not there any more.") from None


def plain_name(name: str) -> str:
    """The last part of a file name without what could mislead a person or a path."""
    last = name.replace("\\", "/").rpartition("/")[2]
    cleaned = " ".join(_ODD.sub(" ", last).split()).strip(". ")
    stem, dot, extension = cleaned.rpartition(".")
    return f"{stem[:150]}{dot}{extension[:40]}" if stem else cleaned[:150] or "file"


def _may_read(serving: Serving, file: StoredFile) -> bool:
    if file.record_id is None:
        return file.uploaded_by_id == serving.actor.pk
    table = next((found for found in serving.ready.tables.entities.values() if found.entity.id == file.entity_id), None)
    return table is not None and serving.rights.readable(table).filter(pk=file.record_id).exists()


def _fault(columns: FieldColumns, found: FileType, size: int) -> FieldError | None:
    if size == 0:
        return FieldError(code="file-empty")
    wanted = read.texts(columns.settings, "types")
    if found.is_ordinary if not wanted else any(_fits(one, found) for one in wanted):
        return None
    if not wanted:
        return FieldError(code="file-type", params={"types": "a document or a picture"})
    return FieldError(code="file-type", params={"types": ", ".join(one.removeprefix(".") for one in wanted)})


def _fits(wanted: str, found: FileType) -> bool:
    """`wanted` may be an extension (".pdf", "pdf"), a type ("image/png") or a family ("image")."""
    return wanted.lower().removeprefix(".") in (found.mime, found.mime.partition("/")[0], *found.extensions)


def _refused(columns: FieldColumns, fault: FieldError) -> FileRefused:
    text = message(fault, label=columns.field.label, ask=columns.kind.ask)
    return FileRefused(detail=text, errors=(ErrorAt(pointer=f"/{columns.field.key}", code=fault.code, message=text),))
