"""The values of expressions: entering from a context, equality, order, and their JSON form.

In JSON a value of a known type is written plainly: numbers as text ("12.5"), dates and moments in ISO
form, lengths of time in seconds ("5400s"), lists and records as such. Where the type is `any`, numbers,
dates, moments, lengths and records are wrapped: {"type": "number", "value": "12.5"}.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Final, TypeAlias

from definition.expressions.ast import Json
from definition.expressions.decimals import fit, number_from_text, number_to_text
from definition.expressions.errors import EvaluationError
from definition.expressions.limits import MAX_VALUE_DEPTH
from definition.expressions.meter import Meter
from definition.expressions.moments import (
    bounded,
    date_from_text,
    datetime_from_text,
    datetime_to_text,
    duration_from_text,
    duration_to_text,
    in_zone,
)
from definition.expressions.types import ANY, NUMBER, SIMPLE, Type

Value: TypeAlias = (
    "bool | str | int | Decimal | date | datetime | timedelta | Sequence[Value] | Mapping[str, Value] | None"
)
"""What a context may hold. Results hold Decimal for every number, list and dict for the last two."""

_AS_THEY_ARE: Final = frozenset({type(None), bool, str, date})


def enter(value: Value, depth: int = 0) -> Value:
    """A context's value as the engine holds it. Raises `bad-value` for floats, naive moments, depth."""
    kind = type(value)
    if kind in _AS_THEY_ARE:
        return value
    if isinstance(value, Decimal | int):
        return _enter_number(Decimal(value))
    if isinstance(value, datetime):
        return _enter_moment(value)
    if isinstance(value, timedelta):
        return bounded(value)
    if isinstance(value, Mapping | Sequence) and not isinstance(value, bytes):
        return _enter_many(value, depth)
    raise EvaluationError("bad-value")


def _enter_number(value: Decimal) -> Decimal:
    if not value.is_finite():
        raise EvaluationError("bad-value")
    return fit(value)


