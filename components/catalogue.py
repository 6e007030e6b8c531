"""The catalogue of the library on disk, built once per process and refused as a whole when one component is broken."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from components.errors import Fault, LibraryBroken
from components.manifests import LIBRARY, read_component
from definition.catalogue import Catalogue, Category, ComponentSpec


@cache
def catalogue() -> Catalogue:
    """The catalogue of this installation. Raises LibraryBroken."""
    return read_library(LIBRARY)


def read_library(folder: Path) -> Catalogue:
    """The catalogue of the components in the folders of `folder`.

    Raises LibraryBroken with every fault: unreadable manifests, and components that contradict each other.
    """
    specs: dict[Path, ComponentSpec] = {}
    faults: list[Fault] = []
    for path in sorted(child for child in folder.iterdir() if child.is_dir() and not child.name.startswith((".", "_"))):
        spec, found = read_component(path)
        faults.extend(found)
        if spec is not None:
            specs[path] = spec
    if not specs and not faults:
        faults.append(Fault(path=folder, pointer="", reason="there is no component here"))
    if not faults:
        faults.extend((*_slot_faults(specs), *_successor_faults(specs), *_guess_faults(specs)))
    if faults:
        raise LibraryBroken(faults)
    return Catalogue.of(specs.values())


def _slot_faults(specs: Mapping[Path, ComponentSpec]) -> Iterator[Fault]:
    known = {spec.kind for spec in specs.values()} | {category.value for category in Category}
    for path, spec in specs.items():
        for slot, accepts in spec.slots.items():
            for name in accepts:
                if name not in known:
                    yield Fault(
                        path=path / "manifest.json",
                        pointer=f"/slots/{slot}/accepts",
                        reason=f"there is no kind or category “{name}”",
                    )


def _successor_faults(specs: Mapping[Path, ComponentSpec]) -> Iterator[Fault]:
    ids = {spec.id for spec in specs.values()}
    for path, spec in specs.items():
        if spec.replaced_by is not None and spec.replaced_by not in ids:
            reason = f"it is replaced by “{spec.replaced_by}”, which does not exist"
            yield Fault(path=path / "manifest.json", pointer="/replaced_by", reason=reason)


def _guess_faults(specs: Mapping[Path, ComponentSpec]) -> Iterator[Fault]:
    """A word in a label leads to one kind, not to two."""
    owners: dict[str, str] = {}
    for path, spec in specs.items():
        for word in spec.guess:
            owner = owners.setdefault(word, spec.kind)
            if owner != spec.kind:
                reason = f"the word “{word}” already leads to {owner}"
                yield Fault(path=path / "manifest.json", pointer="/guess", reason=reason)
