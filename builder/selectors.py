"""Every read of apps, drafts, versions and imports, and who may see what."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.db.models.fields.json import KT

from accounts.selectors import UserRow, WorkspaceRow, home_workspace, people_of, users_by_ids, workspaces_of
from builder.errors import AppUnknown, ImportUnknown
from builder.models import App, AppVersion, BatchKind, BatchState, Draft, ImportedTable, ImportUpload, OperationBatch
from core.authz import Permission, allowed, holders, visible
from core.errors import JsonValue
from definition.json_types import JsonObject

AppRow = App
DraftRow = Draft
VersionRow = AppVersion
BatchRow = OperationBatch
UploadRow = ImportUpload
TableRow = ImportedTable

HISTORY_SHOWN = 200
BATCHES_SHOWN = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One own edit as the history shows it: what would do it again, what would take it back."""

    id: UUID
    label: str
    kind: str
    operations: Sequence[JsonObject]
    inverse: Sequence[JsonObject]
    undone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedRow:
    """One row of an imported table: its number in the sheet, and values by field id."""

    number: int
    values: Mapping[str, JsonValue]


def apps_visible_to(actor: UserRow) -> QuerySet[App]:
    """Apps of the person's workspaces they may see, last changed first."""
    mine = App.objects.filter(workspace__in=workspaces_of(actor)).select_related("owner", "deputy", "workspace")
    everything = [workspace.pk for workspace in workspaces_of(actor) if _sees_all_apps(actor, workspace)]
    granted = visible(actor, Permission.APP_VIEW, mine).values("pk")
    return (mine.filter(pk__in=granted) | mine.filter(workspace__in=everything)).distinct()


def _sees_all_apps(actor: UserRow, workspace: WorkspaceRow) -> bool:
    """Whether a role (reviewer, steward, administrator, auditor) opens every app of the workspace to read."""
    return any(allowed(actor, permission, workspace) for permission in _SEE_ALL)


_SEE_ALL = (
    Permission.SUBMISSION_REVIEW,
    Permission.SUBMISSION_STEWARD,
    Permission.WORKSPACE_ADMINISTER,
    Permission.AUDIT_READ,
)


def apps_made_by(actor: UserRow) -> QuerySet[App]:
    """Apps of the person's workspaces they may edit, those put away included."""
    return visible(actor, Permission.APP_EDIT, App.objects.filter(workspace__in=workspaces_of(actor)))


def app_visible_to(actor: UserRow, app_id: UUID) -> App:
    """One app by the rule of `apps_visible_to`, asked the cheap way round.

    Raises AppUnknown, also when the app exists but the person may not see it.
    """
    rows = App.objects.filter(pk=app_id, workspace__in=workspaces_of(actor))
    app = rows.select_related("owner", "deputy", "workspace").first()
    if app is None or not (allowed(actor, Permission.APP_VIEW, app) or _sees_all_apps(actor, app.workspace)):
        raise AppUnknown(detail="There is no such app, or you may not see it.")
    return app


def app_by_id(app_id: UUID) -> App:
    """For callers that already decided who may see it. Raises AppUnknown."""
    app = App.objects.select_related("owner", "deputy", "workspace").filter(pk=app_id).first()
    if app is None:
        raise AppUnknown(detail="There is no such app.")
    return app


def app_keys_of(workspace_id: UUID) -> frozenset[str]:
    """Every key taken in a workspace, archived apps included."""
    return frozenset(App.objects.filter(workspace=workspace_id).values_list("key", flat=True))


def editors_of(app: App) -> tuple[UUID, ...]:
    """The people with a hand on the app besides owner and deputy: everybody who has changed its draft."""
    ids = OperationBatch.objects.filter(draft__app=app, state=BatchState.APPLIED).values_list("actor_id", flat=True)
    return tuple(sorted(set(ids) - {app.owner_id, app.deputy_id}))


def comakers_of(app: App) -> tuple[UserRow, ...]:
    """Who may edit the app besides owner and deputy, by name."""
    ids = set(holders(Permission.APP_EDIT, app)) - {app.owner_id, app.deputy_id}
    return tuple(sorted(users_by_ids(ids).values(), key=lambda person: (person.name, str(person.pk))))


def candidates_for(app: App, *, query: str) -> QuerySet[UserRow]:
    """Active members of the app's workspace with no part in it yet whose name or mail contains `query`, by name."""
    return people_of(app.workspace, query=query).exclude(pk__in=holders(Permission.APP_EDIT, app) | {app.owner_id})


