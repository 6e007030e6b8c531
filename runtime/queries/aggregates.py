"""Sums to the last digit on both databases: SQLite adds floats, which are exact to 15 digits in all."""

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Aggregate, Field
from django.db.models.sql.compiler import SQLCompiler

from runtime.queries import sqlite_functions


class ExactSum(Aggregate):
    """The sum of a number attribute: a decimal, or its text; None without values."""

    function = "SUM"
    name = "ExactSum"

    def __init__(self, attribute: str) -> None:
        super().__init__(attribute, output_field=Field())

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra_context: object
    ) -> tuple[str, list[str | int]]:
        sqlite_functions.install(connection)
        sql, params = self.as_sql(compiler, connection, function="gh_sum")
        return sql, list(params)
