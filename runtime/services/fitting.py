"""Whether the cell of an imported table fits a field: the same rule before a submission and while rows are loaded."""

from collections.abc import Mapping

from definition.json_types import JsonObject, JsonValue
from runtime.fieldtypes import KINDS
from runtime.fieldtypes.base import FieldError, FieldKind
from runtime.fieldtypes.money import is_currency

NOT_AN_OPTION = "option"


def cell_kept(kind: FieldKind, settings: JsonObject, value: JsonValue, *, is_unique: bool) -> JsonValue:
    """What is stored for a cell: also what breaks a limit of the form, or is none of the options.

    Raises FieldError for a value that the column cannot hold.
    """
    meant = kind.from_sheet(value, settings)
    try:
        return kind.clean(meant, settings)
    except FieldError:
        return kind.clean(meant, {**_limitless(kind, settings, value, is_unique=is_unique), "other": True})


def cell_refused(kind: str, settings: JsonObject, value: JsonValue, *, is_unique: bool) -> str | None:
    """Why a cell is no answer of such a field, as the code of a FieldError; None when people could keep it.

    Limits of the form do not count. `NOT_AN_OPTION` means that an option more would do.
    """
    found = KINDS.get(kind)
    try:
        loose = _limitless(found, settings, value, is_unique=is_unique)
        found.clean(found.from_sheet(value, settings), loose)
    except FieldError as fault:
        return fault.code
    return None


def _limitless(kind: FieldKind, settings: JsonObject, value: JsonValue, *, is_unique: bool) -> JsonObject:
    """The settings without what only the form asks for. A unique text keeps its length: its index needs that."""
    loose = {**settings, **_LIMITLESS}
    if is_unique and "max_length" in settings:
        loose["max_length"] = settings["max_length"]
    if kind.kind == "money" and isinstance(value, Mapping) and is_currency(value.get("currency")):
        loose["currencies"] = [value["currency"]]
    return loose


# Limits that a column does not have: a row that exists is not thrown away for breaking a rule made later.
_LIMITLESS: Mapping[str, JsonValue] = {
    "min": None,
    "max": None,
    "step": None,
    "pattern": "",
    "max_length": 1_000_000,
    "domains": [],
    "https_only": False,
    "step_minutes": 1,
}
