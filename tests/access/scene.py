"""Two workspaces alike in everything, each with one person of every kind and something of every kind to ask for.

Whatever a workspace holds carries its `mark`; each record, the hidden field and each file carry a mark of their own.
A mark in an answer says what was let out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import Role, User, Workspace
from accounts.services.memberships import membership_remove, role_hold
from builder.models import App
from builder.selectors import draft_of
from builder.services.apps import AppChange, app_change, app_start_blank, comaker_add
from core.jobs.runner import work
from deployments.models import Release
from deployments.selectors import releases_of
from deployments.services.releases import release_start
from governance.models import Submission
from governance.services.submissions import submission_check, submission_open
from runtime.models import LiveApp, RoleGrant
from tests.builder.drafting import edit, put
from tests.builder.drafting import shown as shown_in
from tests.governance.reviewing import approve, field_placed
from tests.runtime.live import Json, deploy, expenses
from tests.runtime.live import field as field_of
from tests.world import NOON

WHO: Mapping[str, tuple[str, ...]] = {
    "owner": (Role.MAKER,),
    "comaker": (Role.MAKER,),
    "deputy": (Role.MAKER,),
    "maker": (Role.MAKER,),
    "reviewer": (Role.REVIEWER,),
    "steward": (Role.DATA_STEWARD,),
    "librarian": (Role.COMPONENT_STEWARD,),
    "administrator": (Role.ADMINISTRATOR,),
    "auditor": (Role.AUDITOR,),
    "trainer": (Role.TRAINER,),
    "plain": (Role.EMPLOYEE,),
    "reads_all": (Role.EMPLOYEE,),
    "reads_own": (Role.EMPLOYEE,),
    "reads_ruled": (Role.EMPLOYEE,),
    "left": (Role.EMPLOYEE,),
}
LIVE_ROLES = {"reads_all": "rol_all", "reads_own": "rol_own", "reads_ruled": "rol_ruled"}
HIDDEN_NUMBER = "13577531"
ROWS = ("mine", "ruled", "other", "gone")


@dataclass(frozen=True, kw_only=True)
class Side:
    """One workspace. `ids` names everything an address or a body can point at; `foreign` is the other side's."""

    mark: str
    workspace: Workspace
    people: Mapping[str, User]
    ids: dict[str, str] = field(default_factory=dict)
    foreign: dict[str, str] = field(default_factory=dict)

    def secret(self, name: str) -> str:
        """The mark of one thing: a row of `ROWS`, "hidden", "customer"."""
        return f"{self.mark}q{name}q"

    def client(self, who: str) -> Client:
        client = Client(headers={"accept": "application/json"}, raise_request_exception=False)
        client.force_login(self.people[who], backend="django.contrib.auth.backends.ModelBackend")
        return client


def build_side(mark: str) -> Side:
    workspace = Workspace.objects.create(key=mark, name=f"House {mark}")
    people = {who: User.objects.create_user(f"{who}@{mark}.example", None, name=f"{who} {mark}") for who in WHO}
    for who, roles in WHO.items():
        for role in roles:
            role_hold(workspace=workspace, user=people[who], role=role)
    side = Side(mark=mark, workspace=workspace, people=people)
    side.ids["workspace"] = str(workspace.pk)
    side.ids.update({who: str(person.pk) for who, person in people.items()})
    _platform(side)
    _live(side)
    membership_remove(workspace=workspace, user=people["left"], role=Role.EMPLOYEE, now=NOON)
    return side


