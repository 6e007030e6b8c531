"""From the tables there are to the tables a release needs: ordered changes, each with its sentence and its SQL.

Only adds. What a release no longer has is hidden, never dropped; only that two records must differ ends with the
release that asked for it, when the pointer moves. The planning is pure; the SQL is written by Django's
schema editor for the connected database, and collected, never run, here.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Field, Index, UniqueConstraint

from definition.compiled import CompiledApp
from definition.json_types import JsonValue
from runtime.tables.build import AppTables, EntityTable, FieldColumns, build, unique_name
from runtime.tables.names import Known, Names, NewColumn, allocate, storages

ChangeClass = Literal["additive", "risky", "destructive"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DataChange:
    """One step of a plan. `online` SQL runs outside the transaction, because it would hold writers up inside.

    `is_late` SQL runs when the pointer moves: until then the release before is served, which still wants what it has.
    """

    kind: Literal[
        "create_table", "add_column", "add_link", "add_index", "add_unique", "lift_unique", "hide_table", "hide_column"
    ]
    class_: ChangeClass
    sentence: str
    object_id: str
    table: str
    column: str | None = None
    sql: tuple[str, ...] = ()
    online: bool = False
    is_late: bool = False

    def to_json(self) -> dict[str, JsonValue]:
        return {
            "kind": self.kind,
            "class": self.class_,
            "sentence": self.sentence,
            "object_id": self.object_id,
            "table": self.table,
            "column": self.column,
            "sql": list(self.sql),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class DataPlan:
    """Changes in the order in which each is valid, and the names the release will use."""

    changes: tuple[DataChange, ...]
    names: Names

    @property
    def statements(self) -> tuple[str, ...]:
        return tuple(sql for change in self.changes for sql in change.sql)

    @property
    def sentences(self) -> tuple[str, ...]:
        return tuple(change.sentence for change in self.changes)

    def to_json(self) -> dict[str, JsonValue]:
        return {
            "changes": [change.to_json() for change in self.changes],
            "sentences": list(self.sentences),
            "statements": list(self.statements),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What there is: the managed names, the index names of this app's tables, and what the live release calls things.

    `labels` maps entity and field ids of the live release to their labels; an id that is not in it is not in use now.
    """

    known: Known = field(default_factory=Known)
    indexes: frozenset[str] = frozenset()
    labels: dict[str, str] = field(default_factory=dict)


def plan(compiled: CompiledApp, app_key: str, before: Before, connection: BaseDatabaseWrapper) -> DataPlan:
    """The changes that take `before` to what `compiled` needs. Runs no SQL."""
    names = allocate(compiled, app_key, before.known)
    tables = build(compiled, names, label="planned")
    writer = _Writer(connection)
    try:
        changes = [
            *_table_changes(tables, names, before, writer),
            *_column_changes(tables, names, before, writer),
            *_link_changes(writer),
            *_index_changes(tables, names, before, writer),
            *_hidden(compiled, before),
        ]
    finally:
        tables.close()
    return DataPlan(changes=tuple(changes), names=names)


class _Writer:
    """Collects the SQL of one schema editor call at a time; references between tables wait for the end."""

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.vendor = connection.vendor
        self.connection = connection
        self.references: list[str] = []

    def create_table(self, table: EntityTable) -> tuple[str, ...]:
        editor = self._editor()
        editor.create_model(table.model)
        return self._collected(editor)

    def add_column(self, table: EntityTable, attribute: str) -> tuple[str, ...]:
        editor = self._editor()
        made = table.model._meta.get_field(attribute.removesuffix("_id"))
        if not isinstance(made, Field):
            raise TypeError(f"{attribute} is no column")
        editor.add_field(table.model, made)
        return self._collected(editor)

    def add_index(self, table: EntityTable, index: Index) -> tuple[str, ...]:
        editor = self._editor()
        editor.add_index(table.model, index)
        return self._collected(editor)

    def add_unique(self, table: EntityTable, constraint: UniqueConstraint) -> tuple[str, ...]:
        editor = self._editor()
        editor.add_constraint(table.model, constraint)
        return self._collected(editor)

    def _editor(self) -> BaseDatabaseSchemaEditor:
        # Not entered as a context: entering would switch foreign keys off and check the whole database afterwards.
        editor = self.connection.schema_editor(collect_sql=True, atomic=False)
        editor.deferred_sql = []
        return editor

    def _collected(self, editor: BaseDatabaseSchemaEditor) -> tuple[str, ...]:
        self.references.extend(f"{statement};" for statement in editor.deferred_sql)
        return tuple(editor.collected_sql)


