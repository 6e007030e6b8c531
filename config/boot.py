"""What production refuses to start with. Each refusal says what is wrong and what to set."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

KNOWN_KEYS = ("django-insecure", "changeme", "secret", "guildhall-demo")
MIN_KEY_LENGTH = 50
OCTAL = re.compile(r"\\([0-7]{3})")
MOUNTS = Path("/proc/self/mounts")
# File systems of other machines: their locks are not kept well enough for SQLite, and WAL needs shared memory.
FAR_AWAY = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "glusterfs", "lustre", "gpfs", "ocfs2", "gfs2"}
    | {"beegfs", "fuse.sshfs", "fuse.glusterfs", "fuse.ceph", "fuse.s3fs", "fuse.rclone", "fuse.gcsfuse"}
)


def refusals(settings: dict[str, Any], *, mounts: Path = MOUNTS) -> Iterator[str]:
    """The reasons why these settings are not fit for production, in words for whoever installs."""
    if settings["DEMO_MODE"]:
        yield "DEMO_MODE is on: everybody could sign in as anybody. Set DEMO_MODE=0."
    if settings["DEBUG"]:
        yield "DEBUG is on: error pages would show data and settings. Set DEBUG=0."
    key = settings["SECRET_KEY"]
    if len(key) < MIN_KEY_LENGTH or any(key.lower().startswith(known) for known in KNOWN_KEYS):
        yield f"SECRET_KEY is missing, known or shorter than {MIN_KEY_LENGTH} characters. Set a random one."
    if not settings["PUBLIC_URL"].startswith("https://"):
        yield "PUBLIC_URL is missing or not https. Links in mails and cookies depend on it."
    if not settings["ALLOWED_HOSTS"] or any("*" in host for host in settings["ALLOWED_HOSTS"]):
        yield "ALLOWED_HOSTS is empty or has a wildcard. Name the hosts this installation answers for."
    if settings["FAULTS"]:
        yield "FAULTS is set: fault injection is for tests. Unset it."
    database = settings["DATABASES"]["default"]
    if (
        database["ENGINE"].endswith("sqlite3")
        and (kind := file_system(Path(database["NAME"]), mounts=mounts)) in FAR_AWAY
    ):
        yield (
            f"The SQLite database lies on a network file system ({kind}), where it can be damaged."
            " Set DATA_DIR to a disk of this machine, or DATABASE_URL to PostgreSQL."
        )


def file_system(path: Path, *, mounts: Path = MOUNTS) -> str:
    """The kind of file system `path` lies on; "" where the system does not tell (only Linux has the list)."""
    try:
        lines = mounts.read_text("utf-8", "surrogateescape").splitlines()
    except FileNotFoundError:
        return ""
    found: tuple[int, str] = (0, "")
    for line in lines:
        _, place, kind, *_ = line.split(" ")
        # The list writes blanks and such as octal numbers. Of two mounts on one place the later hides the earlier.
        folder = OCTAL.sub(lambda number: chr(int(number[1], 8)), place)
        if path.resolve().is_relative_to(folder) and len(folder) >= found[0]:
            found = (len(folder), kind)
    return found[1]
