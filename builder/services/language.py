"""What the language says about a draft: the compiled preview, and one expression at a time. Saves nothing."""

from dataclasses import dataclass
from uuid import UUID

from accounts.selectors import UserRow
from builder.selectors import app_visible_to, draft_of
from components.catalogue import catalogue
from core.errors import Invalid, JsonValue
from definition.compiled import CompiledApp
from definition.compiler import read_document
from definition.expressions import (
    Environment,
    Type,
    check,
    explain,
    parse,
    type_from_json,
    type_to_json,
)
from definition.problems import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """A draft compiled as far as it goes."""

    revision: int
    preview: CompiledApp | None
    problems: tuple[Problem, ...]

    def to_json(self) -> dict[str, JsonValue]:
        return {
            "revision": self.revision,
            "artefact": self.preview.to_json() if self.preview else None,
            "problems": [problem.to_json() for problem in self.problems],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedExpression:
    """An expression as the rules builder shows it. `ast` is None while it has problems."""

    type: JsonValue
    ast: JsonValue
    problems: tuple[dict[str, JsonValue], ...]
    text: str
    variables: dict[str, JsonValue]

    def to_json(self) -> dict[str, JsonValue]:
        return {
            "type": self.type,
            "ast": self.ast,
            "problems": list(self.problems),
            "text": self.text,
            "variables": self.variables,
        }


def draft_compile(*, app_id: UUID, actor: UserRow) -> Compiled:
    """The draft compiled now. Raises AppUnknown."""
    app_visible_to(actor, app_id)
    draft = draft_of(app_id)
    reading = read_document(draft.document, catalogue())
    return Compiled(
        revision=draft.revision,
        preview=reading.compilation.preview if reading.compilation else None,
        problems=reading.problems,
    )


def expression_check(*, app_id: UUID, actor: UserRow, expression: str, entity: str) -> CheckedExpression:
    """Check `expression` against the fields of the entity with the id `entity`. Raises Invalid for no such entity."""
    environment, labels = _environment(draft_compile(app_id=app_id, actor=actor).preview, entity)
    variables: dict[str, JsonValue] = {key: type_to_json(kind) for key, kind in environment.items()}
    checked = check(expression, environment)
    problems: tuple[dict[str, JsonValue], ...] = tuple(
        {
            "code": found.code,
            "message": found.message,
            "start": found.start,
            "end": found.end,
            "params": dict(found.params),
        }
        for found in checked.problems
    )
    if problems:
        return CheckedExpression(
            type=type_to_json(checked.type), ast=None, problems=problems, text="", variables=variables
        )
    tree = parse(expression)
    return CheckedExpression(
        type=type_to_json(checked.type),
        ast=tree.to_json(),
        problems=(),
        text=explain(tree, labels),
        variables=variables,
    )


def _environment(preview: CompiledApp | None, entity_id: str) -> tuple[Environment, dict[str, str]]:
    found = next((one for one in preview.entities if one.id == entity_id), None) if preview else None
    if found is None:
        raise Invalid(detail="There is no such table in this app.")
    types: dict[str, Type] = {field.key: type_from_json(field.type) for field in found.fields if field.type is not None}
    return types, {field.key: field.label for field in found.fields}
