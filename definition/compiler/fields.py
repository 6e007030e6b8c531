"""Entities and fields: from the definition to typed fields with complete settings. Formulas come after."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from definition.catalogue import ComponentSpec
from definition.compiler.context import Context, name_of
from definition.compiler.properties import Owner, completed, resolved, shape_problems
from definition.compiler.values import value_problems
from definition.json_types import JsonObject
from definition.model import Entity, Field
from definition.problems import Problem, pointer, problem
from definition.repairs import set_to

UNFIT_TITLES: Final = frozenset({"file", "choices", "confirm", "yesno"})


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedField:
    """A field whose kind is known. `settings` are complete and hold keys; `target` is the key of a linked entity."""

    field: Field
    spec: ComponentSpec
    settings: JsonObject
    target: str | None


def typed_fields(context: Context, entity: Entity, problems: list[Problem]) -> tuple[TypedField, ...]:
    """The fields of `entity` in order; a field of an unknown kind, or whose key another has, is left out."""
    fields: dict[str, TypedField] = {}
    for field in context.index.fields_of(entity.id):
        typed = _typed(context, entity, field, problems)
        if typed is not None:
            fields.setdefault(field.key, typed)
    problems.extend(_title_problems(context, entity))
    return tuple(fields.values())


def _typed(context: Context, entity: Entity, field: Field, problems: list[Problem]) -> TypedField | None:
    if not field.label.strip():
        where = pointer("fields", field.id, "label")
        label = field.key.replace("_", " ").capitalize()
        repair = set_to("fields", field.id, "label", label, label=f"Call it “{label}”")
        problems.append(
            problem("label-missing", where, object_id=field.id, repair=repair, what=f"The field {field.key}")
        )
    spec = context.catalogue.of_kind(field.kind)
    if spec is None or not spec.is_field:
        where = pointer("fields", field.id, "kind")
        problems.append(problem("kind-unknown", where, object_id=field.id, kind=field.kind))
        return None
    owner = Owner(
        part="settings", object_id=field.id, label=name_of(field), spec=spec, values=field.settings, entity=entity
    )
    problems.extend(shape_problems(owner))
    complete = completed(owner)
    settings, missing = resolved(context, owner, complete)
    problems.extend(missing)
    if field.kind == "money" and not settings["currency"] and not settings["currencies"]:
        settings["currency"] = context.app.app.currency
    problems.extend(value_problems(field, spec, settings))
    target = settings.get("entity") if field.kind == "record" else None
    return TypedField(field=field, spec=spec, settings=settings, target=str(target) if target else None)


def _title_problems(context: Context, entity: Entity) -> Iterator[Problem]:
    if not context.index.fields_of(entity.id):
        yield problem("entity-empty", pointer("entities", entity.id), object_id=entity.id, entity=name_of(entity))
    if not entity.label.strip():
        where = pointer("entities", entity.id, "label")
        label = entity.key.replace("_", " ").capitalize()
        repair = set_to("entities", entity.id, "label", label, label=f"Call it “{label}”")
        yield problem("label-missing", where, object_id=entity.id, repair=repair, what=f"The table {entity.key}")
    title = None if entity.title_field is None else context.app.fields.get(entity.title_field)
    if title is None or title.kind not in UNFIT_TITLES:
        return
    spec = context.catalogue.of_kind(title.kind)
    yield problem(
        "title-field-unfit",
        pointer("entities", entity.id, "title_field"),
        object_id=entity.id,
        repair=set_to("entities", entity.id, "title_field", None, label="Use no title field"),
        label=name_of(title),
        entity=name_of(entity),
        kind=title.kind if spec is None else spec.name,
    )
