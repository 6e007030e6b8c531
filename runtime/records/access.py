"""What one person may do with the records of one app: the union of their roles. Nothing granted means nothing.

A right reaches all records, those the person added, those for which a condition holds, or none. Such a rule is part of
every query that reads (lists, one record, history, files, links, figures) and is asked of the record in hand before it
is changed or deleted. A record must still be within reach after a change: nobody moves one beyond their own right to
change it, as with USING and WITH CHECK in PostgreSQL's row security. What cannot be worked out lets nobody in.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from definition.compiled import CompiledApp, CompiledRows
from definition.expressions import Ast, Context, EvaluationError, Value, evaluate, truthy
from definition.json_types import JsonValue
from definition.queries import NotInSql
from runtime.queries.conditions import rows_where
from runtime.records.shape import Row
from runtime.rules import variable
from runtime.tables.build import EntityTable

RowAccess = Literal["all", "own", "rule", "none"]
Verb = Literal["read", "update", "delete"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Which records a right reaches: all of them, those the person added, and those for which any rule holds."""

    is_all: bool = False
    is_own: bool = False
    rules: tuple[Ast, ...] = ()

    @property
    def word(self) -> RowAccess:
        if self.is_all:
            return "all"
        if self.rules:
            return "rule"
        return "own" if self.is_own else "none"

    def wider(self, other: "Reach") -> "Reach":
        return Reach(
            is_all=self.is_all or other.is_all,
            is_own=self.is_own or other.is_own,
            rules=(*self.rules, *other.rules),
        )

    def to_json(self) -> dict[str, JsonValue]:
        """All that decides which records these are."""
        return {"all": self.is_all, "own": self.is_own, "rules": [list(rule.to_json()) for rule in self.rules]}


NOWHERE = Reach()
EVERYWHERE = Reach(is_all=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityRights:
    """Rights on the records of one entity. `read`, `update` and `delete` say how far they reach, in a word."""

    create: bool = False
    readable: Reach = NOWHERE
    updatable: Reach = NOWHERE
    deletable: Reach = NOWHERE

    @property
    def read(self) -> RowAccess:
        return self.readable.word

    @property
    def update(self) -> RowAccess:
        return self.updatable.word

    @property
    def delete(self) -> RowAccess:
        return self.deletable.word

    @property
    def is_nothing(self) -> bool:
        return not self.create and self.read == self.update == self.delete == "none"

    def to_json(self) -> dict[str, bool | str]:
        return {"create": self.create, "read": self.read, "update": self.update, "delete": self.delete}

    def wider(self, other: "EntityRights") -> "EntityRights":
        return EntityRights(
            create=self.create or other.create,
            readable=self.readable.wider(other.readable),
            updatable=self.updatable.wider(other.updatable),
            deletable=self.deletable.wider(other.deletable),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Granted:
    """What one role may do with one entity, ready to be asked."""

    role: str
    entity: str
    rights: EntityRights


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who asks, and when: what rules read beside the record."""

    id: UUID
    name: str
    email: str
    now: datetime

    @property
    def me(self) -> Mapping[str, Value]:
        return {"id": str(self.id), "name": self.name, "email": self.email}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """All rights of one person in one app, by entity key."""

    person: Person
    entities: Mapping[str, EntityRights]

    def on(self, entity_key: str) -> EntityRights:
        return self.entities.get(entity_key, NO_RIGHTS)

    @property
    def is_nothing(self) -> bool:
        return all(rights.is_nothing for rights in self.entities.values())

    def readable(self, table: EntityTable) -> QuerySet[Model]:
        """The rows this person may read, as one condition in SQL."""
        reach = self.on(table.entity.key).readable
        if reach.is_all:
            return table.rows()
        if reach.word == "none":
            return table.rows().none()
        where = Q(created_by_id=self.person.id) if reach.is_own else Q(pk__in=[])
        for rule in reach.rules:
            where |= self._where(table, rule)
        return table.rows().filter(where)

    def _where(self, table: EntityTable, rule: Ast) -> Q:
        try:
            return rows_where(table, rule, now=self.person.now, constants={"me": self.person.me})
        except NotInSql:
            # The compiler refuses such rules; one that slipped through lets nobody in.
            return Q(pk__in=[])

    def covers(self, table: EntityTable, reach: Reach, row: Row) -> bool:
        """Whether a right reaches this record, as it is in hand."""
        if reach.is_all or (reach.is_own and row.created_by_id == self.person.id):
            return True
        variables: dict[str, Value] = {
            key: variable(columns.field.kind, row.values.get(key)) for key, columns in table.by_key.items()
        }
        variables["created_by"] = str(row.created_by_id) if row.created_by_id else None
        variables["me"] = self.person.me
        context = Context(variables=variables, now=self.person.now)
        return any(_holds(rule, context) for rule in reach.rules)


NO_RIGHTS = EntityRights()


def granted_by(compiled: CompiledApp) -> tuple[Granted, ...]:
    """The grants of an app with their rules read, once for all who ask."""
    return tuple(
        Granted(
            role=grant.role,
            entity=grant.entity,
            rights=EntityRights(
                create=grant.create,
                readable=_reach(grant.read),
                updatable=_reach(grant.update),
                deletable=_reach(grant.delete),
            ),
        )
        for grant in compiled.grants
    )


def rights_of(granted: Iterable[Granted], role_keys: Iterable[str], person: Person) -> Rights:
    """The union of the grants of `role_keys`."""
    held = frozenset(role_keys)
    entities: dict[str, EntityRights] = {}
    for grant in granted:
        if grant.role in held:
            before = entities.get(grant.entity)
            entities[grant.entity] = grant.rights if before is None else before.wider(grant.rights)
    return Rights(person=person, entities=entities)


def everything(compiled: CompiledApp, person: Person) -> Rights:
    """Every right: for the smoke test of a deployment, whose rows are rolled back."""
    full = EntityRights(create=True, readable=EVERYWHERE, updatable=EVERYWHERE, deletable=EVERYWHERE)
    return Rights(person=person, entities={entity.key: full for entity in compiled.entities})


def _reach(rows: CompiledRows) -> Reach:
    if isinstance(rows, str):
        return Reach(is_all=rows == "all", is_own=rows == "own")
    return Reach(rules=(Ast.from_json(rows.when),))


def _holds(rule: Ast, context: Context) -> bool:
    try:
        return truthy(evaluate(rule, context))
    except EvaluationError:
        return False
