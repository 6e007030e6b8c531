"""Options made from answers that people already gave: their own words, with keys that the definition allows."""

from collections.abc import Collection, Mapping, Sequence

from core.errors import JsonValue
from definition.keys import key_from_label, unique_key

LONGEST = 120


def folded(words: str) -> str:
    """How two spellings of one answer are told to be the same: capitals and spaces do not count."""
    return " ".join(words.split()).casefold()


def different(answers: Sequence[str]) -> tuple[str, ...]:
    """Each answer once, in the spelling that comes first."""
    first: dict[str, str] = {}
    for answer in answers:
        first.setdefault(folded(answer), " ".join(answer.split()))
    return tuple(first.values())


def options_of(answers: Sequence[str], *, taken: Collection[str] = ()) -> list[Mapping[str, JsonValue]]:
    """An option for each answer; `taken` are the keys that other options have."""
    keys = set(taken)
    made: list[Mapping[str, JsonValue]] = []
    for answer in answers:
        key = unique_key(key_from_label(answer, fallback="option", reserved=()), keys)
        keys.add(key)
        made.append({"key": key, "label": answer})
    return made
