"""Every id that an object mentions exists, and stands on the right side."""

from collections.abc import Iterator

from definition.index import Index
from definition.problems import Problem, pointer, problem
from definition.repairs import remove, set_to


def fields_and_title(index: Index) -> Iterator[Problem]:
    app = index.app
    for field in app.fields.values():
        if field.entity not in app.entities:
            where = pointer("fields", field.id, "entity")
            yield problem("entity-missing", where, object_id=field.id, label=field.label or field.key)
    for page in app.pages.values():
        if page.entity is not None and page.entity not in app.entities:
            where = pointer("pages", page.id, "entity")
            yield problem("entity-missing", where, object_id=page.id, label=page.title or page.key)
    for entity in app.entities.values():
        if entity.title_field is None:
            continue
        title = app.fields.get(entity.title_field)
        if title is None or title.entity != entity.id:
            yield problem(
                "title-field-missing" if title is None else "title-field-elsewhere",
                pointer("entities", entity.id, "title_field"),
                object_id=entity.id,
                repair=set_to("entities", entity.id, "title_field", None, label="Use no title field"),
                entity=entity.label or entity.key,
            )


def grants(index: Index) -> Iterator[Problem]:
    app = index.app
    seen: set[tuple[str, str]] = set()
    for grant in sorted(app.grants.values(), key=lambda grant: grant.id):
        where = pointer("grants", grant.id)
        repair = remove("grants", grant.id, label="Remove the permission")
        role, entity = app.roles.get(grant.role), app.entities.get(grant.entity)
        if role is None:
            yield problem("grant-role-missing", f"{where}/role", object_id=grant.id, repair=repair)
        elif entity is None:
            label = f"The permission of {role.label or role.key}"
            yield problem("entity-missing", f"{where}/entity", object_id=grant.id, repair=repair, label=label)
        elif (role.id, entity.id) in seen:
            yield problem(
                "grant-repeated",
                where,
                object_id=grant.id,
                repair=repair,
                role=role.label or role.key,
                entity=entity.label or entity.key,
            )
        seen.add((grant.role, grant.entity))


def texts(index: Index) -> Iterator[Problem]:
    app = index.app
    seen: set[tuple[str, str]] = set()
    for text in sorted(app.texts.values(), key=lambda text: text.id):
        where = pointer("texts", text.id)
        repair = remove("texts", text.id, label="Remove the text")
        page = app.pages.get(text.on)
        if page is None:
            yield problem("text-page-missing", f"{where}/on", object_id=text.id, repair=repair)
        elif (text.on, text.slot) in seen:
            yield problem(
                "text-repeated", where, object_id=text.id, repair=repair, page=page.title or page.key, slot=text.slot
            )
        seen.add((text.on, text.slot))


def rules(index: Index) -> Iterator[Problem]:
    app = index.app
    for rule in app.rules.values():
        where = pointer("rules", rule.id)
        repair = remove("rules", rule.id, label="Remove rule")
        target = app.nodes.get(rule.target)
        if target is None:
            yield problem("rule-target-missing", f"{where}/target", object_id=rule.id, repair=repair)
            continue
        if rule.entity not in app.entities:
            yield problem("entity-missing", f"{where}/entity", object_id=rule.id, repair=repair, label="This rule")
            continue
        page = app.pages.get(target.page)
        if page is not None and page.entity is not None and page.entity != rule.entity:
            yield problem("rule-target-elsewhere", f"{where}/target", object_id=rule.id, repair=repair)
