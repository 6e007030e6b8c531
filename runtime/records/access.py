"""What one person may do with the records of one app: the union of their roles. Nothing granted means nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from django.db.models import Model, QuerySet

from definition.compiled import CompiledApp
from runtime.tables.build import EntityTable

RowAccess = Literal["all", "own", "none"]
_RANK: Mapping[RowAccess, int] = {"none": 0, "own": 1, "all": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityRights:
    """Rights on the records of one entity. "own" is what the person added."""

    create: bool = False
    read: RowAccess = "none"
    update: RowAccess = "none"
    delete: RowAccess = "none"

    @property
    def is_nothing(self) -> bool:
        return not self.create and self.read == self.update == self.delete == "none"

    def to_json(self) -> dict[str, bool | str]:
        return {"create": self.create, "read": self.read, "update": self.update, "delete": self.delete}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """All rights of one person in one app, by entity key."""

    actor_id: UUID
    entities: Mapping[str, EntityRights]

    def on(self, entity_key: str) -> EntityRights:
        return self.entities.get(entity_key, NO_RIGHTS)

    @property
    def is_nothing(self) -> bool:
        return all(rights.is_nothing for rights in self.entities.values())

    def readable(self, table: EntityTable) -> QuerySet[Model]:
        """The rows this person may read, as one condition in SQL."""
        return self._rows(table, self.on(table.entity.key).read)

    def _rows(self, table: EntityTable, access: RowAccess) -> QuerySet[Model]:
        if access == "all":
            return table.rows()
        return table.rows().filter(created_by_id=self.actor_id) if access == "own" else table.rows().none()

    def reaches(self, access: RowAccess, owner_id: UUID | None) -> bool:
        """Whether `access` covers a record that `owner_id` added."""
        return access == "all" or (access == "own" and owner_id == self.actor_id)


NO_RIGHTS = EntityRights()


def rights_of(compiled: CompiledApp, role_keys: Iterable[str], actor_id: UUID) -> Rights:
    """The union of the grants of `role_keys`."""
    held = frozenset(role_keys)
    entities: dict[str, EntityRights] = {}
    for grant in compiled.grants:
        if grant.role not in held:
            continue
        before = entities.get(grant.entity, NO_RIGHTS)
        entities[grant.entity] = EntityRights(
            create=before.create or grant.create,
            read=_wider(before.read, grant.read),
            update=_wider(before.update, grant.update),
            delete=_wider(before.delete, grant.delete),
        )
    return Rights(actor_id=actor_id, entities=entities)


def everything(compiled: CompiledApp, actor_id: UUID) -> Rights:
    """Every right: for the smoke test of a deployment, whose rows are rolled back."""
    full = EntityRights(create=True, read="all", update="all", delete="all")
    return Rights(actor_id=actor_id, entities={entity.key: full for entity in compiled.entities})


def _wider(one: RowAccess, other: str) -> RowAccess:
    return max(one, _access(other), key=lambda access: _RANK[access])


def _access(word: str) -> RowAccess:
    return "all" if word == "all" else "own" if word == "own" else "none"