def draft_of(app_id: UUID) -> Draft:
    """Raises AppUnknown."""
    draft = Draft.objects.select_related("app").filter(app=app_id).first()
    if draft is None:
        raise AppUnknown(detail="There is no such app.")
    return draft


def draft_lock(app_id: UUID) -> App:
    """Hold the app's draft until the transaction ends: the first lock of whoever edits, submits or archives.

    The app as it is from then on: what was read before may have been archived meanwhile.
    """
    Draft.objects.select_for_update(no_key=True).only("id").get(app=app_id)
    return app_by_id(app_id)


def drafts_of(app_ids: Sequence[UUID]) -> dict[UUID, Draft]:
    """The drafts of several apps, by app."""
    return {draft.app_id: draft for draft in Draft.objects.filter(app__in=app_ids)}


def batches_after(draft: Draft, revision: int) -> QuerySet[OperationBatch]:
    """What was applied after `revision`, oldest first, with who did it."""
    return (
        OperationBatch.objects.filter(draft=draft, state=BatchState.APPLIED, revision__gt=revision)
        .select_related("actor")
        .order_by("revision")
    )


def refused_batches(draft: Draft, actor: UserRow) -> QuerySet[OperationBatch]:
    """The person's own batches that were refused, newest first: nothing typed is lost."""
    rows = OperationBatch.objects.filter(draft=draft, actor=actor, state=BatchState.REFUSED)
    return rows.select_related("actor").order_by("-at", "-id")


def last_batches(app_ids: Sequence[UUID]) -> dict[UUID, OperationBatch]:
    """The newest applied batch of each app: who edited last."""
    # Every revision comes from exactly one batch, so the newest is the one of the draft's own revision. What batches
    # and drafts hold is not read: a list of apps must not load every document.
    rows = OperationBatch.objects.filter(
        draft__app__in=app_ids, state=BatchState.APPLIED, revision=F("draft__revision")
    ).select_related("actor", "draft")
    light = rows.defer("operations", "inverse", "sent", "conflicts", "draft__document")
    return {row.draft.app_id: row for row in light}


def history_of(draft: Draft, actor: UserRow) -> tuple[Step, ...]:
    """The person's own last 200 edits, oldest first, each with the exact operations to redo or undo it now."""
    own = OperationBatch.objects.filter(draft=draft, actor=actor, state=BatchState.APPLIED)
    edits = list(own.filter(kind=BatchKind.EDIT).order_by("-revision")[:HISTORY_SHOWN])[::-1]
    last: dict[UUID | None, OperationBatch] = {
        batch.target: batch for batch in own.exclude(kind=BatchKind.EDIT).order_by("revision")
    }
    return tuple(_step(edit, last.get(edit.batch_id)) for edit in edits)


def _step(edit: OperationBatch, last: OperationBatch | None) -> Step:
    undone = last is not None and last.kind == BatchKind.UNDO
    redone = last is not None and last.kind == BatchKind.REDO
    return Step(
        id=edit.batch_id,
        label=edit.label,
        kind=edit.kind,
        operations=last.inverse if last and undone else edit.operations,
        inverse=last.inverse if last and redone else edit.inverse,
        undone=undone,
    )


def version_by_id(version_id: UUID) -> AppVersion | None:
    return AppVersion.objects.select_related("app").filter(pk=version_id).first()


def version_by_digest(app_id: UUID, digest: str) -> AppVersion | None:
    return AppVersion.objects.select_related("app").filter(app=app_id, digest=digest).first()


def version_numbers(digests: Mapping[UUID, str]) -> dict[UUID, int]:
    """The number of the version with this digest, by app; without those that were not frozen here."""
    rows = AppVersion.objects.filter(app__in=list(digests), digest__in=list(digests.values()))
    found = rows.values_list("app_id", "digest", "number")
    return {app_id: number for app_id, digest, number in found if digests[app_id] == digest}


def versions_of(app_id: UUID) -> QuerySet[AppVersion]:
    """All versions of an app, oldest first."""
    return AppVersion.objects.filter(app=app_id).order_by("number")


