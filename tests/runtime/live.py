"""Apps to deploy in tests, written as definitions and made live through the real steps."""

from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from django.db import connection
from django.test import Client

from accounts.models import User, Workspace
from components.catalogue import catalogue
from core.ids import new_id
from definition.compiler import compile_app
from definition.json_types import JsonObject
from definition.parse import parse
from runtime.models import LiveApp, RoleGrant
from runtime.services import activation
from tests.world import NOON

Json = dict[str, Any]
OPTIONS = [{"key": "travel", "label": "Travel"}, {"key": "meals", "label": "Meals"}, {"key": "other", "label": "Other"}]


def document(**parts: Json) -> Json:
    """A definition with `parts` in place of the empty collections; `app` may change the header."""
    empty: Json = {name: {} for name in ("entities", "fields", "pages", "nodes", "rules", "roles", "grants", "texts")}
    app = {"key": "expenses", "title": "Expenses", "currency": "EUR", **parts.pop("app", {})}
    return {"format": 1, "app": app, **empty, **parts}


def field(entity: str, key: str, kind: str, order: int | str, **more: Any) -> Json:
    settings = more.pop("settings", {})
    label = more.pop("label", key.replace("_", " ").capitalize())
    return {
        "entity": entity,
        "key": key,
        "label": label,
        "kind": kind,
        "settings": settings,
        "order": f"a{order}",
        **more,
    }


def expenses() -> Json:
    """Customers, and claims on them: every rule, link and index the record tests need.

    Staff add claims and see their own; managers, named by an administrator, see and change all.
    """
    claim, customer = "ent_claim", "ent_customer"
    fields = {
        "fld_purpose": field(claim, "purpose", "text", 0, required=True, settings={"max_length": 80}),
        "fld_amount": field(claim, "amount", "money", 1, required=True, settings={"min": 1, "max": 5000}),
        "fld_category": field(claim, "category", "select", 2, settings={"options": OPTIONS}),
        "fld_reason": field(claim, "reason", "textarea", 3, required=True),
        "fld_spent": field(claim, "spent_on", "date", 4),
        "fld_quantity": field(claim, "quantity", "number", 5, default="1", settings={"decimals": 0}),
        "fld_total": field(claim, "total", "calc", 6, settings={"formula": "amount * quantity", "decimals": 2}),
        "fld_customer": field(claim, "customer", "record", 7, settings={"entity": customer}),
        "fld_approver": field(claim, "approver", "person", 8),
        "fld_receipt": field(claim, "receipt", "file", 9, settings={"max_count": 2, "max_mb": 1, "types": ["pdf"]}),
        "fld_ticket": field(claim, "ticket", "text", "A", unique=True),
        "fld_tags": field(claim, "tags", "choices", "B", settings={"options": OPTIONS}),
        "fld_name": field(customer, "name", "text", 0, required=True),
    }
    on_form = [name for name in fields if fields[name]["entity"] == claim]
    nodes: Json = {
        f"nod_{name[4:]}": {
            "page": "pag_new",
            "parent": None,
            "order": f"a{position:X}",
            "component": f"{fields[name]['kind']}@1",
            "field": name,
            "props": {},
        }
        for position, name in enumerate(on_form)
    }
    columns = ["fld_purpose", "fld_amount", "fld_category"]
    table = {"columns": columns, "filters": ["fld_category"], "sort": {"field": "fld_amount", "descending": True}}
    nodes["nod_table"] = _view("pag_list", "table@1", table)
    nodes["nod_details"] = _view("pag_one", "details@1", {"fields": columns})
    nodes["nod_count"] = _view("pag_board", "stat@1", {"entity": claim, "measure": "count", "label": "Claims"})
    figure = {
        "entity": claim,
        "measure": "sum",
        "field": "fld_amount",
        "label": "Spent",
        "when": "category == 'travel'",
    }
    nodes["nod_sum"] = {**_view("pag_board", "stat@1", figure), "order": "a1"}
    return document(
        entities={
            claim: {
                "key": "claim",
                "label": "Claim",
                "label_plural": "Claims",
                "title_field": "fld_purpose",
                "order": "a0",
            },
            customer: {
                "key": "customer",
                "label": "Customer",
                "label_plural": "Customers",
                "title_field": "fld_name",
                "order": "a1",
            },
        },
        fields=fields,
        pages={
            "pag_new": {
                "key": "new_claim",
                "kind": "form",
                "entity": claim,
                "title": "New claim",
                "intro": "For costs you paid.",
                "order": "a0",
                "settings": {},
            },
            "pag_list": {
                "key": "claims",
                "kind": "list",
                "entity": claim,
                "title": "Claims",
                "order": "a1",
                "settings": {},
            },
            "pag_one": {
                "key": "one_claim",
                "kind": "record",
                "entity": claim,
                "title": "Claim",
                "order": "a2",
                "settings": {},
            },
            "pag_board": {
                "key": "board",
                "kind": "dashboard",
                "entity": None,
                "title": "Board",
                "order": "a3",
                "settings": {},
            },
        },
        nodes=nodes,
        rules={
            "rul_reason": {
                "entity": claim,
                "effect": "show",
                "target": "nod_reason",
                "when": "category == 'other'",
                "order": "a0",
            },
            "rul_spent": {
                "entity": claim,
                "effect": "require",
                "target": "nod_spent",
                "when": "amount > 100",
                "order": "a1",
            },
        },
        roles={
            "rol_staff": {"key": "staff", "label": "Everybody", "audience": "workspace", "order": "a0"},
            "rol_boss": {"key": "managers", "label": "Managers", "audience": "granted", "order": "a1"},
        },
        grants={
            "gra_staff": _grant("rol_staff", claim, create=True, read="own", update="own"),
            "gra_boss": _grant("rol_boss", claim, create=True, read="all", update="all", delete="all"),
            "gra_boss2": _grant("rol_boss", customer, create=True, read="all", update="all", delete="all"),
            "gra_staff2": _grant("rol_staff", customer, read="all"),
        },
    )


