"""Who sees what: two workspaces, every kind of person, every address and every place an id can stand."""

from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from accounts.models import User
from core.events.models import Event
from core.jobs.runner import work
from runtime.models import RoleGrant
from runtime.services import activation
from tests.runtime.live import CLAIM, Deployed, artefact_of, deploy, expenses, make_manager, post
from tests.world import NOON, World

pytestmark = pytest.mark.database
CANARY = "canary-4711"
TABLES = (
    "gh_expenses_claim",
    "gh_expenses_customer",
    "runtime_recordexport",
    "runtime_recordhistory",
    "runtime_savedentry",
    "runtime_storedfile",
)


def snapshot() -> list[object]:
    """Every row that an attack could change."""
    rows: list[object] = []
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT * FROM {table} ORDER BY id")
            rows.extend(cursor.fetchall())
    return rows


@pytest.fixture
def secrets(world: World, app: Deployed) -> dict[str, str]:
    """Ada's claim, file and export, a manager's customer: each with the canary in it."""
    make_manager(app, world.rosa)
    ada, rosa = world.client(world.ada), world.client(world.rosa)
    pdf = SimpleUploadedFile(f"{CANARY}.pdf", b"%PDF-1.7 " + CANARY.encode())
    form = {"file": pdf, "entity": "claim", "field": "receipt"}
    file = ada.post(app.url("files/"), form).json()
    claim = post(
        ada, app.url("claim/"), {**CLAIM, "purpose": CANARY, "ticket": CANARY, "receipt": [{"id": file["id"]}]}
    )[1]
    customer = post(rosa, app.url("customer/"), {"name": CANARY})[1]
    saved = {"values": {"purpose": CANARY}, "digest": app.digest}
    ada.put(app.url("saved/new_claim/"), saved, content_type="application/json")
    export = post(ada, app.url("claim/exports/"), {"format": "csv", "columns": None})[1]
    work()
    return {"claim": claim["id"], "customer": customer["id"], "file": file["id"], "export": export["id"]}


def attacks(app: Deployed, ids: dict[str, str]) -> list[tuple[str, str, object]]:
    """Every address with the ids of others in every place."""
    claim, file, other = ids["claim"], ids["file"], str(uuid4())
    own = {**CLAIM, "receipt": [{"id": file}]}
    saved = {"values": {}, "digest": app.digest}
    role = {"role": "managers", "person": ids["claim"]}
    found: list[tuple[str, str, object]] = [
        ("get", "", None),
        ("get", "openapi.json", None),
        ("get", "claim/", None),
        ("get", f"claim/?q={CANARY}", None),
        ("get", f"claim/?ticket={CANARY}", None),
        ("get", "claim/?sort=purpose", None),
        ("get", "options/claim/", None),
        ("get", f"options/claim/?q={CANARY}", None),
        ("get", "figures/board/", None),
        ("get", "saved/new_claim/", None),
        ("delete", "saved/new_claim/", None),
        ("put", "saved/new_claim/", saved),
        ("get", "access/", None),
        ("post", "access/", role),
        ("delete", "access/", role),
        ("get", f"files/{file}/", None),
        ("post", "claim/", own),
        ("patch", f"claim/{claim}/", {"purpose": "mine"}),
        ("delete", f"claim/{claim}/", None),
        ("get", f"claim/{claim}/", None),
        ("get", f"claim/{claim}/history/", None),
        ("get", f"customer/{claim}/", None),
        ("get", f"claim/{other}/", None),
        ("get", "claim/1/", None),
        ("get", "claim/exports/", None),
        ("post", "claim/exports/", {"format": "csv", "columns": ["created_by_id"]}),
        ("get", f"claim/exports/{ids['export']}/", None),
        ("get", f"claim/exports/{ids['export']}/file/", None),
        ("delete", f"claim/exports/{ids['export']}/", None),
        ("get", f"nothing/{claim}/", None),
        ("post", "nothing/", CLAIM),
        ("get", "files/x/", None),
    ]
    return found


def attempt(client: Client, method: str, url: str, body: object) -> "tuple[int, bytes]":
    more = {"data": body, "content_type": "application/json"} if body is not None else {}
    response = getattr(client, method)(url, headers={"If-Match": "*"}, **more)
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return response.status_code, content


