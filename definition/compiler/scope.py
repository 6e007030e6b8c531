"""One entity as expressions see it: typed fields, variables, words, formulas, and what each field can hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from definition.compiler.context import Context, name_of
from definition.compiler.fields import TypedField, typed_fields
from definition.compiler.formulas import Formulas, environment_of, formulas_of
from definition.compiler.readings import Reader
from definition.compiler.satisfiable import Domain, Value
from definition.compiler.values import options_of
from definition.expressions import Environment
from definition.json_types import JsonValue
from definition.model import Entity
from definition.problems import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    entity: Entity
    fields: tuple[TypedField, ...]
    by_key: Mapping[str, TypedField]
    environment: Environment
    reader: Reader
    formulas: Formulas
    domains: Mapping[str, Domain]


def scopes_of(context: Context, problems: list[Problem]) -> Mapping[str, Scope]:
    """The scope of every entity by its id, in the order of the entities."""
    return {entity.id: _scope(context, entity, problems) for entity in context.app.entities_in_order()}


def _scope(context: Context, entity: Entity, problems: list[Problem]) -> Scope:
    fields = typed_fields(context, entity, problems)
    reader = Reader(
        labels={typed.field.key: name_of(typed.field) for typed in fields},
        options={t.field.key: options_of(t.settings) for t in fields if "options" in t.spec.settings_defaults},
    )
    return Scope(
        entity=entity,
        fields=fields,
        by_key={typed.field.key: typed for typed in fields},
        environment=environment_of(fields),
        reader=reader,
        formulas=formulas_of(fields, reader, problems),
        domains={typed.field.key: _domain(typed) for typed in fields},
    )


def _domain(typed: TypedField) -> Domain:
    """What the field's settings let it hold, in the values that expressions see."""
    settings = typed.settings
    if "options" in typed.spec.settings_defaults and typed.field.kind != "choices":
        return Domain(options=None if settings.get("other") is True else frozenset(options_of(settings)))
    if typed.field.kind == "rating":
        return Domain(least=Decimal(1), most=_bound("rating", settings.get("max")))
    if typed.field.kind in ("number", "money", "percent", "date"):
        least, most = (_bound(typed.field.kind, settings.get(name)) for name in ("min", "max"))
        return Domain(least=least, most=most)
    return Domain()


def _bound(kind: str, value: JsonValue) -> Value | None:
    if value is None or isinstance(value, bool):
        return None
    if kind == "date":
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            return None
    number = Decimal(str(value))
    return number / 100 if kind == "percent" else number
