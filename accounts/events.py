"""What happens to people's roles; recorded in the workspace's stream."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleGiven:
    """A person got a role in the workspace."""

    person: UUID
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleTaken:
    """A person lost a role in the workspace."""

    person: UUID
    role: str
