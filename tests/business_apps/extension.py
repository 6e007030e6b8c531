"""The second version of an app: one short text more, on the form and the record page of one table."""

from collections.abc import Mapping
from typing import cast

from definition.ids import derived_object_id
from definition.json_types import JsonObject, JsonValue
from definition.order import order_between
from tests.business_apps.parts import part

ADDED = "added_in_version_two"


def extension(document: Mapping[str, JsonValue], entity: str) -> list[JsonObject]:
    """The operations that add the field after everything else of its table."""
    pages = {
        str(page["kind"]): page_id for page_id, page in _objects(document, "pages").items() if page["entity"] == entity
    }
    fields, nodes = _objects(document, "fields"), _objects(document, "nodes")
    last = max((str(one["order"]) for one in fields.values() if one["entity"] == entity), default=None)
    at_root = [str(one["order"]) for one in nodes.values() if one["page"] == pages["form"] and one["parent"] is None]
    details = next(key for key, one in nodes.items() if one["page"] == pages["record"])
    field_id = derived_object_id("fields", entity, ADDED)
    value: JsonObject = {
        "entity": entity,
        "key": ADDED,
        "label": "Added in version two",
        "kind": "text",
        "settings": {"max_length": 100},
        "order": order_between(last, None),
    }
    place: JsonObject = {
        "page": pages["form"],
        "parent": None,
        "order": order_between(max(at_root), None),
        "component": "text@1",
        "field": field_id,
        "props": {},
    }
    shown = [*cast("list[JsonValue]", cast("JsonObject", nodes[details]["props"])["fields"]), field_id]
    return [
        {"op": "add", "in": "fields", "id": field_id, "value": value},
        {"op": "add", "in": "nodes", "id": derived_object_id("nodes", entity, ADDED), "value": place},
        {"op": "set", "in": "nodes", "id": details, "path": "props.fields", "value": shown},
    ]


def _objects(document: Mapping[str, JsonValue], name: str) -> dict[str, JsonObject]:
    return {key: cast("JsonObject", value) for key, value in part(document, name).items()}
