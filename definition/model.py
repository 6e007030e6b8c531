"""The App Definition in memory: one frozen dataclass per collection of the document.

Objects hold ids of each other, never each other; a definition may therefore carry dangling references, which
`definition.structure` and the compiler report. What belongs to the data lives on the field, what belongs to the
place on the node.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeVar

from definition.json_types import JsonObject, JsonValue


class Sensitivity(StrEnum):
    PUBLIC = "public"
    INTERNAL = "internal"
    CONFIDENTIAL = "confidential"
    SPECIAL = "special"


class PageKind(StrEnum):
    FORM = "form"
    LIST = "list"
    RECORD = "record"
    DASHBOARD = "dashboard"


class Effect(StrEnum):
    SHOW = "show"
    REQUIRE = "require"


class Audience(StrEnum):
    WORKSPACE = "workspace"
    GRANTED = "granted"
    PUBLIC = "public"


class RowAccess(StrEnum):
    """Which records. RULE: those for which the condition beside it holds."""

    ALL = "all"
    OWN = "own"
    RULE = "rule"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class AppInfo:
    key: str
    title: str
    summary: str
    purpose: str
    language: str
    currency: str
    deputy: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    id: str
    key: str
    label: str
    label_plural: str
    title_field: str | None
    order: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    id: str
    entity: str
    key: str
    label: str
    kind: str
    required: bool
    unique: bool
    help: str
    sensitivity: Sensitivity
    purpose: str
    personal: bool
    default: JsonValue
    settings: JsonObject
    order: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    id: str
    key: str
    kind: PageKind
    entity: str | None
    title: str
    intro: str
    order: str
    settings: JsonObject


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    id: str
    page: str
    parent: str | None
    order: str
    component: str
    field: str | None
    props: JsonObject


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    id: str
    entity: str
    effect: Effect
    target: str
    when: str
    order: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    id: str
    key: str
    label: str
    audience: Audience
    order: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    id: str
    role: str
    entity: str
    create: bool
    read: RowAccess
    update: RowAccess
    delete: RowAccess
    conditions: Mapping[str, str]
    """The source of the condition of each of read, update and delete that is by rule."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    id: str
    on: str
    slot: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AppDefinition:
    """One app. `document` is the JSON it was read from, upgraded to the current format.

    `digest` names the document as it was given to `parse`, before any upgrade: what was approved keeps its name.
    """

    document: JsonObject
    digest: str
    format: int
    app: AppInfo
    entities: Mapping[str, Entity]
    fields: Mapping[str, Field]
    pages: Mapping[str, Page]
    nodes: Mapping[str, Node]
    rules: Mapping[str, Rule]
    roles: Mapping[str, Role]
    grants: Mapping[str, Grant]
    texts: Mapping[str, Text]

    def to_json(self) -> JsonObject:
        return self.document

    def entities_in_order(self) -> tuple[Entity, ...]:
        return in_order(self.entities.values())

    def fields_of(self, entity_id: str) -> tuple[Field, ...]:
        return in_order(field for field in self.fields.values() if field.entity == entity_id)

    def pages_in_order(self) -> tuple[Page, ...]:
        return in_order(self.pages.values())

    def nodes_of(self, page_id: str) -> tuple[Node, ...]:
        return in_order(node for node in self.nodes.values() if node.page == page_id)

    def children_of(self, page_id: str, parent_id: str | None) -> tuple[Node, ...]:
        return in_order(n for n in self.nodes.values() if n.page == page_id and n.parent == parent_id)


class Ordered(Protocol):
    @property
    def order(self) -> str: ...
    @property
    def id(self) -> str: ...


O_ = TypeVar("O_", bound=Ordered)


def in_order(objects: Iterable[O_]) -> tuple[O_, ...]:
    """Siblings as people see them: by (order, id)."""
    return tuple(sorted(objects, key=lambda item: (item.order, item.id)))
