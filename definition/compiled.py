"""The compiled artefact: an app as the runtime and the renderer read it. Every reference in it is a key.

Conditions and formulas are stored as syntax trees (definition.expressions), settings and props are complete with the
defaults of their manifests. `digest` names the definition, `catalogue` the component library it was compiled with.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Final, cast

from core.canonical import sha256_hex
from core.errors import Invalid
from definition.json_types import JsonObject, JsonValue
from definition.schemas import misfits, named_validator

FORMAT: Final = 1


class ArtefactInvalid(Invalid):
    """A stored artefact has not the shape of `schema/artefact.json`."""

    code: ClassVar[str] = "artefact-invalid"
    title: ClassVar[str] = "This compiled app cannot be read"


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledInfo:
    key: str
    title: str
    summary: str
    language: str
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledField:
    """`type` is its type in expressions, `target` the entity a link leads to, `uses` the keys its formula reads."""

    id: str
    key: str
    label: str
    kind: str
    component: str
    required: bool
    unique: bool
    help: str
    sensitivity: str
    personal: bool
    default: JsonValue
    settings: JsonObject
    type: JsonValue
    formula: JsonValue
    formula_text: str | None
    uses: tuple[str, ...]
    target: str | None
    hidden: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledEntity:
    """`formula_order` lists the calculated fields so that each comes after those it uses."""

    id: str
    key: str
    label: str
    label_plural: str
    table: str
    title_field: str | None
    fields: tuple[CompiledField, ...]
    formula_order: tuple[str, ...]

    def field(self, key: str) -> CompiledField | None:
        return next((field for field in self.fields if field.key == key), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledNode:
    """A component in its place. Several rules of one effect on it are joined by "or"."""

    id: str
    component: str
    field: str | None
    props: JsonObject
    show: JsonValue
    show_text: str | None
    require: JsonValue
    require_text: str | None
    children: tuple["CompiledNode", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledPage:
    id: str
    key: str
    kind: str
    entity: str | None
    title: str
    intro: str
    settings: JsonObject
    texts: Mapping[str, str]
    nodes: tuple[CompiledNode, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledRule:
    """One rule on its own, for people who read what changed; the renderer uses the nodes."""

    id: str
    entity: str
    effect: str
    target: str
    when: JsonValue
    text: str
    uses: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledRole:
    id: str
    key: str
    label: str
    audience: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledRowRule:
    """The records for which `when` holds, over the fields of the record, `created_by` and `me`."""

    when: JsonValue
    text: str
    uses: tuple[str, ...]


CompiledRows = str | CompiledRowRule
"""Which records: "all", "own", "none", or by rule."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledGrant:
    role: str
    entity: str
    create: bool
    read: CompiledRows
    update: CompiledRows
    delete: CompiledRows


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledApp:
    digest: str
    catalogue: str
    info: CompiledInfo
    entities: tuple[CompiledEntity, ...]
    pages: tuple[CompiledPage, ...]
    rules: tuple[CompiledRule, ...]
    roles: tuple[CompiledRole, ...]
    grants: tuple[CompiledGrant, ...]

    def entity(self, key: str) -> CompiledEntity | None:
        return next((entity for entity in self.entities if entity.key == key), None)

    def page(self, key: str) -> CompiledPage | None:
        return next((page for page in self.pages if page.key == key), None)

    def fingerprint(self) -> str:
        """Names the whole artefact: it changes when the definition or the catalogue does."""
        return sha256_hex(self.to_json())

    def to_json(self) -> dict[str, JsonValue]:
        return {
            "format": FORMAT,
            "digest": self.digest,
            "catalogue": self.catalogue,
            "app": _plain(self.info),
            "entities": [_plain(entity) for entity in self.entities],
            "pages": [_plain(page) for page in self.pages],
            "rules": [_plain(rule) for rule in self.rules],
            "roles": [_plain(role) for role in self.roles],
            "grants": [_plain(grant) for grant in self.grants],
        }

    @staticmethod
    def from_json(value: object) -> "CompiledApp":
        """The artefact in `value`. Raises ArtefactInvalid with the first place that does not fit."""
        wrong = misfits(named_validator("artefact"), value)
        if wrong:
            raise ArtefactInvalid(detail=f"{'/'.join(map(str, wrong[0].path)) or 'It'} {wrong[0].reason}.")
        data = cast("JsonObject", value)
        return CompiledApp(
            digest=_str(data, "digest"),
            catalogue=_str(data, "catalogue"),
            info=_info(cast("JsonObject", data["app"])),
            entities=tuple(_entity(item) for item in _objects(data, "entities")),
            pages=tuple(_page(item) for item in _objects(data, "pages")),
            rules=tuple(_rule(item) for item in _objects(data, "rules")),
            roles=tuple(_role(item) for item in _objects(data, "roles")),
            grants=tuple(_grant(item) for item in _objects(data, "grants")),
        )


