"""Who moved: only objects outside the longest run that kept its order, so one move is reported as one."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence


def moved(before: Sequence[str], after: Sequence[str]) -> tuple[str, ...]:
    """The ids, in the order of `after`, whose place among the ids common to both has changed.

    The ids that stay are a longest increasing subsequence; `moved` is therefore as short as it can be.
    """
    place = {item: index for index, item in enumerate(before)}
    common = [item for item in after if item in place]
    stays = _longest_increasing([place[item] for item in common])
    return tuple(item for index, item in enumerate(common) if index not in stays)


def moved_in_groups(before: Mapping[str, Sequence[str]], after: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """`moved` for each group of siblings that exists in both."""
    return frozenset(item for group in before.keys() & after.keys() for item in moved(before[group], after[group]))


def _longest_increasing(values: Sequence[int]) -> frozenset[int]:
    """The indexes of a longest strictly increasing subsequence (patience sorting)."""
    tails: list[int] = []
    ends: list[int] = []
    previous: list[int] = []
    for index, value in enumerate(values):
        place = bisect_left(tails, value)
        previous.append(ends[place - 1] if place > 0 else -1)
        if place == len(tails):
            tails.append(value)
            ends.append(index)
        else:
            tails[place] = value
            ends[place] = index
    chosen = set()
    index = ends[-1] if ends else -1
    while index >= 0:
        chosen.add(index)
        index = previous[index]
    return frozenset(chosen)
