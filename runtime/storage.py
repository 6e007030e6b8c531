"""Files on disk. A file is written beside, made safe, and only then gets its place: a kill leaves no half file.

Places are random: neither the name nor the content of a file says where it lies.
"""

import errno
import hashlib
import os
import secrets
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.conf import settings

from runtime.errors import FileTooLarge, StorageFull

HEAD = 4_096


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A file on disk: where, how large, its digest, and its first bytes."""

    place: str
    size: int
    sha256: str
    head: bytes


def file_keep(chunks: Iterable[bytes], *, most: int) -> Kept:
    """Write `chunks` and make them safe on disk. Raises FileTooLarge beyond `most` bytes, StorageFull."""
    folder = _folder()
    digest, size, head = hashlib.sha256(), 0, b""
    handle, name = tempfile.mkstemp(dir=folder / "tmp")
    written = Path(name)
    try:
        with os.fdopen(handle, "wb") as target:
            for chunk in chunks:
                size += len(chunk)
                if size > most:
                    raise FileTooLarge(detail=f"This file is larger than {most // 1_000_000} MB.")
                head = head or chunk[:HEAD]
                digest.update(chunk)
                target.write(chunk)
            target.flush()
            os.fsync(target.fileno())
        place = secrets.token_hex(16)
        final = _path(place)
        final.parent.mkdir(parents=True, exist_ok=True)
        written.replace(final)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise StorageFull(detail="There is no room for files. Nothing was saved; try again later.") from None
        raise
    finally:
        with suppress(FileNotFoundError):
            written.unlink()
    return Kept(place=place, size=size, sha256=digest.hexdigest(), head=head)


def file_open(place: str) -> BinaryIO:
    """The bytes of a kept file. Raises FileNotFoundError."""
    return _path(place).open("rb")


def file_forget(place: str) -> None:
    """Remove a kept file; removing it twice changes nothing."""
    with suppress(FileNotFoundError):
        _path(place).unlink()


def places_older_than(moment: float) -> Iterator[str]:
    """Places of the files that were last written before `moment` (seconds since 1970)."""
    for folder in sorted((_folder() / "kept").iterdir()):
        for path in folder.iterdir():
            # A file may go while this looks: removed by somebody else, it is old no more.
            with suppress(FileNotFoundError):
                if path.stat().st_mtime < moment:
                    yield path.name


def leftovers_forget(moment: float) -> int:
    """Remove unfinished uploads from before `moment`; how many there were."""
    old = [path for path in (_folder() / "tmp").iterdir() if path.stat().st_mtime < moment]
    for path in old:
        with suppress(FileNotFoundError):
            path.unlink()
    return len(old)


def _folder() -> Path:
    folder = Path(settings.STORAGE_DIR) / "runtime"
    (folder / "tmp").mkdir(parents=True, exist_ok=True)
    (folder / "kept").mkdir(exist_ok=True)
    return folder


def _path(place: str) -> Path:
    if len(place) != 32 or not place.isalnum():
        raise FileNotFoundError(place)
    return _folder() / "kept" / place[:2] / place


def export_path(name: str) -> Path:
    """Where a file of an export lies. Names start with the id of the export and a dot."""
    folder = Path(settings.STORAGE_DIR) / "exports"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / name


def export_forget(export_id: UUID, *, but: str = "") -> None:
    """Remove every file of an export, except the one named `but`; removing them twice changes nothing."""
    for path in export_path(".").glob(f"{export_id}.*"):
        if path.name != but:
            path.unlink(missing_ok=True)


def exports_older_than(moment: float) -> Iterator[UUID]:
    """Ids of exports that have a file last written before `moment` (seconds since 1970)."""
    for path in sorted(export_path(".").glob(f"{'?' * 36}.*")):
        # Another process may tidy up at the same time; and a file that is none of ours is not ours to remove.
        with suppress(FileNotFoundError, ValueError):
            if path.stat().st_mtime < moment:
                yield UUID(path.name[:36])
