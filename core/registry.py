"""A small, explicit registry that checks at the door: duplicates and misfits fail at start-up."""

from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class RegistryError(Exception):
    """A plug-in was registered twice, or is not what the registry holds."""


class Registry(Generic[T]):
    """Maps names to plug-ins of one kind, in the order they were added."""

    def __init__(self, name: str, *, accepts: Callable[[object], bool] | None = None) -> None:
        self.name = name
        self._accepts = accepts
        self._entries: dict[str, T] = {}

    def add(self, key: str, entry: T) -> T:
        """Add `entry` under `key`; raises RegistryError for a duplicate key or an entry of another kind."""
        if key in self._entries:
            raise RegistryError(f"{self.name}: '{key}' is registered twice")
        if self._accepts is not None and not self._accepts(entry):
            raise RegistryError(f"{self.name}: '{key}' is not an entry of this registry: {entry!r}")
        self._entries[key] = entry
        return entry

    def get(self, key: str) -> T:
        """The entry of `key`; raises RegistryError that names what there is."""
        try:
            return self._entries[key]
        except KeyError:
            known = ", ".join(sorted(self._entries)) or "nothing"
            raise RegistryError(f"{self.name}: no '{key}' (there is: {known})") from None

    def __contains__(self, key: object) -> bool:
        return key in self._entries

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def items(self) -> Iterator[tuple[str, T]]:
        return iter(self._entries.items())
