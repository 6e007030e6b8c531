"""From a compiled app and its names to model classes, in a registry of their own.

The global app registry never learns of them. Attributes are `c0`, `c1`...: no name a maker chose ever reaches the ORM.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.apps.registry import Apps
from django.db import models
from django.db.migrations.state import AppConfigStub
from django.db.models import DO_NOTHING, ForeignKey, Index, Model, Q, QuerySet, UniqueConstraint

from core.ids import new_id
from core.recent import Recent
from definition.compiled import CompiledApp, CompiledEntity, CompiledField
from definition.json_types import JsonObject, JsonValue
from runtime.fieldtypes import KINDS
from runtime.fieldtypes.base import DbValue, FieldKind
from runtime.fieldtypes.textual import INDEXED_LENGTH
from runtime.tables.indexes import indexed_fields, needs_owner_index, sorted_fields
from runtime.tables.names import LONGEST_TABLE, Names, short_hash

LIVE = Q(deleted_at__isnull=True)
MOST_PLANS = 64


@dataclass(frozen=True, kw_only=True)
class FieldColumns:
    """A field on its table: the ORM attributes and database columns of its value, in the order of its kind."""

    field: CompiledField
    kind: FieldKind
    settings: JsonObject
    attributes: tuple[str, ...]
    columns: tuple[str, ...]

    @property
    def attribute(self) -> str:
        """The attribute that is filtered and sorted."""
        return self.attributes[0]

    def to_row(self, value: JsonValue) -> dict[str, DbValue]:
        return dict(zip(self.attributes, self.kind.to_columns(value, self.settings), strict=True))


@dataclass(frozen=True, kw_only=True)
class EntityTable:
    """An entity with its model class."""

    entity: CompiledEntity
    model: type[Model]
    fields: tuple[FieldColumns, ...]
    indexes: tuple[Index, ...]
    constraints: tuple[UniqueConstraint, ...]

    @property
    def name(self) -> str:
        return str(self.model._meta.db_table)

    @cached_property
    def by_key(self) -> Mapping[str, FieldColumns]:
        return {columns.field.key: columns for columns in self.fields}

    @cached_property
    def row_attributes(self) -> tuple[str, ...]:
        """What a record is read from: the system attributes, then every field's."""
        return (*SYSTEM_ATTRIBUTES, *(name for columns in self.fields for name in columns.attributes))

    @cached_property
    def plans(self) -> Recent[Hashable, object]:
        """Statements that were written for this table, by whoever asks; they go with the release."""
        return Recent(MOST_PLANS)

    @cached_property
    def title(self) -> FieldColumns | None:
        return self.by_key.get(self.entity.title_field or "")

    def rows(self) -> QuerySet[Model]:
        """Every record that is not deleted. Row access comes on top: see `runtime.records.access`."""
        return self.model._default_manager.filter(LIVE)


@dataclass(frozen=True, kw_only=True)
class AppTables:
    """All tables of one release."""

    compiled: CompiledApp
    registry: Apps
    entities: Mapping[str, EntityTable]

    def close(self) -> None:
        """Let the garbage collector have the classes: `Apps.get_models` would keep them otherwise."""
        self.registry.clear_cache()


SYSTEM_ATTRIBUTES = ("id", "created_at", "created_by_id", "updated_at", "updated_by_id", "version")


def build(compiled: CompiledApp, names: Names, *, label: str) -> AppTables:
    """Model classes for `compiled`. `label` is an identifier, unique per live app."""
    registry = Apps([AppConfigStub(label)])
    order = {entity.key: f"E{index}" for index, entity in enumerate(compiled.entities)}
    entities = {entity.key: _entity(compiled, entity, names, registry, label, order) for entity in compiled.entities}
    return AppTables(compiled=compiled, registry=registry, entities=entities)


def _entity(
    compiled: CompiledApp,
    entity: CompiledEntity,
    names: Names,
    registry: Apps,
    label: str,
    order: Mapping[str, str],
) -> EntityTable:
    body: dict[str, object] = {**_system_fields(), "__module__": f"runtime.live.{label}"}
    fields = []
    for index, found in enumerate(entity.fields):
        columns = _columns(compiled, found, names.fields[found.id], index)
        for position, column in enumerate(columns.kind.columns(columns.settings)):
            made = _link(label, order[found.target]) if is_link(found) and found.target else column.make()
            made.db_column = columns.columns[position]
            body[f"c{index}" if position == 0 else columns.attributes[position]] = made
        fields.append(columns)
    table = names.tables[entity.id]
    body["Meta"] = type("Meta", (), {"apps": registry, "app_label": label, "db_table": table})
    model = type(order[entity.key], (Model,), body)
    return EntityTable(
        entity=entity,
        model=model,
        fields=tuple(fields),
        indexes=tuple(_indexes(compiled, entity, table, fields)),
        constraints=tuple(_unique(table, columns) for columns in fields if columns.field.unique),
    )


