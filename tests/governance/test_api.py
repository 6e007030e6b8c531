"""Governance over HTTP: the shapes the screens read, no side door to approval, and nothing for strangers."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from builder.models import App, AppVersion
from builder.selectors import draft_of
from core.events.models import Event
from governance.api.serializers import ChangeOut
from governance.models import Comment, Review, Submission, Viewed
from tests.builder.drafting import edit, put
from tests.governance.reviewing import (
    approve,
    approved_submission,
    checked,
    complete,
    found,
    happened,
    send_back,
    submitted,
)
from tests.world import World

pytestmark = pytest.mark.database
JSON = "application/json"


def post(client: Client, url: str, body: object) -> Any:
    return client.post(url, body, content_type=JSON)


def decide(client: Client, submission: Submission, **extra: object) -> Any:
    body = {"decision": "approve", "comment": "", "digest": submission.digest, **extra}
    return post(client, f"/api/submissions/{submission.pk}/decision", body)


def test_the_check_of_a_draft_has_problems_findings_and_the_tier(world: World) -> None:
    app = complete(world)
    body = world.client(world.ada).get(f"/api/apps/{app.pk}/check").json()
    assert (body["revision"], body["must_fix"], body["tier"]["tier"], body["tier"]["name"]) == (1, 0, 1, "Standard")
    assert body["tier"]["route"] == [{"role": "reviewer", "count": 1, "words": "One reviewer"}]
    assert [(one["policy"], one["severity"]) for one in body["findings"]] == [("missing-deputy", "advice")]
    assert body["findings"][0]["repair"]["operations"] == [
        {"op": "set", "in": "app", "path": "deputy", "value": str(world.ben.pk)}
    ]
    assert body["passed"] == 17


def test_the_check_of_a_draft_is_live(world: World) -> None:
    app = complete(world)
    edit(app, world.ada, [put("fields", "fld_purpose", "personal", True)])
    body = world.client(world.ada).get(f"/api/apps/{app.pk}/check").json()
    must_fix = {one["policy"] for one in body["findings"] if one["severity"] == "must_fix"}
    assert must_fix == {"personal-data-class", "personal-data-purpose"}
    assert body["tier"]["tier"] == 2
    edit(app, world.ada, [put("fields", "fld_purpose", "personal", False)])
    assert world.client(world.ada).get(f"/api/apps/{app.pk}/check").json()["tier"]["tier"] == 1


def test_the_preview_says_what_changes_and_whether_it_can_be_sent(world: World) -> None:
    app = complete(world)
    body = world.client(world.ada).get(f"/api/apps/{app.pk}/submission-preview").json()
    assert (body["can_submit"], body["why_not"], body["open_submission"]) == (True, None, None)
    assert body["summary"] == "First version of Expense claims: 1 field, 3 pages."
    classes = [change["class"] for change in body["changes"]]
    assert classes == sorted(classes, key=["destructive", "risky", "additive"].index)
    assert body["plan"]["sentences"]
    assert body["plan"]["statements"]
    seen = world.client(world.rosa).get(f"/api/apps/{app.pk}/submission-preview").json()
    assert (seen["can_submit"], seen["why_not"]) == (False, "Only the makers of this app can submit it.")


def test_submitting_over_http_and_reading_the_review_page(world: World) -> None:
    app = complete(world)
    answer = post(world.client(world.ada), f"/api/apps/{app.pk}/submissions", {"revision": 1, "summary": "First"})
    assert answer.status_code == 201
    body = answer.json()
    assert (body["state"], body["tier"], body["summary"], body["route"]) == ("checking", None, "First", [])
    assert body["can"] == {
        "approve": False,
        "withdraw": True,
        "comment": True,
        "why_not": "The checks are still running.",
    }
    assert body["plan"] == {"sentences": [], "statements": [], "rows": []}


def test_the_review_page_has_everything_the_reviewer_needs(world: World) -> None:
    submission = checked(world, complete(world))
    body = world.client(world.rosa).get(f"/api/submissions/{submission.pk}").json()
    assert body["version"] == {"id": str(submission.version_id), "number": 1, "digest": submission.digest}
    assert body["before"] is None
    assert body["after"]["digest"] == submission.digest
    assert body["route"] == [{"role": "reviewer", "count": 1, "words": "One reviewer", "given": [], "missing": 1}]
    assert body["reasons"] == ["Missing: a reviewer."]
    assert [person["name"] for person in body["authors"]] == [world.ada.name]
    assert body["can"] == {"approve": True, "withdraw": False, "comment": True, "why_not": None}
    own = world.client(world.ada).get(f"/api/submissions/{submission.pk}").json()
    assert own["can"]["why_not"] == "You submitted this. Somebody else has to decide."


def test_deciding_over_http(world: World) -> None:
    submission = checked(world, complete(world))
    refused = decide(world.client(world.ada), submission)
    assert (refused.status_code, refused.json()["code"]) == (403, "self-approval")
    stale = decide(world.client(world.rosa), submission, digest="0" * 64)
    assert (stale.status_code, stale.json()["code"]) == (409, "digest-moved")
    done = decide(world.client(world.rosa), submission).json()
    assert (done["state"], done["route"][0]["given"], done["route"][0]["missing"]) == ("approved", [], 0)
    assert [(one["by"]["name"], one["decision"], one["role"]) for one in done["decisions"]] == [
        (world.rosa.name, "approve", "reviewer")
    ]


@pytest.mark.parametrize(
    "extra",
    [
        {"state": "approved"},
        {"tier": 0},
        {"reviewer": "x"},
        {"roles": ["administrator"]},
        {"authors": []},
        {"submission_id": "x", "at": "2020-01-01T00:00:00Z"},
        {"verdict": "approve", "route": []},
    ],
)
def test_no_extra_key_reaches_a_decision(world: World, extra: dict[str, object]) -> None:
    submission = checked(world, complete(world))
    for person in (world.ada, world.rosa):
        answer = decide(world.client(person), submission, **extra)
        assert answer.status_code == 400
        assert {at["code"] for at in answer.json()["errors"]} == {"unknown-key"}
    submission.refresh_from_db()
    assert (submission.state, submission.tier) == ("waiting", 1)
    assert not Review.objects.exists()


@pytest.mark.parametrize("extra", [{"state": "approved"}, {"tier": 0}, {"digest": "0" * 64}, {"authors": []}])
def test_nothing_is_created_approved(world: World, extra: dict[str, object]) -> None:
    app = complete(world)
    body = {"revision": 1, "summary": "", **extra}
    answer = post(world.client(world.ada), f"/api/apps/{app.pk}/submissions", body)
    assert answer.status_code == 400
    assert not Submission.objects.exists()
    assert not AppVersion.objects.exists()


def test_there_is_no_verb_to_change_a_submission(world: World) -> None:
    submission = checked(world, complete(world))
    url = f"/api/submissions/{submission.pk}"
    for person in (world.ada, world.rosa, world.adam):
        client = world.client(person)
        body = {"state": "approved"}
        answers = [
            client.put(url, body, content_type=JSON),
            client.patch(url, body, content_type=JSON),
            client.delete(url),
            client.post(url, body, content_type=JSON),
            client.post(url, body, content_type=JSON, headers={"X-HTTP-Method-Override": "PATCH"}),
        ]
        assert [answer.status_code for answer in answers] == [405] * 5
    submission.refresh_from_db()
    assert submission.state == "waiting"


def test_a_change_names_its_property_for_people() -> None:
    change = {"id": "x", "area": "data", "object_id": "fld_x", "kind": "changed", "class": "risky", "sentence": "X"}
    stored = {**change, "before": None, "after": 80, "hash": "h"}
    names = [ChangeOut({**stored, "property": path}).data["property_name"] for path in ("settings.max_length", None)]
    assert names == ["longest answer", None]


def test_comments_are_pinned_to_objects_and_ticks_to_changes(world: World) -> None:
    submission = checked(world, complete(world))
    client, url = world.client(world.rosa), f"/api/submissions/{submission.pk}"
    made = post(client, f"{url}/comments", {"target": "fld_purpose", "text": "Which one?"})
    assert made.status_code == 201
    assert [(one["target"], one["text"]) for one in made.json()["comments"]] == [("fld_purpose", "Which one?")]
    assert post(client, f"{url}/comments", {"target": "<script>", "text": "x"}).status_code == 400
    hashes = [change["hash"] for change in found(submission, "changes")[:2]]
    ticked = post(client, f"{url}/viewed", {"hashes": [*hashes, *hashes, "nonsense"]}).json()
    assert ticked["viewed"] == sorted(hashes)
    assert world.client(world.dora).get(url).json()["viewed"] == []
    assert happened()[-1] == "comment-made"


def test_the_queue_holds_what_one_may_decide_heaviest_first(world: World) -> None:
    light = checked(world, complete(world, title="Light"))
    heavy = checked(
        world, complete(world, title="Heavy", personal=True, sensitivity="confidential", purpose="To pay people")
    )
    queue = world.client(world.rosa).get("/api/submissions?box=to-review").json()["submissions"]
    assert [row["id"] for row in queue] == [str(heavy.pk), str(light.pk)]
    assert world.client(world.theo).get("/api/reviews").json()["submissions"] == []
    approve(heavy, world.rosa)
    queue = world.client(world.rosa).get("/api/submissions?box=to-review").json()["submissions"]
    assert [row["id"] for row in queue] == [str(light.pk)]
    mine = world.client(world.ada).get("/api/submissions?box=mine").json()["submissions"]
    assert [row["state"] for row in mine] == ["waiting", "waiting"]


def test_home_shows_what_waits_for_each_person(world: World) -> None:
    submission = checked(world, complete(world))
    waiting = world.client(world.rosa).get("/api/home").json()["waiting"]
    assert [(one["kind"], one["title"], one["url"]) for one in waiting] == [
        ("review", "Expense claims, version 1", f"/reviews/{submission.pk}/")
    ]
    assert world.client(world.emil).get("/api/home").json() == {"waiting": [], "news": [], "saved": [], "apps": []}
    send_back(submission, world.rosa, comment="Explain the purpose")
    returned = world.client(world.ada).get("/api/home").json()["waiting"]
    assert [(one["kind"], one["words"]) for one in returned] == [
        ("returned", f"{world.rosa.name}: Explain the purpose")
    ]
    assert world.client(world.rosa).get("/api/home").json()["waiting"] == []


def test_the_portfolio_shows_drafts_with_their_open_submission(world: World) -> None:
    app = complete(world)
    row = world.client(world.ada).get("/api/portfolio").json()["apps"][0]
    assert (row["state"], row["live"], row["submission"]) == ("draft", None, None)
    submission = submitted(world, app)
    row = world.client(world.ada).get("/api/portfolio").json()["apps"][0]
    assert (row["state"], row["submission"]) == (
        "review",
        {"id": str(submission.pk), "state": "checking", "tier": None},
    )
    assert world.client(world.emil).get("/api/portfolio").json() == {"apps": []}


def test_strangers_get_404_everywhere_and_change_nothing(world: World) -> None:
    app = complete(world)
    submission = checked(world, app)
    before = (Event.objects.count(), draft_of(app.pk).document, App.objects.get().changed_at)
    client, url = world.client(world.mallory), f"/api/submissions/{submission.pk}"
    answers = [
        client.get(f"/api/apps/{app.pk}/check"),
        client.get(f"/api/apps/{app.pk}/submission-preview"),
        post(client, f"/api/apps/{app.pk}/submissions", {"revision": 1, "summary": ""}),
        client.get(url),
        post(client, f"{url}/comments", {"target": "", "text": "Hello"}),
        post(client, f"{url}/viewed", {"hashes": []}),
        post(client, f"{url}/withdraw", {}),
        decide(client, submission),
    ]
    assert [answer.status_code for answer in answers] == [404] * len(answers)
    assert not any(b"Expense" in answer.content or b"purpose" in answer.content for answer in answers)
    for listing in ("/api/submissions", "/api/submissions?box=to-review", f"/api/submissions?app={app.pk}"):
        assert client.get(listing).json() == {"submissions": [], "more": 0}
    assert client.get("/api/home").json() == {"waiting": [], "news": [], "saved": [], "apps": []}
    assert client.get("/api/portfolio").json() == {"apps": []}
    assert before == (Event.objects.count(), draft_of(app.pk).document, App.objects.get().changed_at)
    assert not Review.objects.exists()
    assert not Comment.objects.exists()
    assert not Viewed.objects.exists()
    submission.refresh_from_db()
    assert submission.state == "waiting"


def test_nobody_gets_in_without_signing_in(world: World) -> None:
    submission = approved_submission(world)
    client = world.client(None)
    for url in ("/api/home", "/api/portfolio", "/api/reviews", "/api/submissions", f"/api/submissions/{submission.pk}"):
        assert client.get(url).status_code == 401
    assert decide(client, submission).status_code == 401


def test_an_unknown_id_is_a_404_like_a_forbidden_one(world: World) -> None:
    assert world.client(world.ada).get(f"/api/submissions/{uuid4()}").json()["code"] == "submission-unknown"
    assert world.client(world.ada).get("/api/submissions?app=nonsense").status_code == 400


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("box=to_review", "There is no box “to_review”. Ask for one of: mine, to-review."),
        ("state=open", "There is no state “open”. Ask for one of: checking, must_fix,"),
        ("box=mine&state=Approved", "There is no state “Approved”."),
    ],
)
def test_a_misspelt_filter_is_refused_and_shows_nothing(world: World, query: str, words: str) -> None:
    answer = world.client(world.rosa).get(f"/api/submissions?{query}")
    assert answer.status_code == 400
    assert answer.json()["detail"].startswith(words)
    assert "submissions" not in answer.json()


def test_lists_say_how_many_more_there_are_and_read_no_documents(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("governance.api.views.SUBMISSIONS_SHOWN", 1)
    for title in ("Claims", "Visits", "Keys"):
        checked(world, complete(world, title=title))
    for url in ("/api/reviews", "/api/submissions?box=to-review", "/api/submissions"):
        with CaptureQueriesContext(connection) as queries:
            body = world.client(world.rosa).get(url).json()
        assert (len(body["submissions"]), body["more"]) == (1, 2)
        assert not [query["sql"] for query in queries if '"artefact"' in query["sql"] or '"findings"' in query["sql"]]
