"""Tables people bring: stored, inspected, and turned into an app whose rows wait for the first deployment.

Parsing runs in a bounded child process of the importer and outside any transaction.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from uuid import UUID

from django.core.files.base import File
from django.db import transaction

from accounts.selectors import UserRow, WorkspaceRow, home_workspace
from builder.errors import UploadRefused, UploadTooLarge
from builder.events import TableImported
from builder.importers.tabular import (
    LIMITS,
    BadCells,
    ColumnPlan,
    Conversion,
    Inspection,
    Kind,
    SheetChoice,
    SheetPlan,
    convert,
    inspect,
)
from builder.models import ImportedTable, ImportUpload, UploadState
from builder.selectors import AppRow, UploadRow, app_keys_of, upload_of
from builder.services.apps import app_create
from builder.starts import DEFAULT_CURRENCY, StartField, app_key, start_document
from core.authz import Permission, require
from core.errors import ErrorAt, JsonValue
from core.events.record import record
from core.ids import new_id
from definition.keys import RESERVED_KEYS, key_from_label, unique_key


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnChoice:
    """What a person decided about one column; `key` names the column as the inspection did."""

    key: str
    label: str
    kind: Kind
    include: bool = True
    required: bool = False
    sensitivity: str = "internal"
    personal: bool = False
    purpose: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableChoice:
    """Which sheet becomes the app, and how its columns and bad cells are treated."""

    title: str
    sheet: str
    columns: Sequence[ColumnChoice]
    bad_cells: BadCells
    header_row: int | None = None


def upload_store(
    *, name: str, chunks: Iterable[bytes], workspace: WorkspaceRow, actor: UserRow, now: datetime
) -> UploadRow:
    """Store the bytes of a table and inspect them. A table nobody can read is stored as refused, with the reasons.

    Raises UploadTooLarge above the limit; nothing is stored then.
    """
    require(actor, Permission.APP_CREATE, workspace)
    upload = ImportUpload(id=new_id(), workspace=workspace, uploaded_by=actor, uploaded_at=now, name=_plain_name(name))
    with NamedTemporaryFile(suffix=_suffix(name)) as file:
        digest = hashlib.sha256()
        for chunk in chunks:
            file.write(chunk)
            digest.update(chunk)
            if file.tell() > LIMITS.upload:
                raise UploadTooLarge(detail=f"A table may be at most {LIMITS.upload // 1_000_000} MB.")
        upload.size = file.tell()
        upload.sha256 = digest.hexdigest()
        file.flush()
        inspection = inspect(Path(file.name), name=upload.name)
        file.seek(0)
        upload.file.save(f"{upload.pk}{_suffix(name)}", File(file), save=False)
    return _inspected(upload, inspection, new=True)


def upload_inspect_again(*, upload_id: UUID, choices: Sequence[SheetChoice], actor: UserRow) -> UploadRow:
    """Inspect a stored table once more with the person's header row and kinds."""
    upload = upload_of(actor, upload_id)
    return _inspected(upload, inspect(Path(upload.file.path), name=upload.name, choices=choices), new=False)


def _inspected(upload: ImportUpload, inspection: Inspection, *, new: bool) -> UploadRow:
    upload.state = UploadState.READY if inspection.status.value == "ok" else UploadState.REFUSED
    upload.inspection = inspection.to_json()
    upload.save(force_insert=new)
    return upload


def app_start_from_table(*, upload_id: UUID, choice: TableChoice, actor: UserRow, now: datetime) -> AppRow:
    """A new app from an inspected table; its rows are kept as canonical values until the entity is first deployed."""
    upload = upload_of(actor, upload_id)
    workspace = home_workspace(actor)
    require(actor, Permission.APP_CREATE, workspace)
    plan = _plan(upload, choice)
    with convert(Path(upload.file.path), name=upload.name, sheet=plan, bad_cells=choice.bad_cells) as conversion:
        if conversion.status.value != "ok":
            raise _refused(conversion)
        return _app_of(upload, workspace, choice, conversion, actor=actor, now=now)


