"""One group of DocTypes -> one document of ours, and what was lost on the way. Pure: reads no database."""

from collections import Counter
from dataclasses import dataclass
from typing import cast

from components.catalogue import read_library
from components.manifests import LIBRARY
from definition.catalogue import Catalogue
from definition.compiler import read_document
from definition.json_types import JsonObject
from definition.order import orders
from definition.problems import Severity
from tests.business_apps.access import access_of
from tests.business_apps.corpus import DocTypes
from tests.business_apps.grouping import Group
from tests.business_apps.layout import pages_of
from tests.business_apps.losses import Losses
from tests.business_apps.parts import COLLECTIONS, Parts, part
from tests.business_apps.tables import Table, columns_of, entity_json, fields_json, tables_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """`main` is the id of the table that a second version extends. `rules_asked` counts conditions of theirs."""

    document: JsonObject
    main: str
    losses: Losses
    rules_asked: int
    rules_made: int


def converted(group: Group, doctypes: DocTypes) -> Converted:
    """The document of a group, without the rules that the compiler refuses: they are counted by its code."""
    losses = Losses()
    tables = tables_of(group, doctypes, losses)
    document = _document(group.title, tables, losses)
    document = without_refused(document, losses.rules, read_library(LIBRARY))
    made = len(part(document, "rules"))
    asked = made + sum(losses.rules.values())
    return Converted(document=document, main=tables[0].id, losses=losses, rules_asked=asked, rules_made=made)


def _document(title: str, tables: tuple[Table, ...], losses: Losses) -> JsonObject:
    entities = {table.doctype.name: table.id for table in tables if table.parent is None}
    purpose = f"Keeping the records of {title}."
    document: Parts = {name: {} for name in COLLECTIONS}
    for table, order in zip(tables, orders(len(tables)), strict=True):
        columns = columns_of(table, entities, losses)
        part(document, "entities")[table.id] = entity_json(table, columns, order)
        part(document, "fields").update(fields_json(table, columns, purpose))
        made = pages_of(table, columns, losses)
        for name, values in (("pages", made.pages), ("nodes", made.nodes), ("rules", made.rules)):
            part(document, name).update(values)
    for name in ("pages", "rules"):
        _ordered(part(document, name))
    access = access_of(tables, losses)
    info: JsonObject = {"key": "app", "title": title, "purpose": purpose}
    return {"format": 1, "app": info, **document, "roles": access.roles, "grants": access.grants}


def _ordered(values: Parts) -> None:
    for value, order in zip(values.values(), orders(len(values)), strict=True):
        cast("Parts", value)["order"] = order


def without_refused(document: JsonObject, lost: Counter[str], catalogue: Catalogue) -> JsonObject:
    """Without the rules that the compiler has an error for."""
    while True:
        problems = read_document(document, catalogue).problems
        rules = part(document, "rules")
        refused = {p.object_id: p.code for p in problems if p.severity is Severity.ERROR and p.object_id in rules}
        if not refused:
            return document
        lost.update(f"refused: {code}" for code in refused.values())
        document = {**document, "rules": {key: rule for key, rule in rules.items() if key not in refused}}
