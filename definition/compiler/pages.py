"""Pages: node trees from flat nodes, each component checked for its place, its field and its props."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from definition.catalogue import ComponentSpec, Status
from definition.compiled import CompiledNode, CompiledPage
from definition.compiler.context import Context, name_of, title_of
from definition.compiler.figures import figure_condition, figure_problems
from definition.compiler.properties import Owner, completed, resolved, shape_problems
from definition.compiler.rules import Condition, joined
from definition.compiler.scope import Scope
from definition.json_types import JsonObject, JsonValue
from definition.model import Effect, Field, Node, Page
from definition.order import OrderError, order_between
from definition.problems import Problem, Repair, pointer, problem
from definition.repairs import remove_node, set_to
from definition.structure.trees import MAX_NODE_DEPTH


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What a page's nodes are compiled with. `conditions` by (node id, effect)."""

    context: Context
    page: Page
    scopes: Mapping[str, Scope]
    conditions: Mapping[tuple[str, Effect], list[Condition]]

    @property
    def scope(self) -> Scope | None:
        return None if self.page.entity is None else self.scopes.get(self.page.entity)


def compiled_page(place: Place, problems: list[Problem]) -> CompiledPage:
    """The page with what of its nodes can be drawn; the rest is in `problems`."""
    page, context = place.page, place.context
    entity = context.entity_of(page)
    texts = sorted(context.app.texts.values(), key=lambda text: text.id)
    return CompiledPage(
        id=page.id,
        key=page.key,
        kind=page.kind.value,
        entity=None if entity is None else entity.key,
        title=title_of(page),
        intro=page.intro,
        settings=dict(page.settings),
        texts={text.slot: text.text for text in reversed(texts) if text.on == page.id},
        nodes=_compiled_children(place, None, 0, problems),
    )


def _compiled_children(
    place: Place, parent: Node | None, depth: int, problems: list[Problem]
) -> tuple[CompiledNode, ...]:
    if depth >= MAX_NODE_DEPTH:
        return ()
    children = place.context.index.children_of(place.page.id, None if parent is None else parent.id)
    compiled = (_compiled_node(place, parent, child, depth, problems) for child in children)
    return tuple(node for node in compiled if node is not None)


def _compiled_node(
    place: Place, parent: Node | None, node: Node, depth: int, problems: list[Problem]
) -> CompiledNode | None:
    spec = place.context.catalogue.get(node.component)
    if spec is None:
        problems.append(_unknown_component(place, node))
        return None
    problems.extend(_lifecycle_problems(place, node, spec))
    problems.extend(_place_problems(place, parent, node, spec))
    field = None if node.field is None else place.context.app.fields.get(node.field)
    field_problems = tuple(_field_problems(place, node, spec, field))
    problems.extend(field_problems)
    props = _props(place, node, spec, problems)
    children = _compiled_children(place, node, depth + 1, problems)
    if field_problems or (node.field is not None and field is None):
        return None
    show, show_text = joined(place.conditions.get((node.id, Effect.SHOW), []))
    require, require_text = joined(place.conditions.get((node.id, Effect.REQUIRE), []))
    return CompiledNode(
        id=node.id,
        component=node.component,
        field=None if field is None else field.key,
        props=props,
        show=show,
        show_text=show_text,
        require=require,
        require_text=require_text,
        children=children,
    )


def _unknown_component(place: Place, node: Node) -> Problem:
    kind = node.component.partition("@")[0]
    known = place.context.catalogue.of_kind(kind)
    repair = remove_node(place.context.index, node)
    if known is not None:
        repair = set_to("nodes", node.id, "component", known.id, label=f"Use {known.id}")
    where = pointer("nodes", node.id, "component")
    return problem("component-unknown", where, object_id=node.id, repair=repair, component=node.component)


