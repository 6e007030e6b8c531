"""How the rules of a form lean on its fields: going round, asking for oneself, asking for what comes later."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from definition.compiler.context import Context, name_of, title_of
from definition.compiler.graph import cycles_in
from definition.compiler.rules import Condition
from definition.compiler.scope import Scope
from definition.model import Effect, Node, Page, PageKind
from definition.problems import Problem, pointer, problem
from definition.repairs import remove


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    """One form page: where each node stands, and which field keys stand in or under each node (once each, in order)."""

    page: Page
    scope: Scope
    position: Mapping[str, int]
    first: Mapping[str, int]
    inside: Mapping[str, Mapping[str, None]]


def dependency_problems(
    context: Context, scopes: Mapping[str, Scope], conditions: tuple[Condition, ...]
) -> Iterator[Problem]:
    by_page: dict[str, list[Condition]] = {}
    for condition in conditions:
        by_page.setdefault(context.app.nodes[condition.rule.target].page, []).append(condition)
    for page in context.app.pages_in_order():
        scope = None if page.entity is None else scopes.get(page.entity)
        if page.kind is PageKind.FORM and scope is not None and page.id in by_page:
            yield from _form_problems(context, _form(context, page, scope), by_page[page.id])


def _form_problems(context: Context, form: _Form, conditions: list[Condition]) -> Iterator[Problem]:
    for condition in conditions:
        target = context.app.nodes[condition.rule.target]
        if condition.rule.entity != form.scope.entity.id or target.id not in form.position:
            continue
        itself = _uses_itself(form, condition, target)
        if itself is None:
            yield from _order_problems(context, form, condition, target)
        else:
            yield itself
    yield from _cycle_problems(form, conditions)
    yield from _hidden_required(form, conditions)


def _form(context: Context, page: Page, scope: Scope) -> _Form:
    position: dict[str, int] = {}
    first: dict[str, int] = {}
    inside: dict[str, dict[str, None]] = {}
    walked = [node for node, _ in context.index.walk(page.id)]
    for place, node in enumerate(walked):
        position[node.id] = place
        key = _key_of(context, node)
        if key is not None:
            first.setdefault(key, place)
    for node in reversed(walked):
        keys: dict[str, None] = {} if (key := _key_of(context, node)) is None else {key: None}
        for child in context.index.children_of(page.id, node.id):
            keys.update(inside.get(child.id, {}))
        inside[node.id] = keys
    return _Form(page=page, scope=scope, position=position, first=first, inside=inside)


def _key_of(context: Context, node: Node) -> str | None:
    field = None if node.field is None else context.app.fields.get(node.field)
    return None if field is None else field.key


def _uses_itself(form: _Form, condition: Condition, target: Node) -> Problem | None:
    if condition.rule.effect is not Effect.SHOW:
        return None
    for key in condition.uses:
        if key in form.inside[target.id]:
            where = pointer("rules", condition.rule.id, "when")
            repair = remove("rules", condition.rule.id, label="Remove rule")
            label = _label(form, key)
            return problem("rule-uses-itself", where, object_id=condition.rule.id, repair=repair, label=label)
    return None


def _order_problems(context: Context, form: _Form, condition: Condition, target: Node) -> Iterator[Problem]:
    where = pointer("rules", condition.rule.id, "when")
    target_name = _target_name(context, form, target)
    for key in condition.uses:
        typed = form.scope.by_key.get(key)
        if typed is None or typed.field.kind == "calc":
            continue
        place = form.first.get(key)
        label = name_of(typed.field)
        rule_id = condition.rule.id
        if place is None:
            page = title_of(form.page)
            yield problem("rule-absent-field", where, object_id=rule_id, target=target_name, label=label, page=page)
        elif place > form.position[target.id] and key not in form.inside[target.id]:
            yield problem("rule-later-field", where, object_id=rule_id, target=target_name, label=label)


def _cycle_problems(form: _Form, conditions: list[Condition]) -> Iterator[Problem]:
    """A field needs those its rule asks for; a calculated one also those its formula uses."""
    needs: dict[str, set[str]] = {key: set(f.uses) for key, f in form.scope.formulas.by_key.items()}
    decided: dict[str, str] = {}
    asked: dict[str, set[str]] = {}
    for condition in conditions:
        if condition.rule.effect is Effect.SHOW:
            target = condition.rule.target
            # A key is decided by its first rule in order, wherever on the way down to it that rule sits.
            for key in () if target in asked else form.inside.get(target, ()):
                decided.setdefault(key, condition.rule.id)
            asked.setdefault(target, set()).update(condition.uses)
    for target, used in asked.items():
        for key in form.inside.get(target, ()):
            needs.setdefault(key, set()).update(used - {key})
    for cycle in cycles_in(needs):
        rule_id = next((decided[key] for key in cycle if key in decided), None)
        if rule_id is not None and len(cycle) > 1:
            where = pointer("rules", rule_id, "when")
            repair = remove("rules", rule_id, label="Remove rule")
            names = ", ".join(_label(form, key) for key in cycle)
            yield problem("rule-cycle", where, object_id=rule_id, repair=repair, fields=names)


def _hidden_required(form: _Form, conditions: list[Condition]) -> Iterator[Problem]:
    """Required fields inside something that is shown by rules none of which can be true."""
    shown: dict[str, bool] = {}
    for condition in conditions:
        if condition.rule.effect is Effect.SHOW:
            target = condition.rule.target
            shown[target] = shown.get(target, False) or not condition.never
    for target, can_show in shown.items():
        for key in () if can_show else form.inside.get(target, ()):
            typed = form.scope.by_key.get(key)
            if typed is not None and typed.field.required:
                where = pointer("fields", typed.field.id, "required")
                yield problem("hidden-required", where, object_id=typed.field.id, label=name_of(typed.field))


def _label(form: _Form, key: str) -> str:
    typed = form.scope.by_key.get(key)
    return key if typed is None else name_of(typed.field)


def _target_name(context: Context, form: _Form, target: Node) -> str:
    key = _key_of(context, target)
    if key is not None:
        return _label(form, key)
    title = target.props.get("title")
    spec = context.catalogue.get(target.component)
    return title if isinstance(title, str) and title else target.component if spec is None else spec.name