@transaction.atomic
def _app_of(
    upload: ImportUpload,
    workspace: WorkspaceRow,
    choice: TableChoice,
    conversion: Conversion,
    *,
    actor: UserRow,
    now: datetime,
) -> AppRow:
    columns = [column for column in conversion.columns if column.include]
    keys = _keys(columns)
    chosen = {column.key: column for column in choice.columns}
    start = start_document(
        key=app_key(choice.title, app_keys_of(workspace.pk)),
        title=choice.title,
        fields=[_start_field(column, keys[column.key], chosen[column.key]) for column in columns],
    )
    app = app_create(workspace=workspace, start=start, origin="table", actor=actor, now=now)
    ids = {column.key: start.field_ids[keys[column.key]] for column in columns}
    kinds = {column.key: column.kind for column in columns}
    table = ImportedTable(
        id=new_id(),
        app=app,
        upload=upload,
        entity_id=start.entity_id,
        sheet=choice.sheet,
        columns={field_id: key for key, field_id in ids.items()},
        report=_report(conversion),
        imported_at=now,
    )
    _rows_store(table, _lines(conversion, ids, kinds))
    upload.app = app
    upload.save(update_fields=["app"])
    event = TableImported(
        app=app.pk, upload=upload.pk, entity=start.entity_id, rows=table.row_count, sha256=table.sha256
    )
    record(event, actor=actor, at=now, workspace=workspace.pk)
    return app


def _plan(upload: ImportUpload, choice: TableChoice) -> SheetPlan:
    """The sheet as inspected, with the person's choices on it. Raises UploadRefused naming what does not fit."""
    if upload.state != UploadState.READY:
        raise UploadRefused(detail="This table was refused; there is nothing to import.")
    plan = _sheet(Inspection.from_json(upload.inspection), choice.sheet)
    wanted = {column.key: column for column in choice.columns}
    unknown = sorted(set(wanted) - {column.key for column in plan.columns})
    if unknown or not any(column.include for column in choice.columns):
        detail = f"The sheet has no column {unknown[0]!r}." if unknown else "Include at least one column."
        raise UploadRefused(detail=detail, errors=[ErrorAt(pointer="/columns", code="columns", message=detail)])
    kinds = {
        column.index: wanted[column.key].kind
        for column in plan.columns
        if column.key in wanted and wanted[column.key].kind != column.kind
    }
    if kinds or choice.header_row is not None:
        again = SheetChoice(sheet=choice.sheet, header_row=choice.header_row or plan.header_row or 0, kinds=kinds)
        plan = _sheet(inspect(Path(upload.file.path), name=upload.name, choices=[again]), choice.sheet)
    columns = tuple(_with_choice(column, wanted.get(column.key)) for column in plan.columns)
    return replace(plan, columns=columns)


def _sheet(inspection: Inspection, name: str) -> SheetPlan:
    found = next((sheet for sheet in inspection.sheets if sheet.name == name), None)
    if found is None:
        detail = f"There is no sheet named {name!r}."
        raise UploadRefused(detail=detail, errors=[ErrorAt(pointer="/sheet", code="sheet", message=detail)])
    return found


def _with_choice(column: ColumnPlan, choice: ColumnChoice | None) -> ColumnPlan:
    if choice is None:
        return replace(column, include=False)
    return replace(column, include=choice.include, label=choice.label or column.label)


def _keys(columns: Sequence[ColumnPlan]) -> dict[str, str]:
    """The field key of each column: its own, unless that word is reserved in apps."""
    keys: dict[str, str] = {}
    for column in columns:
        wanted = column.key if column.key not in RESERVED_KEYS else key_from_label(column.key)
        keys[column.key] = unique_key(wanted, keys.values())
    return keys


