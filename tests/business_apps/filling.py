"""Generated records, valid by kind and by rule, saved through the record service. One seed, one set of records."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import cast

from definition.json_types import JsonObject, JsonValue
from runtime.rules import settle
from runtime.services.records import record_create
from runtime.services.serving import Serving
from runtime.tables.build import EntityTable, FieldColumns
from tests.business_apps.answers import answer

ANSWERED = 0.7
"""How likely a question that may stay open is answered."""
ROUNDS = 10
Records = dict[str, list[JsonObject]]


class CannotFill(RuntimeError):
    """A required answer cannot be made up: the tables need each other, or the rules never settle."""


@dataclass(slots=True, kw_only=True)
class Filler:
    """Makes records for one person of one app. `records` are those that were answered as saved, by entity."""

    serving: Serving
    people: list[str]
    random: Random
    now: datetime
    records: Records = field(default_factory=dict)
    _count: int = 0
    _linked: set[JsonValue] = field(default_factory=set)

    def fill(self, rows: int) -> None:
        """`rows` records in each table, what is linked to first. Raises CannotFill, and what the service refuses."""
        waiting = list(self.serving.ready.tables.entities.values())
        while waiting:
            ready = [table for table in waiting if self._can_start(table)]
            if not ready:
                raise CannotFill(f"These need each other: {', '.join(table.entity.key for table in waiting)}")
            for table in ready:
                for _ in range(rows):
                    self.add(table.entity.key)
            waiting = [table for table in waiting if table not in ready]

    def _can_start(self, table: EntityTable) -> bool:
        return all(
            columns.field.target in self.records
            for columns in table.fields
            if columns.field.required and columns.field.kind == "record"
        )

    def add(self, entity_key: str, given: Mapping[str, JsonValue] | None = None) -> JsonObject:
        """One more record; `given` answers are taken as they are."""
        self._count += 1
        table = self.serving.table(entity_key)
        sent = {**self._answers(table), **(given or {})}
        sent = self._ruled(table, sent)
        answer = record_create(self.serving, entity_key, sent, key=None, now=self.now + timedelta(seconds=self._count))
        record = cast("JsonObject", json.loads(answer.body))
        self.records.setdefault(entity_key, []).append(record)
        return record

    def _answers(self, table: EntityTable) -> dict[str, JsonValue]:
        return {
            columns.field.key: self._value(columns)
            if columns.field.required or self.random.random() < ANSWERED
            else None
            for columns in table.fields
        }

    def _ruled(self, table: EntityTable, sent: dict[str, JsonValue]) -> dict[str, JsonValue]:
        """`sent` without what the rules hide and with what they require."""
        rules = self.serving.rules(table.entity.key)
        for _ in range(ROUNDS):
            settled = settle(rules, sent, now=self.now)
            missing = [key for key in settled.required if sent[key] is None]
            hidden = [key for key in settled.hidden if sent[key] is not None]
            if not missing and not hidden:
                return sent
            sent |= dict.fromkeys(hidden) | {key: self._value(table.by_key[key]) for key in missing}
        raise CannotFill(f"The rules of {table.entity.key} do not settle.")

    def _value(self, columns: FieldColumns) -> JsonValue:
        field_ = columns.field
        if field_.kind == "person":
            return self.random.choice(self.people)
        if field_.kind == "record":
            return self._link(field_.target or "", is_unique=field_.unique)
        made = answer(columns, self._count, self.random)
        if made is None and field_.required:
            raise CannotFill(f"No answer of the kind {field_.kind} can be made up.")
        return made

    def _link(self, target: str, *, is_unique: bool) -> JsonValue:
        """A record of `target`; where no two may link to the same, one that was not given away yet."""
        found = self.records.get(target, [])
        if is_unique:
            found = [one for one in found if one["id"] not in self._linked]
        if not found:
            return None
        chosen = self.random.choice(found)["id"]
        if is_unique:
            self._linked.add(chosen)
        return chosen
