"""Approved submissions, made through the services: in tests, and inside a stack by `manage.py shell -c`."""

import sys
from datetime import datetime
from uuid import UUID

from accounts.selectors import UserRow
from accounts.services.demo import PERSONAS, demo_seed, demo_user
from builder.selectors import AppRow, app_by_id, draft_of
from builder.services.apps import app_start_blank
from core.clock import now as clock
from core.ids import new_id
from governance.gate import Verdict
from governance.selectors import submission_by_id
from governance.services.reviews import Ballot, review_decide
from governance.services.submissions import submission_check, submission_open
from tests.builder.drafting import document, edit, field_add, node_add, put

SHOWS = {"table@1": "props.columns", "details@1": "props.fields"}


def people() -> dict[str, UserRow]:
    """The demo people by key."""
    return {persona.key: demo_user(persona.key) for persona in PERSONAS}


def app_made(title: str = "Expense claims") -> AppRow:
    """Ada's blank app in the demo workspace."""
    return app_start_blank(workspace=demo_seed(), title=title, actor=people()["ada"], now=clock())


def field_added(app: AppRow, key: str) -> None:
    """A short text field on the form, in the list and on the record page."""
    name = new_id().hex[-10:]
    add = field_add(app, f"fld_{name}", key, order=f"a{key[-1]}", settings={"max_length": 100})
    place = node_add(app, f"nod_{name}", component="text@1", field=f"fld_{name}", order=f"a{key[-1]}")
    fields = [*document(app)["fields"], f"fld_{name}"]
    shown = [
        put("nodes", node, SHOWS[str(value["component"])], fields)
        for node, value in document(app)["nodes"].items()
        if value["component"] in SHOWS
    ]
    edit(app, people()["ada"], [add, place, *shown], now=clock())


def approved(app: AppRow, *, at: datetime | None = None) -> UUID:
    """Submit the draft as it is, check it, and let the reviewers of its route approve it; the submission."""
    now = at or clock()
    cast = people()
    revision = draft_of(app.pk).revision
    submission = submission_open(app_id=app.pk, revision=revision, summary="", actor=cast["ada"], now=now)
    submission_check(submission_id=submission.pk, now=now)
    for key in ("rosa", "dora", "adam"):
        found = submission_by_id(submission.pk)
        assert found is not None
        if found.state == "approved":
            break
        ballot = Ballot(verdict=Verdict.APPROVE, digest=found.digest, comment="")
        review_decide(submission_id=found.pk, ballot=ballot, actor=cast[key], now=now)
    found = submission_by_id(submission.pk)
    assert found is not None
    assert found.state == "approved", (found.state, found.checks, found.findings)
    return submission.pk


def start(title: str) -> None:
    """Write the id of a new app."""
    sys.stdout.write(f"{app_made(title).pk}\n")


def change(app_id: str, key: str) -> None:
    """Add a field, have it approved, and write the submission's id."""
    app = app_by_id(UUID(app_id))
    field_added(app, key)
    sys.stdout.write(f"{approved(app)}\n")
