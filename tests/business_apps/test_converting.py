"""DocTypes become a document that compiles; what they say and ours cannot is counted, not dropped in silence."""

from typing import cast

from components.catalogue import read_library
from components.manifests import LIBRARY
from definition.compiler import read_document
from definition.model import AppDefinition
from tests.business_apps.converting import Converted, converted
from tests.business_apps.corpus import Raw
from tests.business_apps.grouping import groups_of
from tests.business_apps.invented import HIRE, harbour


def hire(*more: Raw) -> tuple[Converted, AppDefinition]:
    """The app around the boat hire, converted and read."""
    doctypes = harbour(*more)
    group = next(group for group in groups_of(doctypes) if group.title == "Boat Hire")
    made = converted(group, doctypes)
    reading = read_document(made.document, read_library(LIBRARY))
    assert reading.app is not None
    assert reading.compilation is not None
    assert reading.compilation.app is not None, [one.message for one in reading.problems]
    return made, reading.app


def test_apps_are_grouped_around_doctypes_and_by_module() -> None:
    groups = [
        (group.title, [one.name for one in group.mains], [one.name for one in group.nearby])
        for group in groups_of(harbour())
    ]
    assert groups == [
        ("Boat", ["Boat"], []),
        ("Boat Hire", ["Boat Hire"], ["Boat"]),
        ("Fleet module", ["Boat"], []),
        ("Harbour module", ["Boat Hire"], []),
    ]


def test_child_tables_get_a_required_link_to_their_record() -> None:
    _, app = hire()
    assert [entity.label for entity in app.entities_in_order()] == ["Boat Hire", "Boat Hire Stops", "Boat"]
    stops = app.entities_in_order()[1]
    link, place, berth = app.fields_of(stops.id)
    assert (link.kind, link.required, link.settings) == ("record", True, {"entity": app.entities_in_order()[0].id})
    assert [(one.key, one.required) for one in (place, berth)] == [("place", True), ("berth", False)]


def test_fields_keep_what_they_ask() -> None:
    _, app = hire()
    entity, _, boat = app.entities_in_order()
    fields = {field.key: field for field in app.fields_of(entity.id)}
    assert {key: field.kind for key, field in fields.items()} == {
        "skipper": "text",
        "ticket": "text",
        "boat": "record",
        "harbour": "text",
        "price": "money",
        "discount": "percent",
        "is_paid_here": "yesno",
        "way": "select",
        "notes": "textarea",
        "due": "date",
        "secret": "number",
    }
    assert [key for key, field in fields.items() if field.required] == ["skipper", "boat"]
    assert [key for key, field in fields.items() if field.unique] == ["ticket"]
    assert fields["ticket"].help == "On the stub"
    assert fields["skipper"].settings == {"max_length": 60}
    assert fields["boat"].settings == {"entity": boat.id}
    assert fields["way"].settings == {
        "options": [{"key": "card", "label": "Card"}, {"key": "cash_only", "label": "Cash only"}]
    }
    defaults = {key: field.default for key, field in fields.items() if field.default is not None}
    assert defaults == {"discount": "0.125", "is_paid_here": True, "way": "card", "secret": "3"}
    assert entity.title_field == fields["skipper"].id


def test_breaks_become_sections_and_columns() -> None:
    _, app = hire()
    form = next(page for page in app.pages_in_order() if page.kind == "form")
    assert outline(app, form.id, None) == [
        *("skipper", "ticket", "boat", "harbour"),
        ("Money", [("columns", ["price", "discount"])]),
        ("", ["is_paid_here", "way", "notes", "due"]),
    ]


def outline(app: AppDefinition, page: str, parent: str | None) -> list[object]:
    """What stands in what, by key or title."""
    return [
        app.fields[node.field].key if node.field else (node.props.get("title", "columns"), outline(app, page, node.id))
        for node in app.children_of(page, parent)
    ]


def test_conditions_become_rules_on_what_they_stood_on() -> None:
    _, app = hire()
    rules = []
    for rule in app.rules.values():
        node = app.nodes[rule.target]
        rules.append((rule.effect.value, app.fields[node.field].key if node.field else node.props["title"], rule.when))
    assert sorted(rules) == [
        ("require", "notes", "(way == 'cash_only' && coalesce(price, 0) > 100)"),
        ("show", "Money", "is_paid_here"),
        ("show", "way", "is_paid_here"),
    ]


def test_permissions_become_grants_and_rows_follow_their_record() -> None:
    _, app = hire()
    grants = {
        (app.roles[one.role].label, app.entities[one.entity].label): (one.create, one.read, one.update, one.delete)
        for one in app.grants.values()
    }
    assert grants == {
        ("Clerk", "Boat Hire"): (True, "own", "own", "none"),
        ("Clerk", "Boat Hire Stops"): (True, "own", "own", "none"),
        ("Harbour Master", "Boat Hire"): (True, "all", "all", "all"),
        ("Harbour Master", "Boat Hire Stops"): (True, "all", "all", "all"),
        ("Harbour Master", "Boat"): (True, "all", "none", "none"),
    }


def test_what_is_lost_is_counted_with_its_reason() -> None:
    made, _ = hire()
    assert {reason: count for reason, count in made.losses.fields.items() if count} == {
        "child table of a neighbour": 1,
        "currency named by another field": 1,
        "default worked out when it is entered": 1,
        "life cycle of draft, submitted, cancelled": 1,
        "link out of the app": 1,
        "read-only became open to change": 1,
        "record number made by a rule": 1,
        "required but hidden": 1,
    }
    assert {reason: count for reason, count in made.losses.rules.items() if count} == {
        "asks the parent record": 1,
        "asks the state of the document": 1,
        "no rule for folding": 1,
        "on a child table": 1,
    }
    assert dict(made.losses.rights) == {
        "right on a level of fields": 1,
        "right to submit, cancel or amend": 1,
        "use without signing in": 1,
    }
    assert (made.rules_made, made.rules_asked) == (3, 7)


def test_a_rule_the_compiler_refuses_is_taken_out_and_counted() -> None:
    fields = cast("list[Raw]", HIRE["fields"])
    own = [{**one, "depends_on": one["fieldname"]} if one["fieldname"] == "notes" else one for one in fields]
    made, app = hire({**HIRE, "fields": own})
    assert made.losses.rules["refused: rule-uses-itself"] == 1
    assert len(app.rules) == 3
