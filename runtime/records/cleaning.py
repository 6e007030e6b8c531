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
    faults = _not_asked({key: values[key] for key in sent}, errors, hidden=settled.hidden)
    _require(settled.required, settled.values, faults)
    _refuse(table, faults)
    return Cleaned(values=settled.values)


def clean_change(
    table: EntityTable,
    rules: EntityRules,
    sent: Mapping[str, JsonValue],
    before: Mapping[str, JsonValue],
    *,
    now: datetime,
) -> Cleaned:
    """The values of a record after a change. What was missing before and was not touched is no fault of this change.

    An answer that the change hides is emptied. Raises RecordInvalid, also for an answer sent to a hidden field.
    """
    errors: dict[str, FieldError] = {}
    changed = _clean(table, sent, errors)
    earlier = settle(rules, before, now=now)
    settled = settle(rules, {**before, **changed}, now=now)
    excused = {key for key in earlier.required if before.get(key) is None} - sent.keys()
    faults = _not_asked(changed, errors, hidden=settled.hidden)
    _require(settled.required - excused, settled.values, faults)
    _refuse(table, faults)
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


def _not_asked(
    sent: Mapping[str, JsonValue], errors: Mapping[str, FieldError], *, hidden: frozenset[str]
) -> dict[str, FieldError]:
    """`errors` without those of hidden fields, where only having an answer is a fault; a computed one always is.

    What is hidden is known for sure only when every other answer could be read.
    """
    faults = {key: error for key, error in errors.items() if key not in hidden or error.code == "read-only"}
    if faults:
        return faults
    return {key: FieldError(code="hidden") for key in hidden & sent.keys() if sent[key] is not None or key in errors}


def _require(required: frozenset[str], values: Mapping[str, JsonValue], faults: dict[str, FieldError]) -> None:
    for key in required:
        if values.get(key) is None and key not in faults:
            faults[key] = FieldError(code="required")


def _refuse(table: EntityTable, faults: Mapping[str, FieldError]) -> None:
    if faults:
        raise field_faults(table, faults)


def _error_at(columns: FieldColumns, error: FieldError) -> ErrorAt:
    text = message(error, label=columns.field.label, ask=columns.kind.ask)
    return ErrorAt(pointer=_pointer(columns.field.key), code=error.code, message=text)


def _pointer(key: str) -> str:
    return "/" + key[:200].replace("~", "~0").replace("/", "~1")
