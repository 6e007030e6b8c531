"""What stops start-up: a component that is not fit for the catalogue."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from core.errors import NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One mistake in the library: the file, the place in it (a JSON pointer, "" for the whole) and the reason."""

    path: Path
    pointer: str
    reason: str

    def __str__(self) -> str:
        place = f" at {self.pointer}" if self.pointer else ""
        return f"{self.path}{place}: {self.reason}"


class LibraryBroken(Exception):
    """The component library cannot be used. The message lists every fault with its file and reason."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        lines = "\n".join(f"  - {fault}" for fault in faults)
        super().__init__(f"The component library has {len(faults)} fault(s):\n{lines}")
        self.faults = tuple(faults)


class ComponentUnknown(NotFound):
    """The catalogue has no component of this kind."""

    code = "component-unknown"
