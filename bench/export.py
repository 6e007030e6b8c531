"""Takes records with 12 fields out of a live app, as CSV and as Excel, and prints seconds and peak memory as Markdown.

    DATA_DIR=/tmp/bench python -m bench.export [ROWS]        default: 100,000 records

Works on the database of DATABASE_URL, which must be empty (default: SQLite in DATA_DIR). Each export runs in a process
of its own, turn by turn as workers do; "idle" is what such a process holds before its first record. What the files hold
is counted afterwards.
"""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.core.management import call_command
from python_calamine import CalamineWorkbook

from accounts.models import User
from accounts.services.demo import demo_seed
from core.clock import now
from core.ids import new_id
from core.jobs import ledger, runner
from core.jobs.models import Job, JobState
from runtime.models import ExportState, RecordExport
from runtime.records.shape import Row
from runtime.services.exports import EXPORT_JOB, Wanted, export_start
from runtime.services.records import insert_rows
from runtime.services.serving import serve
from runtime.storage import export_path
from runtime.tables.build import EntityTable
from tests.runtime.live import deploy, expenses, make_manager

INSERTED = 5_000
FORMATS = ("csv", "xlsx")


def rows_of(person: User, count: int, customers: list[UUID]) -> Iterator[Row]:
    """Records with every field filled but the files."""
    start = now().replace(microsecond=0) - timedelta(days=900)
    for number in range(count):
        moment = start + timedelta(seconds=number)
        values = {
            "purpose": f"Train to Leeds and back, number {number}",
            "amount": {"amount": f"{number % 5_000}.50", "currency": "EUR"},
            "category": ("travel", "meals", "other")[number % 3],
            "reason": f"A customer asked for it; see ticket {number}." * 2,
            "spent_on": (start + timedelta(days=number % 800)).date().isoformat(),
            "quantity": str(number % 9 + 1),
            "total": f"{number % 5_000 * (number % 9 + 1)}.50",
            "customer": str(customers[number % len(customers)]),
            "approver": str(person.pk),
            "receipt": None,
            "ticket": f"T-{number:07}",
            "tags": ["travel", "meals"],
        }
        yield Row(
            id=new_id(),
            created_at=moment,
            created_by_id=person.pk,
            updated_at=moment,
            updated_by_id=person.pk,
            version=1,
            values=values,
        )


def fill(table: EntityTable, rows: Iterator[Row], digest: str) -> None:
    batch: list[Row] = []
    for row in rows:
        batch.append(row)
        if len(batch) == INSERTED:
            insert_rows(table, batch, digest=digest)
            batch = []
    insert_rows(table, batch, digest=digest)


def prepare(count: int) -> list[RecordExport]:
    """A filled app, and one export of all its records for each format."""
    call_command("migrate", verbosity=0)
    workspace = demo_seed()
    app = deploy(workspace, expenses())
    rosa = User.objects.get(email__startswith="rosa")
    make_manager(app, rosa)
    moment = now()
    serving = serve(app.key, rosa, now=moment)
    customers = [
        Row(
            id=new_id(),
            created_at=moment,
            created_by_id=rosa.pk,
            updated_at=moment,
            updated_by_id=rosa.pk,
            version=1,
            values={"name": f"Customer {number} Ltd"},
        )
        for number in range(2_000)
    ]
    insert_rows(serving.table("customer"), customers, digest=app.digest)
    fill(serving.table("claim"), rows_of(rosa, count, [row.id for row in customers]), app.digest)
    wanted = [Wanted(format=name, columns=None, question={}) for name in FORMATS]
    return [export_start(serving, "claim", one, now=now()).export for one in wanted]


def work(export_id: UUID) -> None:
    """In a process of its own: every turn of one export. Prints what it took as JSON."""
    idle, started, turns = _peak(), time.monotonic(), 0
    cpu = time.process_time()
    jobs = Job.objects.filter(kind=EXPORT_JOB, subject_id=export_id)
    while jobs.filter(state=JobState.QUEUED).exists():
        held = ledger.claim(owner="bench", job_id=jobs.get().pk)
        if held is not None:
            runner.run(held)
            turns += 1
    seconds, cpu = time.monotonic() - started, time.process_time() - cpu
    took = {"seconds": seconds, "cpu": cpu, "turns": turns, "idle": idle, "peak": _peak()}
    print(json.dumps(took))


def _peak() -> float:
    """Most memory this process held so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def records_in(export: RecordExport) -> int:
    path = export_path(export.place)
    if export.format == "xlsx":
        return CalamineWorkbook.from_path(path).get_sheet_by_index(0).height - 1
    with path.open("rb") as lines:
        return sum(line.endswith(b"\r\n") for line in lines) - 1


def main(count: int) -> None:
    exports = prepare(count)
    print("| format | records | seconds | of processor | turns | MB of file | peak MB | idle MB |")
    print("|---|---|---|---|---|---|---|---|")
    for export in exports:
        command = [sys.executable, "-m", "bench.export", "--work", str(export.pk)]
        out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        took = json.loads(out.splitlines()[-1])
        export.refresh_from_db()
        if export.state != ExportState.READY or records_in(export) != count:
            raise SystemExit(f"The {export.format} export is not whole: {export.state} {export.message}")
        cells = (
            export.format,
            f"{count:,}",
            f"{took['seconds']:.1f}",
            f"{took['cpu']:.1f}",
            took["turns"],
        )
        sizes = (export.size / 1e6, took["peak"], took["idle"])
        print(f"| {' | '.join(map(str, cells))} | {' | '.join(f'{size:.0f}' for size in sizes)} |", flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--work"]:
        work(UUID(sys.argv[2]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
