"""Names at birth: which table and which columns belong to an entity and its fields. Pure.

A name is taken when an entity or field is first deployed, never changes and is never given to another. A field that
changes to another storage type gets a new column beside the old one.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from definition.compiled import CompiledApp, CompiledEntity, CompiledField
from runtime.fieldtypes import KINDS

LONGEST_TABLE = 40
LONGEST_COLUMN = 59
SYSTEM_COLUMNS = (
    "id",
    "created_at",
    "created_by_id",
    "updated_at",
    "updated_by_id",
    "version",
    "release_digest",
    "deleted_at",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownTable:
    """A table of this app: its columns by (field id, storage)."""

    name: str
    columns: Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What exists before a release: this app's tables by entity id, and every table name ever given away."""

    tables: Mapping[str, KnownTable] = field(default_factory=dict)
    taken: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewColumn:
    """A column to be born."""

    entity_id: str
    field_id: str
    storage: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Entity id -> table, field id -> the name its columns start with, and what is new among them."""

    tables: Mapping[str, str]
    fields: Mapping[str, str]
    new_tables: tuple[str, ...] = ()
    new_columns: tuple[NewColumn, ...] = ()

    def to_json(self) -> dict[str, dict[str, str]]:
        return {"tables": dict(self.tables), "fields": dict(self.fields)}

    @classmethod
    def from_json(cls, stored: Mapping[str, Mapping[str, str]]) -> "Names":
        return cls(tables=dict(stored["tables"]), fields=dict(stored["fields"]))


def allocate(compiled: CompiledApp, app_key: str, known: Known) -> Names:
    """The names of every entity and field of `compiled`, the known ones first."""
    tables: dict[str, str] = {}
    fields: dict[str, str] = {}
    new_columns: list[NewColumn] = []
    for entity in compiled.entities:
        table = known.tables.get(entity.id)
        taken = known.taken | frozenset(tables.values())
        tables[entity.id] = table.name if table else _free_table(app_key, entity.key, taken)
        born = _columns(entity, table, compiled)
        for found, base, columns in born:
            fields[found.id] = base
            new_columns.extend(columns)
    return Names(
        tables=tables,
        fields=fields,
        new_tables=tuple(id_ for id_ in tables if id_ not in known.tables),
        new_columns=tuple(new_columns),
    )


def storages(found: CompiledField, compiled: CompiledApp) -> tuple[tuple[str, str], ...]:
    """(storage, suffix) of each column. A link to another entity is another storage: it references that table."""
    kind = KINDS.get(found.kind)
    target = next((entity.id for entity in compiled.entities if entity.key == found.target), "")
    extra = f":{target}" if found.kind == "record" and target else ""
    return tuple((column.storage + extra, column.suffix) for column in kind.columns(found.settings))


def _columns(
    entity: CompiledEntity, table: KnownTable | None, compiled: CompiledApp
) -> Iterator[tuple[CompiledField, str, tuple[NewColumn, ...]]]:
    taken = {*SYSTEM_COLUMNS, *(table.columns.values() if table else ())}
    for found in entity.fields:
        wanted = storages(found, compiled)
        first = table.columns.get((found.id, wanted[0][0])) if table else None
        if first is not None:
            yield found, first.removesuffix(wanted[0][1]), ()
            continue
        base = _free_base(found.key, tuple(suffix for _, suffix in wanted), taken)
        new = tuple(
            NewColumn(entity_id=entity.id, field_id=found.id, storage=storage, name=base + suffix)
            for storage, suffix in wanted
        )
        taken.update(column.name for column in new)
        yield found, base, new


def _free_base(key: str, suffixes: tuple[str, ...], taken: set[str]) -> str:
    number, base = 1, key[:LONGEST_COLUMN]
    while any(base + suffix in taken for suffix in suffixes):
        number += 1
        base = f"{key[: LONGEST_COLUMN - 4]}_{number}"
    return base


def _free_table(app_key: str, entity_key: str, taken: frozenset[str]) -> str:
    wanted = table_name(app_key, entity_key)
    number, name = 1, wanted
    while name in taken:
        number += 1
        name = f"{wanted[: LONGEST_TABLE - 3]}_{number}"
    return name


def table_name(app_key: str, entity_key: str) -> str:
    """`gh_<app>_<entity>`, cut to 40 characters with a short hash when longer."""
    full = f"gh_{app_key}_{entity_key}"
    return full if len(full) <= LONGEST_TABLE else f"{full[: LONGEST_TABLE - 8]}_{short_hash(full)}"


def short_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:7]
