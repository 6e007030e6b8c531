"""What one person gets of an app: the pages they may use and the data these need, nothing about others' rights."""

from dataclasses import dataclass, replace
from typing import Literal

from definition.compiled import CompiledApp, CompiledEntity, CompiledPage
from definition.json_types import JsonObject, JsonValue
from runtime.errors import AppNotFound
from runtime.records.access import Rights
from runtime.services.serving import Serving
from runtime.tables.indexes import walk

Verb = Literal["create", "read"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The artefact cut to one person, and what they may do per entity."""

    artefact: JsonObject
    permissions: dict[str, JsonValue]
    pages: tuple[CompiledPage, ...]


def screen_of(serving: Serving) -> Shown:
    """The app as this person may use it."""
    compiled, rights = serving.ready.compiled, serving.rights
    pages = tuple(page for page in compiled.pages if _may_use(page, rights))
    cut = replace(compiled, pages=pages, entities=_entities(compiled, rights), rules=(), roles=(), grants=())
    permissions: dict[str, JsonValue] = {
        entity.key: dict(rights.on(entity.key).to_json())
        for entity in compiled.entities
        if not rights.on(entity.key).is_nothing
    }
    return Shown(artefact=cut.to_json(), permissions=permissions, pages=pages)


def page_of(serving: Serving, page_key: str) -> CompiledPage:
    """A page this person may use. Raises AppNotFound for every other, there or not."""
    page = serving.ready.compiled.page(page_key)
    if page is None or not _may_use(page, serving.rights):
        raise AppNotFound(detail="There is no page at this address, or you may not use it.")
    return page


def _may_use(page: CompiledPage, rights: Rights) -> bool:
    if page.kind == "form":
        return rights.on(page.entity or "").create
    if page.kind in ("list", "record"):
        return rights.on(page.entity or "").read != "none"
    return any(rights.on(key).read != "none" for key in stat_entities(page))


def stat_entities(page: CompiledPage) -> tuple[str, ...]:
    """Keys of the entities whose figures a dashboard shows."""
    found = (node.props.get("entity") for node in walk(page.nodes))
    return tuple(key for key in found if isinstance(key, str))


def _entities(compiled: CompiledApp, rights: Rights) -> tuple[CompiledEntity, ...]:
    """Entities with any right; what they link to is shown by its title only, so its other fields stay out."""
    own = [entity for entity in compiled.entities if not rights.on(entity.key).is_nothing]
    linked = {field.target for entity in own for field in entity.fields if field.target}
    return tuple(
        entity
        if entity in own
        else replace(
            entity, fields=tuple(field for field in entity.fields if field.key == entity.title_field), formula_order=()
        )
        for entity in compiled.entities
        if entity in own or entity.key in linked
    )