def _table_changes(tables: AppTables, names: Names, before: Before, writer: _Writer) -> Iterator[DataChange]:
    for table in tables.entities.values():
        if table.entity.id not in names.new_tables:
            continue
        count = sum(len(columns.columns) for columns in table.fields)
        yield DataChange(
            kind="create_table",
            class_="additive",
            sentence=f"Creates the table {table.name} with {_count(count, 'column')} for {table.entity.label_plural}",
            object_id=table.entity.id,
            table=table.name,
            sql=writer.create_table(table),
        )


def _column_changes(tables: AppTables, names: Names, before: Before, writer: _Writer) -> Iterator[DataChange]:
    new = {(column.field_id, column.name): column for column in names.new_columns}
    for table in tables.entities.values():
        if table.entity.id in names.new_tables:
            continue
        for columns in table.fields:
            born = [new[key] for name in columns.columns if (key := (columns.field.id, name)) in new]
            if born:
                yield _added(table, columns, born, before, writer)


def _added(
    table: EntityTable, columns: FieldColumns, born: list[NewColumn], before: Before, writer: _Writer
) -> DataChange:
    sql: list[str] = []
    for attribute, name in zip(columns.attributes, columns.columns, strict=True):
        if any(column.name == name for column in born):
            sql.extend(writer.add_column(table, attribute))
    retyped = _is_retyped(columns, before)
    sentence = f"Adds the column {columns.columns[0]} to {table.name} for {columns.field.label}"
    if retyped:
        sentence += ". What was entered as another type so far is kept, but no longer shown"
    return DataChange(
        kind="add_column",
        class_="risky" if retyped else "additive",
        sentence=sentence,
        object_id=columns.field.id,
        table=table.name,
        column=columns.columns[0],
        sql=tuple(sql),
    )


def _is_retyped(columns: FieldColumns, before: Before) -> bool:
    return any(field_id == columns.field.id for table in before.known.tables.values() for field_id, _ in table.columns)


def _link_changes(writer: _Writer) -> Iterator[DataChange]:
    for statement in writer.references:
        yield DataChange(
            kind="add_link",
            class_="additive",
            sentence="Makes sure that a link always leads to a record that exists",
            object_id="",
            table="",
            sql=(statement,),
        )


def _labels(table: EntityTable) -> dict[str, str]:
    """What a reviewer calls the columns of an index, by the names it has for them."""
    labels = {name: columns.field.label for columns in table.fields for name in columns.attributes}
    links = {name.removesuffix("_id"): label for name, label in labels.items()}
    return {**links, **labels, "created_by_id": "who added a record"}


def _index_changes(tables: AppTables, names: Names, before: Before, writer: _Writer) -> Iterator[DataChange]:
    for table in tables.entities.values():
        online = table.entity.id not in names.new_tables and writer.vendor == "postgresql"
        labels = _labels(table)
        for index in table.indexes:
            if index.name in before.indexes:
                continue
            asked = " and ".join(labels[name] for name in index.fields if name != "id")
            sql = writer.add_index(table, index)
            yield DataChange(
                kind="add_index",
                class_="additive",
                sentence=f"Makes {table.entity.label_plural} quick to find by {asked}",
                object_id=table.entity.id,
                table=table.name,
                sql=_online(sql) if online else sql,
                online=online,
            )
        yield from _unique_changes(table, before, writer, online=online)
        yield from _lifted(table, before)


