"""The implementation of every function in `functions.json`, by name; read it as a table of contents."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, TypeAlias

from definition.expressions import functions_of_numbers as numbers
from definition.expressions import functions_of_text as texts
from definition.expressions import functions_of_time as times
from definition.expressions.functions_of_time import MICROSECONDS, clock_part, date_part, in_units
from definition.expressions.values import Value

Implementation: TypeAlias = Callable[..., Value]
"""Called with the run and the arguments; argument counts are checked against the signatures before."""

IMPLEMENTATIONS: Final[Mapping[str, Implementation]] = MappingProxyType(
    {
        "size": texts.size,
        "contains": texts.contains,
        "startsWith": texts.starts_with,
        "endsWith": texts.ends_with,
        "matches": texts.matches,
        "lower": texts.lower,
        "upper": texts.upper,
        "trim": texts.trim,
        "replace": texts.replace,
        "split": texts.split,
        "join": texts.join,
        "substring": texts.substring,
        "number": texts.to_number,
        "string": texts.to_text,
        "bool": texts.to_bool,
        "date": times.to_date,
        "datetime": times.to_datetime,
        "duration": times.to_duration,
        "round": numbers.round_number,
        "floor": numbers.floor,
        "ceil": numbers.ceil,
        "abs": numbers.absolute,
        "min": numbers.smallest,
        "max": numbers.largest,
        "sum": numbers.total,
        "avg": numbers.average,
        "year": date_part(lambda day: day.year),
        "month": date_part(lambda day: day.month),
        "day": date_part(lambda day: day.day),
        "dayOfYear": date_part(lambda day: day.timetuple().tm_yday),
        "weekday": date_part(lambda day: day.isoweekday()),
        "hour": clock_part(lambda moment: moment.hour, MICROSECONDS["hour"]),
        "minute": clock_part(lambda moment: moment.minute, MICROSECONDS["minute"]),
        "second": clock_part(lambda moment: moment.second, MICROSECONDS["second"]),
        "millisecond": clock_part(lambda moment: moment.microsecond // 1_000, 1_000, 1_000),
        "today": times.today,
        "now": times.now,
        "daysBetween": times.days_between,
        "monthsBetween": times.months_between,
        "yearsBetween": times.years_between,
        "addDays": times.add_days,
        "addMonths": times.add_months,
        "addYears": times.add_years,
        "toDays": in_units(MICROSECONDS["day"]),
        "toHours": in_units(MICROSECONDS["hour"]),
        "toMinutes": in_units(MICROSECONDS["minute"]),
        "coalesce": texts.coalesce,
        "isEmpty": texts.is_empty,
        "ifEmpty": texts.if_empty,
    }
)
