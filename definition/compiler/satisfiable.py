"""Can a condition ever be true? Finds plain contradictions such as "more than 500 and less than 100".

Works on the syntax tree: the condition becomes alternatives of simple facts about single fields, and an alternative
is impossible when the facts about one field exclude each other or its settings. Whatever is not understood is taken
to be possible, so "never true" is only said when it is certain. An empty field makes every comparison false except
`!=` and `== null`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final, Literal

from definition.json_types import JsonValue

Value = Decimal | str | bool | date | datetime
Relation = Literal["==", "!=", "<", "<=", ">", ">=", "empty", "given", "unknown"]

_MAX_ALTERNATIVES: Final = 64
_OPPOSITE: Mapping[str, Relation] = {"==": "!=", "!=": "==", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
_SAME: Mapping[str, Relation] = {"==": "==", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_MIRRORED: Mapping[str, Relation] = {"==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


@dataclass(frozen=True, slots=True, kw_only=True)
class Domain:
    """What a field can hold at all. None: no limit known."""

    least: Value | None = None
    most: Value | None = None
    options: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that must hold about the field (or the two) named by `key`; "unknown" facts always may."""

    key: str
    relation: Relation
    value: Value | None = None


Alternatives = tuple[tuple[Fact, ...], ...]
_NEVER: Alternatives = ()
_ALWAYS: Alternatives = ((),)


def can_be_true(tree: JsonValue, domains: Mapping[str, Domain]) -> bool:
    """False only when no values within `domains` make the condition true."""
    alternatives = _alternatives(tree, True)
    return alternatives is None or any(_is_possible(facts, domains) for facts in alternatives)


def literal_value(tree: JsonValue) -> Value | None:
    """The value of a literal in a tree, also of `date("...")`; None when it is not one."""
    match tree:
        case ["num", str(text)]:
            return Decimal(text)
        case ["str", str(text)]:
            return text
        case ["bool", bool(flag)]:
            return flag
        case ["call", "date", ["str", str(text)]]:
            return _date(text)
        case ["op", "-", operand]:
            number = literal_value(operand)
            return -number if isinstance(number, Decimal) else None
    return None


def _alternatives(tree: JsonValue, positive: bool) -> Alternatives | None:
    """The disjunctive normal form of the condition (or of its opposite); None when it would grow too large."""
    match tree:
        case ["bool", bool(flag)]:
            return _ALWAYS if flag is positive else _NEVER
        case ["null"]:
            return _NEVER if positive else _ALWAYS
        case ["op", "!", operand]:
            return _alternatives(operand, not positive)
        case ["op", "&&" | "||" as operator, left, right]:
            one, other = _alternatives(left, positive), _alternatives(right, positive)
            if one is None or other is None:
                return None
            joined = _both(one, other) if (operator == "&&") is positive else one + other
            return joined if len(joined) <= _MAX_ALTERNATIVES else None
        case ["op", "in", ["var", str(key)], ["list", *items]]:
            return _one_of(key, items, positive)
        case ["op", "==" | "!=" as operator, left, right] if _is_name(left) and left == right:
            return _ALWAYS if (operator == "==") is positive else _NEVER
        case _:
            return tuple(_fact_alternatives(tree, positive))


def _both(one: Alternatives, other: Alternatives) -> Alternatives:
    return tuple(left + right for left in one for right in other)


def _one_of(key: str, items: Sequence[JsonValue], positive: bool) -> Alternatives | None:
    values = [literal_value(item) for item in items]
    if any(value is None for value in values):
        return ((Fact(key, "unknown"),),)
    if positive:
        return tuple((Fact(key, "==", value),) for value in values) if len(values) <= _MAX_ALTERNATIVES else None
    return (tuple(Fact(key, "!=", value) for value in values),)


def _fact_alternatives(tree: JsonValue, positive: bool) -> Iterator[tuple[Fact, ...]]:
    fact = _fact(tree)
    if fact is None:
        yield ()
    elif positive:
        yield (fact,)
    elif fact.relation in ("empty", "given"):
        yield (Fact(fact.key, "given" if fact.relation == "empty" else "empty"),)
    else:
        yield (Fact(fact.key, _OPPOSITE[fact.relation], fact.value),)
        if fact.relation not in ("==", "!="):
            yield (Fact(fact.key, "empty"),)


