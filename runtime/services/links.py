"""What a value points at must exist and be this person's to point at: linked records, people, files."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db.models import Q

from accounts.selectors import WorkspaceRow, people_of
from definition.json_types import JsonValue
from runtime.fieldtypes.base import FieldError
from runtime.models import StoredFile
from runtime.records.cleaning import field_faults
from runtime.services.labels import Named, titles_of
from runtime.services.serving import Serving
from runtime.tables.build import EntityTable, FieldColumns


def check_links(
    serving: Serving,
    table: EntityTable,
    values: Mapping[str, JsonValue],
    changed: Iterable[str],
    *,
    record_id: UUID | None = None,
) -> tuple[dict[str, JsonValue], Named]:
    """`values` with files described from the store, and the names found on the way.

    Only `changed` keys are checked: one query per linked entity, one for people, one for files, none without them.
    Raises RecordInvalid.
    """
    wanted = [table.by_key[key] for key in changed if values.get(key) is not None]
    errors: dict[str, FieldError] = {}
    labels: Named = {}
    checked = dict(values)
    _check_records(serving, wanted, values, errors, labels)
    _check_people(serving, wanted, values, errors, labels)
    _check_files(serving, [columns for columns in wanted if columns.field.kind == "file"], checked, errors, record_id)
    if errors:
        raise field_faults(table, errors)
    return checked, labels


def _check_records(
    serving: Serving,
    wanted: list[FieldColumns],
    values: Mapping[str, JsonValue],
    errors: dict[str, FieldError],
    labels: Named,
) -> None:
    by_target: dict[str, dict[str, UUID]] = {}
    for columns in wanted:
        if columns.field.kind == "record" and columns.field.target:
            by_target.setdefault(columns.field.target, {})[columns.field.key] = _uuid(values, columns)
    for target, ids in by_target.items():
        found = titles_of(serving, target, set(ids.values()))
        labels.update(found)
        errors.update({key: FieldError(code="record") for key, id_ in ids.items() if id_ not in found})


def _check_people(
    serving: Serving,
    wanted: list[FieldColumns],
    values: Mapping[str, JsonValue],
    errors: dict[str, FieldError],
    labels: Named,
) -> None:
    ids = {columns.field.key: _uuid(values, columns) for columns in wanted if columns.field.kind == "person"}
    others = set(ids.values()) - {serving.actor.pk}
    if others:
        members = people_of(WorkspaceRow(pk=serving.app.workspace_id)).filter(pk__in=others)
        labels.update({person.pk: person.name for person in members})
    known = labels.keys() | {serving.actor.pk}
    errors.update({key: FieldError(code="person") for key, id_ in ids.items() if id_ not in known})


def _check_files(
    serving: Serving,
    wanted: list[FieldColumns],
    checked: dict[str, JsonValue],
    errors: dict[str, FieldError],
    record_id: UUID | None,
) -> None:
    if not wanted:
        return
    ids = {columns.field.key: _file_ids(checked[columns.field.key]) for columns in wanted}
    mine = Q(record_id__isnull=True, uploaded_by_id=serving.actor.pk)
    if record_id is not None:
        mine |= Q(record_id=record_id)
    stored = StoredFile.objects.filter(mine, live_app_id=serving.app.live_app_id, pk__in=set().union(*ids.values()))
    found = {(file.field_id, file.pk): file for file in stored}
    for columns in wanted:
        files = [found.get((columns.field.id, id_)) for id_ in ids[columns.field.key]]
        if any(file is None for file in files):
            errors[columns.field.key] = FieldError(code="file")
        else:
            checked[columns.field.key] = [describe_file(file) for file in files if file is not None]


def attach_files(serving: Serving, table: EntityTable, values: Mapping[str, JsonValue], record_id: UUID) -> None:
    """Tie the files of `values` to their record, in the transaction that writes it."""
    ids = {
        id_
        for columns in table.fields
        if columns.field.kind == "file" and values.get(columns.field.key) is not None
        for id_ in _file_ids(values[columns.field.key])
    }
    if ids:
        StoredFile.objects.filter(live_app_id=serving.app.live_app_id, pk__in=ids).update(record_id=record_id)


def describe_file(file: StoredFile) -> dict[str, JsonValue]:
    """A file as it stands in a record's value."""
    return {"id": str(file.pk), "name": file.name, "size": file.size, "mime": file.mime, "sha256": file.sha256}


def _uuid(values: Mapping[str, JsonValue], columns: FieldColumns) -> UUID:
    return UUID(str(values[columns.field.key]))


def _file_ids(value: JsonValue) -> list[UUID]:
    items = value if isinstance(value, list | tuple) else []
    return [UUID(str(item["id"])) for item in items if isinstance(item, Mapping)]