def _platform(side: Side) -> None:
    """An app with two approved versions and a third in review, each release as its pipeline would leave it."""
    owner = side.people["owner"]
    app = app_start_blank(workspace=side.workspace, title=f"Claims {side.mark}", actor=owner, now=NOON)
    comaker_add(app_id=app.pk, person=side.people["comaker"].pk, actor=owner, now=NOON)
    deputy = AppChange(deputy=side.people["deputy"].pk, names_deputy=True)
    app_change(app_id=app.pk, change=deputy, actor=owner, now=NOON)
    edit(app, owner, [*field_placed(app, "fld_purpose", "purpose"), *shown_in(app, "fld_purpose")])
    old = _approved(side, app, "old")
    _released(old, state="superseded")
    edit(app, owner, [put("fields", "fld_purpose", "label", f"Why {side.mark}")])
    new = _approved(side, app, "new")
    _released(new, state="live")
    edit(app, owner, [put("fields", "fld_purpose", "label", f"What for {side.mark}")])
    waiting = _submitted(side, app, "waiting")
    releases = list(releases_of(app.pk))
    upload = side.client("owner").post(
        "/api/imports", {"text": f"name,sum\n{side.mark},2\n", "name": side.mark}, content_type="application/json"
    )
    gone = app_start_blank(workspace=side.workspace, title=f"Put away {side.mark}", actor=owner, now=NOON)
    app_change(app_id=gone.pk, change=AppChange(archived=True), actor=owner, now=NOON)
    side.ids.update(
        {
            "app": str(app.pk),
            "archived": str(gone.pk),
            "submission": str(waiting.pk),
            "digest": waiting.digest,
            "decided": str(new.pk),
            "release": str(releases[0].pk),
            "older_release": str(releases[1].pk),
            "import": upload.json()["id"],
            "revision": str(draft_of(app.pk).revision),
            "entity": str(next(iter(draft_of(app.pk).document["entities"]))),
        }
    )


def _submitted(side: Side, app: App, what: str) -> Submission:
    revision, owner = draft_of(app.pk).revision, side.people["owner"]
    submission = submission_open(app_id=app.pk, revision=revision, summary=f"{what} {side.mark}", actor=owner, now=NOON)
    done = submission_check(submission_id=submission.pk, now=NOON)
    assert done is not None
    return done


def _approved(side: Side, app: App, what: str) -> Submission:
    submission = approve(_submitted(side, app, what), side.people["reviewer"])
    assert submission.state == "approved", submission.state
    return submission


def _released(submission: Submission, *, state: str) -> None:
    version = submission.version
    release = release_start(
        submission_id=submission.pk,
        app_id=submission.app_id,
        version_id=version.pk,
        number=version.number,
        digest=submission.digest,
        now=NOON,
    )
    Release.objects.filter(pk=release.pk).update(state=state, first_live_at=NOON, started_at=NOON, finished_at=NOON)


def record_app(mark: str, *, with_hidden: bool) -> Json:
    """Expenses, read by three roles in three ways; the first release also has the fields that the second hides."""
    app = expenses()
    claim, customer = "ent_claim", "ent_customer"
    app["app"]["title"] = f"Records {mark}"
    if with_hidden:
        hidden = {
            "fld_whisper": field_of(claim, "whisper", "text", "X"),
            "fld_margin": field_of(claim, "margin", "number", "Y"),
        }
        app["fields"] |= hidden
        for position, name in enumerate(hidden):
            app["nodes"][f"nod_{name[4:]}"] = {
                "page": "pag_new",
                "parent": None,
                "order": f"a{'XY'[position]}",
                "field": name,
                "props": {},
                "component": f"{hidden[name]['kind']}@1",
            }
        app["nodes"]["nod_table"]["props"]["columns"] += list(hidden)
    app["roles"] = {
        f"rol_{key}": {"key": key, "label": key.capitalize(), "audience": "granted", "order": f"a{place}"}
        for place, key in enumerate(("all", "own", "ruled"))
    }
    rule = {"when": "category == 'travel'"}
    full = {"create": True, "read": "all", "update": "all", "delete": "all"}
    own = {"create": True, "read": "own", "update": "own", "delete": "own"}
    ruled = {"create": False, "read": rule, "update": rule, "delete": "none"}
    app["grants"] = {
        "gra_all": {"role": "rol_all", "entity": claim, **full},
        "gra_all2": {"role": "rol_all", "entity": customer, **full},
        "gra_own": {"role": "rol_own", "entity": claim, **own},
        "gra_own2": {"role": "rol_own", "entity": customer, **own},
        "gra_ruled": {"role": "rol_ruled", "entity": claim, **ruled},
    }
    return app