_Part = CompiledInfo | CompiledField | CompiledEntity | CompiledNode | CompiledPage
_Other = CompiledRule | CompiledRole | CompiledGrant | CompiledRowRule


def _plain(part: _Part | _Other) -> dict[str, JsonValue]:
    """A part as JSON: its attributes under their own names, parts inside it likewise."""
    return {name: _plain_value(getattr(part, name)) for name in part.__slots__}


def _plain_value(value: object) -> JsonValue:
    if isinstance(value, _Part | _Other):
        return _plain(value)
    if isinstance(value, tuple):
        return [_plain_value(item) for item in value]
    return cast("JsonValue", value)


def _str(data: JsonObject, name: str) -> str:
    return cast("str", data[name])


def _str_or_none(data: JsonObject, name: str) -> str | None:
    return cast("str | None", data[name])


def _flag(data: JsonObject, name: str) -> bool:
    return cast("bool", data[name])


def _object(data: JsonObject, name: str) -> JsonObject:
    return cast("JsonObject", data[name])


def _objects(data: JsonObject, name: str) -> list[JsonObject]:
    return cast("list[JsonObject]", data[name])


def _keys(data: JsonObject, name: str) -> tuple[str, ...]:
    return tuple(cast("list[str]", data[name]))


def _info(data: JsonObject) -> CompiledInfo:
    return CompiledInfo(
        key=_str(data, "key"),
        title=_str(data, "title"),
        summary=_str(data, "summary"),
        language=_str(data, "language"),
        currency=_str(data, "currency"),
    )


def _entity(data: JsonObject) -> CompiledEntity:
    return CompiledEntity(
        id=_str(data, "id"),
        key=_str(data, "key"),
        label=_str(data, "label"),
        label_plural=_str(data, "label_plural"),
        table=_str(data, "table"),
        title_field=_str_or_none(data, "title_field"),
        fields=tuple(_field(item) for item in _objects(data, "fields")),
        formula_order=_keys(data, "formula_order"),
    )


def _field(data: JsonObject) -> CompiledField:
    return CompiledField(
        id=_str(data, "id"),
        key=_str(data, "key"),
        label=_str(data, "label"),
        kind=_str(data, "kind"),
        component=_str(data, "component"),
        required=_flag(data, "required"),
        unique=_flag(data, "unique"),
        help=_str(data, "help"),
        sensitivity=_str(data, "sensitivity"),
        personal=_flag(data, "personal"),
        default=data["default"],
        settings=_object(data, "settings"),
        type=data["type"],
        formula=data["formula"],
        formula_text=_str_or_none(data, "formula_text"),
        uses=_keys(data, "uses"),
        target=_str_or_none(data, "target"),
        hidden=_flag(data, "hidden"),
    )


def _page(data: JsonObject) -> CompiledPage:
    return CompiledPage(
        id=_str(data, "id"),
        key=_str(data, "key"),
        kind=_str(data, "kind"),
        entity=_str_or_none(data, "entity"),
        title=_str(data, "title"),
        intro=_str(data, "intro"),
        settings=_object(data, "settings"),
        texts=cast("Mapping[str, str]", data["texts"]),
        nodes=tuple(_node(item) for item in _objects(data, "nodes")),
    )


def _node(data: JsonObject) -> CompiledNode:
    return CompiledNode(
        id=_str(data, "id"),
        component=_str(data, "component"),
        field=_str_or_none(data, "field"),
        props=_object(data, "props"),
        show=data["show"],
        show_text=_str_or_none(data, "show_text"),
        require=data["require"],
        require_text=_str_or_none(data, "require_text"),
        children=tuple(_node(item) for item in _objects(data, "children")),
    )


def _rule(data: JsonObject) -> CompiledRule:
    return CompiledRule(
        id=_str(data, "id"),
        entity=_str(data, "entity"),
        effect=_str(data, "effect"),
        target=_str(data, "target"),
        when=data["when"],
        text=_str(data, "text"),
        uses=_keys(data, "uses"),
    )


def _role(data: JsonObject) -> CompiledRole:
    return CompiledRole(
        id=_str(data, "id"), key=_str(data, "key"), label=_str(data, "label"), audience=_str(data, "audience")
    )


def _grant(data: JsonObject) -> CompiledGrant:
    return CompiledGrant(
        role=_str(data, "role"),
        entity=_str(data, "entity"),
        create=_flag(data, "create"),
        read=_rows(data["read"]),
        update=_rows(data["update"]),
        delete=_rows(data["delete"]),
    )


def _rows(value: JsonValue) -> CompiledRows:
    if isinstance(value, str):
        return value
    data = cast("JsonObject", value)
    return CompiledRowRule(when=data["when"], text=_str(data, "text"), uses=_keys(data, "uses"))
