"""The expense request as an app, taken through draft, review and deployment, then filled.

    python -m bench.live.ours ROWS          writes what the comparison needs to know, as JSON, to stdout

Runs in the environment of the server (DATABASE_URL, DATA_DIR), on an empty database.
"""

import json
import os
import sys
from collections.abc import Iterator
from datetime import timedelta
from typing import cast
from uuid import UUID

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from accounts.models import User, Workspace
from accounts.services.demo import demo_seed
from accounts.services.memberships import role_hold
from bench.live.expenses import CATEGORIES, PEOPLE, email_of, expenses
from bench.live.fill import fill, settle
from builder.services.apps import app_create
from builder.starts import Start, StartField, start_document
from core.clock import now
from core.jobs import runner
from core.jobs.clock import database_now
from core.jobs.models import Job, JobState
from definition.ids import new_object_id
from definition.json_types import JsonValue
from runtime.models import HistoryAction, RecordHistory
from runtime.selectors import live_app_by_app_id, served_by_key
from runtime.services.serving import Ready, releases
from runtime.services.sharing import role_grant
from tests.deployments.making import approved, people

CSRF = "b" * 32
OPTIONS: list[JsonValue] = [{"key": key, "label": key.capitalize()} for key in CATEGORIES]
FIELDS = (
    StartField(key="requester", label="Requester", kind="text", required=True, settings={"max_length": 120}),
    StartField(key="email", label="Email", kind="email", required=True),
    StartField(key="department", label="Department", kind="text", required=True, settings={"max_length": 60}),
    StartField(key="amount", label="Amount", kind="money", required=True, settings={"min": 0, "max": 5000}),
    StartField(key="spent_on", label="Spent on", kind="date", required=True),
    StartField(key="category", label="Category", kind="choice", required=True, settings={"options": OPTIONS}),
    StartField(key="description", label="Description", kind="textarea", settings={"max_length": 1000}),
    StartField(key="receipt", label="Receipt", kind="url"),
    StartField(key="approved", label="Approved", kind="yesno"),
)
REQUIRED_WHEN = {"receipt": "amount > 100", "description": "category == 'other'"}
COLUMNS = ("id", "created_at", "created_by_id", "updated_at", "updated_by_id", "version", "release_digest")


def definition(key: str) -> Start:
    """Three pages, two roles, one rule that requires the receipt and one that requires the description."""
    start = start_document(key=key, title="Expense requests", fields=FIELDS)
    nodes = cast("dict[str, dict[str, JsonValue]]", start.document["nodes"])
    on_form = {node["field"]: name for name, node in nodes.items()}
    table = next(node for node in nodes.values() if node["component"] == "table@1")
    props = cast("dict[str, JsonValue]", table["props"])
    props["sort"] = {"field": start.field_ids["amount"], "descending": True}
    props["filters"] = [start.field_ids[name] for name in ("category", "department", "spent_on")]
    start.document["rules"] = {
        new_object_id("rules"): {
            "entity": start.entity_id,
            "effect": "require",
            "target": on_form[start.field_ids[field]],
            "when": when,
            "order": f"a{position}",
        }
        for position, (field, when) in enumerate(REQUIRED_WHEN.items())
    }
    return start


def deployed(key: str) -> UUID:
    """Start, submit, review, approve, deploy: the same line as for everybody. The app's id."""
    workspace, ada = demo_seed(), people()["ada"]
    with transaction.atomic():
        app = app_create(workspace=workspace, start=definition(key), origin="blank", actor=ada, now=now())
    approved(app)
    while True:
        Job.objects.filter(state=JobState.QUEUED).update(run_after=database_now() - timedelta(seconds=1))
        if not runner.work():
            return app.pk


def everybody(workspace: Workspace) -> list[User]:
    """A hundred employees of the workspace, by position."""
    made = [User.objects.create_user(email_of(person), None, name=f"Person {person:02}") for person in range(PEOPLE)]
    for person in made:
        role_hold(workspace=workspace, user=person, role="employee")
    return made


def rows_of(ready: Ready, owners: list[User], count: int) -> Iterator[list[object]]:
    table = next(iter(ready.tables.entities.values()))
    for item in expenses(count):
        owner = owners[item.owner].pk
        row: list[object] = [item.key, item.created_at, owner, item.created_at, owner, 1, ready.digest]
        for columns in table.fields:
            if columns.field.key == "amount":
                row += [item.amount, item.currency]
            else:
                row.append(getattr(item, columns.field.key))
        yield row


def signed_in(person: User) -> dict[str, str]:
    """The headers of a signed-in browser."""
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    cookies = f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={CSRF}"
    return {"Cookie": cookies, "X-CSRFToken": CSRF}


def main(count: int) -> None:
    call_command("prepare", stdout=sys.stderr)
    app_id = deployed("expenses")
    row = live_app_by_app_id(app_id)
    served = served_by_key(row.key) if row else None
    if row is None or served is None:
        raise SystemExit("The app did not become live.")
    owners = everybody(demo_seed())
    manager, member = owners[0], owners[1]
    role_grant(row.key, people()["adam"], role_key="managers", person_id=manager.pk, now=now())
    ready = releases.get(served.release_id)
    table = next(iter(ready.tables.entities.values()))
    columns = [*COLUMNS, *(name for found in table.fields for name in found.columns)]
    fill(table.model, columns, rows_of(ready, owners, count))
    settle(RecordHistory._meta.db_table)
    told = {
        "base": f"/api/a/{row.key}/{table.entity.key}/",
        "table": table.name,
        "columns": {found.field.key: found.columns[0] for found in table.fields},
        "history": RecordHistory._meta.db_table,
        "created": HistoryAction.CREATED.value,
        "manager": signed_in(manager),
        "member": signed_in(member),
    }
    sys.stdout.write(f"\n{json.dumps(told)}\n")


if __name__ == "__main__":
    main(int(sys.argv[1]))
