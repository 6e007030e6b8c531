"""Checks of a field's settings against each other, and of the value a new record starts with."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import cast

from definition.catalogue import ComponentSpec
from definition.compiler.context import name_of
from definition.expressions.patterns import PatternError, check_pattern
from definition.json_types import JsonObject, JsonValue
from definition.model import Field
from definition.problems import Problem, Repair, pointer, problem
from definition.repairs import set_operation, set_to

UNIQUE_KINDS = frozenset(
    {"text", "email", "phone", "url", "number", "date", "time", "datetime", "choice", "select", "record", "person"}
)


def value_problems(field: Field, spec: ComponentSpec, settings: JsonObject) -> Iterator[Problem]:
    """What is wrong with `settings` (complete) as a whole, and with uniqueness and default under them."""
    for check in _CHECKS:
        yield from check(field, spec, settings)


def options_of(settings: JsonObject) -> Mapping[str, str]:
    """The options of a choice as key -> label, in their order."""
    options = cast("list[Mapping[str, str]]", settings.get("options") or [])
    return {option["key"]: option["label"].strip() or option["key"] for option in options}


def _options(field: Field, spec: ComponentSpec, settings: JsonObject) -> Iterator[Problem]:
    if "options" not in spec.settings_defaults:
        return
    options = cast("list[Mapping[str, str]]", settings.get("options") or [])
    where = pointer("fields", field.id, "settings", "options")
    if not options:
        yield problem("options-missing", where, object_id=field.id, label=name_of(field))
    for key, count in Counter(option["key"] for option in options).items():
        if count > 1:
            kept = list({option["key"]: option for option in reversed(options)}.values())[::-1]
            repair = set_to("fields", field.id, "settings.options", list(kept), label="Keep the first")
            yield problem("option-repeated", where, object_id=field.id, repair=repair, label=name_of(field), option=key)
    for index, option in enumerate(options):
        if not option["label"].strip():
            place = f"{where}/{index}/label"
            yield problem("option-label-missing", place, object_id=field.id, label=name_of(field))


def _range(field: Field, spec: ComponentSpec, settings: JsonObject) -> Iterator[Problem]:
    least, most = _comparable(settings.get("min")), _comparable(settings.get("max"))
    if field.kind == "choices" and most == 0:
        return
    if _is_above(least, most):
        rules = cast("Mapping[str, JsonObject]", spec.settings["properties"])
        swap = (
            set_operation("fields", field.id, "settings.min", settings["max"]),
            set_operation("fields", field.id, "settings.max", settings["min"]),
        )
        yield problem(
            "range-reversed",
            pointer("fields", field.id, "settings", "min"),
            object_id=field.id,
            repair=Repair(label="Swap the two", operations=swap),
            label=name_of(field),
            lowest=str(rules["min"]["title"]),
            highest=str(rules["max"]["title"]),
        )


def _comparable(value: JsonValue) -> Decimal | str | None:
    if value is None or isinstance(value, bool):
        return None
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return str(value)


def _is_above(one: Decimal | str | None, other: Decimal | str | None) -> bool:
    """Whether `one` is larger; numbers compare with numbers, dates (as text) with dates, anything else is not."""
    if isinstance(one, Decimal) and isinstance(other, Decimal):
        return one > other
    return isinstance(one, str) and isinstance(other, str) and one > other


def _pattern(field: Field, spec: ComponentSpec, settings: JsonObject) -> Iterator[Problem]:
    pattern = settings.get("pattern")
    if not isinstance(pattern, str) or not pattern:
        return
    try:
        check_pattern(pattern)
    except PatternError as refused:
        where = pointer("fields", field.id, "settings", "pattern")
        yield problem("pattern-bad", where, object_id=field.id, label=name_of(field), reason=str(refused))


def _unique(field: Field, spec: ComponentSpec, settings: JsonObject) -> Iterator[Problem]:
    if field.unique and field.kind not in UNIQUE_KINDS:
        where = pointer("fields", field.id, "unique")
        repair = set_to("fields", field.id, "unique", False, label="Allow the same value twice")
        yield problem(
            "unique-unsupported", where, object_id=field.id, repair=repair, label=name_of(field), kind=spec.name
        )


def _calc_required(field: Field, spec: ComponentSpec, settings: JsonObject) -> Iterator[Problem]:
    if field.required and field.kind == "calc":
        where = pointer("fields", field.id, "required")
        repair = set_to("fields", field.id, "required", False, label="Make it optional")
        yield problem("calc-required", where, object_id=field.id, repair=repair, label=name_of(field))


def _default(field: Field, spec: ComponentSpec, settings: JsonObject) -> Iterator[Problem]:
    if field.default is None or _default_fits(field, spec, settings):
        return
    where = pointer("fields", field.id, "default")
    repair = set_to("fields", field.id, "default", None, label="Start empty")
    yield problem("default-wrong", where, object_id=field.id, repair=repair, label=name_of(field))


def _default_fits(field: Field, spec: ComponentSpec, settings: JsonObject) -> bool:
    value = field.default
    if field.kind in ("calc", "file") or not spec.value_validator.is_valid(value):
        return False
    if "options" in spec.settings_defaults and settings.get("other") is not True:
        options = options_of(settings)
        chosen = value if isinstance(value, list) else [value]
        return all(key in options for key in chosen)
    if isinstance(value, str) and "max_length" in settings:
        return len(value) <= cast("int", settings["max_length"])
    return _within(field.kind, value, settings)


def _within(kind: str, value: JsonValue, settings: JsonObject) -> bool:
    if kind == "rating":
        return cast("int", value) <= cast("int", settings["max"])
    amount = value["amount"] if isinstance(value, Mapping) else value
    typed = _comparable(amount)
    if kind == "percent" and isinstance(typed, Decimal):
        typed *= 100
    least, most = _comparable(settings.get("min")), _comparable(settings.get("max"))
    return not _is_above(least, typed) and not _is_above(typed, most)


_Check = Callable[[Field, ComponentSpec, JsonObject], Iterator[Problem]]
_CHECKS: tuple[_Check, ...] = (_options, _range, _pattern, _unique, _calc_required, _default)
