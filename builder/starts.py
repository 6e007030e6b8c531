"""The documents apps start from: one entity with its form, list and record page, and who may use them. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from core.errors import JsonValue
from definition.ids import new_object_id
from definition.keys import MAX_APP_KEY, MAX_KEY, RESERVED_ENTITY_KEYS, key_from_label, unique_key
from definition.order import orders
from definition.wording import in_sentence

LIST_COLUMNS = 6
DEFAULT_CURRENCY = "EUR"
LIST_FILTERS = 4
_FILTER_KINDS = ("choice", "select", "choices", "yesno", "date", "person")
_TITLE_KINDS = ("text", "email", "select", "choice", "url", "phone")


@dataclass(frozen=True, slots=True, kw_only=True)
class StartField:
    """One field to start with; `settings` in the shape of its kind."""

    key: str
    label: str
    kind: str
    required: bool = False
    sensitivity: str = "internal"
    personal: bool = False
    purpose: str = ""
    settings: Mapping[str, JsonValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """A new document, the entity it has, and the id of each field by its key."""

    document: dict[str, JsonValue]
    entity_id: str
    field_ids: Mapping[str, str]


def app_key(title: str, taken: Collection[str]) -> str:
    """A key for `title` that is at most 30 long and not among `taken`."""
    return unique_key(key_from_label(title, fallback="app"), taken, longest=MAX_APP_KEY)


def start_document(
    *, key: str, title: str, fields: Sequence[StartField] = (), currency: str = DEFAULT_CURRENCY
) -> Start:
    """A document with one entity of `fields`, three pages over it, and two roles.

    Everyone in the workspace may send records and see their own; people an administrator names see all.
    """
    entity_id = new_object_id("entities")
    one = _singular(title)
    entity_key = key_from_label(one, fallback="record", reserved=RESERVED_ENTITY_KEYS)
    made = _fields(entity_id, fields)
    ids = {str(value["key"]): field_id for field_id, value in made.items()}
    pages, nodes = _pages(entity_id, entity_key, one, title, list(made.items()))
    roles, grants = _access(entity_id)
    document: dict[str, JsonValue] = {
        "format": 1,
        "app": {
            "key": key,
            "title": title,
            "summary": "",
            "purpose": "",
            "language": "en",
            "currency": currency,
            "deputy": None,
        },
        "entities": {
            entity_id: {
                "key": entity_key,
                "label": one,
                "label_plural": title,
                "title_field": _title_field(made),
                "order": orders(1)[0],
            }
        },
        "fields": made,
        "pages": pages,
        "nodes": nodes,
        "rules": {},
        "roles": roles,
        "grants": grants,
        "texts": {},
    }
    return Start(document=document, entity_id=entity_id, field_ids=ids)


def _fields(entity_id: str, fields: Sequence[StartField]) -> dict[str, dict[str, JsonValue]]:
    return {
        new_object_id("fields"): {
            "entity": entity_id,
            "key": item.key,
            "label": item.label,
            "kind": item.kind,
            "required": item.required,
            "unique": False,
            "help": "",
            "sensitivity": item.sensitivity,
            "purpose": item.purpose,
            "personal": item.personal,
            "default": None,
            "settings": dict(item.settings),
            "order": order,
        }
        for item, order in zip(fields, orders(len(fields)), strict=True)
    }


def _title_field(made: Mapping[str, Mapping[str, JsonValue]]) -> str | None:
    """The field that names a record: the first short text-like one, else the first."""
    for field_id, value in made.items():
        if value["kind"] in _TITLE_KINDS:
            return field_id
    return next(iter(made), None)


def _pages(
    entity_id: str, entity_key: str, one: str, many: str, fields: Sequence[tuple[str, Mapping[str, JsonValue]]]
) -> tuple[dict[str, JsonValue], dict[str, JsonValue]]:
    form, listing, record = (new_object_id("pages") for _ in range(3))
    order = orders(3)
    pages: dict[str, JsonValue] = {
        form: _page(f"new_{entity_key}", "form", entity_id, f"New {in_sentence(one)}", order[0]),
        listing: _page("list", "list", entity_id, many, order[1]),
        record: _page("record", "record", entity_id, one, order[2]),
    }
    nodes: dict[str, JsonValue] = {
        new_object_id("nodes"): _node(form, f"{value['kind']}@1", place, field_id=field_id)
        for (field_id, value), place in zip(fields, orders(len(fields)), strict=True)
    }
    ids = [field_id for field_id, _ in fields]
    filters = [field_id for field_id, value in fields if value["kind"] in _FILTER_KINDS][:LIST_FILTERS]
    table: dict[str, JsonValue] = {"columns": ids[:LIST_COLUMNS], "filters": filters, "page_size": 25}
    nodes[new_object_id("nodes")] = _node(listing, "table@1", orders(1)[0], props=table)
    nodes[new_object_id("nodes")] = _node(record, "details@1", orders(1)[0], props={"fields": ids})
    return pages, nodes


def _page(key: str, kind: str, entity_id: str, title: str, order: str) -> dict[str, JsonValue]:
    return {
        "key": key[:MAX_KEY].rstrip("_"),
        "kind": kind,
        "entity": entity_id,
        "title": title,
        "intro": "",
        "order": order,
        "settings": {},
    }


def _node(
    page: str, component: str, order: str, *, field_id: str | None = None, props: Mapping[str, JsonValue] | None = None
) -> dict[str, JsonValue]:
    return {
        "page": page,
        "parent": None,
        "order": order,
        "component": component,
        "field": field_id,
        "props": dict(props or {}),
    }


def _access(entity_id: str) -> tuple[dict[str, JsonValue], dict[str, JsonValue]]:
    staff, managers = new_object_id("roles"), new_object_id("roles")
    order = orders(2)
    roles: dict[str, JsonValue] = {
        staff: {"key": "staff", "label": "Everyone in the workspace", "audience": "workspace", "order": order[0]},
        managers: {"key": "managers", "label": "Managers", "audience": "granted", "order": order[1]},
    }
    grants: dict[str, JsonValue] = {
        new_object_id("grants"): _grant(staff, entity_id, read="own", update="own", delete="none"),
        new_object_id("grants"): _grant(managers, entity_id, read="all", update="all", delete="all"),
    }
    return roles, grants


def _grant(role: str, entity_id: str, *, read: str, update: str, delete: str) -> dict[str, JsonValue]:
    return {"role": role, "entity": entity_id, "create": True, "read": read, "update": update, "delete": delete}


def _singular(title: str) -> str:
    """ "Expense claims" -> "Expense claim": the last word without its English plural ending."""
    if len(title) > 4 and title.endswith("ies"):
        return f"{title[:-3]}y"
    if len(title) > 4 and title.endswith(("ches", "shes", "sses", "xes")):
        return title[:-2]
    if len(title) > 3 and title.endswith("s") and not title.endswith(("ss", "us", "is")):
        return title[:-1]
    return title