def _start_field(column: ColumnPlan, key: str, choice: ColumnChoice) -> StartField:
    return StartField(
        key=key,
        label=column.label,
        kind=column.kind.value,
        required=choice.required,
        sensitivity=choice.sensitivity,
        personal=choice.personal,
        purpose=choice.purpose,
        settings=_settings(column),
    )


def _settings(column: ColumnPlan) -> dict[str, JsonValue]:
    """What the column needs so that every one of its values is a valid answer of the field."""
    settings: dict[str, JsonValue] = {}
    if column.options:
        settings["options"] = [{"key": option.key, "label": option.label} for option in column.options]
    if column.kind is Kind.MONEY and column.parse.currencies:
        settings["currency"] = column.parse.currency
        if len(column.parse.currencies) > 1:
            settings["currencies"] = list(column.parse.currencies)
    usual, most = _LENGTHS.get(column.kind, (0, 0))
    if usual < column.longest and most:
        settings["max_length"] = min(column.longest, most)
    return settings


# Usual and greatest length of an answer, as the manifests of the two kinds have them.
_LENGTHS = {Kind.TEXT: (200, 1000), Kind.TEXTAREA: (5000, 50_000)}


def _rows_store(table: ImportedTable, lines: Iterator[bytes]) -> None:
    """Write the rows to storage and the row of the table to the database. The file comes first."""
    digest = hashlib.sha256()
    count = 0
    with NamedTemporaryFile(suffix=".jsonl") as file:
        for line in lines:
            file.write(line)
            digest.update(line)
            count += 1
        file.seek(0)
        table.row_count = count
        table.sha256 = digest.hexdigest()
        table.rows.save(f"{table.pk}.jsonl", File(file), save=False)
    table.save(force_insert=True)


def _lines(conversion: Conversion, ids: Mapping[str, str], kinds: Mapping[str, Kind]) -> Iterator[bytes]:
    for row in conversion.rows():
        values = {ids[key]: stored_value(kinds[key], value) for key, value in row.values.items() if key in ids}
        line = json.dumps({"row": row.number, "values": values}, ensure_ascii=False, separators=(",", ":"))
        yield f"{line}\n".encode()


def stored_value(kind: Kind, value: JsonValue) -> JsonValue:
    """A converted cell in the shape records have: times to the minute, moments in UTC."""
    if not isinstance(value, str):
        return value
    if kind is Kind.MONEY:
        # Numbers that a person says are money, in a table that names no currency: the app's own.
        return {"amount": value, "currency": DEFAULT_CURRENCY}
    if kind is Kind.TIME:
        return value[:5]
    if kind is Kind.DATETIME:
        moment = datetime.fromisoformat(value)
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
        return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    return value


def _report(conversion: Conversion) -> dict[str, JsonValue]:
    report = conversion.report
    if report is None:
        return {}
    return {
        "rows_read": report.rows_read,
        "rows_written": report.rows_written,
        "rows_skipped": report.rows_skipped,
        "cells_emptied": report.cells_emptied,
        "bad_cell_count": report.bad_cell_count,
        "bad_cells": [
            {"where": cell.where, "row": cell.row, "column": cell.column, "value": cell.value, "reason": cell.reason}
            for cell in report.bad_cells
        ],
    }


def _refused(conversion: Conversion) -> UploadRefused:
    errors = [ErrorAt(pointer=one.where, code=one.code, message=one.message) for one in conversion.problems]
    return UploadRefused(detail=errors[0].message if errors else "This table cannot be read.", errors=errors)


def _plain_name(name: str) -> str:
    """The last part of what the browser called it, printable, at most 200 characters."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(letter for letter in last if letter.isprintable())[:200] or "table"


def _suffix(name: str) -> str:
    suffix = Path(_plain_name(name)).suffix.lower()
    return suffix if suffix in {".csv", ".tsv", ".txt", ".xlsx", ".xls", ".xlsm", ".xlsb", ".ods"} else ""
