"""Special data stays on the record page, out of lists."""

from collections.abc import Iterator, Mapping, Sequence

from definition.model import AppDefinition, Node, Sensitivity
from governance.facts import Facts, Found, Policy, Severity, at, repair_set


def check(app: AppDefinition, facts: Facts) -> Iterator[Found]:
    special = {field.id: field for field in app.fields.values() if field.sensitivity is Sensitivity.SPECIAL}
    for page in app.pages_in_order():
        for node in app.nodes_of(page.id):
            columns = _columns(node)
            shown = [special[column] for column in columns if column in special]
            if shown:
                labels = ", ".join(field.label for field in shown)
                kept = [column for column in columns if column not in special]
                yield Found(
                    message=f"The list {page.title} shows special data: {labels}.",
                    where=at("nodes", node.id, page.title, "props.columns"),
                    repair=repair_set(f"Take {labels} out of the list", "nodes", node.id, "props.columns", kept)
                    if kept
                    else None,
                )
    for entity in app.entities_in_order():
        field = special.get(entity.title_field or "")
        if field is not None:
            yield Found(
                message=f"{field.label} is special data, yet it names every {entity.label} wherever one is mentioned.",
                where=at("entities", entity.id, entity.label, "title_field"),
                repair=repair_set(
                    "Name records otherwise", "entities", entity.id, "title_field", _other_title(app, entity.id)
                ),
            )


def _columns(node: Node) -> Sequence[str]:
    columns = node.props.get("columns")
    if not isinstance(columns, Sequence) or isinstance(columns, str | Mapping):
        return ()
    return [column for column in columns if isinstance(column, str)]


def _other_title(app: AppDefinition, entity_id: str) -> str | None:
    fields = app.fields_of(entity_id)
    fits = (one for one in fields if one.kind == "text" and one.sensitivity is not Sensitivity.SPECIAL)
    return next((one.id for one in fits), None)


POLICY = Policy(
    id="special-data-in-lists",
    title="Special data stays out of lists",
    severity=Severity.MUST_FIX,
    owner="Data protection",
    why="Health, belief or union data seen in passing, on a screen or a print, cannot be unseen.",
    check=check,
)
