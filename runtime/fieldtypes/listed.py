"""A column that holds a JSON list, and the one question asked of it: does it hold this text?"""

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, Field, Func, JSONField
from django.db.models.sql.compiler import SQLCompiler


class ListHas(Func):
    """`ListHas("attribute", Value(text))`: the list holds exactly this text."""

    output_field = BooleanField()
    template = "EXISTS (SELECT 1 FROM json_each(%(expressions)s)"
    arg_joiner = ") AS listed WHERE listed.value = "

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, list[object]]:
        sql, params = self.as_sql(
            compiler, connection, template="%(expressions)s::text)", arg_joiner=" @> jsonb_build_array("
        )
        return sql, list(params)


def make_list_column() -> "Field[object, object]":
    return JSONField(null=True)
