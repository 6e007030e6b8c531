"""What was brought and is no longer needed goes after 30 days; what waits for a deployment stays."""

from datetime import datetime, timedelta

import pytest

from builder.models import ImportedTable, ImportUpload, storage
from builder.selectors import imported_rows_of
from builder.services.tidying import uploads_forget
from core.jobs.kinds import JOBS
from core.jobs.schedules import SCHEDULES
from tests.builder.test_imports import CLAIMS, chosen, make_app, upload
from tests.world import World

pytestmark = pytest.mark.database


def brought_at() -> datetime:
    return ImportUpload.objects.order_by("uploaded_at").values_list("uploaded_at", flat=True)[0]


def test_an_upload_that_became_no_app_goes_after_30_days_with_its_file(world: World) -> None:
    body = upload(world, CLAIMS.encode(), "claims.csv")
    place = ImportUpload.objects.get().file.name
    assert uploads_forget(now=brought_at() + timedelta(days=30)) == 0
    assert storage().exists(place)
    assert uploads_forget(now=brought_at() + timedelta(days=30, seconds=1)) == 1
    assert not ImportUpload.objects.exists()
    assert not storage().exists(place)
    gone = world.client(world.ada).get(f"/api/imports/{body['id']}")
    assert (gone.status_code, gone.json()["code"]) == (404, "import-unknown")


def test_rows_that_wait_for_the_first_deployment_stay_when_the_file_goes(world: World) -> None:
    body = upload(world, CLAIMS.encode(), "claims.csv")
    make_app(world, body, chosen(body))
    kept = ImportUpload.objects.get()
    place = kept.file.name
    later = brought_at() + timedelta(days=400)
    assert uploads_forget(now=later) == 1
    assert not storage().exists(place)
    kept.refresh_from_db()
    assert (kept.name, bool(kept.file)) == ("claims.csv", False)
    table = ImportedTable.objects.get()
    assert len(list(imported_rows_of(table.app_id, table.entity_id))) == table.row_count > 0
    assert uploads_forget(now=later) == 0
    again = world.client(world.ada).post(
        f"/api/imports/{body['id']}/app", chosen(body), content_type="application/json"
    )
    assert (again.status_code, again.json()["code"]) == (404, "import-unknown")


def test_a_run_is_bounded_and_the_next_goes_on_with_the_oldest(world: World) -> None:
    for name in ("a.csv", "b.csv", "c.csv"):
        upload(world, CLAIMS.encode(), name)
    later = brought_at() + timedelta(days=31)
    assert uploads_forget(now=later, most=2) == 2
    assert [one.name for one in ImportUpload.objects.all()] == ["c.csv"]
    assert uploads_forget(now=later, most=2) == 1


def test_a_file_that_is_gone_already_does_not_stop_the_rest(world: World) -> None:
    for name in ("a.csv", "b.csv"):
        upload(world, CLAIMS.encode(), name)
    storage().delete(ImportUpload.objects.get(name="a.csv").file.name)
    assert uploads_forget(now=brought_at() + timedelta(days=31)) == 2
    assert not ImportUpload.objects.exists()


def test_it_is_done_every_hour() -> None:
    assert dict(SCHEDULES.items())["builder-tidy"].every == timedelta(hours=1)
    assert "builder.tidy" in JOBS
