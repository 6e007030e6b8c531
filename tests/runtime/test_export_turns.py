"""Exports on their way: turn by turn, whole or not at all, and over when a right is."""

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client

from core.jobs import ledger, runner
from core.jobs.models import Job, JobState
from runtime.models import ExportState, RecordExport, RoleGrant
from runtime.services import exports_run
from runtime.services.exports import OUTDATED
from runtime.services.exports_run import GONE, exports_forget
from tests.runtime.exporting import SOME, add, ask, boss, exported, fetch, files, no_files, turn, turns, url_of, work
from tests.runtime.live import Deployed, deploy, expenses
from tests.world import World

__all__ = ["boss", "no_files", "turns"]
pytestmark = pytest.mark.database


@pytest.mark.usefixtures("turns")
def test_it_goes_on_turn_by_turn_and_says_how_far_it_is(boss: Client, app: Deployed) -> None:
    export = ask(boss, app, SOME)
    seen = []
    for number in range(4):
        turn()
        add(boss, app, f"Too late {number}")
        shown = boss.get(url_of(export)).json()
        seen.append((shown["state"], shown["rows"], shown["rows_expected"]))
        assert boss.get(url_of(export, "file/")).json()["code"] == "export-not-ready"
    assert seen == [("running", rows, 7) for rows in (2, 4, 6, 7)]
    work()
    assert fetch(boss, export).count(b"\r\n") == 8
    assert Job.objects.get().attempts == 1


@pytest.mark.usefixtures("turns")
def test_a_record_that_changes_on_the_way_is_there_once(boss: Client, app: Deployed) -> None:
    records = boss.get(app.url("claim/")).json()["results"]
    export = ask(boss, app, SOME)
    turn()
    for record in records:
        changed = {"purpose": f"Changed {record['purpose']}", "amount": {"amount": "7", "currency": "EUR"}}
        headers = {"If-Match": "*"}
        url = app.url(f"claim/{record['id']}/")
        assert boss.patch(url, changed, content_type="application/json", headers=headers).status_code == 200
    work()
    content = fetch(boss, export)
    assert [content.count(record["id"].encode()) for record in records] == [1] * 7
    assert content.count(b"Changed") == 5


@pytest.mark.usefixtures("turns")
def test_a_role_taken_away_ends_it_with_words_and_no_file(world: World, boss: Client, app: Deployed) -> None:
    export = ask(boss, app, SOME)
    turn()
    assert files() != []
    RoleGrant.objects.all().delete()
    turn()
    shown = boss.get(url_of(export)).json()
    assert (shown["state"], shown["message"], shown["file"]) == ("failed", OUTDATED, None)
    assert (files(), exported(), Job.objects.get().state) == ([], [], JobState.DONE)


@pytest.mark.parametrize("how", ["inactive", "left"])
@pytest.mark.usefixtures("turns")
def test_who_is_gone_gets_nothing(world: World, boss: Client, app: Deployed, how: str) -> None:
    ask(boss, app, SOME)
    turn()
    if how == "left":
        world.rosa.memberships.all().delete()
    else:
        world.rosa.is_active = False
        world.rosa.save()
    turn()
    export = RecordExport.objects.get()
    assert (export.state, export.message, files()) == (ExportState.FAILED, GONE, [])


@pytest.mark.usefixtures("turns")
def test_cancelling_keeps_nothing(boss: Client, app: Deployed) -> None:
    export = ask(boss, app, SOME)
    turn()
    assert boss.delete(url_of(export)).status_code == 204
    assert files() == []
    work()
    assert (RecordExport.objects.count(), files(), exported()) == (0, [], [])
    assert Job.objects.get().state == JobState.DONE
    assert boss.get(url_of(export)).status_code == 404


