"""What happened in live apps, for those who look after them. Records have a history of their own."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordsExported:
    """Records left as a file. `entity` is its id, `label` what people called it; `rows` and `columns` are counts."""

    app: UUID
    entity: str
    label: str
    rows: int
    columns: int
    format: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveRoleGranted:
    """An administrator named a person into a role of a live app. `role` is its id, `label` what people called it."""

    app: UUID
    role: str
    label: str
    person: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveRoleRevoked:
    """An administrator took a person out of a role of a live app."""

    app: UUID
    role: str
    label: str
    person: UUID
