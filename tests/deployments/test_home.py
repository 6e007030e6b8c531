"""The home page of makers: what became of their apps; and of everybody: what they began."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.selectors import UserRow
from builder.services.apps import app_archive
from core.clock import now as clock
from deployments.services.releases import release_activate
from governance.services.home import home_of
from runtime.models import LiveApp, SavedEntry
from runtime.selectors import live_app_by_app_id
from tests.deployments.conftest import Deployed, run_jobs
from tests.deployments.making import app_made, approved, field_added, people

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]


def home(person: UserRow) -> dict[str, Any]:
    client = Client(headers={"accept": "application/json"})
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    body: dict[str, Any] = client.get("/api/home").json()
    return body


def test_a_maker_is_told_that_her_app_is_live_where_it_is_and_who_approved_it(deployed: Deployed) -> None:
    deployed.approve("purpose")
    ada, rosa = people()["ada"], people()["rosa"]
    told = home(ada)["news"]
    assert [(one["kind"], one["url"], one["number"]) for one in told] == [
        ("approved", f"/apps/{deployed.app.pk}/releases/", 1)
    ]
    run_jobs()
    live = LiveApp.objects.get()
    assert live.pointed_at is not None
    assert home(ada)["news"] == [
        {
            "kind": "live",
            "app_id": str(deployed.app.pk),
            "title": "Expense claims",
            "number": 1,
            "is_first": True,
            "url": f"/a/{live.key}/",
            "at": live.pointed_at.isoformat().replace("+00:00", "Z"),
            "approved_by": [{"id": str(rosa.pk), "name": rosa.name, "initials": rosa.initials}],
        }
    ]
    assert home(rosa)["news"] == home(people()["emil"])["news"] == []


def test_the_newest_turn_of_an_app_is_told_once(deployed: Deployed) -> None:
    first = deployed.ship("purpose")
    deployed.approve("amount")
    ada = people()["ada"]
    assert [(one.kind, one.number, one.is_first) for one in home_of(ada, now=clock()).news] == [("approved", 2, False)]
    run_jobs()
    assert [(one.kind, one.number, one.is_first) for one in home_of(ada, now=clock()).news] == [("live", 2, False)]
    release_activate(release_id=first.id, actor=people()["adam"], now=clock())
    assert [(one.kind, one.number, one.is_first) for one in home_of(ada, now=clock()).news] == [("live", 1, True)]


def test_old_news_and_news_of_archived_apps_are_not_told(deployed: Deployed) -> None:
    deployed.ship("purpose")
    ada = people()["ada"]
    assert len(home_of(ada, now=clock() + timedelta(days=13)).news) == 1
    assert home_of(ada, now=clock() + timedelta(days=15)).news == ()
    app_archive(app_id=deployed.app.pk, archived=True, actor=ada, now=clock())
    assert home_of(ada, now=clock()).news == ()


def test_what_somebody_saved_for_later_is_offered_to_them_alone(deployed: Deployed) -> None:
    deployed.ship("purpose")
    live = live_app_by_app_id(deployed.app.pk)
    assert live is not None
    pages: Any = live.artefact["pages"]
    form = next(page for page in pages if page["kind"] == "form")
    emil = people()["emil"]
    SavedEntry.objects.create(
        live_app_id=live.live_app_id,
        user_id=emil.pk,
        page_id=form["id"],
        values={},
        digest=live.digest,
        saved_at=clock(),
    )
    gone = {"page_id": "pag_gone", "values": {}, "digest": live.digest, "saved_at": clock()}
    SavedEntry.objects.create(live_app_id=live.live_app_id, user_id=emil.pk, **gone)
    saved = home(emil)["saved"]
    assert [(one["title"], one["app_title"], one["url"]) for one in saved] == [
        (form["title"], "Expense claims", f"/a/{live.key}/{form['key']}/")
    ]
    assert home(people()["ada"])["saved"] == []


def test_more_apps_cost_no_more_queries(deployed: Deployed) -> None:
    deployed.ship("purpose")
    ada = people()["ada"]

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            home_of(ada, now=clock())
        return len(found)

    queries()
    before = queries()
    for title in ("Visits", "Keys"):
        app = app_made(title)
        field_added(app, "purpose")
        approved(app)
    run_jobs()
    assert len(home_of(ada, now=clock()).apps) == 3
    assert queries() == before
