"""A term as an expression of the ORM."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from string import Formatter
from typing import Final
from uuid import UUID

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, Expression, F, Field
from django.db.models.expressions import Combinable
from django.db.models.sql.compiler import SQLCompiler

from definition.queries import Term
from runtime.queries import sqlite_functions
from runtime.queries.templates import POSTGRESQL, SQLITE

_JOINERS: Final[Mapping[str, str]] = {"and": " AND ", "or": " OR ", "list": ", ", "rest": ", ", "collated": ", "}
_Sql = tuple[str, list[str | int]]


class TermSql(Expression):
    """A term over columns of one table. `attributes` are pairs of a field's key and its attribute on the model."""

    def __init__(
        self, term: Term, attributes: tuple[tuple[str, str], ...], output_field: "Field[object, object] | None" = None
    ) -> None:
        super().__init__(output_field=output_field or BooleanField())
        self.term = term
        self._keys = [key for key, _attribute in attributes]
        self._columns: Sequence[Combinable | Expression] = [F(attribute) for _key, attribute in attributes]

    def get_source_expressions(self) -> list[Combinable | Expression]:
        return list(self._columns)

    def set_source_expressions(self, exprs: Sequence[Combinable | Expression]) -> None:
        self._columns = exprs

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, list[str | int]]:
        columns = {
            key: str(compiler.compile(column)[0])
            for key, column in zip(self._keys, self._columns, strict=True)
            if isinstance(column, Expression)
        }
        is_sqlite = connection.vendor == "sqlite"
        if is_sqlite:
            sqlite_functions.install(connection)
        return _Renderer(columns, is_sqlite=is_sqlite).render(self.term)


def term_sql(term: Term, attributes: Mapping[str, str], output_field: "Field[object, object] | None" = None) -> TermSql:
    """`term` over the columns it reads; a condition unless `output_field` says otherwise."""
    used = tuple((key, attributes[key]) for key in sorted(_columns_in(term)))
    return TermSql(term, used, output_field)


def _columns_in(term: Term) -> set[str]:
    if term.name == "column":
        return {str(term.argument)}
    return set().union(*(_columns_in(part) for part in term.parts))


class _Renderer:
    def __init__(self, columns: Mapping[str, str], *, is_sqlite: bool) -> None:
        self._columns = columns
        self._is_sqlite = is_sqlite
        self._templates = SQLITE if is_sqlite else POSTGRESQL

    def render(self, term: Term) -> _Sql:
        if term.name == "column":
            return self._columns[str(term.argument)], []
        pieces: list[str] = []
        params: list[str | int] = []
        parts = [self.render(part) for part in term.parts]
        for text, slot in _parsed(self._templates[term.name]):
            pieces.append(text)
            sql, used = self._slot(term, slot, parts)
            pieces.append(sql)
            params.extend(used)
        return "".join(pieces), params

    def _slot(self, term: Term, slot: str, parts: list[_Sql]) -> _Sql:
        if not slot:
            return "", []
        if slot.isdigit():
            return parts[int(slot)]
        if slot == "a":
            return str(int(term.argument)), []
        if slot == "p":
            return "%s", [self._parameter(term)]
        used = parts[1:] if slot == "rest" else parts
        mark = ' COLLATE "C"' if slot == "collated" else ""
        joined = _JOINERS[slot].join(sql + mark for sql, _params in used)
        return joined, [param for _sql, params in used for param in params]

    def _parameter(self, term: Term) -> str | int:
        value = str(term.argument)
        if term.name == "id":
            return value if self._is_sqlite else str(UUID(value))
        if not self._is_sqlite:
            return value
        if term.name == "moment":
            return value.removesuffix("+00:00")
        return int(value) if term.name == "whole" else value


@lru_cache(maxsize=512)
def _parsed(template: str) -> tuple[tuple[str, str], ...]:
    """(text, slot) pairs, the text ready for a query with parameters."""
    return tuple((text.replace("%", "%%"), slot or "") for text, slot, _spec, _kind in Formatter().parse(template))
