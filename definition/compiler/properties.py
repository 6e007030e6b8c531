"""Settings and props: checked against the manifest, completed with its defaults, references turned into keys.

Both are checked by the same code; `Owner` says whose they are and which problem codes to use.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, cast

from definition.catalogue import ComponentSpec
from definition.compiler.context import Context
from definition.json_types import JsonObject, JsonValue
from definition.model import Entity, Field
from definition.problems import Problem, Repair, pointer, problem
from definition.repairs import set_operation, unset_operation
from definition.schemas import Misfit, misfits


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """`label` names the object in sentences; `entity` is the entity whose fields its references mean by default."""

    part: Literal["settings", "props"]
    object_id: str
    label: str
    spec: ComponentSpec
    values: JsonObject
    entity: Entity | None

    @property
    def collection(self) -> str:
        return "fields" if self.part == "settings" else "nodes"

    @property
    def rules(self) -> Mapping[str, JsonObject]:
        schema = self.spec.settings if self.part == "settings" else self.spec.props
        return cast("Mapping[str, JsonObject]", schema["properties"])

    @property
    def defaults(self) -> JsonObject:
        return self.spec.settings_defaults if self.part == "settings" else self.spec.props_defaults

    def pointer_to(self, *path: str | int) -> str:
        return pointer(self.collection, self.object_id, self.part, *path)

    def reset(self, name: str) -> Repair:
        operation = unset_operation(self.collection, self.object_id, f"{self.part}.{name}")
        return Repair(label=f"Reset “{self.title(name)}”", operations=(operation,))

    def title(self, name: str) -> str:
        rule = self.rules.get(name)
        return name if rule is None else str(rule["title"])


def shape_problems(owner: Owner) -> Iterator[Problem]:
    """Where the values do not fit the manifest's schema; each property at most once."""
    schema = owner.spec.settings_validator if owner.part == "settings" else owner.spec.props_validator
    seen: set[str] = set()
    for misfit in misfits(schema, owner.values):
        name = str(misfit.path[0]) if misfit.path else str(misfit.params.get("property", ""))
        if name not in seen:
            seen.add(name)
            yield _shape_problem(owner, name, misfit)


def _shape_problem(owner: Owner, name: str, misfit: Misfit) -> Problem:
    noun = "setting" if owner.part == "settings" else "prop"
    is_unknown = misfit.code == "unknown-property" and len(misfit.path) == 1
    fault = "unknown" if is_unknown else "wrong" if misfit.path else "missing"
    return problem(
        f"{noun}-{fault}",
        owner.pointer_to(*misfit.path),
        object_id=owner.object_id,
        repair=None if fault == "missing" else owner.reset(name),
        label=owner.label,
        component=owner.spec.name,
        property=owner.title(name),
        reason=_reason(misfit),
    )


def _reason(misfit: Misfit) -> str:
    entry = next((part for part in misfit.path if isinstance(part, int)), None)
    return misfit.reason if entry is None else f"has a mistake in entry {entry + 1}: it {misfit.reason}"


def completed(owner: Owner) -> dict[str, JsonValue]:
    """The values that fit, over the defaults. What does not fit is left out, so a preview can still be drawn."""
    validator = owner.spec.settings_validator if owner.part == "settings" else owner.spec.props_validator
    values = dict(owner.values)
    if not validator.is_valid(values):
        wrong = {str(misfit.path[0]) for misfit in misfits(validator, values) if misfit.path}
        values = {name: value for name, value in values.items() if name not in wrong}
    return {**owner.defaults, **values}


def resolved(context: Context, owner: Owner, values: JsonObject) -> tuple[dict[str, JsonValue], list[Problem]]:
    """`values` with every reference as a key, and a problem for each that leads nowhere (and is left out)."""
    result = dict(values)
    problems: list[Problem] = []
    for name, rule in owner.rules.items():
        value = values.get(name)
        widget = rule["x-widget"]
        if value is None or widget not in ("entity", "field", "fields", "sort"):
            continue
        if widget == "entity":
            entity = context.app.entities.get(str(value))
            result[name] = None if entity is None else entity.key
            if entity is None:
                problems.append(_entity_problem(owner, name))
            continue
        belongs = _entity_meant(context, owner, rule, values)
        result[name], missing = _fields_resolved(context, belongs, str(widget), value)
        if missing:
            problems.append(_field_problem(owner, name, str(widget), value, missing))
    return result, problems


def _entity_meant(context: Context, owner: Owner, rule: JsonObject, values: JsonObject) -> Entity | None:
    sibling = rule.get("x-entity")
    named = values.get(str(sibling)) if sibling is not None else None
    return owner.entity if named is None else context.app.entities.get(str(named))


def _fields_resolved(
    context: Context, entity: Entity | None, widget: str, value: JsonValue
) -> tuple[JsonValue, frozenset[str]]:
    """(the value with keys, the ids that do not exist in `entity`)."""

    def found(field_id: str) -> Field | None:
        field = context.app.fields.get(field_id)
        return field if field is not None and entity is not None and field.entity == entity.id else None

    if widget == "fields":
        ids = cast("list[str]", value)
        fields = [found(field_id) for field_id in ids]
        missing = frozenset(field_id for field_id, field in zip(ids, fields, strict=True) if field is None)
        return [field.key for field in fields if field is not None], missing
    if widget == "sort":
        sort = cast("Mapping[str, JsonValue]", value)
        field = found(str(sort["field"]))
        if field is None:
            return None, frozenset({str(sort["field"])})
        return {"field": field.key, "descending": sort.get("descending", False)}, frozenset()
    field = found(str(value))
    return (None, frozenset({str(value)})) if field is None else (field.key, frozenset())


def _entity_problem(owner: Owner, name: str) -> Problem:
    where = owner.pointer_to(name)
    if owner.part == "settings":
        return problem("record-entity-missing", where, object_id=owner.object_id, label=owner.label)
    return problem(
        "prop-reference-missing",
        where,
        object_id=owner.object_id,
        repair=owner.reset(name),
        property=owner.title(name),
        component=owner.spec.name,
    )


def _field_problem(owner: Owner, name: str, widget: str, value: JsonValue, missing: frozenset[str]) -> Problem:
    where = owner.pointer_to(name)
    if widget == "fields":
        left = [field_id for field_id in cast("list[JsonValue]", value) if field_id not in missing]
        operation = set_operation(owner.collection, owner.object_id, f"{owner.part}.{name}", left)
        repair = Repair(label=f"Remove it from “{owner.title(name)}”", operations=(operation,))
    else:
        repair = owner.reset(name)
    if owner.part == "settings":
        return problem("record-show-missing", where, object_id=owner.object_id, repair=repair, label=owner.label)
    return problem(
        "prop-reference-missing",
        where,
        object_id=owner.object_id,
        repair=repair,
        property=owner.title(name),
        component=owner.spec.name,
    )
