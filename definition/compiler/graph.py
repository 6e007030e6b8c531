"""Small graphs of keys: who needs whom, who goes round. Without recursion, so size cannot exhaust the stack."""

from collections.abc import Container, Iterable, Mapping

Needs = Mapping[str, Iterable[str]]


def in_dependency_order(needs: Needs) -> tuple[str, ...]:
    """The keys of `needs`, each after those it needs; otherwise in their given order. Keys in a cycle are left out."""
    left = {key: {name for name in names if name in needs} for key, names in needs.items()}
    order: list[str] = []
    while True:
        ready = [key for key, waiting in left.items() if not waiting]
        if not ready:
            return tuple(order)
        for key in ready:
            del left[key]
        order.extend(ready)
        done = set(ready)
        for waiting in left.values():
            waiting -= done


def cycles_in(needs: Needs) -> tuple[tuple[str, ...], ...]:
    """The groups of keys that need each other (or themselves), each group and the whole in the order of `needs`."""
    targets = {key: {name for name in names if name in needs} for key, names in needs.items()}
    sources = _reversed(targets)
    ordered = set(in_dependency_order(needs))
    left = dict.fromkeys(key for key in needs if key not in ordered)
    groups = []
    while left:
        key = next(iter(left))
        group = _reach(key, targets, left) & _reach(key, sources, left)
        if group:
            groups.append(tuple(member for member in needs if member in group))
        for member in group or {key}:
            del left[member]
    return tuple(groups)


def _reversed(targets: Mapping[str, set[str]]) -> Mapping[str, set[str]]:
    sources: dict[str, set[str]] = {key: set() for key in targets}
    for key, names in targets.items():
        for name in names:
            sources[name].add(key)
    return sources


def _reach(key: str, targets: Mapping[str, set[str]], within: Container[str]) -> set[str]:
    """The keys that `key` leads to in one step or more; itself only when it goes round."""
    found: set[str] = set()
    pending = [key]
    while pending:
        for name in targets[pending.pop()]:
            if name in within and name not in found:
                found.add(name)
                pending.append(name)
    return found