@pytest.mark.usefixtures("turns")
def test_cancelling_while_a_worker_writes_keeps_nothing(
    boss: Client, app: Deployed, monkeypatch: pytest.MonkeyPatch
) -> None:
    export = ask(boss, app, SOME)
    monkeypatch.setattr(exports_run, "faultpoint", lambda name: boss.delete(url_of(export)))
    monkeypatch.setattr(exports_run, "TURN_SECONDS", 60.0)
    turn()
    assert (RecordExport.objects.count(), files(), exported()) == (0, [], [])
    assert Job.objects.get().state == JobState.DONE


@pytest.mark.usefixtures("turns")
def test_what_a_killed_worker_left_does_not_count(boss: Client, app: Deployed) -> None:
    straight = ask(boss, app, SOME)
    work()
    export = ask(boss, app, SOME)
    turn()
    turn()
    folder = Path(settings.STORAGE_DIR, "exports")
    for name in files():
        if name.startswith(export["id"]):
            with (folder / name).open("ab") as part:
                part.write(b'"half a rec')
    (folder / f"{export['id']}.99.csv.new").write_bytes(b"half a file")
    work()
    assert fetch(boss, export) == fetch(boss, straight)
    assert [name for name in files() if name.startswith(export["id"])] == [f"{export['id']}.5.csv"]


@pytest.mark.usefixtures("turns")
def test_it_begins_again_where_its_files_were_lost(boss: Client, app: Deployed) -> None:
    export = ask(boss, app, SOME)
    turn()
    turn()
    Path(settings.STORAGE_DIR, "exports", f"{export['id']}.1.part").unlink()
    work()
    assert fetch(boss, export).count(b"\r\n") == 8


@pytest.mark.usefixtures("turns")
def test_a_worker_that_lost_its_lease_changes_nothing(boss: Client, app: Deployed) -> None:
    export = ask(boss, app, SOME)
    zombie = ledger.claim(owner="zombie")
    assert zombie is not None
    Job.objects.update(lease_until=RecordExport.objects.get().asked_at - timedelta(days=1))
    assert ledger.sweep() == 1
    Job.objects.update(run_after=RecordExport.objects.get().asked_at)
    turn()
    before = RecordExport.objects.values().get()
    runner.run(zombie)
    assert RecordExport.objects.values().get() == before
    work()
    assert fetch(boss, export).count(b"\r\n") == 8


@pytest.mark.usefixtures("turns")
def test_it_begins_again_when_the_app_moves_to_another_release(world: World, boss: Client, app: Deployed) -> None:
    export = ask(boss, app, SOME)
    turn()
    definition = expenses()
    definition["fields"]["fld_purpose"]["label"] = "What for"
    deploy(world.workspace, definition, app_id=app.app_id)
    work()
    content = fetch(boss, export)
    assert content.startswith(b'\xef\xbb\xbf"What for","Amount"')
    assert content.count(b"\r\n") == 8


def test_a_job_that_dies_says_so(boss: Client, app: Deployed, monkeypatch: pytest.MonkeyPatch) -> None:
    export = ask(boss, app, SOME)

    def fail(name: str) -> None:
        raise ValueError("broken")

    monkeypatch.setattr(exports_run, "faultpoint", fail)
    for _ in range(5):
        turn()
        Job.objects.update(run_after=RecordExport.objects.get().asked_at)
    shown = boss.get(url_of(export)).json()
    assert (Job.objects.get().state, shown["state"], shown["message"]) == (JobState.DEAD, "failed", exports_run.DEAD)
    assert files() == []


def test_files_live_a_day(boss: Client, app: Deployed) -> None:
    export = ask(boss, app, SOME)
    work()
    ended = RecordExport.objects.get().ended_at
    assert ended is not None
    stray = Path(settings.STORAGE_DIR, "exports", f"{uuid4()}.1.part")
    stray.write_bytes(b"x")
    assert exports_forget(now=ended + timedelta(hours=23)) == 0
    assert len(fetch(boss, export)) > 0
    assert exports_forget(now=ended + timedelta(hours=25)) == 2
    assert (RecordExport.objects.count(), files()) == (0, [])
