"""The last readings, by what was read: a draft is checked, submitted and shown without compiling it three times.

Safe because a reading depends on the document and the catalogue alone and is never changed. What is kept is bounded by
the size of the documents, since a reading takes memory in proportion to them.
"""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Final, Generic, TypeVar

MAX_READINGS: Final = 32
MAX_BYTES: Final = 8_000_000

R = TypeVar("R")
Key = tuple[str, str]
"""The digests of the document and of the catalogue."""


class Remembered(Generic[R]):
    """At most 32 readings of documents of 8 MB together, the least recently asked for forgotten first."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: OrderedDict[Key, tuple[int, R]] = OrderedDict()

    def get(self, key: Key, *, size: int, read: Callable[[], R]) -> R:
        """What `read` gave for `key` before, or gives now. `size` is that of the document in bytes."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key][1]
        # Read without the lock: two who ask for the same at once both read it, nobody waits for another's document.
        found = read()
        with self._lock:
            self._kept[key] = (size, found)
            while len(self._kept) > MAX_READINGS or (self._bytes() > MAX_BYTES and len(self._kept) > 1):
                self._kept.popitem(last=False)
        return found

    def known(self) -> tuple[Key, ...]:
        """What is remembered, the least recently asked for first."""
        with self._lock:
            return tuple(self._kept)

    def forget(self) -> None:
        """Start again, for measuring."""
        with self._lock:
            self._kept.clear()

    def _bytes(self) -> int:
        return sum(size for size, _ in self._kept.values())
