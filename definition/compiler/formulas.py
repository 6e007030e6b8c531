"""Calculated fields: each formula typed and parsed once, and the order in which they can be computed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from definition.compiler.context import name_of
from definition.compiler.fields import TypedField
from definition.compiler.graph import cycles_in, in_dependency_order
from definition.compiler.readings import Reader
from definition.compiler.sources import read_source
from definition.currencies import money_known, put_together
from definition.expressions import NUMBER, Ast, Environment, type_from_json
from definition.problems import Problem, pointer, problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    ast: Ast
    text: str
    uses: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Formulas:
    """The formulas of one entity that work, by field key, and the order to compute them in."""

    by_key: Mapping[str, Formula]
    order: tuple[str, ...]


def environment_of(fields: tuple[TypedField, ...]) -> Environment:
    """The variables of an entity: its field keys with their types."""
    return {typed.field.key: type_from_json(typed.spec.type) for typed in fields}


def formulas_of(fields: tuple[TypedField, ...], reader: Reader, problems: list[Problem]) -> Formulas:
    environment = environment_of(fields)
    found: dict[str, Formula] = {}
    for typed in fields:
        if typed.field.kind == "calc":
            formula = _formula(typed, environment, reader, problems)
            if formula is not None:
                found[typed.field.key] = formula
    uses = {key: formula.uses for key, formula in found.items()}
    by_key = {typed.field.key: typed for typed in fields}
    circular: set[str] = set()
    for cycle in cycles_in(uses):
        circular.update(cycle)
        names = ", ".join(name_of(by_key[key].field) for key in cycle)
        first = by_key[cycle[0]].field
        where = pointer("fields", first.id, "settings", "formula")
        problems.append(problem("formula-cycle", where, object_id=first.id, fields=names))
    working = {key: formula for key, formula in found.items() if key not in circular}
    order = in_dependency_order({key: formula.uses for key, formula in working.items()})
    problems.extend(_currency_problems(by_key, {key: working[key].ast for key in order}))
    return Formulas(by_key=working, order=order)


def _currency_problems(by_key: Mapping[str, TypedField], formulas: Mapping[str, Ast]) -> Iterator[Problem]:
    """Amounts put together that may be in different currencies. `formulas` in the order to compute."""
    currencies = {key: _currencies(typed) for key, typed in by_key.items() if typed.field.kind == "money"}
    known = money_known(currencies, formulas)
    for key, ast in formulas.items():
        mixed = (keys for keys in put_together(ast, known) if len({one for k in keys for one in currencies[k]}) > 1)
        found = next(mixed, None)
        if found is not None:
            field = by_key[key].field
            named = (f"{name_of(by_key[one].field)} ({' or '.join(currencies[one])})" for one in by_key if one in found)
            where = pointer("fields", field.id, "settings", "formula")
            fields = ", ".join(named)
            yield problem("formula-currencies", where, object_id=field.id, label=name_of(field), fields=fields)


def _currencies(typed: TypedField) -> tuple[str, ...]:
    several = typed.settings.get("currencies")
    found = [str(one) for one in several] if isinstance(several, list | tuple) else []
    return tuple(found) or (str(typed.settings.get("currency") or ""),)


def _formula(typed: TypedField, environment: Environment, reader: Reader, problems: list[Problem]) -> Formula | None:
    field = typed.field
    where = pointer("fields", field.id, "settings", "formula")
    source = str(typed.settings.get("formula") or "")
    label = name_of(field)
    if not source.strip():
        problems.append(problem("formula-missing", where, object_id=field.id, label=label))
        return None
    read = read_source(source, environment, expected=NUMBER)
    for found in read.problems:
        if found.code == "unknown-variable":
            key = found.params.get("name", "")
            problems.append(problem("formula-field-missing", where, object_id=field.id, label=label, key=key))
        else:
            reason = found.message
            problems.append(problem("formula-wrong", where, object_id=field.id, label=label, reason=reason))
    return None if read.ast is None else Formula(ast=read.ast, text=reader.read(read.ast), uses=read.uses)
