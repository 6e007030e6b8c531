"""Exports in a stack, for the kill tests: a live app with records, and an export of all of them."""

import sys

from accounts.services.demo import demo_seed, demo_user
from core.clock import now
from core.ids import new_id
from runtime.records.shape import Row
from runtime.services.exports import Wanted, export_start
from runtime.services.records import insert_rows
from runtime.services.serving import serve
from tests.runtime.live import deploy, expenses, make_manager

RECORDS = 2_500


def prepare() -> None:
    """An app with records that Rosa may see; prints nothing."""
    app = deploy(demo_seed(), expenses())
    rosa = demo_user("rosa")
    make_manager(app, rosa)
    moment = now()
    table = serve(app.key, rosa, now=moment).table("claim")
    rows = [
        Row(
            id=new_id(),
            created_at=moment,
            created_by_id=rosa.pk,
            updated_at=moment,
            updated_by_id=rosa.pk,
            version=1,
            values={"purpose": f"Trip {number}", "quantity": "1"},
        )
        for number in range(RECORDS)
    ]
    insert_rows(table, rows, digest=app.digest)


def begin(format_: str) -> None:
    """Ask for an export of everything; prints its id."""
    moment = now()
    serving = serve("expenses", demo_user("rosa"), now=moment)
    asked = export_start(serving, "claim", Wanted(format=format_, columns=None, question={}), now=moment)
    sys.stdout.write(f"{asked.export.pk}\n")
