"""Functions about text and lists, and readers and writers of text."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

from definition.expressions import patterns
from definition.expressions.decimals import number_from_text, number_to_text, whole
from definition.expressions.errors import EvaluationError
from definition.expressions.limits import MAX_TEXT
from definition.expressions.moments import datetime_to_text, duration_to_text
from definition.expressions.run import Run, bounded_list, bounded_text, items, number, text
from definition.expressions.values import Value, same

# Unicode's White_Space, spelled out because Python and JavaScript trim slightly different sets.
BLANKS: Final = (
    "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
_YES: Final = frozenset({"true", "True", "TRUE", "t", "1"})
_NO: Final = frozenset({"false", "False", "FALSE", "f", "0"})


def size(_run: Run, value: Value) -> Value:
    if isinstance(value, str | list | dict):
        return Decimal(len(value))
    raise EvaluationError("type-mismatch")


def contains(run: Run, whole_value: Value, part: Value) -> Value:
    if isinstance(whole_value, str):
        run.spend_text(len(whole_value))
        return text(part) in whole_value
    return is_among(run, part, items(whole_value))


def is_among(run: Run, wanted: Value, values: list[Value]) -> bool:
    """Whether a list holds a value equal to the wanted one."""
    for value in values:
        run.spend(1)
        if same(value, wanted, run):
            return True
    return False


def starts_with(run: Run, value: Value, start: Value) -> Value:
    run.spend_text(len(text(start)))
    return text(value).startswith(text(start))


def ends_with(run: Run, value: Value, end: Value) -> Value:
    run.spend_text(len(text(end)))
    return text(value).endswith(text(end))


def matches(run: Run, value: Value, pattern: Value) -> Value:
    run.spend(len(text(value)))
    return patterns.pattern_found(text(pattern), text(value))


def lower(run: Run, value: Value) -> Value:
    return bounded_text(run, text(value).lower())


def upper(run: Run, value: Value) -> Value:
    return bounded_text(run, text(value).upper())


def trim(run: Run, value: Value) -> Value:
    run.spend_text(len(text(value)))
    return text(value).strip(BLANKS)


def replace(run: Run, value: Value, old: Value, new: Value) -> Value:
    source, wanted, replacement = text(value), text(old), text(new)
    run.spend_text(len(source))
    count = source.count(wanted)
    if len(source) + count * (len(replacement) - len(wanted)) > MAX_TEXT:
        raise EvaluationError("too-large")
    return bounded_text(run, source.replace(wanted, replacement))


def split(run: Run, value: Value, separator: Value) -> Value:
    source, mark = text(value), text(separator)
    run.spend_text(len(source))
    parts: list[Value] = list(source.split(mark)) if mark else list(source)
    return bounded_list(run, parts)


def join(run: Run, values: Value, separator: Value = "") -> Value:
    parts = []
    total = 0
    for part in items(values):
        run.spend(1)
        if part is not None:
            parts.append(text(part))
            total += len(parts[-1]) + len(text(separator))
            if total > MAX_TEXT + len(text(separator)):
                raise EvaluationError("too-large")
    return bounded_text(run, text(separator).join(parts))


def substring(run: Run, value: Value, start: Value, end: Value = None) -> Value:
    source = text(value)
    first = whole(number(start))
    last = len(source) if end is None else whole(number(end))
    if not 0 <= first <= last <= len(source):
        raise EvaluationError("index-out-of-range")
    run.spend_text(len(source))
    return source[first:last]


def to_number(run: Run, value: Value) -> Value:
    if isinstance(value, Decimal):
        return value
    run.spend_text(len(text(value)))
    found = number_from_text(text(value).strip(BLANKS))
    if found is None:
        raise EvaluationError("bad-number")
    return found


def to_text(run: Run, value: Value) -> Value:
    return bounded_text(run, _text_of(value))


def _text_of(value: Value) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return number_to_text(value)
    if isinstance(value, datetime):
        return datetime_to_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, timedelta):
        return duration_to_text(value)
    raise EvaluationError("type-mismatch")


def to_bool(_run: Run, value: Value) -> Value:
    if isinstance(value, bool):
        return value
    if text(value) in _YES:
        return True
    if text(value) in _NO:
        return False
    raise EvaluationError("bad-bool")


def coalesce(_run: Run, *values: Value) -> Value:
    return next((value for value in values if value is not None), None)


def is_empty(_run: Run, value: Value) -> Value:
    return value is None or value in ("", [], {})


def if_empty(run: Run, value: Value, fallback: Value) -> Value:
    return fallback if is_empty(run, value) else value
