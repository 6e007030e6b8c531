"""The SQL of every term: PostgreSQL first, SQLite second where it differs.

`{0}` is a part, `{a}` the whole number of the term, `{p}` a parameter; `{list}`, `{and}`, `{or}`, `{rest}` join parts.
No text may raise, whatever its parts: a database may compute what the condition around it then ignores. PostgreSQL
compares texts under the collation "C", by code point, as SQLite does. Functions called `gh_` are ours
(`sqlite_functions.py`) and run the evaluator's own code.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_FIRST_DAY: Final = "DATE '0001-01-01'"
_DAYS: Final = "86400000000"
_EPOCH: Final = "TIMESTAMPTZ '1970-01-01 00:00:00+00'"


def _within_days(days: str) -> str:
    return f"({days}) BETWEEN 0 AND 3652058"


def _within_moments(micros: str) -> str:
    return f"({micros}) BETWEEN -62135596800000000 AND 253402300799999999"


def _day(days: str, works: str) -> str:
    return f"(CASE WHEN {works} THEN {_FIRST_DAY} + ({days})::int END)"


def _moment(micros: str, works: str) -> str:
    # Whole seconds and the rest apart: an interval is multiplied as a float, which is exact for each alone.
    seconds = f"INTERVAL '1 second' * div({micros}, 1000000)::float8"
    rest = f"INTERVAL '1 microsecond' * mod({micros}, 1000000)::float8"
    return f"(CASE WHEN {works} THEN {_EPOCH} + {seconds} + {rest} END)"


_IS_COUNT: Final = "{1} = trunc({1}) AND abs({1}) <= "
_LATER: Final = f"({{0}} - {_FIRST_DAY}) + div({{1}}, {_DAYS})"
_DAYS_LATER: Final = f"({{0}} - {_FIRST_DAY}) + {{1}}"
_MICROS: Final = "trunc(EXTRACT(EPOCH FROM {0}) * 1000000)"
_MONTH: Final = "EXTRACT(YEAR FROM {0}) * 12 + EXTRACT(MONTH FROM {0}) - 1"
_DATE_LATER: Final = f"(mod({{1}}, {_DAYS}) = 0 AND {_within_days(_LATER)})"
_DATE_DAYS_LATER: Final = f"({_IS_COUNT}4000000 AND {_within_days(_DAYS_LATER)})"
_MOMENT_LATER: Final = f"({_within_moments(_MICROS + ' + {1}')})"
_MOMENT_DAYS_LATER: Final = f"({_IS_COUNT}4000000 AND {_within_moments(_MICROS + ' + {1} * ' + _DAYS)})"
_DATE_MONTHS_LATER: Final = f"({_IS_COUNT}200000 AND {_MONTH} + {{1}} BETWEEN 12 AND 119999)"
_DATE_YEARS_LATER: Final = f"({_IS_COUNT}200000 AND {_MONTH} + 12 * {{1}} BETWEEN 12 AND 119999)"
_MONTHS: Final = (
    "(EXTRACT(YEAR FROM {1}) - EXTRACT(YEAR FROM {0})) * 12 + EXTRACT(MONTH FROM {1}) - EXTRACT(MONTH FROM {0})"
)
_MONTHS_BETWEEN: Final = (
    f"(CASE WHEN {{1}} >= {{0}} THEN {_MONTHS} - (EXTRACT(DAY FROM {{1}}) < EXTRACT(DAY FROM {{0}}))::int"
    f" ELSE {_MONTHS} + (EXTRACT(DAY FROM {{0}}) < EXTRACT(DAY FROM {{1}}))::int END)"
)
_UTC: Final = "{0} AT TIME ZONE 'UTC'"


def _with_months(months: str, works: str) -> str:
    return f"(CASE WHEN {works} THEN ({{0}} + make_interval(months => ({months})::int))::date END)"


_LOGIC: Final[Mapping[str, str]] = {
    "and": "({and})",
    "or": "({or})",
    "null": "NULL",
    "is_null": "({0} IS NULL)",
    "is_present": "({0} IS NOT NULL)",
    "is_true": "({0} IS TRUE)",
    "is_not_true": "({0} IS NOT TRUE)",
    "if_present": "(CASE WHEN {0} IS NULL THEN NULL ELSE {1} END)",
    "choose": "(CASE WHEN {0} THEN {1} ELSE {2} END)",
    "first": "COALESCE({list})",
    "same": "({0} = {1})",
    "same_number": "({0} = {1})",
    "one_of": "({0} IN ({rest}))",
    "less": "({0} < {1})",
    "at_most": "({0} <= {1})",
    "more": "({0} > {1})",
    "at_least": "({0} >= {1})",
    "less_number": "({0} < {1})",
    "at_most_number": "({0} <= {1})",
    "more_number": "({0} > {1})",
    "at_least_number": "({0} >= {1})",
    "less_text": '({0} COLLATE "C" < {1} COLLATE "C")',
    "at_most_text": '({0} COLLATE "C" <= {1} COLLATE "C")',
    "more_text": '({0} COLLATE "C" > {1} COLLATE "C")',
    "at_least_text": '({0} COLLATE "C" >= {1} COLLATE "C")',
    "least": "LEAST({list})",
    "greatest": "GREATEST({list})",
    "least_number": "LEAST({list})",
    "greatest_number": "GREATEST({list})",
    "least_text": "LEAST({collated})",
    "greatest_text": "GREATEST({collated})",
}

_CONSTANTS: Final[Mapping[str, str]] = {
    "true": "TRUE",
    "false": "FALSE",
    "text": "{p}::text",
    "number": "{p}::numeric",
    "stored_number": "{p}::numeric",
    "whole": "{p}::numeric",
    "date": "{p}::date",
    "moment": "{p}::timestamptz",
    "id": "{p}::uuid",
    "position": "{a}",
}

_NUMBERS: Final[Mapping[str, str]] = {
    "plus": "({0}::numeric + {1}::numeric)",
    "minus": "({0}::numeric - {1}::numeric)",
    "times": "({0}::numeric * {1}::numeric)",
    # A quotient cut off after more than 28 digits rounds half up to the same 28 digits as the whole one.
    "divided": "(div({0}::numeric * 1e{a}, NULLIF({1}::numeric, 0)) * 1e-{a})",
    "remainder": "mod({0}::numeric, NULLIF({1}::numeric, 0))",
    "fit": (
        "(SELECT round(wide.x, LEAST({a}, {a} + 28 - length(trunc(abs(wide.x) * 1e{a})::text)))"
        " FROM (SELECT {0} AS x OFFSET 0) AS wide)"
    ),
    "negative": "(-({0}::numeric))",
    "negative_number": "(-({0}::numeric))",
    "absolute": "abs({0}::numeric)",
    "absolute_number": "abs({0}::numeric)",
    "round": "round({0}::numeric, {a})",
    "floor": "floor({0}::numeric)",
    "ceil": "ceil({0}::numeric)",
    "is_not_zero": "({0} <> 0)",
}

_TEXTS: Final[Mapping[str, str]] = {
    "text_of_id": "({0}::text)",
    "text_of_clock": "to_char({0}, 'HH24:MI')",
    "text_of_number": "(trim_scale({0}::numeric)::text)",
    "text_of_bool": "(CASE WHEN {0} IS NULL THEN NULL WHEN {0} THEN 'true' ELSE 'false' END)",
    "text_of_date": "to_char({0}, 'YYYY-MM-DD')",
    "size": "(char_length({0})::numeric)",
    "count_items": "(jsonb_array_length({0})::numeric)",
    "has_no_items": "(jsonb_array_length({0}) = 0)",
    "is_blank": "({0} = '')",
    "holds": "({0} @> jsonb_build_array({1}::text))",
    "contains": "(strpos({0}, {1}) > 0)",
    "starts_with": "starts_with({0}, {1})",
    "ends_with": "(right({0}, char_length({1})) = {1})",
    "trim": "btrim({0}, {1})",
    "replace": "replace({0}, {1}, {2})",
    "joined": "({0} || {1})",
    "rest": "substr({0}, {1})",
    "piece": "substr({0}, {1}, {2})",
    "is_as_long": "(char_length({0}) >= {1})",
}

_TIMES: Final[Mapping[str, str]] = {
    "days_apart": f"(({{0}} - {{1}})::numeric * {_DAYS})",
    "micros_apart": "trunc(EXTRACT(EPOCH FROM ({0} - {1})) * 1000000)",
    "minus_length": "(-({0}))",
    "length_later": "({0} + {1})",
    "length_later_works": "(abs({0} + {1}) <= 315576000000000000)",
    "date_later": _day(_LATER, _DATE_LATER),
    "date_later_works": _DATE_LATER,
    "date_days_later": _day(_DAYS_LATER, _DATE_DAYS_LATER),
    "date_days_later_works": _DATE_DAYS_LATER,
    "moment_later": _moment(_MICROS + " + {1}", _MOMENT_LATER),
    "moment_later_works": _MOMENT_LATER,
    "moment_days_later": _moment(_MICROS + " + {1} * " + _DAYS, _MOMENT_DAYS_LATER),
    "moment_days_later_works": _MOMENT_DAYS_LATER,
    "date_months_later": _with_months("{1}", _DATE_MONTHS_LATER),
    "date_months_later_works": _DATE_MONTHS_LATER,
    "date_years_later": _with_months("12 * {1}", _DATE_YEARS_LATER),
    "date_years_later_works": _DATE_YEARS_LATER,
    "date_of_moment": f"(({_UTC})::date)",
    "year_of_date": "EXTRACT(YEAR FROM {0})",
    "month_of_date": "EXTRACT(MONTH FROM {0})",
    "day_of_date": "EXTRACT(DAY FROM {0})",
    "day_of_year_of_date": "EXTRACT(DOY FROM {0})",
    "weekday_of_date": "EXTRACT(ISODOW FROM {0})",
    "hour_of_moment": f"EXTRACT(HOUR FROM {_UTC})",
    "minute_of_moment": f"EXTRACT(MINUTE FROM {_UTC})",
    "second_of_moment": f"floor(EXTRACT(SECOND FROM {_UTC}))",
    "millisecond_of_moment": f"floor(mod(EXTRACT(MILLISECONDS FROM {_UTC}), 1000))",
    "hour_of_length": "div({0}, 3600000000)",
    "minute_of_length": "div({0}, 60000000)",
    "second_of_length": "div({0}, 1000000)",
    "millisecond_of_length": "mod(div({0}, 1000), 1000)",
    "days_between": "(({1} - {0})::numeric)",
    "months_between": _MONTHS_BETWEEN,
    "years_between": f"div({_MONTHS_BETWEEN}, 12)",
}

_ALL: Final = {**_LOGIC, **_CONSTANTS, **_NUMBERS, **_TEXTS, **_TIMES}
POSTGRESQL: Final[Mapping[str, str]] = MappingProxyType(_ALL)

_SIGNS: Final = {"less": "<", "at_most": "<=", "more": ">", "at_least": ">="}
_CALLED: Final = (
    "date_later",
    "date_days_later",
    "moment_later",
    "moment_days_later",
    "date_months_later",
    "date_years_later",
)

_ID_PARTS: Final = ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12))

SQLITE: Final[Mapping[str, str]] = MappingProxyType(
    _ALL
    | {f"{name}_number": f"(gh_compare({{0}}, {{1}}) {sign} 0)" for name, sign in _SIGNS.items()}
    | {f"{name}_text": f"({{0}} {sign} {{1}})" for name, sign in _SIGNS.items()}
    | {name: f"gh_{name}({{0}}, {{1}})" for name in _CALLED}
    | {f"{name}_works": f"(gh_{name}({{0}}, {{1}}) IS NOT NULL)" for name in _CALLED}
    | {
        "true": "1",
        "false": "0",
        "text": "{p}",
        "number": "{p}",
        "stored_number": "CAST({p} AS NUMERIC)",
        "whole": "{p}",
        "date": "{p}",
        "moment": "{p}",
        "id": "{p}",
        "same_number": "(gh_compare({0}, {1}) = 0)",
        "least": "gh_least({list})",
        "greatest": "gh_greatest({list})",
        "least_text": "gh_least({list})",
        "greatest_text": "gh_greatest({list})",
        "least_number": "gh_least_number({list})",
        "greatest_number": "gh_greatest_number({list})",
        "plus": "gh_plus({0}, {1})",
        "minus": "gh_minus({0}, {1})",
        "times": "gh_times({0}, {1})",
        "divided": "gh_divided({0}, {1})",
        "remainder": "gh_remainder({0}, {1})",
        "fit": "{0}",
        "negative": "(-{0})",
        "negative_number": "gh_minus(0, {0})",
        "absolute": "abs({0})",
        "absolute_number": "gh_absolute({0})",
        "round": "gh_round({0}, {a})",
        "floor": "gh_floor({0})",
        "ceil": "gh_ceil({0})",
        "is_not_zero": "(gh_compare({0}, 0) <> 0)",
        "text_of_id": "(" + " || '-' || ".join(f"substr({{0}}, {at}, {size})" for at, size in _ID_PARTS) + ")",
        "text_of_clock": "substr({0}, 1, 5)",
        "text_of_number": "gh_text({0})",
        # Joined to nothing, it is no column any more that the driver would read as a date.
        "text_of_date": "({0} || '')",
        "size": "length({0})",
        "count_items": "json_array_length({0})",
        "has_no_items": "(json_array_length({0}) = 0)",
        "holds": (
            "(CASE WHEN {0} IS NULL THEN NULL ELSE"
            " EXISTS (SELECT 1 FROM json_each({0}) AS listed WHERE listed.value = {1}) END)"
        ),
        "contains": "(instr({0}, {1}) > 0)",
        "starts_with": "(substr({0}, 1, length({1})) = {1})",
        "ends_with": "(substr({0}, -length({1}), length({1})) = {1})",
        "trim": "trim({0}, {1})",
        "is_as_long": "(length({0}) >= {1})",
        "days_apart": f"(gh_days_between({{1}}, {{0}}) * {_DAYS})",
        "micros_apart": "gh_micros_between({1}, {0})",
        "date_of_moment": "substr({0}, 1, 10)",
        "year_of_date": "CAST(substr({0}, 1, 4) AS INTEGER)",
        "month_of_date": "CAST(substr({0}, 6, 2) AS INTEGER)",
        "day_of_date": "CAST(substr({0}, 9, 2) AS INTEGER)",
        "day_of_year_of_date": "gh_day_of_year({0})",
        "weekday_of_date": "gh_weekday({0})",
        "hour_of_moment": "CAST(substr({0}, 12, 2) AS INTEGER)",
        "minute_of_moment": "CAST(substr({0}, 15, 2) AS INTEGER)",
        "second_of_moment": "CAST(substr({0}, 18, 2) AS INTEGER)",
        "millisecond_of_moment": "CAST(substr({0} || '.000', 21, 3) AS INTEGER)",
        "hour_of_length": "({0} / 3600000000)",
        "minute_of_length": "({0} / 60000000)",
        "second_of_length": "({0} / 1000000)",
        "millisecond_of_length": "(({0} / 1000) % 1000)",
        "days_between": "gh_days_between({0}, {1})",
        "months_between": "gh_months_between({0}, {1})",
        "years_between": "gh_years_between({0}, {1})",
    }
)
