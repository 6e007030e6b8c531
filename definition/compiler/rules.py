"""Rules: each condition typed, parsed and put into words; those on one node joined by "or"."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from definition.compiler.context import Context, name_of, title_of
from definition.compiler.satisfiable import can_be_true
from definition.compiler.scope import Scope
from definition.compiler.sources import parsed_source, read_source
from definition.expressions import BOOL, Ast, ParseError, to_text, variables_used
from definition.expressions import Problem as ExpressionProblem
from definition.json_types import JsonValue
from definition.model import Effect, Node, PageKind, Rule, in_order
from definition.problems import Problem, Repair, pointer, problem
from definition.repairs import remove, set_to


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A rule that works. `never` when no answers can make it true."""

    rule: Rule
    tree: JsonValue
    text: str
    uses: tuple[str, ...]
    never: bool


def conditions_of(context: Context, scopes: Mapping[str, Scope], problems: list[Problem]) -> tuple[Condition, ...]:
    """The rules that can be compiled, in order; a problem for each that cannot."""
    conditions = []
    for rule in in_order(context.app.rules.values()):
        target, scope = context.app.nodes.get(rule.target), scopes.get(rule.entity)
        if target is None or scope is None:
            continue
        problems.extend(_place_problems(context, rule, target))
        condition = _condition(rule, scope, problems)
        if condition is not None:
            conditions.append(condition)
    return tuple(conditions)


def joined(conditions: list[Condition]) -> tuple[JsonValue, str | None]:
    """(the tree that is true when any of the conditions is, its reading); (None, None) for no condition."""
    if not conditions:
        return None, None
    return _any_of([condition.tree for condition in conditions]), " or ".join(one.text for one in conditions)


def _any_of(trees: list[JsonValue]) -> JsonValue:
    """Balanced, so that many rules do not make a deep tree."""
    if len(trees) == 1:
        return trees[0]
    middle = (len(trees) + 1) // 2
    return ["op", "||", _any_of(trees[:middle]), _any_of(trees[middle:])]


def by_target(
    conditions: tuple[Condition, ...], problems: list[Problem]
) -> Mapping[tuple[str, Effect], list[Condition]]:
    """The conditions of each (node id, effect), as many as one decision can hold."""
    groups: dict[tuple[str, Effect], list[Condition]] = {}
    for condition in conditions:
        groups.setdefault((condition.rule.target, condition.rule.effect), []).append(condition)
    for key, group in groups.items():
        if len(group) > 1 and not _is_storable(joined(group)[0]):
            last = group[-1].rule
            where = pointer("rules", last.id)
            problems.append(problem("rules-too-many", where, object_id=last.id, count=len(group)))
            groups[key] = group[:1]
    return groups


def _is_storable(tree: JsonValue) -> bool:
    try:
        Ast.from_json(tree)
    except ParseError:
        return False
    return True


def _place_problems(context: Context, rule: Rule, target: Node) -> Iterator[Problem]:
    repair = remove("rules", rule.id, label="Remove rule")
    where = pointer("rules", rule.id, "target")
    page = context.app.pages.get(target.page)
    if page is not None and page.kind is not PageKind.FORM:
        title = title_of(page)
        kind = page.kind.value
        yield problem("rule-not-on-form", where, object_id=rule.id, repair=repair, page=title, page_kind=kind)
    spec = context.catalogue.get(target.component)
    if rule.effect is Effect.REQUIRE and spec is not None and not spec.is_field:
        yield problem("rule-require-unfit", where, object_id=rule.id, repair=repair, target=spec.name)


def _condition(rule: Rule, scope: Scope, problems: list[Problem]) -> Condition | None:
    where = pointer("rules", rule.id, "when")
    if not rule.when.strip():
        repair = remove("rules", rule.id, label="Remove rule")
        problems.append(problem("rule-empty", where, object_id=rule.id, repair=repair))
        return None
    source = read_source(rule.when, scope.environment, expected=BOOL)
    if source.ast is None:
        problems.extend(_expression_problems(rule, source.problems))
        return None
    tree = source.ast.to_json()
    missing = tuple(_missing_options(tree, scope))
    repair = remove("rules", rule.id, label="Remove rule")
    for key, option in missing:
        label = name_of(scope.by_key[key].field)
        problems.append(
            problem("rule-option-missing", where, object_id=rule.id, repair=repair, label=label, option=option)
        )
    text = scope.reader.read_condition(source.ast)
    never = not can_be_true(tree, scope.domains)
    if never and not missing:
        problems.append(problem("rule-never-true", where, object_id=rule.id, repair=repair, text=text))
    return Condition(rule=rule, tree=tree, text=text, uses=source.uses, never=never)


def _expression_problems(rule: Rule, found: tuple[ExpressionProblem, ...]) -> Iterator[Problem]:
    where = pointer("rules", rule.id, "when")
    reported: set[str] = set()
    for one in found:
        if one.code == "unknown-variable":
            key = one.params.get("name", "")
            if key not in reported:
                reported.add(key)
                repair = _without_variable(rule, key)
                yield problem("rule-field-missing", where, object_id=rule.id, repair=repair, key=key)
        else:
            yield problem("rule-wrong", where, object_id=rule.id, reason=one.message)


def _without_variable(rule: Rule, key: str) -> Repair:
    """Remove the conditions that use `key` from an "and" or "or" chain; the whole rule when nothing is left."""
    try:
        left = _pruned(parsed_source(rule.when).to_json(), key)
    except ParseError:
        left = None
    if left is None:
        return remove("rules", rule.id, label="Remove rule")
    return set_to("rules", rule.id, "when", to_text(Ast.from_json(left)), label="Remove condition")


def _pruned(tree: JsonValue, key: str) -> JsonValue:
    match tree:
        case ["op", "&&" | "||" as operator, one, other]:
            left, right = _pruned(one, key), _pruned(other, key)
            if left is None or right is None:
                return right if left is None else left
            return ["op", operator, left, right]
    return None if key in variables_used(Ast.from_json(tree)) else tree


def _missing_options(tree: JsonValue, scope: Scope) -> Iterator[tuple[str, str]]:
    """(field key, option key) for every literal that is compared with a choice and is none of its options."""
    match tree:
        case ["op", "==" | "!=" | "in", ["var", str(key)], literal]:
            yield from _not_an_option(scope, key, literal)
        case ["op", "==" | "!=" | "in", literal, ["var", str(key)]]:
            yield from _not_an_option(scope, key, literal)
        case [str(_), *parts]:
            for part in parts:
                yield from _missing_options(part, scope)


def _not_an_option(scope: Scope, key: str, literal: JsonValue) -> Iterator[tuple[str, str]]:
    options, typed = scope.reader.options.get(key), scope.by_key.get(key)
    if options is None or typed is None or typed.settings.get("other") is True:
        return
    match literal:
        case ["str", str(value)] if value not in options:
            yield key, value
        case ["list", *items]:
            for item in items:
                yield from _not_an_option(scope, key, item)
