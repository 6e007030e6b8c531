"""Roles and permissions: what is not granted is refused, so an app that grants nothing deserves a word."""

from collections.abc import Iterator, Mapping

from definition.compiled import CompiledGrant, CompiledRole, CompiledRows
from definition.compiler.context import Context, name_of, title_of
from definition.compiler.row_rules import row_rule, row_rule_problems
from definition.compiler.scope import Scope
from definition.model import Grant, PageKind, RowAccess, in_order
from definition.problems import Problem, pointer, problem
from definition.repairs import set_to


def compiled_roles(context: Context) -> tuple[CompiledRole, ...]:
    return tuple(
        CompiledRole(id=role.id, key=role.key, label=role.label.strip() or role.key, audience=role.audience.value)
        for role in in_order(context.app.roles.values())
    )


def compiled_grants(context: Context, scopes: Mapping[str, Scope]) -> tuple[CompiledGrant, ...]:
    """The permissions whose role and entity exist, by role, then entity."""
    app = context.app
    rank = {role.id: place for place, role in enumerate(in_order(app.roles.values()))}
    place = {entity.id: number for number, entity in enumerate(app.entities_in_order())}
    whole = [grant for grant in app.grants.values() if grant.role in rank and grant.entity in place]
    return tuple(
        CompiledGrant(
            role=app.roles[grant.role].key,
            entity=app.entities[grant.entity].key,
            create=grant.create,
            read=_rows(grant, "read", grant.read, scopes),
            update=_rows(grant, "update", grant.update, scopes),
            delete=_rows(grant, "delete", grant.delete, scopes),
        )
        for grant in sorted(whole, key=lambda grant: (rank[grant.role], place[grant.entity], grant.id))
    )


def _rows(grant: Grant, verb: str, access: RowAccess, scopes: Mapping[str, Scope]) -> CompiledRows:
    """A rule that does not work lets nobody in."""
    if access is not RowAccess.RULE:
        return access.value
    return row_rule(grant, verb, scopes[grant.entity]) or RowAccess.NONE.value


def access_problems(context: Context, scopes: Mapping[str, Scope]) -> Iterator[Problem]:
    app = context.app
    if not app.app.title.strip():
        yield problem("app-title-missing", "/app/title")
    for role in in_order(app.roles.values()):
        if not role.label.strip():
            where = pointer("roles", role.id, "label")
            label = role.key.replace("_", " ").capitalize()
            repair = set_to("roles", role.id, "label", label, label=f"Call it “{label}”")
            yield problem("role-label-missing", where, object_id=role.id, repair=repair, key=role.key)
    yield from row_rule_problems(context, scopes)
    creators = {grant.entity for grant in app.grants.values() if grant.create}
    readers = {grant.entity for grant in app.grants.values() if grant.read is not RowAccess.NONE}
    if not creators and not readers:
        if app.entities:
            yield problem("nobody-may-use", "/grants")
        return
    yield from _page_access_problems(context, creators, readers)


def _page_access_problems(context: Context, creators: set[str], readers: set[str]) -> Iterator[Problem]:
    for page in context.app.pages_in_order():
        entity = context.entity_of(page)
        if entity is None or page.kind is PageKind.DASHBOARD:
            continue
        allowed, code = (creators, "nobody-may-create") if page.kind is PageKind.FORM else (readers, "nobody-may-read")
        if entity.id not in allowed:
            where = pointer("pages", page.id)
            yield problem(code, where, object_id=page.id, page=title_of(page), entity=name_of(entity))
