"""Every write of making and judging: extra keys are refused, wrong types get a 400 with a place, nothing changes."""

from typing import Any
from uuid import uuid4

import pytest
from django.db.models import Model

from builder.models import App, AppVersion, Draft, ImportUpload, OperationBatch
from builder.selectors import draft_of
from core.events.models import Event
from governance.models import Comment, Review, Submission, Viewed
from tests.builder.drafting import put
from tests.governance.reviewing import checked, complete
from tests.world import World

pytestmark = pytest.mark.database
JSON = "application/json"
MODELS: tuple[type[Model], ...] = (App, Draft, OperationBatch, AppVersion, ImportUpload, Submission, Review, Comment)
ATTRIBUTES = sorted({field.attname for model in MODELS for field in model._meta.concrete_fields})


def writes(world: World) -> list[tuple[str, str, Any, dict[str, Any]]]:
    """(method, url, person, valid body) of every JSON write, on an app under review."""
    app = complete(world)
    submission = checked(world, app)
    upload = world.client(world.ada).post("/api/imports", {"text": "a,b\n1,2\n"}, content_type=JSON).json()["id"]
    review = f"/api/submissions/{submission.pk}"
    batch = {
        "base_revision": draft_of(app.pk).revision,
        "batch_id": str(uuid4()),
        "label": "x",
        "kind": "edit",
        "target": None,
        "operations": [put("fields", "fld_purpose", "label", "Why")],
    }
    decision = {"decision": "approve", "comment": "", "digest": submission.digest}
    return [
        ("post", "/api/apps", world.ada, {"title": "New", "start": "blank"}),
        ("patch", f"/api/apps/{app.pk}", world.ada, {"title": "Other", "deputy": None, "archived": False}),
        ("post", f"/api/apps/{app.pk}/members", world.ada, {"person": str(world.ben.pk), "role": "comaker"}),
        ("delete", f"/api/apps/{app.pk}/members", world.ada, {"person": str(world.ben.pk)}),
        ("post", f"/api/drafts/{app.pk}/operations", world.ada, batch),
        ("post", f"/api/drafts/{app.pk}/expression", world.ada, {"expression": "1", "entity": "ent_x1"}),
        ("post", "/api/imports", world.ada, {"text": "a,b\n1,2\n", "name": "x"}),
        ("post", f"/api/imports/{upload}/inspection", world.ada, {"choices": []}),
        ("post", f"/api/imports/{upload}/app", world.ada, {"title": "T", "sheet": "", "columns": []}),
        ("post", f"/api/apps/{app.pk}/submissions", world.ada, {"revision": 1, "summary": "x"}),
        ("post", f"{review}/comments", world.rosa, {"target": "", "text": "x"}),
        ("post", f"{review}/viewed", world.rosa, {"hashes": []}),
        ("post", f"{review}/withdraw", world.ada, {}),
        ("post", f"{review}/decision", world.rosa, decision),
    ]


def state() -> list[Any]:
    rows: list[Any] = [list(model._default_manager.order_by("pk").values()) for model in MODELS]
    return [*rows, Viewed.objects.count(), Event.objects.count()]


def test_no_attribute_of_any_model_gets_in_as_an_extra_key(world: World) -> None:
    calls = writes(world)
    before = state()
    for method, url, person, body in calls:
        client = world.client(person)
        for name in ATTRIBUTES:
            if name in body:
                continue
            answer = getattr(client, method)(url, {**body, name: "x"}, content_type=JSON)
            assert answer.status_code == 400, (method, url, name, answer.content)
            assert f"/{name}" in [at["pointer"] for at in answer.json()["errors"]], (url, name)
    assert state() == before


HOSTILE: list[Any] = [
    None,
    True,
    -1,
    2**63,
    1.5,
    "",
    "x" * 5000,
    "\u202e",
    [],
    [[]],
    {},
    {"a": {}},
    ["x"],
    [None],
    "{{7*7}}",
]


def test_wrong_types_are_refused_with_a_place_and_never_break(world: World) -> None:
    calls = [call for call in writes(world) if call[3]]
    before = state()
    for method, url, person, body in calls:
        client = world.client(person)
        for name in body:
            for value in HOSTILE:
                answer = getattr(client, method)(url, {**body, name: value}, content_type=JSON)
                assert answer.status_code < 500, (method, url, name, value)
                if answer.status_code >= 400:
                    assert answer.json()["code"]
                    assert answer.json()["detail"]
    # What was well formed may have been accepted; what was decided and frozen may not have moved.
    assert AppVersion.objects.count() >= len(before[MODELS.index(AppVersion)])
    assert not Submission.objects.filter(state="approved", tier=None).exists()


@pytest.mark.parametrize("body", [b"[]", b"null", b'"x"', b"{", b'{"a":1,"a":2}', b"\xff\xfe", b"NaN", b"[" * 40])
def test_bodies_that_are_no_object_are_refused(world: World, body: bytes) -> None:
    calls = writes(world)
    before = state()
    for method, url, person, _ in calls:
        answer = getattr(world.client(person), method)(url, body, content_type=JSON)
        assert answer.status_code == 400, (method, url, answer.status_code, answer.content)
    assert state() == before