def authors_since(app_id: UUID, *, live_digest: str | None, upto: int) -> tuple[UUID | None, ...]:
    """Everybody with a hand in what would go live: authors of each version after the live one and of every
    batch up to revision `upto` since then. Without a live version, everybody ever; then also who started the app.
    """
    live = version_by_digest(app_id, live_digest) if live_digest else None
    versions = versions_of(app_id).filter(number__gt=live.number if live else 0)
    found: set[UUID | None] = {UUID(one) if one else None for version in versions for one in version.authors}
    batches = OperationBatch.objects.filter(draft__app=app_id, state=BatchState.APPLIED, revision__lte=upto)
    if live:
        batches = batches.filter(revision__gt=live.revision)
    found.update(batches.values_list("actor_id", flat=True))
    if live is None:
        found.add(app_by_id(app_id).created_by_id)
    return tuple(sorted(found, key=str))


def upload_of(actor: UserRow, upload_id: UUID) -> ImportUpload:
    """A person's own upload in their workspace whose file is still kept. Raises ImportUnknown."""
    own = ImportUpload.objects.filter(uploaded_by=actor, workspace=home_workspace(actor))
    upload = own.exclude(file="").filter(pk=upload_id).first()
    if upload is None:
        raise ImportUnknown(
            detail="There is no such import: it is somebody else's, or more than 30 days old. Bring the table again."
        )
    return upload


def tables_of(app_id: UUID) -> QuerySet[ImportedTable]:
    """The imported tables of an app with the file they came from, oldest first."""
    return ImportedTable.objects.filter(app=app_id).select_related("upload").defer("upload__inspection")


def imported_rows_of(app_id: UUID, entity_id: str) -> Iterator[ImportedRow]:
    """The rows waiting for the first deployment of an entity, in sheet order; none when it was not imported."""
    table = ImportedTable.objects.filter(app=app_id, entity_id=entity_id).first()
    if table is None:
        return
    with table.rows.open("rb") as lines:
        for line in lines:
            row = json.loads(line)
            yield ImportedRow(number=row["row"], values=row["values"])


def newest_versions(app_ids: Sequence[UUID]) -> dict[UUID, AppVersion]:
    """The newest version of each app that has one."""
    rows = AppVersion.objects.filter(app__in=app_ids).order_by("number")
    return {row.app_id: row for row in rows.defer("document", "artefact", "authors")}


def apps_of(workspace_ids: Sequence[UUID]) -> QuerySet[App]:
    """Every app of some workspaces that is not put away, by title; the caller decides what to show of them."""
    return App.objects.filter(workspace__in=workspace_ids, archived_at=None).order_by("title", "id")


def app_titles(workspace_id: UUID, app_ids: Sequence[UUID]) -> dict[UUID, str]:
    """The titles of those of `app_ids` that belong to the workspace, archived ones included."""
    return dict(App.objects.filter(workspace=workspace_id, pk__in=app_ids).values_list("pk", "title"))


@dataclass(frozen=True, slots=True, kw_only=True)
class AppUse:
    """Which component kinds the draft of an app is made of, by name; `can_open` when the reader may see the app."""

    app_id: UUID
    title: str
    can_open: bool
    kinds: tuple[str, ...]


def component_use(actor: UserRow) -> tuple[AppUse, ...]:
    """The apps a person may see that are not put away, by title, with the kinds on their pages and in their tables.

    Who answers for the components of a workspace is told about all its apps: to change or retire a component one must
    know who would be met by it. That opens none of them.

    Reads the nodes and fields of all drafts in one query; the rest of the documents stays in the database.
    """
    workspaces = workspaces_of(actor)
    seen = set(apps_visible_to(actor).values_list("pk", flat=True))
    stewarded = [one.pk for one in workspaces if allowed(actor, Permission.COMPONENTS_STEWARD, one)]
    rows = (
        Draft.objects.filter(Q(app__in=seen) | Q(app__workspace__in=stewarded))
        .filter(app__archived_at=None)
        .order_by("app__title", "app_id")
        .values_list("app_id", "app__title", KT("document__nodes"), KT("document__fields"))
    )
    return tuple(
        AppUse(
            app_id=app_id,
            title=title,
            can_open=app_id in seen,
            kinds=_kinds(json.loads(nodes or "{}"), json.loads(fields or "{}")),
        )
        for app_id, title, nodes, fields in rows.iterator(chunk_size=50)
    )


def _kinds(nodes: Mapping[str, JsonObject], fields: Mapping[str, JsonObject]) -> tuple[str, ...]:
    placed = {str(node.get("component", "")).partition("@")[0] for node in nodes.values()}
    kept = {str(field.get("kind", "")) for field in fields.values()}
    return tuple(sorted((placed | kept) - {""}))
