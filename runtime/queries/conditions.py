"""A maker's condition as a condition on the rows of a table."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Q

from definition.expressions import Ast, Value
from definition.queries import Reading, columns_of, condition_of
from definition.queries.columns import OWNER
from runtime.queries.rendering import term_sql
from runtime.tables.build import EntityTable


def rows_where(table: EntityTable, condition: Ast, *, now: datetime, constants: Mapping[str, Value] | None = None) -> Q:
    """The rows for which `condition` holds; one that cannot be worked out does not hold. Raises NotInSql.

    `constants` are variables that are the same for every row, such as `me`; they go before a field of the same key.
    Beside the fields there is `created_by`, a key that no field can have.
    """
    columns = {**columns_of(table.entity), "created_by": OWNER}
    reading = Reading(columns=columns, constants=constants or {}, now=now)
    found = condition_of(condition, reading)
    attributes = {key: field.attribute for key, field in table.by_key.items()}
    return Q(term_sql(found.yes, {**attributes, "created_by": "created_by_id"}))
