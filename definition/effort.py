"""How much there is to read in the expressions of a document: refused before anybody waits for it.

Compiling takes time in proportion to the text of formulas and conditions. What everything else takes is bounded by the
numbers of objects in the schema.
"""

from collections.abc import Iterator
from typing import Final

from definition.json_types import JsonObject, JsonValue
from definition.problems import Problem, pointer, problem

MAX_EXPRESSIONS: Final = 200_000
"""Characters of all formulas and conditions together: some 3,000 of ordinary length, read in about a second."""

Place = tuple[str, ...]
_PLACES: Final[tuple[tuple[str, Place], ...]] = (
    ("fields", ("settings", "formula")),
    ("rules", ("when",)),
    ("nodes", ("props", "when")),
    *(("grants", (verb, "when")) for verb in ("read", "update", "delete")),
)


def effort_problem(document: JsonObject) -> Problem | None:
    """A problem at the expression with which the text becomes too long, if it does. The shape has been checked."""
    length = 0
    for place, text in _expressions(document):
        length += len(text)
        if length > MAX_EXPRESSIONS:
            return problem("too-much-to-read", pointer(*place), object_id=place[1], limit=MAX_EXPRESSIONS)
    return None


def _expressions(document: JsonObject) -> Iterator[tuple[Place, str]]:
    """Every text that the compiler may read as an expression, whatever the kind of its object."""
    for collection, path in _PLACES:
        for object_id, value in _members(document[collection]):
            for name in path:
                value = value.get(name) if isinstance(value, dict) else None
            if isinstance(value, str):
                yield (collection, object_id, *path), value


def _members(collection: JsonValue) -> list[tuple[str, JsonValue]]:
    return list(collection.items()) if isinstance(collection, dict) else []
