"""Words for changes: names of kinds and settings, and values as people read them. Needs no catalogue, so that two old
definitions can be compared after a component has gone."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from definition.compiler.readings import Reader
from definition.compiler.row_rules import PERSON_WORDS
from definition.compiler.sources import parsed_source
from definition.expressions import ExpressionError
from definition.json_types import JsonValue
from definition.model import AppDefinition, Entity, Field, Node, Page, RowAccess

KIND_NAMES: Mapping[str, str] = {
    "text": "short text",
    "textarea": "long text",
    "email": "email",
    "phone": "phone",
    "url": "link",
    "number": "number",
    "money": "money",
    "percent": "percent",
    "date": "date",
    "time": "time",
    "datetime": "date and time",
    "yesno": "yes or no",
    "confirm": "confirmation",
    "choice": "single choice",
    "select": "dropdown",
    "choices": "multiple choice",
    "rating": "rating",
    "record": "link to record",
    "person": "person",
    "file": "files",
    "calc": "calculation",
    "page": "step",
    "section": "section",
    "columns": "columns",
    "content": "text",
    "notice": "notice",
    "errors": "error summary",
    "table": "data table",
    "details": "record details",
    "stat": "figure",
}


class Tighter(StrEnum):
    """When a new value of a setting refuses what the old one accepted."""

    LOWER = "lower"
    HIGHER = "higher"
    ANY = "any"
    NEVER = "never"


SETTING_NAMES: Mapping[str, tuple[str, Tighter]] = {
    "max_length": ("longest answer", Tighter.LOWER),
    "max": ("largest value", Tighter.LOWER),
    "min": ("smallest value", Tighter.HIGHER),
    "max_mb": ("largest file in MB", Tighter.LOWER),
    "max_count": ("number of files", Tighter.LOWER),
    "step": ("step", Tighter.ANY),
    "step_minutes": ("steps of minutes", Tighter.ANY),
    "decimals": ("decimal places", Tighter.LOWER),
    "pattern": ("pattern", Tighter.ANY),
    "domains": ("allowed domains", Tighter.ANY),
    "types": ("allowed file types", Tighter.ANY),
    "https_only": ("only secure addresses", Tighter.ANY),
    "currency": ("currency", Tighter.ANY),
    "currencies": ("currencies", Tighter.ANY),
    "formula": ("formula", Tighter.ANY),
    "unit": ("unit", Tighter.ANY),
    "other": ("“Other” as an answer", Tighter.ANY),
    "statement": ("statement", Tighter.ANY),
    "default_me": ("starts with the person filling in", Tighter.NEVER),
    "rows": ("lines shown", Tighter.NEVER),
    "show": ("fields shown beside it", Tighter.NEVER),
    "default_country": ("country", Tighter.NEVER),
    "yes_label": ("word for yes", Tighter.NEVER),
    "no_label": ("word for no", Tighter.NEVER),
    "low_label": ("word for the lowest", Tighter.NEVER),
    "high_label": ("word for the highest", Tighter.NEVER),
    "autocomplete": ("what the browser fills in", Tighter.NEVER),
    "prefix": ("prefix", Tighter.NEVER),
}

PROP_NAMES: Mapping[str, str] = {
    "width": "width",
    "kind": "kind of notice",
    "entity": "table",
    "field": "field",
    "placeholder": "example text",
    "show_label": "label on screen",
    "title": "title",
    "intro": "introduction",
    "heading": "heading",
    "text": "text",
    "level": "heading level",
    "columns": "columns",
    "fields": "fields",
    "filters": "filters",
    "sort": "order",
    "page_size": "rows per page",
    "empty_text": "text when empty",
    "count": "number of columns",
    "collapsible": "can be folded",
    "label": "label",
    "measure": "measure",
    "when": "condition",
}

OBJECT_NAMES: Mapping[str, str] = {
    "label_plural": "label of many",
    "help": "hint",
    "kind": "type",
    "entity": "table",
    "unique": "must be unique",
    "personal": "personal data",
    "default": "value to start with",
    "intro": "introduction",
    "order": "place",
    "when": "condition",
    "audience": "who has this role",
    "read": "may see",
    "create": "may add",
    "update": "may change",
    "delete": "may delete",
    "title_field": "named by",
}

ACCESS_WORDS: Mapping[RowAccess, str] = {RowAccess.ALL: "all", RowAccess.OWN: "their own", RowAccess.NONE: "no"}
"""For RULE its condition is said."""

_LONGEST: Final = 120


class Names:
    """What the objects of one definition are called."""

    def __init__(self, app: AppDefinition) -> None:
        self.app = app
        self._readers: dict[str, Reader] = {}

    def entity(self, entity_id: str | None) -> str:
        entity = None if entity_id is None else self.app.entities.get(entity_id)
        return "a table" if entity is None else label_of(entity)

    def records(self, entity_id: str) -> str:
        """The plural of an entity, for "read all Claims"."""
        entity = self.app.entities.get(entity_id)
        return "records" if entity is None else cut(entity.label_plural.strip() or label_of(entity))

    def field(self, field_id: str | None) -> str:
        field = None if field_id is None else self.app.fields.get(field_id)
        return "a field" if field is None else label_of(field)

    def page(self, page_id: str) -> str:
        page = self.app.pages.get(page_id)
        return "a page" if page is None else title_of(page)

    def role(self, role_id: str) -> str:
        role = self.app.roles.get(role_id)
        return "A role" if role is None else cut(role.label.strip() or role.key)

    def node(self, node: Node) -> str:
        """The label of its field, or "the section Money"."""
        if node.field is not None:
            return self.field(node.field)
        kind = kind_name(node.component.partition("@")[0])
        for name in ("title", "heading", "label"):
            title = node.props.get(name)
            if isinstance(title, str) and title.strip():
                return f"the {kind} {cut(title.strip())}"
        return f"the {kind}"

    def condition(self, entity_id: str, source: str) -> str:
        """An expression over the entity's fields in words; its source where it cannot be read."""
        try:
            return cut(self._reader(entity_id).read_condition(parsed_source(source)), 400)
        except ExpressionError:
            return f"“{cut(source)}”"

    def value(self, value: JsonValue) -> str:
        """A value as people read it; ids become labels."""
        if value is None or value == "" or value == []:
            return "none"
        if isinstance(value, bool):
            return "on" if value else "off"
        if isinstance(value, list):
            return cut(", ".join(self.value(item) for item in value))
        if isinstance(value, Mapping):
            return cut(", ".join(f"{name} {self.value(item)}" for name, item in value.items()))
        if isinstance(value, str) and value in self.app.fields:
            return self.field(value)
        if isinstance(value, str) and value in self.app.entities:
            return self.entity(value)
        return cut(str(value))

    def shown(self, value: JsonValue) -> JsonValue:
        """The value with every id of a field or table replaced by its label."""
        if isinstance(value, str):
            known = value in self.app.fields or value in self.app.entities
            return self.value(value) if known else value
        if isinstance(value, list):
            return [self.shown(item) for item in value]
        if isinstance(value, Mapping):
            return {name: self.shown(item) for name, item in value.items()}
        return value

    def _reader(self, entity_id: str) -> Reader:
        if entity_id not in self._readers:
            fields = [field for field in self.app.fields.values() if field.entity == entity_id]
            self._readers[entity_id] = Reader(
                labels={**PERSON_WORDS, **{field.key: label_of(field) for field in fields}},
                options={field.key: options_of(field) for field in fields},
            )
        return self._readers[entity_id]


def label_of(thing: Field | Entity) -> str:
    return cut(thing.label.strip() or thing.key)


def title_of(page: Page) -> str:
    return cut(page.title.strip() or page.key)


def kind_name(kind: str) -> str:
    return KIND_NAMES.get(kind, kind.replace("_", " "))


def options_of(field: Field) -> dict[str, str]:
    """The options of a choice as key -> label; whatever is not an option is passed over."""
    options = field.settings.get("options")
    found: dict[str, str] = {}
    for option in options if isinstance(options, list) else []:
        if isinstance(option, Mapping):
            key, label = option.get("key"), option.get("label")
            if isinstance(key, str) and isinstance(label, str):
                found.setdefault(key, cut(label.strip() or key))
    return found


def cut(text: str, longest: int = _LONGEST) -> str:
    """One line, not longer than `longest`."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1] + "…"


def property_name(path: str) -> str:
    """What people call the property of a change: "longest answer" for "settings.max_length"."""
    group, _, name = path.rpartition(".")
    if group == "settings.options":
        return "option"
    if group == "settings" and name in SETTING_NAMES:
        return SETTING_NAMES[name][0]
    named = PROP_NAMES if group == "props" else OBJECT_NAMES
    return named.get(name, name.replace("_", " "))


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]
