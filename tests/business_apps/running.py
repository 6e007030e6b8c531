"""One app, unattended: submitted, approved, deployed, filled, listed, extended by a second version, rolled back."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from random import Random
from time import perf_counter
from typing import TYPE_CHECKING, cast

from django.db import DatabaseError

from accounts.selectors import people_of
from accounts.services.demo import demo_seed
from builder.selectors import AppRow
from builder.services.apps import app_start_blank
from components.catalogue import catalogue
from core.clock import now
from core.errors import DomainError
from definition.compiler import read_document
from deployments.models import Release, ReleaseState
from deployments.selectors import releases_of
from deployments.services.releases import release_activate
from runtime.selectors import live_app_by_app_id
from runtime.services.serving import Serving, serve
from runtime.services.sharing import role_grant
from tests.builder.drafting import document, edit, take
from tests.business_apps.converting import Converted, converted
from tests.business_apps.corpus import DocTypes
from tests.business_apps.extension import ADDED, extension
from tests.business_apps.filling import Filler
from tests.business_apps.grouping import Group
from tests.business_apps.listing import list_faults, list_pages, read_all
from tests.business_apps.losses import Losses
from tests.business_apps.parts import COLLECTIONS, part
from tests.deployments.conftest import run_jobs
from tests.deployments.making import approved, people

if TYPE_CHECKING:
    from definition.json_types import JsonObject, JsonValue

ROWS = 12
BATCH = 1_500
FAULTS = (DomainError, DatabaseError, AssertionError, ArithmeticError, LookupError, TypeError, ValueError, RuntimeError)


@dataclass(slots=True, kw_only=True)
class Outcome:
    """What came of one app. `rows` were saved, `kept` of them were there and unchanged after the rollback."""

    title: str
    losses: Losses = field(default_factory=Losses)
    entities: int = 0
    fields: int = 0
    rules_asked: int = 0
    rules_made: int = 0
    compile_seconds: float = 0.0
    deploy_seconds: float = 0.0
    rows: int = 0
    kept: int = 0
    lists: int = 0
    failures: list[str] = field(default_factory=list)


class Stopped(Exception):
    """A step failed; what comes after it makes no sense. The outcome says why."""


def run_app(group: Group, doctypes: DocTypes, *, rows: int = ROWS) -> Outcome:
    """Never raises for what the product does: it is in the outcome."""
    outcome = Outcome(title=group.title)
    with suppress(Stopped):
        _Run(group, doctypes, outcome).run(rows)
    return outcome


class _Run:
    def __init__(self, group: Group, doctypes: DocTypes, outcome: Outcome) -> None:
        self._group, self._doctypes, self._outcome = group, doctypes, outcome
        self._workspace = demo_seed()
        self._cast = people()

    def run(self, rows: int) -> None:
        with self._step("convert"):
            made = converted(self._group, self._doctypes)
        self._compile(made)
        with self._step("draft"):
            app = self._drafted(made)
        with self._step("deploy"):
            first = self._timed_ship(app)
        filler = self._fill(app, rows)
        self._list(filler)
        with self._step("second version"):
            self._second(app, made, filler)
        with self._step("rollback"):
            self._back(app, first, filler)

    @contextmanager
    def _step(self, name: str) -> Iterator[None]:
        """What fails inside is written down with the name of the step, and ends the run."""
        try:
            yield
        except FAULTS as fault:
            self._fail(name, fault)
            raise Stopped from fault

    def _fail(self, name: str, fault: object) -> None:
        details = "; ".join(error.message for error in fault.errors) if isinstance(fault, DomainError) else ""
        kind = type(fault).__name__ if isinstance(fault, Exception) else "wrong"
        self._outcome.failures.append(f"{name}: {kind}: {fault} {details}".strip()[:1000])

    def _compile(self, made: Converted) -> None:
        outcome, started = self._outcome, perf_counter()
        # A summary nobody has read: what was read while converting is remembered.
        fresh = {**made.document, "app": {**part(made.document, "app"), "summary": "Measured"}}
        reading = read_document(fresh, catalogue())
        outcome.compile_seconds = perf_counter() - started
        outcome.losses, outcome.rules_asked, outcome.rules_made = made.losses, made.rules_asked, made.rules_made
        outcome.entities, outcome.fields = len(part(made.document, "entities")), len(part(made.document, "fields"))
        if reading.compilation is None or reading.compilation.app is None:
            outcome.failures.append("compile: " + "; ".join(one.message for one in reading.problems)[:1000])
            raise Stopped

    def _drafted(self, made: Converted) -> AppRow:
        """A blank app of Ada's, with what it starts with taken out and the document put in."""
        ada = self._cast["ada"]
        app = app_start_blank(workspace=self._workspace, title=self._group.title, actor=ada, now=now())
        blank = document(app)
        operations: list[JsonObject] = [
            dict(take(name, object_id)) for name in reversed(COLLECTIONS) for object_id in blank[name]
        ]
        operations += [
            {"op": "add", "in": name, "id": object_id, "value": value}
            for name in COLLECTIONS
            for object_id, value in part(made.document, name).items()
        ]
        info: Mapping[str, JsonValue] = {
            "purpose": part(made.document, "app")["purpose"],
            "deputy": str(self._cast["ben"].pk),
        }
        operations += [{"op": "set", "in": "app", "path": path, "value": value} for path, value in info.items()]
        for at in range(0, len(operations), BATCH):
            edit(app, ada, operations[at : at + BATCH], now=now())
        return app

    def _timed_ship(self, app: AppRow) -> Release:
        started = perf_counter()
        release = self._ship(app)
        self._outcome.deploy_seconds = perf_counter() - started
        return release

    def _ship(self, app: AppRow) -> Release:
        """The draft as it is, approved and live. Raises RuntimeError with what the release says."""
        approved(app)
        run_jobs()
        release = releases_of(app.pk)[0]
        if release.state != ReleaseState.LIVE:
            raise RuntimeError(f"The release is {release.state}: {release.error}")
        return release

    def _fill(self, app: AppRow, rows: int) -> Filler:
        emil, outcome = self._cast["emil"], self._outcome
        with self._step("fill"):
            serving = self._served(app, is_first=True)
            everybody = [str(person.pk) for person in people_of(self._workspace)]
            # The same seed for the same app, so that what failed once fails again.
            filler = Filler(serving=serving, people=everybody, random=Random(self._group.title), now=now())
        try:
            with self._step(f"fill for {emil.name}"):
                filler.fill(rows)
        finally:
            outcome.rows = sum(map(len, filler.records.values()))
        return filler

    def _served(self, app: AppRow, *, is_first: bool = False) -> Serving:
        """The live app for Emil, whom the administrator has named into every role."""
        emil, adam = self._cast["emil"], self._cast["adam"]
        live = live_app_by_app_id(app.pk)
        if live is None:
            raise RuntimeError("The app is not live.")
        if is_first:
            for role in document(app)["roles"].values():
                if role["audience"] == "granted":
                    role_grant(live.key, adam, role_key=role["key"], person_id=emil.pk, now=now())
        return serve(live.key, emil, now=now())

    def _list(self, filler: Filler) -> None:
        with self._step("list"):
            self._outcome.failures += [f"list: {fault}" for fault in list_faults(filler.serving, filler.records)]
            self._outcome.lists = len(list_pages(filler.serving))

    def _second(self, app: AppRow, made: Converted, filler: Filler) -> None:
        """One field more, live, and a record that answers it."""
        edit(app, self._cast["ada"], extension(document(app), made.main), now=now())
        self._ship(app)
        filler.serving = self._served(app)
        entity = str(cast("JsonObject", part(made.document, "entities")[made.main])["key"])
        record = filler.add(entity, {ADDED: "Seen"})
        if record[ADDED] != "Seen":
            raise RuntimeError(f"The new field holds {record[ADDED]!r}.")
        self._outcome.rows += 1

    def _back(self, app: AppRow, first: Release, filler: Filler) -> None:
        """The first version again: every record is there, and holds what it held."""
        release_activate(release_id=first.id, actor=self._cast["adam"], now=now())
        serving = self._served(app)
        for entity, saved in filler.records.items():
            found = {one["id"]: one for one in read_all(serving, entity, {})[0]}
            for record in saved:
                expected = {key: value for key, value in record.items() if key != ADDED}
                self._outcome.kept += found.get(record["id"]) == expected
            if len(found) != len(saved):
                raise RuntimeError(f"{entity}: {len(found)} records after the rollback, {len(saved)} before")
        if self._outcome.kept != self._outcome.rows:
            raise RuntimeError(f"{self._outcome.rows - self._outcome.kept} records are not what they were")
