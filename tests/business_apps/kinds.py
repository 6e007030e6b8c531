"""One field of theirs as a field of ours: its kind, settings and default, and what of it was lost."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from definition.json_types import JsonObject, JsonValue
from definition.keys import key_from_label, unique_key
from tests.business_apps.corpus import DocField

if TYPE_CHECKING:
    from tests.business_apps.parts import Parts

LAYOUT = frozenset({"Section Break", "Column Break", "Tab Break", "Fold"})
SILENT = frozenset({"HTML", "Button", "Image", "Heading"})
TABLES = frozenset({"Table", "Table MultiSelect"})
UNIQUE = frozenset(
    {"text", "email", "phone", "url", "number", "date", "time", "datetime", "select", "record", "person"}
)
LONGEST_OPTION = 40
_LONG = {
    "Small Text": 1000,
    "Text": 5000,
    "Long Text": 20_000,
    "Text Editor": 20_000,
    "HTML Editor": 20_000,
    "Code": 20_000,
}
_FORMATTED = frozenset({"Text Editor", "HTML Editor", "Code"})
_PLAIN = {"Check": "yesno", "Date": "date", "Datetime": "datetime", "Time": "time"}
_PEOPLE = frozenset({"User"})
_DATA = {"Email": "email", "Phone": "phone", "URL": "url"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What a field becomes. `options` are our keys by their options; `lost` the classes of what did not come along."""

    kind: str
    settings: JsonObject = field(default_factory=dict)
    default: JsonValue = None
    options: Mapping[str, str] = field(default_factory=dict)
    lost: tuple[str, ...] = ()


def kind_of(doc_field: DocField, entities: Mapping[str, str]) -> Kind:
    """The kind of a field that keeps an answer. `entities` are our entity ids by the DocTypes of the app."""
    if doc_field.type == "Link":
        return _link(doc_field, entities)
    make = _MADE.get(doc_field.type)
    if make is not None:
        return make(doc_field)
    if doc_field.type in _LONG:
        return _long(doc_field)
    if doc_field.type in _PLAIN:
        return Kind(kind=_PLAIN[doc_field.type], lost=_default_lost(doc_field))
    return _text(doc_field)


def _long(doc_field: DocField) -> Kind:
    lost = ("formatted text",) if doc_field.type in _FORMATTED else ()
    settings: JsonObject = {"max_length": _LONG[doc_field.type]}
    return Kind(kind="textarea", settings=settings, default=doc_field.default or None, lost=lost)


def _check(doc_field: DocField) -> Kind:
    return Kind(kind="yesno", default=doc_field.default == "1")


def _data(doc_field: DocField) -> Kind:
    kind = _DATA.get(doc_field.options)
    return _text(doc_field) if kind is None else Kind(kind=kind)


def _currency(doc_field: DocField) -> Kind:
    lost = ("currency named by another field",) if doc_field.options else ()
    return Kind(kind="money", lost=lost + _default_lost(doc_field))


def _file(doc_field: DocField) -> Kind:
    types: list[JsonValue] = ["pdf", "png", "jpg"] if doc_field.type == "Attach" else ["png", "jpg"]
    return Kind(kind="file", settings={"types": types, "max_mb": 5, "max_count": 1})


def _text(doc_field: DocField, lost: tuple[str, ...] = ()) -> Kind:
    longest = max(1, min(doc_field.length or 140, 1000))
    return Kind(kind="text", settings={"max_length": longest}, default=doc_field.default[:longest] or None, lost=lost)


def _link(doc_field: DocField, entities: Mapping[str, str]) -> Kind:
    if doc_field.options in _PEOPLE:
        return Kind(kind="person", lost=_default_lost(doc_field))
    target = entities.get(doc_field.options)
    if target is None:
        return _text(doc_field, ("link out of the app",))
    return Kind(kind="record", settings={"entity": target}, lost=_default_lost(doc_field))


def _select(doc_field: DocField) -> Kind:
    wanted = list(dict.fromkeys(line.strip() for line in doc_field.options.split("\n") if line.strip()))
    if not wanted:
        return _text(doc_field, ("options filled in by code",))
    options = _option_keys(wanted)
    listed: list[JsonValue] = [{"key": key, "label": label[:120]} for label, key in options.items()]
    lost = () if doc_field.default in ("", *options) else ("default worked out when it is entered",)
    return Kind(
        kind="select", settings={"options": listed}, default=options.get(doc_field.default), options=options, lost=lost
    )


def _option_keys(labels: Sequence[str]) -> dict[str, str]:
    keys: dict[str, str] = {}
    for label in labels:
        key = key_from_label(label, fallback="option", reserved=())
        keys[label] = unique_key(key, frozenset(keys.values()), longest=LONGEST_OPTION)
    return keys


def _number(doc_field: DocField) -> Kind:
    is_percent = doc_field.type == "Percent"
    settings: Parts = {}
    if doc_field.type in ("Int", "Duration"):
        settings["decimals"] = 0
    elif doc_field.precision.isdigit():
        settings["decimals"] = min(int(doc_field.precision), 6)
    if doc_field.type == "Duration":
        settings["unit"] = "s"
    try:
        default = Decimal(doc_field.default) if doc_field.default else None
    except InvalidOperation:
        return Kind(kind="number", settings=settings, lost=("default worked out when it is entered",))
    if default is not None and is_percent:
        default /= 100
    text = None if default is None else format(default.normalize(), "f")
    return Kind(kind="percent" if is_percent else "number", settings=settings, default=text)


def _default_lost(doc_field: DocField) -> tuple[str, ...]:
    """A default that is a word for something ("Today", the name of a record), not a value."""
    if doc_field.default in ("", "0"):
        return ()
    return ("default worked out when it is entered",)


_MADE: Mapping[str, Callable[[DocField], Kind]] = {
    "Check": _check,
    "Select": _select,
    "Currency": _currency,
    "Float": _number,
    "Int": _number,
    "Percent": _number,
    "Duration": _number,
    "Attach": _file,
    "Attach Image": _file,
    "Signature": _file,
    "Data": _data,
    "Rating": lambda doc_field: Kind(kind="rating"),
    "Dynamic Link": lambda doc_field: _text(doc_field, ("link to a kind chosen elsewhere",)),
}
