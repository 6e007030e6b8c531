"""Whole pages: are they empty, does the list have its table, can every required field be filled in?"""

from collections.abc import Iterator, Mapping

from definition.compiler.context import Context, name_of, title_of
from definition.compiler.scope import Scope
from definition.ids import derived_object_id
from definition.json_types import JsonObject, JsonValue
from definition.model import Entity, Field, Node, Page, PageKind
from definition.order import OrderError, order_between
from definition.problems import Problem, Repair, pointer, problem
from definition.repairs import remove_node, set_to
from definition.wording import in_sentence

_COLUMNS_OFFERED = 5
_REFERRING_PROPS = ("columns", "fields", "filters")


def coverage_problems(context: Context, scopes: Mapping[str, Scope]) -> Iterator[Problem]:
    if not context.app.pages:
        yield problem("app-empty", "/pages")
    for page in context.app.pages_in_order():
        yield from _page_problems(context, page)
        if page.kind is PageKind.LIST:
            yield from _view_problems(context, page, "table", "columns", "table-without-columns")
        elif page.kind is PageKind.RECORD:
            yield from _view_problems(context, page, "details", "fields", "details-without-fields")
    yield from _field_problems(context, scopes)


def _page_problems(context: Context, page: Page) -> Iterator[Problem]:
    if not page.title.strip():
        where = pointer("pages", page.id, "title")
        title = page.key.replace("_", " ").capitalize()
        repair = set_to("pages", page.id, "title", title, label=f"Call it “{title}”")
        yield problem("page-title-missing", where, object_id=page.id, repair=repair, key=page.key)
    if page.entity is None and page.kind is not PageKind.DASHBOARD:
        where = pointer("pages", page.id, "entity")
        yield problem("page-entity-missing", where, object_id=page.id, page=title_of(page))
    has_own_problem = page.kind in (PageKind.LIST, PageKind.RECORD)
    if not has_own_problem and not context.index.children_of(page.id, None):
        yield problem("page-empty", pointer("pages", page.id), object_id=page.id, page=title_of(page))


def _view_problems(context: Context, page: Page, kind: str, prop: str, without: str) -> Iterator[Problem]:
    """A list page has one table, a record page has details; each shows something."""
    views = [node for node, _ in context.index.walk(page.id) if node.component.partition("@")[0] == kind]
    spec = context.catalogue.of_kind(kind)
    name = kind if spec is None else spec.name
    entity = context.entity_of(page)
    shown = [] if entity is None else [field.id for field in context.index.fields_of(entity.id)]
    shown = shown[:_COLUMNS_OFFERED] if kind == "table" else shown
    where = pointer("pages", page.id)
    if not views:
        repair = None
        if spec is not None and shown:
            repair = _add_node(context, page, spec.id, None, {prop: list(shown)}, label=f"Add a {in_sentence(name)}")
        yield problem("view-missing", where, object_id=page.id, repair=repair, page=title_of(page), component=name)
    for extra in views[1:] if kind == "table" else []:
        repair = remove_node(context.index, extra)
        where = pointer("nodes", extra.id)
        yield problem("view-repeated", where, object_id=extra.id, repair=repair, page=title_of(page), component=name)
    for view in views:
        if shown and not view.props.get(prop):
            where = pointer("nodes", view.id, "props", prop)
            repair = set_to("nodes", view.id, f"props.{prop}", list(shown), label="Show these fields")
            yield problem(without, where, object_id=view.id, repair=repair, page=title_of(page))


def _field_problems(context: Context, scopes: Mapping[str, Scope]) -> Iterator[Problem]:
    shown = _shown_fields(context)
    forms = [page for page in context.app.pages_in_order() if page.kind is PageKind.FORM]
    for scope in scopes.values():
        own_forms = [page for page in forms if page.entity == scope.entity.id]
        used = {key for formula in scope.formulas.by_key.values() for key in formula.uses}
        for typed in scope.fields:
            field = typed.field
            absent = [page for page in own_forms if (page.id, field.id) not in shown]
            if absent and _must_be_asked(field):
                for page in absent:
                    yield _not_on_form(context, scope.entity, field, page)
            elif not _is_on_a_page(context, field, shown) and (field.kind != "calc" or field.key not in used):
                yield _on_no_page(context, field, own_forms)


def _is_on_a_page(context: Context, field: Field, shown: set[tuple[str, str]]) -> bool:
    return any((page_id, field.id) in shown for page_id in context.app.pages)


def _must_be_asked(field: Field) -> bool:
    return (
        field.required
        and field.default is None
        and field.kind != "calc"
        and field.settings.get("default_me") is not True
    )


def _not_on_form(context: Context, entity: Entity, field: Field, page: Page) -> Problem:
    return problem(
        "required-not-on-form",
        pointer("fields", field.id, "required"),
        object_id=field.id,
        repair=_add_field(context, field, page),
        label=name_of(field),
        page=title_of(page),
    )


def _on_no_page(context: Context, field: Field, forms: list[Page]) -> Problem:
    where = pointer("fields", field.id)
    repair = _add_field(context, field, forms[0]) if forms else None
    return problem("field-not-on-page", where, object_id=field.id, repair=repair, label=name_of(field))


def _shown_fields(context: Context) -> set[tuple[str, str]]:
    """(page id, field id) for every field that a page asks for or shows."""
    shown: set[tuple[str, str]] = set()
    for node in context.app.nodes.values():
        if node.field is not None:
            shown.add((node.page, node.field))
        for name in _REFERRING_PROPS:
            value = node.props.get(name)
            if isinstance(value, list):
                shown.update((node.page, field_id) for field_id in value if isinstance(field_id, str))
    return shown


def _add_field(context: Context, field: Field, page: Page) -> Repair | None:
    spec = context.catalogue.of_kind(field.kind)
    if spec is None:
        return None
    return _add_node(context, page, spec.id, field, {}, label=f"Add it to {title_of(page)}")


def _add_node(
    context: Context, page: Page, component: str, field: Field | None, props: JsonObject, *, label: str
) -> Repair | None:
    """Add a node at the end of the page, or of its last step where it has steps."""
    parent = _last_step(context, page) if field is not None else None
    siblings = context.index.children_of(page.id, None if parent is None else parent.id)
    try:
        order = order_between(siblings[-1].order if siblings else None, None)
    except OrderError:
        return None
    node_id = derived_object_id("nodes", page.id, component, "" if field is None else field.id)
    if node_id in context.app.nodes:
        return None
    value: dict[str, JsonValue] = {
        "page": page.id,
        "parent": None if parent is None else parent.id,
        "order": order,
        "component": component,
        "field": None if field is None else field.id,
        "props": props,
    }
    return Repair(label=label, operations=({"op": "add", "in": "nodes", "id": node_id, "value": value},))


def _last_step(context: Context, page: Page) -> Node | None:
    roots = context.index.children_of(page.id, None)
    return roots[-1] if roots and roots[-1].component.partition("@")[0] == "page" else None
