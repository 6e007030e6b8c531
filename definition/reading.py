"""Builds the model from a document whose shape the schema has approved; absent properties get their defaults."""

from collections.abc import Callable, Mapping
from typing import TypeVar, cast

from definition.json_types import JsonObject, JsonValue
from definition.model import (
    AppDefinition,
    AppInfo,
    Audience,
    Effect,
    Entity,
    Field,
    Grant,
    Node,
    Page,
    PageKind,
    Role,
    RowAccess,
    Rule,
    Sensitivity,
    Text,
)

T = TypeVar("T")


def definition_from(document: JsonObject, *, digest: str) -> AppDefinition:
    """The definition in `document`, which must fit `schema/app.json`; `digest` is that of the document as given."""
    return AppDefinition(
        document=document,
        digest=digest,
        format=cast("int", document["format"]),
        app=_app(_object(document["app"])),
        entities=_collection(document, "entities", _entity),
        fields=_collection(document, "fields", _field),
        pages=_collection(document, "pages", _page),
        nodes=_collection(document, "nodes", _node),
        rules=_collection(document, "rules", _rule),
        roles=_collection(document, "roles", _role),
        grants=_collection(document, "grants", _grant),
        texts=_collection(document, "texts", _text),
    )


def _collection(document: JsonObject, name: str, read: Callable[[str, JsonObject], T]) -> Mapping[str, T]:
    return {object_id: read(object_id, _object(value)) for object_id, value in _object(document[name]).items()}


def _object(value: JsonValue) -> JsonObject:
    return cast("JsonObject", value)


def _text_at(value: JsonObject, name: str, default: str = "") -> str:
    return cast("str", value.get(name, default))


def _id_at(value: JsonObject, name: str) -> str | None:
    return cast("str | None", value.get(name))


def _flag_at(value: JsonObject, name: str) -> bool:
    return cast("bool", value.get(name, False))


def _app(value: JsonObject) -> AppInfo:
    return AppInfo(
        key=_text_at(value, "key"),
        title=_text_at(value, "title"),
        summary=_text_at(value, "summary"),
        purpose=_text_at(value, "purpose"),
        language=_text_at(value, "language", "en"),
        currency=_text_at(value, "currency", "EUR"),
        deputy=_id_at(value, "deputy"),
    )


def _entity(object_id: str, value: JsonObject) -> Entity:
    return Entity(
        id=object_id,
        key=_text_at(value, "key"),
        label=_text_at(value, "label"),
        label_plural=_text_at(value, "label_plural"),
        title_field=_id_at(value, "title_field"),
        order=_text_at(value, "order"),
    )


def _field(object_id: str, value: JsonObject) -> Field:
    return Field(
        id=object_id,
        entity=_text_at(value, "entity"),
        key=_text_at(value, "key"),
        label=_text_at(value, "label"),
        kind=_text_at(value, "kind"),
        required=_flag_at(value, "required"),
        unique=_flag_at(value, "unique"),
        help=_text_at(value, "help"),
        sensitivity=Sensitivity(_text_at(value, "sensitivity", "internal")),
        purpose=_text_at(value, "purpose"),
        personal=_flag_at(value, "personal"),
        default=value.get("default"),
        settings=_object(value["settings"]),
        order=_text_at(value, "order"),
    )


def _page(object_id: str, value: JsonObject) -> Page:
    return Page(
        id=object_id,
        key=_text_at(value, "key"),
        kind=PageKind(_text_at(value, "kind")),
        entity=_id_at(value, "entity"),
        title=_text_at(value, "title"),
        intro=_text_at(value, "intro"),
        order=_text_at(value, "order"),
        settings=_object(value.get("settings", {})),
    )


def _node(object_id: str, value: JsonObject) -> Node:
    return Node(
        id=object_id,
        page=_text_at(value, "page"),
        parent=_id_at(value, "parent"),
        order=_text_at(value, "order"),
        component=_text_at(value, "component"),
        field=_id_at(value, "field"),
        props=_object(value["props"]),
    )


def _rule(object_id: str, value: JsonObject) -> Rule:
    return Rule(
        id=object_id,
        entity=_text_at(value, "entity"),
        effect=Effect(_text_at(value, "effect")),
        target=_text_at(value, "target"),
        when=_text_at(value, "when"),
        order=_text_at(value, "order"),
    )


def _role(object_id: str, value: JsonObject) -> Role:
    return Role(
        id=object_id,
        key=_text_at(value, "key"),
        label=_text_at(value, "label"),
        audience=Audience(_text_at(value, "audience")),
        order=_text_at(value, "order"),
    )


def _grant(object_id: str, value: JsonObject) -> Grant:
    return Grant(
        id=object_id,
        role=_text_at(value, "role"),
        entity=_text_at(value, "entity"),
        create=_flag_at(value, "create"),
        read=_rows_at(value, "read"),
        update=_rows_at(value, "update"),
        delete=_rows_at(value, "delete"),
        conditions={
            name: _text_at(_object(value[name]), "when")
            for name in ("read", "update", "delete")
            if isinstance(value.get(name), Mapping)
        },
    )


def _rows_at(value: JsonObject, name: str) -> RowAccess:
    found = value.get(name, RowAccess.NONE.value)
    return RowAccess(found) if isinstance(found, str) else RowAccess.RULE


def _text(object_id: str, value: JsonObject) -> Text:
    return Text(
        id=object_id,
        on=_text_at(value, "on"),
        slot=_text_at(value, "slot"),
        text=_text_at(value, "text"),
    )
