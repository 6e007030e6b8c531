"""Readings are remembered by digest: asked twice, compiled once; bounded; and nobody can change what is remembered."""

import pytest

from components.catalogue import catalogue
from definition.compiler import READINGS, read_document
from definition.compiler.remembered import MAX_BYTES, MAX_READINGS, Remembered
from tests.definition.golden import golden, with_value


@pytest.fixture(autouse=True)
def _forgotten() -> None:
    READINGS.forget()


def reads(kept: Remembered[str], name: str, *, size: int = 1) -> bool:
    """Whether asking for `name` had to read it."""
    calls: list[str] = []

    def read() -> str:
        calls.append(name)
        return name

    assert kept.get((name, ""), size=size, read=read) == name
    return calls == [name]


def test_the_same_document_is_compiled_once_however_its_properties_are_ordered() -> None:
    first = read_document(golden(), catalogue())
    turned = dict(reversed(golden().items()))
    assert read_document(turned, catalogue()) is first


def test_another_document_and_another_catalogue_are_read_for_themselves() -> None:
    first = read_document(golden(), catalogue())
    renamed = read_document(with_value(golden(), "app/title", "Other"), catalogue())
    assert first.compilation is not None
    assert renamed.compilation is not None
    assert (first.compilation.preview.info.title, renamed.compilation.preview.info.title) == ("Expense claims", "Other")
    smaller = type(catalogue()).of(list(catalogue().components.values())[:-1])
    assert read_document(golden(), smaller) is not first


def test_what_is_remembered_does_not_change_with_the_document() -> None:
    document = golden()
    first = read_document(document, catalogue())
    document["fields"]["fld_claimpurpose"]["settings"]["max_length"] = 7
    again = read_document(golden(), catalogue())
    assert again is first
    assert again.app is not None
    assert again.app.fields["fld_claimpurpose"].settings == {"max_length": 120}


def test_a_document_that_cannot_be_named_is_refused_and_not_remembered() -> None:
    wrongs: list[object] = [None, [], {"format": float("nan")}, {"format": "\ud800"}]
    for wrong in wrongs:
        assert read_document(wrong, catalogue()).app is None
    assert READINGS.known() == ()


def test_the_least_recently_asked_for_is_forgotten_first() -> None:
    kept: Remembered[str] = Remembered()
    for place in range(MAX_READINGS):
        assert reads(kept, f"document {place}")
    assert not reads(kept, "document 0")
    assert reads(kept, "one more")
    assert not reads(kept, "document 0")
    assert reads(kept, "document 1")


def test_large_documents_are_forgotten_earlier_and_the_last_is_always_kept() -> None:
    kept: Remembered[str] = Remembered()
    assert reads(kept, "half", size=MAX_BYTES // 2)
    assert reads(kept, "other half", size=MAX_BYTES // 2)
    assert not reads(kept, "half")
    assert reads(kept, "whole", size=MAX_BYTES + 1)
    assert not reads(kept, "whole")
    assert reads(kept, "half")
