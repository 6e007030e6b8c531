"""Upgrades of stored documents. Reading always upgrades; everything else knows only `CURRENT`.

To change the format: write `definition/upgrades/v1_to_v2.py` with one pure function from document to document, add
it below, raise `CURRENT`, and put `before.json` and `after.json` beside its test in `tests/definition/upgrades/`.
"""

from collections.abc import Callable, Mapping
from typing import Final

from definition.json_types import JsonObject, JsonValue

Upgrade = Callable[[JsonObject], JsonObject]

CURRENT: Final = 1
UPGRADES: Mapping[int, Upgrade] = {}


class UnknownFormat(ValueError):
    """The document says a format this code cannot read."""

    def __init__(self, found: JsonValue) -> None:
        super().__init__(f"format {found!r}")
        self.found = found


def upgraded(document: JsonObject, *, upgrades: Mapping[int, Upgrade] = UPGRADES, current: int = CURRENT) -> JsonObject:
    """`document` in the current format. Raises UnknownFormat for a missing, newer or nonsensical number."""
    found = document.get("format")
    if isinstance(found, bool) or not isinstance(found, int) or not 1 <= found <= current:
        raise UnknownFormat(found)
    for number in range(found, current):
        document = upgrades[number](document)
    return document
