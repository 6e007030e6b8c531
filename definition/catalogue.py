"""The component catalogue as the compiler sees it: what each kind accepts, holds and keeps.

`components.catalogue` builds one from the manifests on disk; tests may build smaller ones. Immutable.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import cast

import jsonschema_rs

from core.canonical import sha256_hex
from definition.json_types import JsonObject, JsonValue
from definition.schemas import validator_for


class Category(StrEnum):
    INPUT = "input"
    LAYOUT = "layout"
    CONTENT = "content"
    VIEW = "view"


class Status(StrEnum):
    ACTIVE = "active"
    DEPRECATED = "deprecated"


@dataclass(frozen=True, kw_only=True)
class ComponentSpec:
    """One component at one version, from its manifest.

    `type` is the type of its value in expressions (None: keeps no value), `slots` what may stand inside it by slot
    name, each entry a category or a kind, `pages` the page kinds it may stand on, `guess` the label words from which
    quick add guesses this kind.
    """

    manifest: JsonObject
    kind: str
    version: str
    name: str
    summary: str
    icon: str
    group: str
    category: Category
    status: Status
    replaced_by: str | None
    is_field: bool
    type: JsonValue
    value_schema: JsonObject | None
    settings: JsonObject
    props: JsonObject
    slots: Mapping[str, tuple[str, ...]]
    pages: tuple[str, ...]
    data_classes: tuple[str, ...]
    risk: tuple[str, ...]
    accessibility: Mapping[str, str]
    guess: tuple[str, ...]
    mobile: str

    @property
    def major(self) -> int:
        return int(self.version.partition(".")[0])

    @property
    def id(self) -> str:
        """How nodes name it: `text@1`."""
        return f"{self.kind}@{self.major}"

    @cached_property
    def settings_defaults(self) -> JsonObject:
        return _defaults(self.settings)

    @cached_property
    def props_defaults(self) -> JsonObject:
        return _defaults(self.props)

    @cached_property
    def settings_validator(self) -> jsonschema_rs.Draft202012Validator:
        return validator_for(self.settings)

    @cached_property
    def props_validator(self) -> jsonschema_rs.Draft202012Validator:
        return validator_for(self.props)

    @cached_property
    def value_validator(self) -> jsonschema_rs.Draft202012Validator:
        return validator_for(self.value_schema if self.value_schema is not None else {"const": None})

    @staticmethod
    def from_manifest(manifest: JsonObject) -> "ComponentSpec":
        """The spec in a manifest that fits `components/schema/manifest.json`."""
        slots = cast("Mapping[str, Mapping[str, list[str]]]", manifest["slots"])
        return ComponentSpec(
            manifest=manifest,
            kind=_text(manifest, "kind"),
            version=_text(manifest, "version"),
            name=_text(manifest, "name"),
            summary=_text(manifest, "summary"),
            icon=_text(manifest, "icon"),
            group=_text(manifest, "group"),
            category=Category(_text(manifest, "category")),
            status=Status(_text(manifest, "status")),
            replaced_by=cast("str | None", manifest["replaced_by"]),
            is_field=manifest["field"] is True,
            type=manifest["type"],
            value_schema=cast("JsonObject | None", manifest["value_schema"]),
            settings=cast("JsonObject", manifest["settings"]),
            props=cast("JsonObject", manifest["props"]),
            slots={name: tuple(slot["accepts"]) for name, slot in slots.items()},
            pages=_texts(manifest, "pages"),
            data_classes=_texts(manifest, "data_classes"),
            risk=_texts(manifest, "risk"),
            accessibility=cast("Mapping[str, str]", manifest["accessibility"]),
            guess=_texts(manifest, "guess"),
            mobile=_text(manifest, "mobile"),
        )


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """All components by id (`text@1`). `digest` names this exact catalogue."""

    components: Mapping[str, ComponentSpec]
    digest: str

    @staticmethod
    def of(specs: Iterable[ComponentSpec]) -> "Catalogue":
        """Raises ValueError when two specs claim the same id."""
        components: dict[str, ComponentSpec] = {}
        for spec in sorted(specs, key=lambda spec: (spec.kind, spec.major)):
            if spec.id in components:
                raise ValueError(f"two components are called {spec.id}")
            components[spec.id] = spec
        manifests = [dict(spec.manifest) for spec in components.values()]
        return Catalogue(components=MappingProxyType(components), digest=sha256_hex(manifests))

    def get(self, component_id: str) -> ComponentSpec | None:
        return self.components.get(component_id)

    def of_kind(self, kind: str) -> ComponentSpec | None:
        """The highest major version of `kind`, an active one before a deprecated one."""
        return self._by_kind.get(kind)

    def kinds(self) -> tuple[str, ...]:
        return tuple(self._by_kind)

    def to_json(self) -> dict[str, JsonValue]:
        return {"digest": self.digest, "components": [spec.manifest for spec in self.components.values()]}

    @cached_property
    def _by_kind(self) -> Mapping[str, ComponentSpec]:
        ranked = sorted(self.components.values(), key=lambda spec: (spec.status is Status.ACTIVE, spec.major))
        by_kind = {spec.kind: spec for spec in ranked}
        return dict(sorted(by_kind.items()))


def _defaults(schema: JsonObject) -> JsonObject:
    properties = cast("Mapping[str, JsonObject]", schema.get("properties", {}))
    return {name: rule["default"] for name, rule in properties.items() if "default" in rule}


def _text(manifest: JsonObject, name: str) -> str:
    return cast("str", manifest[name])


def _texts(manifest: JsonObject, name: str) -> tuple[str, ...]:
    return tuple(cast("list[str]", manifest[name]))