def _fact(tree: JsonValue) -> Fact | None:
    match tree:
        case ["var", str(key)]:
            return Fact(key, "==", True)
        case ["has", ["var", str(key)]]:
            return Fact(key, "given")
        case ["op", "==" | "!=" as operator, ["var", str(key)], ["null"]] | [
            "op",
            "==" | "!=" as operator,
            ["null"],
            ["var", str(key)],
        ]:
            return Fact(key, "empty" if operator == "==" else "given")
        case ["op", "==" | "!=" | "<" | "<=" | ">" | ">=" as operator, left, right]:
            return _comparison(str(operator), left, right) or _pair(str(operator), left, right)
    return None


def _comparison(operator: str, left: JsonValue, right: JsonValue) -> Fact | None:
    match left, right:
        case ["var", str(key)], _:
            value = literal_value(right)
            return None if value is None else Fact(key, _SAME[operator], value)
        case _, ["var", str(key)]:
            value = literal_value(left)
            return None if value is None else Fact(key, _MIRRORED[operator], value)
    return None


def _pair(operator: str, left: JsonValue, right: JsonValue) -> Fact | None:
    """Whether two names hold the same value, as a fact about the two: it holds or it does not."""
    if operator not in ("==", "!=") or not (_is_name(left) and _is_name(right)):
        return None
    return Fact(" and ".join(sorted((repr(left), repr(right)))), _SAME[operator], True)


def _is_name(tree: JsonValue) -> bool:
    """A field, or one part of what it holds (`me.id`)."""
    match tree:
        case ["var", str()] | ["get", ["var", str()], str()]:
            return True
    return False


def _is_possible(facts: tuple[Fact, ...], domains: Mapping[str, Domain]) -> bool:
    by_key: dict[str, list[Fact]] = {}
    for fact in facts:
        by_key.setdefault(fact.key, []).append(fact)
    return all(_can_hold(about, domains.get(key, Domain())) for key, about in by_key.items())


def _can_hold(facts: list[Fact], domain: Domain) -> bool:
    """Whether one value (or emptiness) satisfies all facts about one field."""
    if all(fact.relation in ("empty", "!=", "unknown") for fact in facts):
        return True
    if any(fact.relation == "empty" for fact in facts):
        return False
    equal = [fact.value for fact in facts if fact.relation == "==" and fact.value is not None]
    if equal:
        return all(value == equal[0] for value in equal[1:]) and _fits(equal[0], facts, domain)
    return _has_room(facts, domain)


def _fits(value: Value, facts: list[Fact], domain: Domain) -> bool:
    if domain.options is not None and isinstance(value, str) and value not in domain.options:
        return False
    bounds = [*facts, *_bounds_of(domain)]
    return all(_holds(value, fact) for fact in bounds)


def _holds(value: Value, fact: Fact) -> bool:
    if fact.value is None or fact.relation in ("==", "unknown"):
        return True
    if fact.relation == "!=":
        return value != fact.value
    order = _compared(value, fact.value)
    return order is None or _agrees(order, fact.relation)


def _agrees(order: int, relation: str) -> bool:
    return {"<": order < 0, "<=": order <= 0, ">": order > 0, ">=": order >= 0}[relation]


def _has_room(facts: list[Fact], domain: Domain) -> bool:
    """Whether a value can lie above every lower and below every upper bound."""
    bounds = [fact for fact in (*facts, *_bounds_of(domain)) if fact.value is not None]
    lower = [fact for fact in bounds if fact.relation in (">", ">=")]
    upper = [fact for fact in bounds if fact.relation in ("<", "<=")]
    return not any(_cross(low, high) for low in lower for high in upper)


def _cross(low: Fact, high: Fact) -> bool:
    if low.value is None or high.value is None:
        return False
    order = _compared(low.value, high.value)
    if order is None:
        return False
    return order > 0 or (order == 0 and (low.relation == ">" or high.relation == "<"))


def _bounds_of(domain: Domain) -> Iterator[Fact]:
    if domain.least is not None:
        yield Fact("", ">=", domain.least)
    if domain.most is not None:
        yield Fact("", "<=", domain.most)


def _compared(one: Value, other: Value) -> int | None:
    """-1, 0 or 1; None when the two are of different types and tell nothing about each other."""
    if isinstance(one, bool) or isinstance(other, bool):
        return None
    if isinstance(one, Decimal) and isinstance(other, Decimal):
        return (one > other) - (one < other)
    if isinstance(one, str) and isinstance(other, str):
        return (one > other) - (one < other)
    if type(one) is date and type(other) is date:
        return (one > other) - (one < other)
    return None


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
