"""Short ways to write on a draft in tests, all through the services."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from accounts.models import User
from builder.models import App, BatchKind
from builder.selectors import draft_of
from builder.services.apps import app_start_blank, comaker_add
from builder.services.drafts import Batch, Saved, draft_apply
from core.errors import JsonValue
from tests.world import NOON, World

Op = Mapping[str, JsonValue]


def started(world: World, *, title: str = "Expense claims", co_maker: bool = True) -> App:
    """Ada's new app; Ben may edit it too unless told otherwise."""
    app = app_start_blank(workspace=world.workspace, title=title, actor=world.ada, now=NOON)
    if co_maker:
        comaker_add(app_id=app.pk, person=world.ben.pk, actor=world.ada, now=NOON)
    return app


def edit(
    app: App,
    actor: User,
    operations: Sequence[Op],
    *,
    base: int | None = None,
    kind: str = "edit",
    target: UUID | None = None,
    batch_id: UUID | None = None,
    label: str = "Edit",
    now: datetime = NOON + timedelta(minutes=1),
) -> Saved:
    """Send one batch; on the newest revision unless `base` says otherwise."""
    batch = Batch(
        batch_id=batch_id or uuid4(),
        base_revision=draft_of(app.pk).revision if base is None else base,
        label=label,
        kind=BatchKind(kind),
        operations=list(operations),
        target=target,
    )
    return draft_apply(app_id=app.pk, batch=batch, actor=actor, now=now)


def entity_of(app: App) -> str:
    return str(next(iter(document(app)["entities"])))


def form_of(app: App) -> str:
    return str(next(page_id for page_id, page in document(app)["pages"].items() if page["kind"] == "form"))


def field_add(app: App, field_id: str, key: str = "amount", **values: JsonValue) -> Op:
    """The operation that adds a field to the app's entity."""
    value = {
        "entity": entity_of(app),
        "key": key,
        "label": key.capitalize(),
        "kind": "text",
        "settings": {},
        "order": "a0",
        **values,
    }
    return {"op": "add", "in": "fields", "id": field_id, "value": value}


def node_add(app: App, node_id: str, *, order: str = "a0", component: str = "section@1", **values: JsonValue) -> Op:
    """The operation that places a node on the form page."""
    value = {"page": form_of(app), "parent": None, "order": order, "component": component, "props": {}, **values}
    return {"op": "add", "in": "nodes", "id": node_id, "value": value}


def shown(app: App, *field_ids: str) -> list[Op]:
    """The operations that show fields in the list and on the record page."""
    nodes = draft_of(app.pk).document["nodes"]
    table = next(node_id for node_id, node in nodes.items() if node["component"] == "table@1")
    details = next(node_id for node_id, node in nodes.items() if node["component"] == "details@1")
    return [
        put("nodes", table, "props.columns", list(field_ids)),
        put("nodes", details, "props.fields", list(field_ids)),
    ]


def put(collection: str, object_id: str, path: str, value: JsonValue) -> Op:
    return {"op": "set", "in": collection, "id": object_id, "path": path, "value": value}


def take(collection: str, object_id: str) -> Op:
    return {"op": "remove", "in": collection, "id": object_id}


def move(node_id: str, *, order: str, parent: str | None) -> Op:
    return {"op": "move", "in": "nodes", "id": node_id, "parent": parent, "order": order}


def document(app: App) -> dict[str, Any]:
    loaded: dict[str, Any] = draft_of(app.pk).document
    return loaded
