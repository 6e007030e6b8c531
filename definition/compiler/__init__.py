"""From a definition to the artefact that runs, with every problem on the way. Pure: reads nothing but its arguments."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from core.canonical import canonical_json
from definition import structure
from definition.catalogue import Catalogue
from definition.compiled import CompiledApp, CompiledEntity, CompiledField, CompiledInfo, CompiledRule
from definition.compiler.access import access_problems, compiled_grants, compiled_roles
from definition.compiler.context import Context, name_of
from definition.compiler.coverage import coverage_problems
from definition.compiler.dependencies import dependency_problems
from definition.compiler.fields import TypedField
from definition.compiler.naming import table_name
from definition.compiler.pages import Place, compiled_page
from definition.compiler.remembered import Remembered
from definition.compiler.rules import Condition, by_target, conditions_of
from definition.compiler.scope import Scope, scopes_of
from definition.guard import guard
from definition.index import Index
from definition.model import AppDefinition
from definition.parse import parse
from definition.problems import Problem, has_errors


@dataclass(frozen=True, slots=True, kw_only=True)
class Compilation:
    """`app` is None when any problem is an error: only an app without errors can be frozen, reviewed and deployed.

    `preview` is always there, for the designer: the same artefact without what could not be compiled.
    """

    app: CompiledApp | None
    preview: CompiledApp
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A document read and compiled. `app` and `compilation` are None when it has not the shape of an app."""

    app: AppDefinition | None
    compilation: Compilation | None
    problems: tuple[Problem, ...]


READINGS: Remembered[Reading] = Remembered()


def read_document(document: object, catalogue: Catalogue) -> Reading:
    """Parse and compile `document`. Never raises, whatever it is. What was read lately is remembered by its digest."""
    if guard(document) or not isinstance(document, dict):
        return Reading(app=None, compilation=None, problems=parse(document).problems)
    text = canonical_json(document)
    key = (hashlib.sha256(text).hexdigest(), catalogue.digest)
    # A copy: what is remembered must not change with the document of whoever asked first.
    return READINGS.get(key, size=len(text), read=lambda: _read(json.loads(text), catalogue))


def _read(document: object, catalogue: Catalogue) -> Reading:
    parsed = parse(document)
    if parsed.app is None:
        return Reading(app=None, compilation=None, problems=parsed.problems)
    compilation = compile_app(parsed.app, catalogue)
    return Reading(app=parsed.app, compilation=compilation, problems=compilation.problems)


def compile_app(app: AppDefinition, catalogue: Catalogue) -> Compilation:
    """Compile `app` against `catalogue`. `problems` holds the structural problems that `parse` gives, too."""
    context = Context(app=app, index=Index.of(app), catalogue=catalogue)
    problems: list[Problem] = list(structure.check(app))
    scopes = scopes_of(context, problems)
    conditions = conditions_of(context, scopes, problems)
    problems.extend(dependency_problems(context, scopes, conditions))
    decisions = by_target(conditions, problems)
    pages = tuple(
        compiled_page(Place(context=context, page=page, scopes=scopes, conditions=decisions), problems)
        for page in app.pages_in_order()
    )
    problems.extend(coverage_problems(context, scopes))
    problems.extend(access_problems(context, scopes))
    info = app.app
    preview = CompiledApp(
        digest=app.digest,
        catalogue=catalogue.digest,
        info=CompiledInfo(
            key=info.key, title=info.title, summary=info.summary, language=info.language, currency=info.currency
        ),
        entities=tuple(_compiled_entity(context, scope) for scope in scopes.values()),
        pages=pages,
        rules=tuple(_compiled_rule(condition, scopes) for condition in conditions),
        roles=compiled_roles(context),
        grants=compiled_grants(context, scopes),
    )
    found = tuple(problems)
    return Compilation(app=None if has_errors(found) else preview, preview=preview, problems=found)


def _compiled_entity(context: Context, scope: Scope) -> CompiledEntity:
    entity = scope.entity
    title = None if entity.title_field is None else context.app.fields.get(entity.title_field)
    is_own = title is not None and title.entity == entity.id
    return CompiledEntity(
        id=entity.id,
        key=entity.key,
        label=name_of(entity),
        label_plural=entity.label_plural.strip() or name_of(entity),
        table=table_name(context.app.app.key, entity.key),
        title_field=title.key if title is not None and is_own else None,
        fields=tuple(_compiled_field(scope, typed) for typed in scope.fields),
        formula_order=scope.formulas.order,
    )


def _compiled_field(scope: Scope, typed: TypedField) -> CompiledField:
    field = typed.field
    formula = scope.formulas.by_key.get(field.key)
    return CompiledField(
        id=field.id,
        key=field.key,
        label=name_of(field),
        kind=field.kind,
        component=typed.spec.id,
        required=field.required,
        unique=field.unique,
        help=field.help,
        sensitivity=field.sensitivity.value,
        personal=field.personal,
        default=field.default,
        settings=typed.settings,
        type=typed.spec.type,
        formula=None if formula is None else formula.ast.to_json(),
        formula_text=None if formula is None else formula.text,
        uses=() if formula is None else formula.uses,
        target=typed.target,
        hidden=False,
    )


def _compiled_rule(condition: Condition, scopes: Mapping[str, Scope]) -> CompiledRule:
    rule = condition.rule
    return CompiledRule(
        id=rule.id,
        entity=scopes[rule.entity].entity.key,
        effect=rule.effect.value,
        target=rule.target,
        when=condition.tree,
        text=condition.text,
        uses=condition.uses,
    )
