"""A document while it is being made: each collection a dictionary by id."""

from collections.abc import Mapping
from typing import cast

from definition.json_types import JsonValue

COLLECTIONS = ("entities", "fields", "pages", "nodes", "rules", "roles", "grants", "texts")
Parts = dict[str, JsonValue]


def part(document: Mapping[str, JsonValue], name: str) -> Parts:
    """One collection of a document."""
    return cast("Parts", document[name])
