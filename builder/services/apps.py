"""The life of an app: started, renamed, handed over, put away."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction

from accounts.selectors import UserRow, WorkspaceRow
from builder.errors import AppBusy, PersonRefused
from builder.events import AppPutAway, AppRestored, AppStarted, AppTransferred, CoMakerAdded, CoMakerRemoved
from builder.models import App, BatchKind, Draft
from builder.selectors import AppRow, app_keys_of, app_visible_to, comakers_of, draft_lock, draft_of, last_batches
from builder.services.drafts import Batch, draft_apply
from builder.services.membership import (
    ANSWERING,
    MAKING,
    answers_require,
    member_named,
    rights_give,
    rights_take,
)
from builder.starts import Start, app_key, start_document
from core.authz import Permission, require
from core.errors import JsonValue
from core.events.record import record

EDITING = timedelta(minutes=2)


@transaction.atomic
def app_start_blank(*, workspace: WorkspaceRow, title: str, actor: UserRow, now: datetime) -> AppRow:
    """A new app with an empty form, ready for quick add."""
    require(actor, Permission.APP_CREATE, workspace)
    start = start_document(key=app_key(title, app_keys_of(workspace.pk)), title=title)
    return app_create(workspace=workspace, start=start, origin="blank", actor=actor, now=now)


def app_create(*, workspace: WorkspaceRow, start: Start, origin: str, actor: UserRow, now: datetime) -> AppRow:
    """Write the app of a start document; the caller has checked APP_CREATE and holds the transaction."""
    info = start.document["app"]
    if not isinstance(info, dict):
        raise TypeError("a start document has an object 'app'")
    app = App.objects.create(
        workspace=workspace,
        key=info["key"],
        title=info["title"],
        owner=actor,
        created_by=actor,
        created_at=now,
        changed_at=now,
    )
    Draft.objects.create(app=app, document=start.document, saved_at=now)
    rights_give(actor, app, ANSWERING)
    record(AppStarted(app=app.pk, key=app.key, start=origin), actor=actor, at=now, workspace=workspace.pk)
    return app


@dataclass(frozen=True, slots=True, kw_only=True)
class AppChange:
    """What to change about an app; what is absent stays."""

    title: str | None = None
    deputy: UUID | None = None
    names_deputy: bool = False
    archived: bool | None = None


@transaction.atomic
def app_change(*, app_id: UUID, change: AppChange, actor: UserRow, now: datetime) -> AppRow:
    """Rename, name a deputy, archive or restore: all of it, or nothing when a part is refused.

    An archived app is restored before and archived after the other parts, since it is read-only in between.
    """
    app_visible_to(actor, app_id)
    # The draft before the app, as everybody who edits takes them: two changes at once must not wait for each other.
    draft_lock(app_id)
    if change.archived is False:
        app_archive(app_id=app_id, archived=False, actor=actor, now=now)
    if change.title is not None:
        app_rename(app_id=app_id, title=change.title, actor=actor, now=now)
    if change.names_deputy:
        app_deputy(app_id=app_id, deputy=change.deputy, actor=actor, now=now)
    if change.archived:
        app_archive(app_id=app_id, archived=True, actor=actor, now=now)
    return app_visible_to(actor, app_id)


def app_rename(*, app_id: UUID, title: str, actor: UserRow, now: datetime) -> AppRow:
    """Change the title, as an ordinary step of the draft: it can be undone. The key stays."""
    return _app_set(app_id, "title", title, label=f"Rename to {title}", actor=actor, now=now)


def app_deputy(*, app_id: UUID, deputy: UUID | None, actor: UserRow, now: datetime) -> AppRow:
    """Name or remove the deputy, as an ordinary step of the draft. Owner or administrator only."""
    value = str(deputy) if deputy else None
    label = "Name a deputy" if deputy else "Remove the deputy"
    return _app_set(app_id, "deputy", value, label=label, actor=actor, now=now)


def _app_set(app_id: UUID, path: str, value: JsonValue, *, label: str, actor: UserRow, now: datetime) -> AppRow:
    app_visible_to(actor, app_id)
    batch = Batch(
        batch_id=uuid4(),
        base_revision=draft_of(app_id).revision,
        label=label[:200],
        kind=BatchKind.EDIT,
        operations=[{"op": "set", "in": "app", "path": path, "value": value}],
    )
    draft_apply(app_id=app_id, batch=batch, actor=actor, now=now)
    return app_visible_to(actor, app_id)


@transaction.atomic
def app_transfer(*, app_id: UUID, owner: UUID, actor: UserRow, now: datetime) -> AppRow:
    """Give the app to another member; the former owner stays on as co-maker."""
    app = _app_for_update(actor, app_id)
    answers_require(app, actor)
    person = member_named(app, owner)
    if person.pk == app.owner_id:
        raise PersonRefused(detail=f"{person.name} owns this app already.")
    if app.deputy_id == person.pk:
        raise PersonRefused(detail=f"{person.name} is the deputy. Name another deputy first.")
    previous = app.owner
    rights_take(previous, app, ANSWERING)
    rights_give(previous, app, MAKING)
    rights_give(person, app, ANSWERING)
    app.owner = person
    app.changed_at = now
    app.save(update_fields=["owner", "changed_at"])
    event = AppTransferred(app=app.pk, owner=person.pk, previous=previous.pk)
    record(event, actor=actor, at=now, workspace=app.workspace_id)
    return app


@transaction.atomic
def comaker_add(*, app_id: UUID, person: UUID, actor: UserRow, now: datetime) -> AppRow:
    """Let another member edit the draft; adding a co-maker again changes nothing and records nothing."""
    app = _app_for_update(actor, app_id)
    answers_require(app, actor)
    maker = member_named(app, person)
    if maker.pk in (app.owner_id, app.deputy_id):
        raise PersonRefused(detail=f"{maker.name} may edit this app already.")
    if maker in comakers_of(app):
        return app
    rights_give(maker, app, MAKING)
    record(CoMakerAdded(app=app.pk, person=maker.pk), actor=actor, at=now, workspace=app.workspace_id)
    return app


@transaction.atomic
def comaker_remove(*, app_id: UUID, person: UUID, actor: UserRow, now: datetime) -> AppRow:
    """Take the right to edit back; what they wrote stays attributed to them. A co-maker may leave by herself."""
    app = _app_for_update(actor, app_id)
    if person in (app.owner_id, app.deputy_id):
        raise PersonRefused(detail="Owner and deputy keep their rights. Transfer the app or name another deputy.")
    if person != actor.pk:
        answers_require(app, actor)
    maker = next((one for one in comakers_of(app) if one.pk == person), None)
    if maker is None:
        raise PersonRefused(detail="This person has no part in the app, so nothing was changed.")
    rights_take(maker, app, MAKING)
    record(CoMakerRemoved(app=app.pk, person=maker.pk), actor=actor, at=now, workspace=app.workspace_id)
    return app


@transaction.atomic
def app_archive(*, app_id: UUID, archived: bool, actor: UserRow, now: datetime) -> AppRow:
    """Put an app away (read-only, still running where live) or take it back. Asking for what is so changes nothing."""
    app_visible_to(actor, app_id)
    # Whoever edits or submits holds the draft, so nothing can land in an app that was put away a moment ago.
    draft_lock(app_id)
    app = _app_for_update(actor, app_id)
    answers_require(app, actor)
    if archived == (app.archived_at is not None):
        return app
    if archived:
        _refuse_while_edited(app, actor, now)
    app.archived_at = now if archived else None
    app.changed_at = now
    app.save(update_fields=["archived_at", "changed_at"])
    event = AppPutAway(app=app.pk) if archived else AppRestored(app=app.pk)
    record(event, actor=actor, at=now, workspace=app.workspace_id)
    return app


def _refuse_while_edited(app: AppRow, actor: UserRow, now: datetime) -> None:
    last = last_batches([app.pk]).get(app.pk)
    if last is not None and last.actor_id != actor.pk and last.at > now - EDITING:
        name = last.actor.name
        raise AppBusy(detail=f"{name} is changing this app right now. Ask {name} first.", data={"by": name})


def _app_for_update(actor: UserRow, app_id: UUID) -> App:
    app_visible_to(actor, app_id)
    # `no_key`: rows that name the app are checked at the end of their transaction, with the event stream in hand; who
    # waits for the stream must not hold the app against them.
    rows = App.objects.select_for_update(of=("self",), no_key=True).select_related("owner", "deputy", "workspace")
    return rows.get(pk=app_id)
