"""The two sides of a comparison."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from definition.diff.words import Names
from definition.model import AppDefinition, Ordered

T = TypeVar("T")
S = TypeVar("S", bound=Ordered)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """`before` is None for an app that was never live. Names of removed things come from `old`, all others `new`."""

    before: AppDefinition | None
    after: AppDefinition
    old: Names
    new: Names

    @staticmethod
    def of(before: AppDefinition | None, after: AppDefinition) -> "Pair":
        new = Names(after)
        return Pair(before=before, after=after, old=new if before is None else Names(before), new=new)


def matched(before: Mapping[str, T] | None, after: Mapping[str, T]) -> Iterator[tuple[T | None, T | None]]:
    """(before, after) for every id whose object differs: first what is in `after`, in its order, then what is gone."""
    old: Mapping[str, T] = {} if before is None else before
    for object_id, now in after.items():
        was = old.get(object_id)
        if was != now:
            yield was, now
    for object_id, was in old.items():
        if object_id not in after:
            yield was, None


def in_place(objects: Mapping[str, S]) -> Mapping[str, S]:
    """The same mapping, ordered as people see it."""
    return dict(sorted(objects.items(), key=lambda entry: (entry[1].order, entry[0])))