def _view(page: str, component: str, props: Json) -> Json:
    return {"page": page, "parent": None, "order": "a0", "component": component, "props": props}


def _grant(role: str, entity: str, **more: Any) -> Json:
    nothing = {"create": False, "read": "none", "update": "none", "delete": "none"}
    return {"role": role, "entity": entity, **nothing, **more}


def artefact_of(app: Json) -> JsonObject:
    """The compiled artefact; fails with the problems when it does not compile."""
    parsed = parse(app)
    assert parsed.app is not None, parsed.problems
    compilation = compile_app(parsed.app, catalogue())
    assert compilation.app is not None, [problem.message for problem in compilation.problems]
    return compilation.app.to_json()


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployed:
    app_id: UUID
    key: str
    live_app_id: UUID
    live_release_id: UUID
    digest: str

    def url(self, rest: str = "") -> str:
        return f"/api/a/{self.key}/{rest}"


def deploy(workspace: Workspace, app: Json, *, app_id: UUID | None = None) -> Deployed:
    """Take a definition through prepare, expand, verify and activate."""
    artefact = artefact_of(app)
    digest = cast("str", artefact["digest"])
    chosen = app_id or new_id()
    # A test is one transaction; tables with unchecked references in it cannot be altered on PostgreSQL.
    connection.check_constraints()
    prepared = activation.prepare(app_id=chosen, workspace_id=workspace.pk, digest=digest, artefact=artefact, now=NOON)
    activation.expand(live_release_id=prepared.live_release_id, now=NOON)
    activation.verify(live_release_id=prepared.live_release_id)
    activation.activate(live_release_id=prepared.live_release_id, digest=digest, now=NOON)
    return Deployed(
        app_id=chosen,
        key=prepared.key,
        live_app_id=prepared.live_app_id,
        live_release_id=prepared.live_release_id,
        digest=digest,
    )


def make_manager(deployed: Deployed, person: User) -> None:
    """Name a person into the role "managers"."""
    app = LiveApp.objects.get(pk=deployed.live_app_id)
    RoleGrant.objects.create(live_app=app, role_id="rol_boss", user=person, granted_by_id=person.pk, granted_at=NOON)


def post(client: Client, url: str, body: object, **headers: str) -> "tuple[int, Json]":
    """POST JSON; status and body."""
    response = client.post(url, body, content_type="application/json", headers=headers)
    return response.status_code, response.json()


CLAIM: Json = {"purpose": "Train to Leeds", "amount": {"amount": "80", "currency": "EUR"}, "category": "travel"}