def _columns(compiled: CompiledApp, found: CompiledField, base: str, index: int) -> FieldColumns:
    kind = KINDS.get(found.kind)
    settings = _settings(compiled, found)
    columns = kind.columns(settings)
    first = f"c{index}_id" if is_link(found) else f"c{index}"
    return FieldColumns(
        field=found,
        kind=kind,
        settings=settings,
        attributes=(first, *(f"c{index}x{position}" for position in range(1, len(columns)))),
        columns=tuple(base + column.suffix for column in columns),
    )


def is_link(found: CompiledField) -> bool:
    """Whether the column references another table of the app."""
    return found.kind == "record" and found.target is not None


def _settings(compiled: CompiledApp, found: CompiledField) -> JsonObject:
    """A money field without a currency takes the app's; a unique text is as short as an index entry must be."""
    if found.unique and found.kind in ("text", "textarea", "url"):
        longest = found.settings.get("max_length")
        short = min(longest, INDEXED_LENGTH) if isinstance(longest, int) else INDEXED_LENGTH
        return {**found.settings, "max_length": short}
    if found.kind == "money" and not found.settings.get("currency") and not found.settings.get("currencies"):
        return {**found.settings, "currency": compiled.info.currency}
    return found.settings


def _link(label: str, target: str) -> "models.Field[object, object]":
    # DO_NOTHING: records are only ever marked as deleted, so the reference never loses its target.
    return ForeignKey(f"{label}.{target}", on_delete=DO_NOTHING, null=True, db_index=False, related_name="+")


def _system_fields() -> dict[str, "models.Field[object, object]"]:
    return {
        "id": models.UUIDField(primary_key=True, default=new_id),
        "created_at": models.DateTimeField(),
        "created_by_id": models.UUIDField(null=True),
        "updated_at": models.DateTimeField(),
        "updated_by_id": models.UUIDField(null=True),
        "version": models.IntegerField(),
        "release_digest": models.CharField(max_length=64),
        "deleted_at": models.DateTimeField(null=True),
    }


def _indexes(compiled: CompiledApp, entity: CompiledEntity, table: str, fields: list[FieldColumns]) -> list[Index]:
    wanted = indexed_fields(compiled, entity)
    found = [
        # With the id behind it, one index serves the filter, both directions of the sort, and paging.
        Index(fields=[columns.attribute.removesuffix("_id"), "id"], name=_index_name(table, columns.columns[0], "ix"))
        for columns in fields
        if columns.field.key in wanted and columns.kind.is_indexable(columns.settings)
    ]
    if needs_owner_index(compiled, entity):
        found.append(Index(fields=["created_by_id", "id"], name=_index_name(table, "created_by_id", "ix")))
        by_default = sorted_fields(compiled, entity)
        found += [
            # Who sees only their own reads them in the order of the list, without sorting them first.
            Index(
                fields=["created_by_id", columns.attribute.removesuffix("_id"), "id"],
                name=_index_name(table, f"created_by_id.{columns.columns[0]}", "ix"),
            )
            for columns in fields
            if columns.field.key in by_default and columns.kind.is_indexable(columns.settings)
        ]
    return found


def _unique(table: str, columns: FieldColumns) -> UniqueConstraint:
    fields = [columns.attribute.removesuffix("_id")]
    return UniqueConstraint(fields=fields, condition=LIVE, name=unique_name(table, columns))


def unique_name(table: str, columns: FieldColumns) -> str:
    """The name of the index that keeps two records from having the same value in this field, there or not."""
    return _index_name(table, columns.columns[0], "uq")


def _index_name(table: str, column: str, suffix: str) -> str:
    """At most 63 bytes, readable, and the same each time: 40 for the table's part, then column, hash and suffix."""
    return f"{table[: LONGEST_TABLE - 8]}_{column[:18].replace('.', '_')}_{short_hash(f'{table}.{column}')}_{suffix}"