def test_nobody_outside_sees_or_changes_anything(world: World, app: Deployed, secrets: dict[str, str]) -> None:
    before = snapshot()
    for person, expected in ((None, {401}), (world.mallory, {404})):
        client = world.client(person)
        for method, rest, body in attacks(app, secrets):
            status, content = attempt(client, method, app.url(rest), body)
            assert status in expected, (person, method, rest, status)
            assert CANARY.encode() not in content
            assert secrets["claim"].encode() not in content
        for page in ("", "claims/", "new_claim/", f"one_claim/{secrets['claim']}/"):
            status, content = attempt(client, "get", f"/a/{app.key}/{page}", None)
            assert status in expected, (person, page, status)
    assert snapshot() == before


def test_staff_see_their_own_and_nothing_of_others(world: World, app: Deployed, secrets: dict[str, str]) -> None:
    """A role in the workspace, whichever it is, gives no right in an app beyond what the app grants."""
    before = snapshot()
    for person in (world.emil, world.ben, world.dora, world.stella, world.theo, world.audrey, world.adam):
        client = world.client(person)
        for method, rest, body in attacks(app, secrets):
            if rest.startswith("saved/") or (person == world.adam and rest.startswith("access/")):
                continue
            status, content = attempt(client, method, app.url(rest), body)
            assert status in (200, 400, 403, 404), (person, method, rest, status)
            assert status != 200 or method == "get", (person, method, rest)
            assert CANARY.encode() not in content, (person, method, rest, content)
        assert client.get(app.url("saved/new_claim/")).json() == {"values": None}
        assert client.get(app.url("figures/board/")).json()["figures"] == {
            "nod_count": {"value": 0, "exact": True, "amounts": []},
            "nod_sum": {"value": None, "exact": True, "amounts": []},
        }
    assert snapshot() == before


def test_each_right_is_its_own(world: World, app: Deployed, secrets: dict[str, str]) -> None:
    emil, rosa = world.client(world.emil), world.client(world.rosa)
    mine = post(emil, app.url("claim/"), CLAIM)[1]["id"]
    assert attempt(emil, "delete", app.url(f"claim/{mine}/"), None)[0] == 403
    assert post(emil, app.url("customer/"), {"name": "X"})[0] == 403
    assert attempt(emil, "patch", app.url(f"customer/{secrets['customer']}/"), {"name": "X"})[0] == 403
    assert attempt(emil, "get", app.url(f"customer/{secrets['customer']}/"), None)[0] == 200
    assert attempt(rosa, "get", app.url(f"files/{secrets['file']}/"), None)[0] == 200
    assert attempt(rosa, "get", app.url(f"claim/{secrets['claim']}/"), None)[0] == 200
    assert attempt(rosa, "delete", app.url(f"claim/{secrets['claim']}/"), None)[0] == 204
    assert attempt(rosa, "get", app.url(f"files/{secrets['file']}/"), None)[0] == 404


def test_the_title_of_a_linked_record_is_shown_only_to_who_may_read_it(world: World) -> None:
    document = expenses()
    document["grants"]["gra_staff2"] = {
        "role": "rol_staff",
        "entity": "ent_customer",
        "create": True,
        "read": "own",
        "update": "none",
        "delete": "none",
    }
    app = deploy(world.workspace, document)
    make_manager(app, world.rosa)
    rosa, emil = world.client(world.rosa), world.client(world.emil)
    customer = post(rosa, app.url("customer/"), {"name": CANARY})[1]["id"]
    claim = post(emil, app.url("claim/"), CLAIM)[1]["id"]
    assert attempt(emil, "patch", app.url(f"claim/{claim}/"), {"customer": customer})[0] == 400
    assert attempt(rosa, "patch", app.url(f"claim/{claim}/"), {"customer": customer})[0] == 200
    seen = emil.get(app.url(f"claim/{claim}/")).json()
    assert (seen["customer"], seen["customer__label"]) == (customer, None)
    assert rosa.get(app.url(f"claim/{claim}/")).json()["customer__label"] == CANARY


