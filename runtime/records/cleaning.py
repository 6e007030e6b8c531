"""From what was sent to what will be stored: known keys, clean values, rules applied, words for each fault."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from core.errors import ErrorAt
from definition.json_types import JsonValue
from runtime.errors import RecordInvalid
from runtime.fieldtypes.base import FieldError
from runtime.fieldtypes.messages import message
from runtime.rules import EntityRules, settle
from runtime.tables.build import EntityTable, FieldColumns


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """Canonical values of every field, after the rules."""

    values: Mapping[str, JsonValue]


def clean_new(
    table: EntityTable, rules: EntityRules, sent: Mapping[str, JsonValue], *, actor_id: UUID, now: datetime
) -> Cleaned:
    """The values of a new record. Raises RecordInvalid with every fault, in the order of the form."""
    errors: dict[str, FieldError] = {}
    values = _clean(table, sent, errors)
    for columns in table.fields:
        values.setdefault(columns.field.key, _default(columns, actor_id))
    settled = settle(rules, values, now=now)
    _require(settled.required, settled.values, errors)
    _refuse(table, errors, hidden=settled.hidden)
    return Cleaned(values=settled.values)


def clean_change(
    table: EntityTable,
    rules: EntityRules,
    sent: Mapping[str, JsonValue],
    before: Mapping[str, JsonValue],
    *,
    now: datetime,
) -> Cleaned:
    """The values of a record after a change. What was missing before and was not touched is no fault of this change."""
    errors: dict[str, FieldError] = {}
    changed = _clean(table, sent, errors)
    earlier = settle(rules, before, now=now)
    settled = settle(rules, {**before, **changed}, now=now)
    excused = {key for key in earlier.required if before.get(key) is None} - sent.keys()
    _require(settled.required - excused, settled.values, errors)
    _refuse(table, errors, hidden=settled.hidden)
    # What was hidden before this change too (an import, a rule made later) is not this person's to erase.
    untouched = (settled.hidden & earlier.hidden) - sent.keys()
    kept = {key: before.get(key) for key in untouched if table.by_key[key].field.kind != "calc"}
    return Cleaned(values={**settled.values, **kept})


def field_faults(table: EntityTable, errors: Mapping[str, FieldError]) -> RecordInvalid:
    """The problem for `errors` (by field key), in the order of the form."""
    return RecordInvalid(
        detail="Correct the marked answers, then send again.",
        errors=tuple(_error_at(columns, errors[key]) for key, columns in table.by_key.items() if key in errors),
    )


def _clean(table: EntityTable, sent: Mapping[str, JsonValue], errors: dict[str, FieldError]) -> dict[str, JsonValue]:
    unknown = [key for key in sent if key not in table.by_key]
    if unknown:
        raise RecordInvalid(
            detail=f"This form does not know: {', '.join(key[:60] for key in unknown[:10])}.",
            errors=tuple(
                ErrorAt(pointer=_pointer(key), code="unknown-key", message="This form has no field with this name")
                for key in unknown[:50]
            ),
        )
    values: dict[str, JsonValue] = {}
    for key, value in sent.items():
        columns = table.by_key[key]
        try:
            values[key] = columns.kind.clean(value, columns.settings)
        except FieldError as error:
            errors[key] = error
            values[key] = None
    return values


def _default(columns: FieldColumns, actor_id: UUID) -> JsonValue:
    if columns.field.kind == "person" and columns.settings.get("default_me") is True:
        return str(actor_id)
    if columns.field.kind == "calc" or columns.field.default is None:
        return None
    try:
        return columns.kind.clean(columns.field.default, columns.settings)
    except FieldError:
        # A default that its own field refuses is a mistake of the definition; the person is asked instead.
        return None


def _require(required: frozenset[str], values: Mapping[str, JsonValue], errors: dict[str, FieldError]) -> None:
    for key in required:
        if values.get(key) is None and key not in errors:
            errors[key] = FieldError(code="required")


def _refuse(table: EntityTable, errors: Mapping[str, FieldError], *, hidden: frozenset[str]) -> None:
    # A hidden answer is emptied, so that what was wrong with it does not matter; sending a computed one always does.
    standing = {key: error for key, error in errors.items() if key not in hidden or error.code == "read-only"}
    if standing:
        raise field_faults(table, standing)


def _error_at(columns: FieldColumns, error: FieldError) -> ErrorAt:
    text = message(error, label=columns.field.label, ask=columns.kind.ask)
    return ErrorAt(pointer=_pointer(columns.field.key), code=error.code, message=text)


def _pointer(key: str) -> str:
    return "/" + key[:200].replace("~", "~0").replace("/", "~1")
