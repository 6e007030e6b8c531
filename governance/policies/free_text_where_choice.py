"""A question with a few fixed answers offers them."""

from collections.abc import Iterator, Mapping, Sequence

from core.errors import JsonValue
from definition.expressions import ParseError, parse
from definition.keys import key_from_label, unique_key
from definition.model import AppDefinition, Field
from definition.problems import Repair
from governance.facts import Facts, Found, Policy, Severity, at_field, put

_VOCABULARIES: Mapping[str, tuple[str, ...]] = {
    "priority": ("Low", "Medium", "High"),
    "urgency": ("Low", "Medium", "High"),
    "severity": ("Low", "Medium", "High"),
    "status": ("Open", "In progress", "Done"),
    "state": ("Open", "In progress", "Done"),
    "approved": ("Yes", "No"),
    "size": ("Small", "Medium", "Large"),
    "quarter": ("Q1", "Q2", "Q3", "Q4"),
    "weekday": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}


def check(app: AppDefinition, facts: Facts) -> Iterator[Found]:
    compared = _compared_words(app)
    for entity in app.entities_in_order():
        for field in app.fields_of(entity.id):
            if field.kind != "text":
                continue
            words = compared.get((entity.id, field.key), ())
            if words:
                yield Found(
                    message=f"Rules compare {field.label} with fixed words, but people type it freely.",
                    where=at_field(field, "kind"),
                    repair=_repair(app, field, tuple((word, word) for word in words)),
                )
            elif options := _VOCABULARIES.get(field.label.strip().lower()):
                yield Found(
                    message=f"{field.label} usually has a few fixed answers, but people type it freely.",
                    where=at_field(field, "kind"),
                    repair=_repair(app, field, tuple(_keyed(options))),
                )


def _compared_words(app: AppDefinition) -> dict[tuple[str, str], tuple[str, ...]]:
    """The texts that rules of an entity compare one of its fields with, by (entity, field key)."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for rule in sorted(app.rules.values(), key=lambda one: one.id):
        try:
            tree = parse(rule.when).to_json()
        except ParseError:
            continue
        for key, word in _comparisons(tree):
            found.setdefault((rule.entity, key), {})[word] = None
    return {place: tuple(words) for place, words in found.items()}


def _comparisons(tree: JsonValue) -> Iterator[tuple[str, str]]:
    pending: list[JsonValue] = [tree]
    while pending:
        node = pending.pop()
        if not isinstance(node, Sequence) or isinstance(node, str):
            continue
        match list(node):
            case ["op", "==" | "!=", ["var", str(key)], ["str", str(word)]]:
                yield key, word
            case ["op", "==" | "!=", ["str", str(word)], ["var", str(key)]]:
                yield key, word
            case ["op", "in", ["var", str(key)], ["list", *items]]:
                yield from ((key, str(item[1])) for item in items if isinstance(item, Sequence) and item[0] == "str")
        pending.extend(node)


def _keyed(labels: Sequence[str]) -> Iterator[tuple[str, str]]:
    taken: set[str] = set()
    for label in labels:
        key = unique_key(key_from_label(label, fallback="option", reserved=()), taken)
        taken.add(key)
        yield key, label


def _repair(app: AppDefinition, field: Field, options: Sequence[tuple[str, str]]) -> Repair:
    """Make it a dropdown. Option keys are the words rules already compare with, so the rules keep working."""
    settings: dict[str, JsonValue] = {
        "options": [{"key": key, "label": label[:1].upper() + label[1:]} for key, label in options]
    }
    operations = [put("fields", field.id, "kind", "select"), put("fields", field.id, "settings", settings)]
    if field.default is not None:
        operations.append(put("fields", field.id, "default", None))
    operations.extend(
        put("nodes", node.id, "component", "select@1")
        for node in sorted(app.nodes.values(), key=lambda one: one.id)
        if node.field == field.id
    )
    return Repair(label="Offer the answers as a dropdown", operations=tuple(operations))


POLICY = Policy(
    id="free-text-where-choice",
    title="Fixed answers are offered, not typed",
    severity=Severity.ADVICE,
    owner="Platform team",
    why="Typed answers come in twelve spellings; counts, filters and rules then miss most of them.",
    check=check,
)
