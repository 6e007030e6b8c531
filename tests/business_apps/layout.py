"""The pages of one table: a form with sections, columns and rules, a list, and a page for one record."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from definition.ids import derived_object_id
from definition.json_types import JsonObject, JsonValue
from definition.order import orders
from tests.business_apps.conditions import Known, Untranslatable, translate
from tests.business_apps.corpus import DocField
from tests.business_apps.kinds import LAYOUT, SILENT, TABLES
from tests.business_apps.losses import Losses
from tests.business_apps.parts import Parts
from tests.business_apps.tables import Column, Table, known_of

MOST_SIDE_BY_SIDE = 4
LIST_COLUMNS = 6
LIST_FILTERS = 4
_FILTERS = frozenset({"select", "yesno", "date", "person"})
_UNLISTED = frozenset({"textarea", "file"})


@dataclass(slots=True)
class Section:
    """What stands between two section breaks; the first one may have no break of its own."""

    opening: DocField | None
    columns: list[list[Column]] = field(default_factory=lambda: [[]])

    @property
    def is_empty(self) -> bool:
        return not any(self.columns)


@dataclass(slots=True)
class Pages:
    """The parts of a document that make pages, by id."""

    pages: Parts = field(default_factory=dict)
    nodes: Parts = field(default_factory=dict)
    rules: Parts = field(default_factory=dict)


def pages_of(table: Table, columns: Sequence[Column], losses: Losses) -> Pages:
    """Form, list and record page of a table."""
    made = Pages()
    form, listed, record = (derived_object_id("pages", table.key, kind) for kind in ("form", "list", "record"))
    for page, kind, title in ((form, "form", "New"), (listed, "list", "All"), (record, "record", "One")):
        made.pages[page] = {
            "key": derived_object_id("texts", table.key, kind).replace("txt", kind),
            "kind": kind,
            "entity": table.id,
            "title": f"{table.label}: {title}"[:200],
            "intro": "",
            "settings": {},
        }
    shown = _form(table, form, sections_of(table, columns), made)
    _rules(table, shown, known_of(table, columns), losses, made)
    made.nodes[derived_object_id("nodes", table.key, "list", "view")] = _node(listed, "table@1", props=_list(columns))
    fields: list[JsonValue] = [column.id for column in columns]
    made.nodes[derived_object_id("nodes", table.key, "record", "view")] = _node(
        record, "details@1", props={"fields": fields}
    )
    return made


def sections_of(table: Table, columns: Sequence[Column]) -> list[Section]:
    """The fields that are asked, as their breaks arrange them."""
    by_name = {column.source.name: column for column in columns if column.source and column.is_asked}
    sections = [Section(opening=None)]
    sections[0].columns[0].extend(column for column in columns if column.source is None)
    for one in table.doctype.fields:
        if one.type == "Column Break":
            sections[-1].columns.append([])
        elif one.type in LAYOUT:
            sections.append(Section(opening=one))
        elif one.name in by_name:
            sections[-1].columns[-1].append(by_name[one.name])
    return sections


def _form(table: Table, page: str, sections: Sequence[Section], made: Pages) -> Mapping[str, str]:
    """Place the nodes of the form; the node of each field and section that is shown, by its name."""
    shown: dict[str, str] = {}
    full = [section for section in sections if not section.is_empty]
    roots = iter(orders(len(full) + sum(len(column) for section in full for column in section.columns)))
    for section in full:
        opening = section.opening
        parent = None
        if opening is not None:
            parent = shown[opening.name] = derived_object_id("nodes", table.key, opening.name, "section")
            title: JsonObject = {"title": opening.label[:120], "intro": opening.help[:1000]}
            made.nodes[parent] = _node(page, "section@1", order=next(roots), props=title)
        _place(table, page, parent, section, roots, made, shown)
    return shown


def _place(
    table: Table,
    page: str,
    parent: str | None,
    section: Section,
    roots: Iterator[str],
    made: Pages,
    shown: dict[str, str],
) -> None:
    """The inputs of a section, side by side where it has columns. What stands in no section takes from `roots`."""
    columns = [column for column in section.columns if column]
    if len(columns) > 1:
        name = section.opening.name if section.opening else ""
        beside = derived_object_id("nodes", table.key, name, "columns")
        count: JsonObject = {"count": min(len(columns), MOST_SIDE_BY_SIDE)}
        order = "a0" if parent else next(roots)
        made.nodes[beside] = _node(page, "columns@1", parent=parent, order=order, props=count)
        parent = beside
    inputs = [one for column in columns for one in column]
    places = iter(orders(len(inputs))) if parent else roots
    for one in inputs:
        node = derived_object_id("nodes", table.key, one.key, "input")
        made.nodes[node] = _node(page, f"{one.made.kind}@1", parent=parent, order=next(places), field_id=one.id)
        if one.source is not None:
            shown[one.source.name] = node


def _rules(table: Table, shown: Mapping[str, str], known: Known, losses: Losses, made: Pages) -> None:
    for one in table.doctype.fields:
        losses.rules["no rule for read-only"] += bool(one.read_only_depends_on)
        losses.rules["no rule for folding"] += bool(one.collapsible_depends_on)
        for effect, source in _conditions(one):
            try:
                target = _target(one, shown)
                when = translate(source, known)
            except Untranslatable as lost:
                losses.rules[lost.reason] += 1
                continue
            rule = derived_object_id("rules", table.key, one.name, effect)
            made.rules[rule] = {"entity": table.id, "effect": effect, "target": target, "when": when}


def _conditions(one: DocField) -> Iterator[tuple[str, str]]:
    if one.depends_on:
        yield "show", one.depends_on
    if one.mandatory_depends_on:
        yield "require", one.mandatory_depends_on


def _target(one: DocField, shown: Mapping[str, str]) -> str:
    if one.name in shown:
        return shown[one.name]
    if one.type in TABLES:
        raise Untranslatable("on a child table")
    if one.type in SILENT:
        raise Untranslatable("on a part that keeps no answer")
    if one.type == "Column Break":
        raise Untranslatable("on a column")
    raise Untranslatable("on an empty section" if one.type in LAYOUT else "on a hidden field")


def _list(columns: Sequence[Column]) -> JsonObject:
    fit = [one for one in columns if one.is_asked and not one.is_special and one.made.kind not in _UNLISTED]
    first = [one for one in fit if one.source is None or one.source.is_in_list]
    shown = (first + [one for one in fit if one not in first])[:LIST_COLUMNS] or list(columns[:1])
    asked = [one for one in fit if one.source and (one.source.is_filter or one.source.is_in_list)]
    filters = [one for one in (*asked, *fit) if one.made.kind in _FILTERS]
    day = next((one for one in shown if one.made.kind == "date"), None)
    return {
        "columns": [one.id for one in shown],
        "filters": list(dict.fromkeys(one.id for one in filters))[:LIST_FILTERS],
        "sort": {"field": day.id, "descending": True} if day else None,
    }


def _node(
    page: str,
    component: str,
    *,
    parent: str | None = None,
    order: str = "a0",
    field_id: str | None = None,
    props: JsonObject | None = None,
) -> JsonObject:
    return {
        "page": page,
        "parent": parent,
        "order": order,
        "component": component,
        "field": field_id,
        "props": props or {},
    }
