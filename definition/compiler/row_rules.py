"""Access to records by rule: a condition over the record, who added it, and the person who asks.

It becomes part of every query, so it must be one that the database answers exactly as the evaluator does: what is not
is refused here, before anybody relies on it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Final

from definition.compiled import CompiledRowRule
from definition.compiler.context import Context, name_of
from definition.compiler.readings import Reader
from definition.compiler.satisfiable import can_be_true
from definition.compiler.scope import Scope
from definition.compiler.sources import read_source
from definition.expressions import BOOL, STRING, Ast, Type, Value, record_of
from definition.model import Grant
from definition.problems import Problem, pointer, problem
from definition.queries import NotInSql, Reading, condition_of
from definition.queries.columns import BY_KIND, OWNER

PERSON: Final[Mapping[str, Type]] = MappingProxyType(
    {"created_by": STRING, "me": record_of({"id": STRING, "name": STRING, "email": STRING})}
)
"""What a rule can read beside the fields. A field called `me` is hidden by it."""

PERSON_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "created_by": "Added by",
        "me.id": "the person who asks",
        "me.name": "the name of the person who asks",
        "me.email": "the email of the person who asks",
    }
)
_VERBS: Final = {"read": "see", "update": "change", "delete": "delete"}
_NOW: Final = datetime(2026, 1, 1, tzinfo=UTC)
_SOMEBODY: Final[Mapping[str, Value]] = MappingProxyType(
    {"id": "00000000-0000-0000-0000-000000000000", "name": "N" * 300, "email": "e" * 300}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Subject:
    """A right of one role on one entity."""

    grant: Grant
    verb: str
    role: str
    scope: Scope

    def problem(self, code: str, **params: str) -> Problem:
        where = pointer("grants", self.grant.id, self.verb)
        entity = self.scope.entity.label_plural.strip() or name_of(self.scope.entity)
        verb = _VERBS[self.verb]
        return problem(
            code, where, object_id=self.grant.id, repair=None, role=self.role, verb=verb, entity=entity, **params
        )


def row_rule(grant: Grant, verb: str, scope: Scope) -> CompiledRowRule | None:
    """The rule as it is deployed; None when it does not work."""
    source = read_source(grant.conditions[verb], {**scope.environment, **PERSON}, expected=BOOL)
    if source.ast is None or refusal(source.ast, scope) is not None:
        return None
    reader = Reader(labels={**PERSON_WORDS, **scope.reader.labels}, options=scope.reader.options)
    uses = tuple(key for key in source.uses if key in scope.by_key)
    return CompiledRowRule(when=source.ast.to_json(), text=reader.read_condition(source.ast), uses=uses)


def refusal(ast: Ast, scope: Scope) -> NotInSql | None:
    """Why the database cannot be asked."""
    kinds = {key: typed.field.kind for key, typed in scope.by_key.items()}
    columns = {key: BY_KIND[kind] for key, kind in kinds.items() if kind in BY_KIND}
    reading = Reading(columns={**columns, "created_by": OWNER}, constants={"me": _SOMEBODY}, now=_NOW)
    try:
        condition_of(ast, reading)
    except NotInSql as refused:
        return refused
    return None


def row_rule_problems(context: Context, scopes: Mapping[str, Scope]) -> Iterator[Problem]:
    """What is wrong with the rules of permissions, in the order of their ids."""
    for grant in sorted(context.app.grants.values(), key=lambda one: one.id):
        role, scope = context.app.roles.get(grant.role), scopes.get(grant.entity)
        if role is not None and scope is not None:
            for verb in grant.conditions:
                label = role.label.strip() or role.key
                yield from _problems(_Subject(grant=grant, verb=verb, role=label, scope=scope))


def _problems(subject: _Subject) -> Iterator[Problem]:
    text, scope = subject.grant.conditions[subject.verb], subject.scope
    if not text.strip():
        yield subject.problem("access-rule-empty")
        return
    source = read_source(text, {**scope.environment, **PERSON}, expected=BOOL)
    for found in source.problems:
        yield subject.problem("access-rule-wrong", reason=found.message)
    if source.ast is None:
        return
    refused = refusal(source.ast, scope)
    if set(source.uses) <= {"me"}:
        yield subject.problem("access-rule-without-record")
    elif refused is not None:
        yield subject.problem("access-rule-not-asked", what=_named(refused))
    elif not can_be_true(["op", "!", source.ast.to_json()], scope.domains):
        yield subject.problem("access-rule-everything")


def _named(refused: NotInSql) -> str:
    """The function or operator at fault, as it is written."""
    name = refused.why.name
    if not name:
        return "something too long or unlike"
    return f"{name}()" if name.isidentifier() else f"“{name}”"
