"""What happened to apps. Edits are not events: the draft's own log of operations records them."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class AppStarted:
    """An app was started; `start` is "blank" or "table"."""

    app: UUID
    key: str
    start: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AppRenamed:
    """The title changed; the key stayed."""

    app: UUID
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AppTransferred:
    """Another person answers for the app now."""

    app: UUID
    owner: UUID
    previous: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class DeputyNamed:
    """The deputy changed; None when nobody stands in any more."""

    app: UUID
    deputy: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CoMakerAdded:
    """A person may edit the draft from now on."""

    app: UUID
    person: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CoMakerRemoved:
    """A person may no longer edit the draft."""

    app: UUID
    person: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class AppPutAway:
    """The app was archived: read-only, still running where it is live."""

    app: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class AppRestored:
    """An archived app can be edited again."""

    app: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class TableImported:
    """The rows of a sheet wait for the first deployment of `entity`."""

    app: UUID
    upload: UUID
    entity: str
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionFrozen:
    """A draft revision became an immutable version."""

    app: UUID
    version: UUID
    number: int
    digest: str
