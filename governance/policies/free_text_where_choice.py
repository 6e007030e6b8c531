"""A question with a few fixed answers offers them."""

import re
from collections.abc import Iterator, Mapping, Sequence

from core.errors import JsonValue
from definition.expressions import ParseError, parse
from definition.model import AppDefinition, Field
from definition.problems import Repair
from governance.facts import Facts, Found, Policy, Severity, WaitingColumn, at_field, put
from governance.policies.answers import LONGEST, different, folded, options_of

# What a field with few answers is often called. Which answers it has, only its rows, its rules or its maker know.
_FEW_ANSWERS = frozenset(
    {"priority", "urgency", "severity", "status", "state", "approved", "size", "quarter", "weekday"}
)
_MOST = 20


def check(app: AppDefinition, facts: Facts) -> Iterator[Found]:
    compared = _compared_words(app)
    for entity in app.entities_in_order():
        for field in app.fields_of(entity.id):
            if field.kind != "text":
                continue
            column = facts.waiting.get(field.id)
            words = compared.get((entity.id, field.key), ())
            if words:
                yield Found(
                    message=f"Rules compare {field.label} with fixed words, but people type it freely.",
                    where=at_field(field, "kind"),
                    repair=_repair(app, field, words, column),
                )
            elif field.label.strip().lower() in _FEW_ANSWERS and not _has_many_answers(column):
                repair = _repair(app, field, (), column)
                own = "" if repair else " Make it a dropdown with the answers you want."
                yield Found(
                    message=f"{field.label} usually has a few fixed answers, but people type it freely.{own}",
                    where=at_field(field, "kind"),
                    repair=repair,
                )


def _has_many_answers(column: WaitingColumn | None) -> bool:
    return column is not None and (column.texts is None or len(different(column.texts)) > _MOST)


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


def _repair(app: AppDefinition, field: Field, words: Sequence[str], column: WaitingColumn | None) -> Repair | None:
    """Make it a dropdown of answers that are known: those rules compare with, and those that the rows bring.

    Nothing is made up: None when no answer is known, or when they are not all known. A rule compares with the key of an
    option, so a word that cannot be a key leaves the choice to the maker.
    """
    if _has_many_answers(column) or any(_OPTION_KEY.fullmatch(word) is None for word in words):
        return None
    named = {folded(word) for word in words}
    brought = different(column.texts or ()) if column is not None else ()
    options: list[Mapping[str, JsonValue]] = [{"key": word, "label": _spelled(word, brought)} for word in words]
    options += options_of([one for one in brought if folded(one) not in named], taken=words)
    if not options or len(options) > _MOST or any(len(str(one["label"])) > LONGEST for one in options):
        return None
    settings: dict[str, JsonValue] = {"options": [dict(one) for one in options]}
    operations = [put("fields", field.id, "kind", "select"), put("fields", field.id, "settings", settings)]
    if field.default is not None:
        operations.append(put("fields", field.id, "default", None))
    operations.extend(
        put("nodes", node.id, "component", "select@1")
        for node in sorted(app.nodes.values(), key=lambda one: one.id)
        if node.field == field.id
    )
    return Repair(label="Offer the answers as a dropdown", operations=tuple(operations))


def _spelled(word: str, brought: Sequence[str]) -> str:
    """As the rows write it, else with a capital."""
    return next((one for one in brought if folded(one) == folded(word)), word[:1].upper() + word[1:])


_OPTION_KEY = re.compile(r"[a-z0-9][a-z0-9_]{0,39}")


POLICY = Policy(
    id="free-text-where-choice",
    title="Fixed answers are offered, not typed",
    severity=Severity.ADVICE,
    owner="Platform team",
    why="Typed answers come in twelve spellings; counts, filters and rules then miss most of them.",
    check=check,
)
