"""Statements that are written once: what the ORM makes of a question is kept as text and asked again with other values.

Making the SQL of a short question costs more than its answer. A hole is a value that changes from one time to the next
(who asks, which record): a question is built with the stand-ins of `ACTOR` and `RECORD`, and every parameter that came
of a stand-in is exchanged when it is asked. Stand-ins are random, so that no value somebody sends is taken for one.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import cast
from uuid import UUID, uuid4

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Expression, Model, QuerySet, UUIDField

ACTOR = uuid4()
RECORD = uuid4()
_HOLES = (ACTOR, RECORD)
_FIELD: "UUIDField[UUID, UUID]" = UUIDField()
Converter = Callable[[object, object, object], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """The SQL of a `values_list` question; `holes` are the places in `params` and the stand-in each came of.

    Without SQL where the ORM knows that nothing can be found.
    """

    sql: str
    params: tuple[object, ...] = ()
    holes: tuple[tuple[int, UUID], ...] = ()
    converters: tuple[tuple[int, tuple[Converter, ...], Expression], ...] = ()

    @property
    def is_personal(self) -> bool:
        """Whether the answer depends on who asks."""
        return any(stand_in == ACTOR for _, stand_in in self.holes)

    def rows(self, values: Mapping[UUID, UUID]) -> list[tuple[object, ...]]:
        """The answer, with `values` in place of the stand-ins."""
        found = self._fetched(self.sql, values) if self.sql else []
        return [self._converted(row) for row in found] if self.converters else found

    def count(self, values: Mapping[UUID, UUID]) -> int:
        """How many rows the answer has."""
        if not self.sql:
            return 0
        counting = f"SELECT count(*) FROM ({self.sql}) found"
        return int(str(self._fetched(counting, values)[0][0]))

    def _fetched(self, sql: str, values: Mapping[UUID, UUID]) -> list[tuple[object, ...]]:
        params = list(self.params)
        for place, stand_in in self.holes:
            params[place] = stored_id(values[stand_in])
        with connection.cursor() as cursor:
            cursor.execute(sql, cast("list[str]", params))
            found: list[tuple[object, ...]] = cursor.fetchall()
            return found

    def _converted(self, row: tuple[object, ...]) -> tuple[object, ...]:
        values = list(row)
        for place, converters, expression in self.converters:
            for convert in converters:
                values[place] = convert(values[place], expression, connection)
        return tuple(values)


def statement_of(question: QuerySet[Model, tuple[object, ...]]) -> Statement:
    """The statement of a question made by `values_list`, whose names are in the order of the answer."""
    compiler = question.query.get_compiler(connection=connection)
    try:
        sql, params = compiler.as_sql()
    except EmptyResultSet:
        return Statement(sql="")
    stand_ins = {stored_id(hole): hole for hole in _HOLES}
    selected = [entry[0] for entry in compiler.select[: compiler.col_count]]
    return Statement(
        sql=sql,
        params=tuple(params),
        holes=tuple(
            (place, stand_ins[value])
            for place, value in enumerate(params)
            if isinstance(value, UUID | str) and value in stand_ins
        ),
        converters=tuple(
            (place, tuple(converters), expression)
            for place, (converters, expression) in compiler.get_converters(selected).items()
        ),
    )


def stored_id(value: UUID) -> object:
    """An id as the database takes it."""
    return _FIELD.get_db_prep_value(value, connection)