def _live(side: Side) -> None:
    """Four records, one of them deleted, with the fields that the release behind them then hides."""
    owner = side.people["owner"]
    made = app_start_blank(workspace=side.workspace, title=f"Records {side.mark}", actor=owner, now=NOON)
    first = deploy(side.workspace, record_app(side.mark, with_hidden=True), app_id=made.pk)
    live = LiveApp.objects.get(pk=first.live_app_id)
    for who, role in LIVE_ROLES.items():
        person = side.people[who]
        RoleGrant.objects.create(live_app=live, role_id=role, user=person, granted_by_id=person.pk, granted_at=NOON)
    side.ids.update({"live": first.key, "records_app": str(made.pk), "live_digest": first.digest})
    readers = {"mine": "reads_own", "ruled": "reads_all", "other": "reads_all", "gone": "reads_all"}
    customer = _sent(side, "reads_all", "customer/", {"name": side.secret("customer")})
    side.ids["customer"] = customer["id"]
    for row in ROWS:
        _record(side, row, readers[row])
    done = side.client("reads_all").delete(first.url(f"claim/{side.ids['gone']}/"), headers={"If-Match": "*"})
    assert done.status_code == 204, done.content
    second = deploy(side.workspace, record_app(side.mark, with_hidden=False), app_id=made.pk)
    side.ids["live_digest"] = second.digest
    for who in LIVE_ROLES:
        export = _sent(side, who, "claim/exports/", {"format": "csv", "columns": None})
        side.ids[f"export_{who}"] = export["id"]
    saved = {"values": {"purpose": side.secret("saved")}, "digest": second.digest}
    kept = side.client("reads_own").put(second.url("saved/new_claim/"), saved, content_type="application/json")
    assert kept.status_code == 200, kept.content
    work()


def _record(side: Side, row: str, who: str) -> None:
    client, secret = side.client(who), side.secret(row)
    pdf = SimpleUploadedFile(f"{secret}.pdf", b"%PDF-1.7 " + secret.encode())
    form = {"file": pdf, "entity": "claim", "field": "receipt"}
    uploaded = client.post(f"/api/a/{side.ids['live']}/files/", form)
    assert uploaded.status_code == 201, uploaded.content
    side.ids[f"file_{row}"] = uploaded.json()["id"]
    values = {
        "purpose": secret,
        "amount": {"amount": "4711", "currency": "EUR"},
        "category": "travel" if row == "ruled" else "meals",
        "spent_on": "2026-10-01",
        "ticket": secret,
        "receipt": [{"id": uploaded.json()["id"]}],
        "whisper": f"{side.secret('hidden')} {row}",
        "margin": HIDDEN_NUMBER,
    }
    if who == "reads_all":
        values["customer"] = side.ids["customer"]
    side.ids[row] = _sent(side, who, "claim/", values)["id"]


def _sent(side: Side, who: str, rest: str, body: Any) -> Json:
    answer = side.client(who).post(f"/api/a/{side.ids['live']}/{rest}", body, content_type="application/json")
    assert answer.status_code in (201, 202), answer.content
    found: Json = answer.json()
    return found


@dataclass(frozen=True, kw_only=True)
class Scene:
    north: Side
    south: Side

    @property
    def sides(self) -> tuple[Side, Side]:
        return self.north, self.south

    def other(self, side: Side) -> Side:
        return self.south if side is self.north else self.north


def build_scene() -> Scene:
    scene = Scene(north=build_side("kestrel"), south=build_side("plover"))
    for side in scene.sides:
        side.foreign.update(scene.other(side).ids)
    return scene