def test_an_app_without_grants_belongs_to_nobody(world: World) -> None:
    document = expenses()
    document["grants"] = {}
    artefact = artefact_of(document)
    prepared = activation.prepare(
        app_id=uuid4(), workspace_id=world.workspace.pk, digest=str(artefact["digest"]), artefact=artefact, now=NOON
    )
    activation.expand(live_release_id=prepared.live_release_id, now=NOON)
    activation.activate(live_release_id=prepared.live_release_id, digest=str(artefact["digest"]), now=NOON)
    for person in (world.ada, world.adam, world.emil):
        status, content = attempt(world.client(person), "get", f"/api/a/{prepared.key}/claim/", None)
        assert (status, b"Adam Novak, who administers the workspace, can" in content) == (403, True)


def test_only_administrators_name_people_into_roles(world: World, app: Deployed) -> None:
    body = {"role": "managers", "person": str(world.ben.pk)}
    for person in (world.emil, world.rosa, world.ada):
        assert attempt(world.client(person), "post", app.url("access/"), body)[0] == 403
    assert not RoleGrant.objects.exists()
    adam = world.client(world.adam)
    status, content = post(adam, app.url("access/"), body)
    assert (status, content["roles"][1]["people"]) == (200, [{"id": str(world.ben.pk), "name": world.ben.name}])
    assert adam.get(app.url("access/")).json() == content
    assert attempt(adam, "post", app.url("access/"), {**body, "person": str(world.mallory.pk)})[0] == 404
    assert attempt(adam, "post", app.url("access/"), {**body, "role": "staff"})[0] == 400
    assert attempt(adam, "delete", app.url("access/"), body)[0] == 200
    assert not RoleGrant.objects.exists()


def test_who_gets_and_loses_a_role_is_in_the_audit_log(world: World, app: Deployed) -> None:
    ben = {"role": "managers", "person": str(world.ben.pk)}
    stranger, unnamed = {**ben, "person": str(world.mallory.pk)}, {**ben, "role": "staff"}
    refused = [(world.ada, ben), (world.adam, stranger), (world.adam, unnamed)]
    for person, body in refused:
        assert attempt(world.client(person), "post", app.url("access/"), body)[0] in (400, 403, 404)
    assert attempt(world.client(world.ada), "delete", app.url("access/"), ben)[0] == 403
    adam = world.client(world.adam)
    assert attempt(adam, "delete", app.url("access/"), ben)[0] == 200
    assert log_of(world) == []
    for method in ("post", "post", "delete", "delete"):
        assert attempt(adam, method, app.url("access/"), ben)[0] == 200
    about = {"app": str(app.app_id), "role": "rol_boss", "label": "Managers", "person": str(world.ben.pk)}
    adam_id = world.adam.pk
    assert log_of(world) == [("live-role-granted", adam_id, about), ("live-role-revoked", adam_id, about)]
    entries = world.client(world.audrey).get("/api/audit").json()["entries"]
    assert [entry["sentence"] for entry in entries[:2]] == [
        f"Took the role \u201cManagers\u201d in the live app from {world.ben.name}.",
        f"Gave {world.ben.name} the role \u201cManagers\u201d in the live app.",
    ]


def log_of(world: World) -> list[tuple[str, UUID | None, object]]:
    events = Event.objects.filter(workspace_id=world.workspace.pk, name__startswith="live-role").order_by("position")
    return [(event.name, event.actor_id, event.payload) for event in events]


def test_a_person_gets_only_the_pages_and_data_they_may_use(world: World, app: Deployed) -> None:
    shown = world.client(world.emil).get(app.url()).json()
    assert [page["key"] for page in shown["artefact"]["pages"]] == ["new_claim", "claims", "one_claim", "board"]
    assert (shown["artefact"]["roles"], shown["artefact"]["grants"]) == ([], [])
    assert shown["permissions"] == {
        "claim": {"create": True, "read": "own", "update": "own", "delete": "none"},
        "customer": {"create": False, "read": "all", "update": "none", "delete": "none"},
    }


def test_somebody_deactivated_has_no_access_at_once(world: World, app: Deployed) -> None:
    client = world.client(world.emil)
    assert client.get(app.url("claim/")).status_code == 200
    User.objects.filter(pk=world.emil.pk).update(is_active=False)
    assert client.get(app.url("claim/")).status_code in (401, 404)