def _lifecycle_problems(place: Place, node: Node, spec: ComponentSpec) -> Iterator[Problem]:
    if spec.status is not Status.DEPRECATED:
        return
    where = pointer("nodes", node.id, "component")
    successor = None if spec.replaced_by is None else place.context.catalogue.get(spec.replaced_by)
    if successor is None:
        yield problem("component-retired", where, object_id=node.id, name=spec.name)
        return
    operations = [{"op": "set", "in": "nodes", "id": node.id, "path": "component", "value": successor.id}]
    if node.field is not None and successor.kind != spec.kind:
        operations.append({"op": "set", "in": "fields", "id": node.field, "path": "kind", "value": successor.kind})
    repair = Repair(label=f"Replace with {successor.name}", operations=tuple(operations))
    yield problem(
        "component-deprecated",
        where,
        object_id=node.id,
        repair=repair,
        name=spec.name,
        replacement=successor.name,
    )


def _place_problems(place: Place, parent: Node | None, node: Node, spec: ComponentSpec) -> Iterator[Problem]:
    where = pointer("nodes", node.id, "parent")
    above = None if parent is None else place.context.catalogue.get(parent.component)
    if above is not None and parent is not None:
        accepts = above.slots.get("children", ())
        if spec.kind not in accepts and spec.category.value not in accepts:
            repair = _move_out(place, parent, node)
            yield problem("slot-refused", where, object_id=node.id, repair=repair, child=spec.name, parent=above.name)
    if place.page.kind.value not in spec.pages:
        repair = remove_node(place.context.index, node)
        kind = place.page.kind.value
        yield problem("page-refused", where, object_id=node.id, repair=repair, child=spec.name, page_kind=kind)


def _move_out(place: Place, parent: Node, node: Node) -> Repair | None:
    """Move `node` to the place right after `parent`."""
    siblings = place.context.index.children_of(place.page.id, parent.parent)
    following = next((item.order for item in siblings if (item.order, item.id) > (parent.order, parent.id)), None)
    try:
        order = order_between(parent.order, following)
    except OrderError:
        return None
    operation = {"op": "move", "in": "nodes", "id": node.id, "parent": parent.parent, "order": order}
    return Repair(label="Move it out", operations=(operation,))


def _field_problems(place: Place, node: Node, spec: ComponentSpec, field: Field | None) -> Iterator[Problem]:
    if node.field is not None and not spec.is_field:
        where = pointer("nodes", node.id, "field")
        detach = set_to("nodes", node.id, "field", None, label="Detach the field")
        yield problem("component-with-field", where, object_id=node.id, repair=detach, component=spec.name)
    elif node.field is None and spec.is_field:
        where = pointer("nodes", node.id, "field")
        repair = remove_node(place.context.index, node)
        yield problem("component-without-field", where, object_id=node.id, repair=repair, component=spec.name)
    elif field is not None and field.kind != spec.kind:
        own = place.context.catalogue.of_kind(field.kind)
        where = pointer("nodes", node.id, "component")
        right = None if own is None else set_to("nodes", node.id, "component", own.id, label=f"Use {own.name}")
        kind = field.kind if own is None else own.name
        yield problem(
            "component-wrong-kind",
            where,
            object_id=node.id,
            repair=right,
            label=name_of(field),
            kind=kind,
            component=spec.name,
        )


def _props(place: Place, node: Node, spec: ComponentSpec, problems: list[Problem]) -> JsonObject:
    owner = Owner(
        part="props",
        object_id=node.id,
        label=spec.name,
        spec=spec,
        values=node.props,
        entity=place.context.entity_of(place.page),
    )
    problems.extend(shape_problems(owner))
    complete = completed(owner)
    values, missing = resolved(place.context, owner, complete)
    problems.extend(missing)
    if spec.kind != "stat":
        return values
    return _figure(place, node, complete, values, problems)


def _figure(
    place: Place, node: Node, given: JsonObject, values: dict[str, JsonValue], problems: list[Problem]
) -> JsonObject:
    """A figure counts the records of its own entity, or else of its page's."""
    entity_id = given.get("entity") or place.page.entity
    scope = None if entity_id is None else place.scopes.get(str(entity_id))
    problems.extend(figure_problems(node, given, scope))
    tree, text = figure_condition(node, given, scope, problems)
    entity = None if scope is None else scope.entity.key
    return {**values, "entity": entity, "when": tree, "when_text": text}
