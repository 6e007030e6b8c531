"""Imported rows arrive with the first deployment: all of them, typed, once, whatever interrupts."""

from uuid import UUID

import pytest
from django.db import connection
from django.test import Client

from builder.selectors import app_by_id
from core.jobs.models import Job
from deployments.models import ReleaseState, ReleaseStep
from deployments.steps import load
from governance.selectors import submissions_visible_to
from governance.services.dossier import submission_preview
from runtime.models import ManagedTable
from tests.builder.test_imports import CLAIMS, chosen, make_app, upload
from tests.deployments.conftest import Deployed, run_jobs
from tests.deployments.making import approved, people
from tests.world import build_world

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]


@pytest.fixture
def claims(deployed: Deployed) -> Deployed:
    """An app made from a sheet of 20 rows, approved and waiting."""
    world = build_world()
    body = upload(world, CLAIMS.encode(), "claims.csv")
    app = make_app(world, body, chosen(body, amount={"label": "Amount paid"}))
    imported = Deployed(app=app_by_id(UUID(app["id"])))
    approved(imported.app)
    return imported


def rows(deployed: Deployed) -> list[tuple[object, ...]]:
    table = ManagedTable.objects.get(live_app__app_id=deployed.app.pk).name
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT reason, amount, amount_currency, urgent FROM "{table}" ORDER BY created_at, id')
        return list(cursor.fetchall())


def test_the_rows_of_the_sheet_are_in_the_typed_table(claims: Deployed) -> None:
    run_jobs()
    release = claims.releases()[0]
    assert (release.state, release.error) == (ReleaseState.LIVE, "")
    found = rows(claims)
    assert len(found) == 20
    by_reason = {str(row[0]): row for row in found}
    train = by_reason["Train to Lyon"]
    assert (float(str(train[1])), train[2], bool(train[3])) == (1250.5, "EUR", True)
    assert by_reason["Dinner"][1] is None
    log = ReleaseStep.objects.get(release=release, key="load").log
    assert any("20 rows loaded" in line for line in log), log


def test_rows_are_loaded_once_however_often_the_step_runs(claims: Deployed) -> None:
    run_jobs()
    release = claims.releases()[0]
    ReleaseStep.objects.filter(release=release).exclude(key="preflight").update(state="waiting")
    release.state = ReleaseState.QUEUED
    release.save()
    Job.objects.filter(kind="release.run").update(state="queued", fence=9)
    run_jobs()
    assert claims.releases()[0].state == ReleaseState.LIVE
    assert len(rows(claims)) == 20


def test_a_long_load_gives_the_worker_back_and_goes_on(claims: Deployed, monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = iter(range(0, 100_000, 2))
    monkeypatch.setattr(load, "PIECE_SECONDS", 30.0)
    monkeypatch.setattr("deployments.steps.load.time.monotonic", lambda: float(next(ticks)))
    monkeypatch.setattr("runtime.services.activation.load_rows.__kwdefaults__", {"batch": 5})
    run_jobs()
    job = Job.objects.get(kind="release.run")
    assert (claims.releases()[0].state, len(rows(claims))) == (ReleaseState.LIVE, 20)
    assert job.fence > 1
    assert job.attempts == 1


def test_maker_and_reviewer_are_told_which_rows_come_with_the_first_version(claims: Deployed) -> None:
    told = "20 rows from claims.csv are loaded into Expense claims."
    submission = submissions_visible_to(people()["ada"]).get()
    assert (submission.plan or {})["rows"] == [told]
    ada, rosa = people()["ada"], people()["rosa"]
    preview = submission_preview(app_id=claims.app.pk, actor=ada)
    assert preview.plan is not None
    assert preview.plan["rows"] == [told]
    client = Client(headers={"accept": "application/json"})
    client.force_login(rosa, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(f"/api/submissions/{submission.pk}").json()["plan"]["rows"] == [told]
    run_jobs()
    preview = submission_preview(app_id=claims.app.pk, actor=ada)
    assert preview.plan is not None
    assert preview.plan["rows"] == []
