"""A new version does not take away what the live version stores."""

from collections.abc import Iterator

from definition.model import AppDefinition, Field
from definition.problems import Repair
from governance.facts import Facts, Found, Policy, Severity, at_field, put, repair_set

# Kinds within one family are stored alike, so that one can become the other without touching a value.
_FAMILIES = (
    frozenset({"text", "textarea", "email", "phone", "url", "choice", "select"}),
    frozenset({"number", "percent"}),
    frozenset({"yesno", "confirm"}),
)


def check(app: AppDefinition, facts: Facts) -> Iterator[Found]:
    live = facts.live
    if live is None:
        return
    for entity in live.entities_in_order():
        for before in live.fields_of(entity.id):
            after = app.fields.get(before.id)
            if after is None:
                yield Found(
                    message=f"{before.label} of {entity.label} goes away. Stored values will be hidden, not deleted.",
                    where=at_field(before),
                    repair=_bring_back(app, live, before),
                    severity=Severity.ADVICE,
                )
            else:
                yield from _changed(app, before, after)


def _changed(app: AppDefinition, before: Field, after: Field) -> Iterator[Found]:
    if before.kind != after.kind and not _stored_alike(before.kind, after.kind):
        yield Found(
            message=f"{after.label} changes from {before.kind} to {after.kind}. Stored values cannot follow.",
            where=at_field(after, "kind"),
            repair=_change_back(app, before),
        )
    if before.key != after.key:
        yield Found(
            message=f"{after.label} changes its key from {before.key} to {after.key}. Stored values keep the old name.",
            where=at_field(after, "key"),
            repair=repair_set(f"Keep the key {before.key}", "fields", before.id, "key", before.key),
        )


def _stored_alike(one: str, other: str) -> bool:
    return any(one in family and other in family for family in _FAMILIES)


def _bring_back(app: AppDefinition, live: AppDefinition, field: Field) -> Repair | None:
    """Add the field again as it was; with its table where that is gone too, it takes more than one field."""
    fields = live.document["fields"]
    if field.entity not in app.entities or not isinstance(fields, dict):
        return None
    add = {"op": "add", "in": "fields", "id": field.id, "value": fields[field.id]}
    return Repair(label=f"Bring {field.label} back", operations=(add,))


def _change_back(app: AppDefinition, before: Field) -> Repair:
    operations = [put("fields", before.id, "kind", before.kind), put("fields", before.id, "settings", before.settings)]
    operations.extend(
        put("nodes", node.id, "component", f"{before.kind}@1")
        for node in sorted(app.nodes.values(), key=lambda one: one.id)
        if node.field == before.id
    )
    return Repair(label=f"Keep it a {before.kind}; add a new field for the new kind", operations=tuple(operations))


POLICY = Policy(
    id="destructive-data-change",
    title="No stored value is lost",
    severity=Severity.MUST_FIX,
    owner="Data protection",
    why="People rely on what they entered. Only a separate, approved purge removes data.",
    check=check,
)
