"""Reading always upgrades; the code knows only the current format."""

from typing import Any

import pytest

from definition.schemas import schema
from definition.upgrades import CURRENT, UPGRADES, UnknownFormat, upgraded


def test_every_older_format_has_its_upgrade() -> None:
    assert sorted(UPGRADES) == list(range(1, CURRENT))


def test_the_schema_is_that_of_the_current_format() -> None:
    properties: Any = schema("app")["properties"]
    assert properties["format"]["const"] == CURRENT


def test_upgrades_run_one_after_the_other() -> None:
    steps = {
        1: lambda document: {**document, "format": 2, "second": True},
        2: lambda document: {**document, "format": 3, "third": document["second"]},
    }
    assert upgraded({"format": 1}, upgrades=steps, current=3) == {"format": 3, "second": True, "third": True}
    assert upgraded({"format": 3, "kept": 1}, upgrades=steps, current=3) == {"format": 3, "kept": 1}


def test_the_document_given_is_not_changed() -> None:
    given = {"format": 1}
    upgraded(given, upgrades={1: lambda document: {**document, "format": 2}}, current=2)
    assert given == {"format": 1}


@pytest.mark.parametrize("found", [None, 0, -1, CURRENT + 1, True, "1", 1.0])
def test_an_unknown_format_is_refused(found: Any) -> None:
    with pytest.raises(UnknownFormat):
        upgraded({"format": found})
