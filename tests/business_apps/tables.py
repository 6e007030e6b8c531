"""The tables of an app and their fields, as far as they can be told from the DocTypes alone."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from definition.ids import derived_object_id
from definition.json_types import JsonObject
from definition.keys import RESERVED_ENTITY_KEYS, key_from_label, unique_key
from definition.order import orders
from definition.personal import PersonalGuess, personal_heading, personal_kind
from definition.structure.keys import EXTRA_COLUMNS
from tests.business_apps.conditions import Asked, Known
from tests.business_apps.corpus import DocField, DocType, DocTypes
from tests.business_apps.grouping import Group
from tests.business_apps.kinds import LAYOUT, SILENT, TABLES, UNIQUE, Kind, kind_of
from tests.business_apps.losses import Losses
from tests.business_apps.parts import Parts

TITLES = frozenset({"text", "email", "phone", "url", "select"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """An entity to be. `parent` is the table whose rows this one's belong to."""

    id: str
    key: str
    label: str
    doctype: DocType
    parent: "Table | None"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A field to be. `source` is None for the link to the parent, which DocTypes have without saying so."""

    id: str
    key: str
    label: str
    source: DocField | None
    made: Kind
    guess: PersonalGuess | None

    @property
    def is_asked(self) -> bool:
        """Whether it stands on the form."""
        return self.source is None or not self.source.is_hidden

    @property
    def is_special(self) -> bool:
        return self.guess is not None and self.guess.is_special

    @property
    def is_unique(self) -> bool:
        return self.source is not None and self.source.is_unique and self.made.kind in UNIQUE


def tables_of(group: Group, doctypes: DocTypes, losses: Losses) -> tuple[Table, ...]:
    """A table for each DocType of the group, and one for each child table of its mains."""
    tables: list[Table] = []
    for doctype in group.doctypes:
        own = _table(doctype.name, doctype, None, tables)
        tables.append(own)
        losses.fields["record number made by a rule"] += bool(doctype.autoname)
        losses.fields["life cycle of draft, submitted, cancelled"] += doctype.is_submittable
        for field in doctype.fields:
            if field.type not in TABLES:
                continue
            rows = doctypes.get(field.options)
            if rows is None:
                losses.fields["child table that is not in the corpus"] += 1
            elif doctype in group.nearby:
                losses.fields["child table of a neighbour"] += 1
            else:
                tables.append(_table(f"{doctype.name} {field.label or field.name}", rows, own, tables))
    return tuple(tables)


def _table(label: str, doctype: DocType, parent: Table | None, others: Sequence[Table]) -> Table:
    key = key_from_label(label, fallback="table", reserved=RESERVED_ENTITY_KEYS)
    key = unique_key(key, frozenset(other.key for other in others))
    return Table(id=derived_object_id("entities", key), key=key, label=label, doctype=doctype, parent=parent)


def columns_of(table: Table, entities: Mapping[str, str], losses: Losses) -> tuple[Column, ...]:
    """The fields of a table in their order. `entities` are entity ids by DocType."""
    taken: set[str] = set()
    columns: list[Column] = []
    if table.parent is not None:
        link = Kind(kind="record", settings={"entity": table.parent.id})
        columns.append(_column(table, table.parent.key, table.parent.label, None, link, taken))
    for field in table.doctype.fields:
        if field.type in LAYOUT | SILENT | TABLES:
            continue
        made = kind_of(field, entities)
        losses.fields.update(made.lost)
        losses.fields.update(_lost_beside(field, made))
        columns.append(_column(table, field.name, field.label, field, made, taken))
    return tuple(columns)


def _lost_beside(field: DocField, made: Kind) -> Iterator[str]:
    if field.is_read_only:
        yield "read-only became open to change"
    if field.fetch_from:
        yield "value fetched through a link"
    if field.is_hidden and field.is_required:
        yield "required but hidden"
    if field.is_unique and made.kind not in UNIQUE:
        yield "unique"


def _column(table: Table, name: str, label: str, source: DocField | None, made: Kind, taken: set[str]) -> Column:
    key = key_from_label(name, fallback="field")
    while not taken.isdisjoint(needed := [part.format(key=key) for part in EXTRA_COLUMNS.get(made.kind, ("{key}",))]):
        key = unique_key(key, taken | {key})
    taken.update(needed, [key])
    words = label or key.replace("_", " ").capitalize()
    guess = personal_heading(words) or personal_kind(made.kind)
    return Column(
        id=derived_object_id("fields", table.key, key), key=key, label=words, source=source, made=made, guess=guess
    )


def entity_json(table: Table, columns: Sequence[Column], order: str) -> JsonObject:
    named = next((one for one in columns if one.source and one.source.name == table.doctype.title_field), None)
    fit = [one for one in (named, *columns) if one and one.made.kind in TITLES and not one.is_special]
    return {
        "key": table.key,
        "label": table.label,
        "label_plural": table.label,
        "title_field": fit[0].id if fit else None,
        "order": order,
    }


def fields_json(table: Table, columns: Sequence[Column], purpose: str) -> Parts:
    """The fields by id."""
    made: Parts = {}
    for column, order in zip(columns, orders(len(columns)), strict=True):
        source, guess = column.source, column.guess
        made[column.id] = {
            "entity": table.id,
            "key": column.key,
            "label": column.label[:200],
            "kind": column.made.kind,
            "required": source is None or (source.is_required and column.is_asked),
            "unique": column.is_unique,
            "help": source.help[:4000] if source else "",
            "sensitivity": "internal" if guess is None else "special" if guess.is_special else "confidential",
            "purpose": purpose if guess else "",
            "personal": guess is not None,
            "default": column.made.default,
            "settings": column.made.settings,
            "order": order,
        }
    return made


def known_of(table: Table, columns: Sequence[Column]) -> Known:
    """What a condition over this table may ask for."""
    absent = {
        field.name: "asks for rows of a table" if field.type in TABLES else "asks for a field that keeps no answer"
        for field in table.doctype.fields
        if field.type in SILENT | TABLES
    }
    fields = {
        one.source.name: Asked(key=one.key, kind=one.made.kind, options=one.made.options)
        for one in columns
        if one.source is not None
    }
    return Known(fields=fields, absent=absent)
