"""What is asked of a table to read it: one record, or a page of a list and its total. Written once where that is safe.

Safe are the rights "all" and "own", whose SQL differs in nothing but the person. A right that depends on an expression
is written anew each time, because it may read the moment and more of the person than the id.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from django.db.models import Model, QuerySet

from runtime.records.listing import COUNTED, ListQuery, read_query
from runtime.records.paging import stretches
from runtime.services.serving import Serving
from runtime.tables.build import EntityTable
from runtime.tables.statements import ACTOR, RECORD, Statement, statement_of

PLAIN = ("all", "own")
MANY_KEPT = 10.0
MOST_PEOPLE = 1_000
# A question longer than this, or one for a text, is hardly asked twice.
LONGEST_KEPT = 300


@dataclass(slots=True, kw_only=True)
class ListPlan:
    """A list's question as SQL: the stretches its page is read from, and its total, bounded."""

    query: ListQuery
    stretches: tuple[Statement, ...]
    total: Statement
    _many: dict[UUID | None, float] = field(default_factory=dict)

    def count(self, serving: Serving) -> tuple[int, bool]:
        """How many records there are, and whether that is exact: nobody waits for a count beyond 10,000.

        That there are more than 10,000 is remembered for MANY_KEPT seconds; a number that is exact is always counted.
        """
        whose, moment = serving.actor.pk if self.total.is_personal else None, time.monotonic()
        if self._many.get(whose, 0.0) > moment:
            return COUNTED, False
        found = self.total.count({ACTOR: serving.actor.pk})
        if found > COUNTED:
            if len(self._many) >= MOST_PEOPLE:
                self._many.clear()
            self._many[whose] = moment + MANY_KEPT
        return min(found, COUNTED), found <= COUNTED


def list_plan(serving: Serving, table: EntityTable, params: Mapping[str, str]) -> ListPlan:
    """The plan of a list. Raises QueryInvalid."""
    word = serving.rights.on(table.entity.key).read
    if word not in PLAIN:
        return _plan(table, serving.rights.readable(table), params, serving.actor.pk)
    first = {name: text for name, text in params.items() if name != "cursor"}
    key = ("list", word, *sorted(first.items()))
    found = table.plans.find(key)
    if not isinstance(found, ListPlan):
        found = _plan(table, _plain_rows(table, word), first, ACTOR)
        if "q" not in first and sum(map(len, first.values())) <= LONGEST_KEPT:
            table.plans.keep(key, found)
    return _later(table, found, _plain_rows(table, word), params) if "cursor" in params else found


def _later(table: EntityTable, first: ListPlan, visible: QuerySet[Model], params: Mapping[str, str]) -> ListPlan:
    """A page further on in the list of `first`: other stretches, the same total and what is remembered of it."""
    query = read_query(table, params, actor_id=ACTOR)
    return replace(first, query=query, stretches=_stretches(table, visible.filter(query.where), query))


def _plan(table: EntityTable, visible: QuerySet[Model], params: Mapping[str, str], actor_id: UUID) -> ListPlan:
    query = read_query(table, params, actor_id=actor_id)
    rows = visible.filter(query.where)
    total = rows.order_by().values_list("pk")[: COUNTED + 1]
    return ListPlan(query=query, stretches=_stretches(table, rows, query), total=statement_of(total))


def _stretches(table: EntityTable, rows: QuerySet[Model], query: ListQuery) -> tuple[Statement, ...]:
    pages = stretches(rows, query.sort, query.place, size=query.page_size, attributes=table.row_attributes)
    return tuple(statement_of(page) for page in pages)


def stored_row(serving: Serving, table: EntityTable, record_id: UUID) -> tuple[object, ...] | None:
    """The values of one record in the order of `table.row_attributes`; None if this person may not see it."""
    word = serving.rights.on(table.entity.key).read
    if word not in PLAIN:
        return serving.rights.readable(table).filter(pk=record_id).values_list(*table.row_attributes).first()
    found = table.plans.find(("one", word))
    if not isinstance(found, Statement):
        question = _plain_rows(table, word).filter(pk=RECORD).values_list(*table.row_attributes)
        found = statement_of(question)
        table.plans.keep(("one", word), found)
    rows = found.rows({ACTOR: serving.actor.pk, RECORD: record_id})
    return rows[0] if rows else None


def _plain_rows(table: EntityTable, word: str) -> QuerySet[Model]:
    return table.rows() if word == "all" else table.rows().filter(created_by_id=ACTOR)
