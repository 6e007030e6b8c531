"""Who answers for an app and who works on it; and how title and deputy, edited in the draft, reach the app."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from accounts.selectors import UserRow, people_of
from builder.errors import BatchRefused, NotOwner, PersonRefused
from builder.events import AppRenamed, DeputyNamed
from builder.models import App
from core.authz import Permission, allowed, grant, revoke
from core.errors import JsonValue
from core.events.record import record
from definition.json_types import JsonObject

ANSWERING = (Permission.APP_VIEW, Permission.APP_EDIT, Permission.APP_SUBMIT, Permission.RELEASE_ROLL_BACK)
MAKING = (Permission.APP_VIEW, Permission.APP_EDIT, Permission.APP_SUBMIT)


def answers_for(app: App, actor: UserRow) -> bool:
    """Whether the person owns the app or administers its workspace."""
    return actor.pk == app.owner_id or allowed(actor, Permission.WORKSPACE_ADMINISTER, app.workspace)


def answers_require(app: App, actor: UserRow) -> None:
    """Raise NotOwner unless the person answers for the app."""
    if not answers_for(app, actor):
        raise NotOwner(detail=f"{app.owner.name} owns this app and can do this, or an administrator.")


def member_named(app: App, person_id: UUID) -> UserRow:
    """An active member of the app's workspace. Raises PersonRefused."""
    person = people_of(app.workspace).filter(pk=person_id).first()
    if person is None:
        raise PersonRefused(detail="Choose an active member of this workspace.")
    return person


def answers_permit(app: App, operations: Sequence[JsonObject], *, actor: UserRow) -> None:
    """Check operations on the app itself: its key never changes, its deputy is named by who answers for it."""
    for path, value in _on_app(operations):
        if path == "key":
            raise BatchRefused(detail="The address of an app is given at birth and never changes.")
        if path == "deputy":
            answers_require(app, actor)
            _deputy_named(app, value)


def answers_mirror(
    app: App, document: JsonObject, operations: Sequence[JsonObject], *, actor: UserRow, now: datetime
) -> None:
    """Carry title and deputy from the document, where they are edited, to the app's row, where they are looked up."""
    # As it is now: `app` was read before the draft was locked. And before anything is recorded: who archives or hands
    # over an app takes its row first and the event stream second, and the other way round is a deadlock.
    rows = App.objects.select_for_update(of=("self",), no_key=True).select_related("deputy", "workspace")
    app = rows.get(pk=app.pk)
    app.changed_at = now
    paths = {path for path, _ in _on_app(operations)}
    info = document["app"]
    if not isinstance(info, dict):
        raise TypeError("a parsed document has an object 'app'")
    if "title" in paths and info["title"] != app.title:
        app.title = info["title"]
        record(AppRenamed(app=app.pk, title=app.title), actor=actor, at=now, workspace=app.workspace_id)
    if "deputy" in paths:
        deputy_change(app, _deputy_named(app, info.get("deputy")), actor=actor, now=now)
    app.save(update_fields=["title", "deputy", "changed_at"])


def deputy_change(app: App, deputy: UserRow | None, *, actor: UserRow, now: datetime) -> None:
    """Move the deputy's rights and say so. Changes `app` in memory; the caller saves."""
    if (deputy.pk if deputy else None) == app.deputy_id:
        return
    if app.deputy is not None:
        rights_take(app.deputy, app, ANSWERING)
    if deputy is not None:
        rights_give(deputy, app, ANSWERING)
    app.deputy = deputy
    event = DeputyNamed(app=app.pk, deputy=deputy.pk if deputy else None)
    record(event, actor=actor, at=now, workspace=app.workspace_id)


def rights_give(person: UserRow, app: App, permissions: Sequence[Permission]) -> None:
    """Grant each permission on the app."""
    for permission in permissions:
        grant(person, permission, app)


def rights_take(person: UserRow, app: App, permissions: Sequence[Permission]) -> None:
    """Revoke each permission on the app."""
    for permission in permissions:
        revoke(person, permission, app)


def _on_app(operations: Sequence[JsonObject]) -> list[tuple[str, JsonValue]]:
    return [(str(op.get("path", "")), op.get("value")) for op in operations if op.get("in") == "app"]


def _deputy_named(app: App, value: JsonValue) -> UserRow | None:
    if value is None:
        return None
    try:
        person_id = UUID(str(value))
    except ValueError:
        raise PersonRefused(detail="A deputy is named by the id of a person.") from None
    if person_id == app.owner_id:
        raise PersonRefused(detail="The owner cannot be the deputy as well. Choose another person.")
    return member_named(app, person_id)