def _enter_moment(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise EvaluationError("bad-value")
    return in_zone(value, UTC)


def _enter_many(value: Mapping[str, Value] | Sequence[Value], depth: int) -> Value:
    if isinstance(value, str):
        return str(value)
    if depth >= MAX_VALUE_DEPTH:
        raise EvaluationError("bad-value")
    if isinstance(value, Mapping):
        return {str(key): enter(item, depth + 1) for key, item in value.items()}
    return [enter(item, depth + 1) for item in value]


def truthy(value: Value) -> bool:
    """A condition's answer: null counts as false. Raises `type-mismatch` for anything but yes/no."""
    if value is None or isinstance(value, bool):
        return bool(value)
    raise EvaluationError("type-mismatch")


def same(left: Value, right: Value, meter: Meter) -> bool:
    """Equality: null equals null only, values of different types never."""
    if type(left) is not type(right):
        return False
    if isinstance(left, str) and isinstance(right, str):
        meter.spend_text(min(len(left), len(right)))
    elif isinstance(left, list) and isinstance(right, list):
        return _same_lists(left, right, meter)
    elif isinstance(left, dict) and isinstance(right, dict):
        return _same_records(left, right, meter)
    return left == right


def _same_lists(left: list[Value], right: list[Value], meter: Meter) -> bool:
    if len(left) != len(right):
        return False
    for one, other in zip(left, right, strict=True):
        meter.spend(1)
        if not same(one, other, meter):
            return False
    return True


def _same_records(left: dict[str, Value], right: dict[str, Value], meter: Meter) -> bool:
    if left.keys() != right.keys():
        return False
    for key in sorted(left):
        meter.spend(1)
        if not same(left[key], right[key], meter):
            return False
    return True


def order(left: Value, right: Value, meter: Meter) -> int:
    """-1, 0 or 1 for two values of one ordered type; raises `type-mismatch` otherwise."""
    if isinstance(left, str) and isinstance(right, str):
        meter.spend_text(min(len(left), len(right)))
        return (left > right) - (left < right)
    if isinstance(left, datetime) and isinstance(right, datetime):
        return (left > right) - (left < right)
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return (left > right) - (left < right)
    return _order_rarer(left, right)


def _order_rarer(left: Value, right: Value) -> int:
    if isinstance(left, bool) and isinstance(right, bool):
        return left - right
    if isinstance(left, timedelta) and isinstance(right, timedelta):
        return (left > right) - (left < right)
    if type(left) is date and type(right) is date:
        return (left > right) - (left < right)
    raise EvaluationError("type-mismatch")


def value_to_json(value: Value, type_: Type = ANY) -> Json:
    """The JSON form of an engine value of this type. Raises `bad-value` when it is not of the type."""
    entered = enter(value)
    if entered is None or isinstance(entered, bool | str):
        return entered
    if isinstance(entered, list):
        return [value_to_json(item, type_.item or ANY) for item in entered]
    if isinstance(entered, dict):
        plain = {key: value_to_json(item, type_.field(key) or ANY) for key, item in entered.items()}
        return {"type": "record", "value": plain} if type_ == ANY else plain
    name, text = _scalar_text(entered)
    return {"type": name, "value": text} if type_ == ANY else text


def _scalar_text(value: Value) -> tuple[str, str]:
    if isinstance(value, Decimal):
        return "number", number_to_text(value)
    if isinstance(value, datetime):
        return "datetime", datetime_to_text(value)
    if isinstance(value, date):
        return "date", value.isoformat()
    if isinstance(value, timedelta):
        return "duration", duration_to_text(value)
    raise EvaluationError("bad-value")


def value_from_json(json: Json, type_: Type = ANY, *, depth: int = 0) -> Value:
    """Read a value of this type. Raises `bad-value` where the JSON is not of that form."""
    if json is None:
        return None
    if depth > MAX_VALUE_DEPTH:
        raise EvaluationError("bad-value")
    if type_ == ANY:
        return _from_open_json(json, depth)
    if type_.name == "list" and isinstance(json, Sequence) and not isinstance(json, str):
        return [value_from_json(item, type_.item or ANY, depth=depth + 1) for item in json]
    if type_.name == "record" and isinstance(json, Mapping):
        return {key: value_from_json(item, type_.field(key) or ANY, depth=depth + 1) for key, item in json.items()}
    reader = _SCALAR_READERS.get(type_.name)
    value = reader(json) if reader else None
    if value is None:
        raise EvaluationError("bad-value")
    return value


def _from_open_json(json: Json, depth: int) -> Value:
    if isinstance(json, Mapping):
        name, inner = json.get("type"), json.get("value")
        if json.keys() == {"type", "value"} and isinstance(name, str) and name in SIMPLE and name != "any":
            return value_from_json(inner, SIMPLE[name], depth=depth)
        raise EvaluationError("bad-value")
    if isinstance(json, str | bool):
        return json
    if isinstance(json, Sequence):
        return [value_from_json(item, depth=depth + 1) for item in json]
    return value_from_json(json, NUMBER, depth=depth)


def _read_number(json: Json) -> Decimal | None:
    if isinstance(json, int) and not isinstance(json, bool):
        return fit(Decimal(json))
    return number_from_text(json) if isinstance(json, str) else None


def _read_text(read: Callable[[str], Value]) -> Callable[[Json], Value]:
    return lambda json: read(json) if isinstance(json, str) else None


_SCALAR_READERS: Final[Mapping[str, Callable[[Json], Value]]] = MappingProxyType(
    {
        "number": _read_number,
        "string": _read_text(str),
        "bool": lambda json: json if isinstance(json, bool) else None,
        "date": _read_text(date_from_text),
        "datetime": _read_text(datetime_from_text),
        "duration": _read_text(duration_from_text),
    }
)
