"""Every function that has a query with the same meaning, by name; read it as a table of contents.

Not here: `lower` and `upper` (their letters depend on the database's locale), `matches` (a dialect of its own in every
database), `split`, `join`, `sum` and `avg` (lists are made per row), and whatever only reads text, unless it reads no
column.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, TypeAlias

from definition.expressions.nodes import Node
from definition.queries import numbers, texts, times
from definition.queries.terms import Form, Scalar

InSql: TypeAlias = Callable[[Node, list[Scalar]], Scalar]

FUNCTIONS: Final[Mapping[str, InSql]] = MappingProxyType(
    {
        "size": texts.size,
        "contains": texts.contains,
        "startsWith": texts.starts_with,
        "endsWith": texts.ends_with,
        "trim": texts.trim,
        "replace": texts.replaced,
        "substring": texts.substring,
        "number": texts.to_number,
        "string": texts.to_text,
        "bool": texts.to_bool,
        "date": times.to_date,
        "datetime": times.same_form(Form.MOMENT),
        "duration": times.same_form(Form.DURATION),
        "round": numbers.round_number,
        "floor": numbers.floor,
        "ceil": numbers.ceil,
        "abs": numbers.absolute,
        "min": numbers.smallest,
        "max": numbers.largest,
        "year": times.date_part("year"),
        "month": times.date_part("month"),
        "day": times.date_part("day"),
        "dayOfYear": times.date_part("day_of_year"),
        "weekday": times.date_part("weekday"),
        "hour": times.clock_part("hour"),
        "minute": times.clock_part("minute"),
        "second": times.clock_part("second"),
        "millisecond": times.clock_part("millisecond"),
        "daysBetween": times.between("days_between"),
        "monthsBetween": times.between("months_between"),
        "yearsBetween": times.between("years_between"),
        "addDays": times.add_days,
        "addMonths": times.add_months(1),
        "addYears": times.add_months(12),
        "toDays": times.in_units("day"),
        "toHours": times.in_units("hour"),
        "toMinutes": times.in_units("minute"),
        "coalesce": texts.coalesce,
        "isEmpty": texts.is_empty,
        "ifEmpty": texts.if_empty,
    }
)