def _unique_changes(table: EntityTable, before: Before, writer: _Writer, *, online: bool) -> Iterator[DataChange]:
    labels = {columns.attribute: columns.field for columns in table.fields}
    for constraint in table.constraints:
        if constraint.name in before.indexes:
            continue
        first = constraint.fields[0]
        found = labels.get(first) or labels[f"{first}_id"]
        is_old = found.id in before.labels
        sql = writer.add_unique(table, constraint)
        yield DataChange(
            kind="add_unique",
            class_="risky" if is_old else "additive",
            sentence=_refuses(table, found.label, is_old=is_old),
            object_id=found.id,
            table=table.name,
            sql=_online(sql) if online else sql,
            online=online,
        )


def _refuses(table: EntityTable, label: str, *, is_old: bool) -> str:
    sentence = f"Refuses two {table.entity.label_plural} with the same {label}"
    # The index has to be whole before anybody relies on it, so that the release before feels it for a moment.
    return f"{sentence}, from the moment it is made: a little before the version goes live" if is_old else sentence


def _lifted(table: EntityTable, before: Before) -> Iterator[DataChange]:
    for columns in table.fields:
        name = unique_name(table.name, columns)
        if columns.field.unique or name not in before.indexes:
            continue
        yield DataChange(
            kind="lift_unique",
            class_="additive",
            sentence=f"Allows two {table.entity.label_plural} with the same {columns.field.label},"
            " from the moment the version goes live",
            object_id=columns.field.id,
            table=table.name,
            sql=(_drop(name),),
            is_late=True,
        )


def _drop(index: str) -> str:
    return f'DROP INDEX IF EXISTS "{index}"'


def unique_settling(tables: AppTables, there: frozenset[str], connection: BaseDatabaseWrapper) -> list[tuple[str, ...]]:
    """The SQL that leaves exactly the unique indexes of `tables`, one entry per index to drop or make."""
    writer = _Writer(connection)
    found: list[tuple[str, ...]] = []
    for table in tables.entities.values():
        names = [unique_name(table.name, columns) for columns in table.fields if not columns.field.unique]
        found.extend((_drop(name),) for name in names if name in there)
        found.extend(
            writer.add_unique(table, constraint) for constraint in table.constraints if constraint.name not in there
        )
    return found


def _online(sql: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(statement.replace(" INDEX ", " INDEX CONCURRENTLY ", 1) for statement in sql)


def _hidden(compiled: CompiledApp, before: Before) -> Iterator[DataChange]:
    kept = {entity.id for entity in compiled.entities} | {
        found.id for entity in compiled.entities for found in entity.fields
    }
    for entity_id, table in before.known.tables.items():
        if entity_id not in kept:
            if entity_id in before.labels:
                yield DataChange(
                    kind="hide_table",
                    class_="risky",
                    sentence=f"Hides {before.labels[entity_id]}. The table {table.name} and its rows are kept",
                    object_id=entity_id,
                    table=table.name,
                )
            continue
        for field_id in dict.fromkeys(field_id for field_id, _ in table.columns):
            if field_id not in kept and field_id in before.labels:
                column = next(name for (owner, _), name in table.columns.items() if owner == field_id)
                yield DataChange(
                    kind="hide_column",
                    class_="risky",
                    sentence=f"Hides {before.labels[field_id]}. The column {column} of {table.name} keeps its values",
                    object_id=field_id,
                    table=table.name,
                    column=column,
                )


def labels_of(compiled: CompiledApp) -> dict[str, str]:
    """Entity and field ids with the words people know them by."""
    labels = {entity.id: entity.label_plural for entity in compiled.entities}
    return labels | {found.id: found.label for entity in compiled.entities for found in entity.fields}


def expected_columns(compiled: CompiledApp, names: Names) -> dict[str, frozenset[str]]:
    """Table -> every column that a release needs, for the comparison with what the database says."""
    return {
        names.tables[entity.id]: frozenset(
            names.fields[found.id] + suffix for found in entity.fields for _, suffix in storages(found, compiled)
        )
        for entity in compiled.entities
    }


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
