"""Freezing: a draft revision becomes an immutable version, named by its digest."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.selectors import UserRow
from builder.errors import DraftHasProblems, DraftMoved
from builder.events import VersionFrozen
from builder.models import AppVersion, BatchState, Draft, OperationBatch
from builder.selectors import VersionRow, app_visible_to, versions_of
from components.catalogue import catalogue
from core.authz import Permission, require
from core.errors import ErrorAt
from core.events.record import record
from definition.catalogue import Catalogue
from definition.compiled import CompiledApp
from definition.compiler import read_document
from definition.problems import Severity


@transaction.atomic
def version_freeze(*, app_id: UUID, revision: int, actor: UserRow, now: datetime) -> VersionRow:
    """The version of the draft at `revision`; the same content frozen again is the same version.

    Raises DraftMoved when the draft has another revision, DraftHasProblems when it does not compile.
    """
    app = app_visible_to(actor, app_id)
    require(actor, Permission.APP_SUBMIT, app)
    draft = Draft.objects.select_for_update().get(app=app)
    if draft.revision != revision:
        raise DraftMoved(
            detail="The draft has changed since you opened this page.",
            data={"yours": revision, "theirs": draft.revision},
        )
    compiled = _compile(draft, catalogue())
    same = versions_of(app_id).filter(digest=compiled.digest).first()
    if same is not None:
        return same
    last = versions_of(app_id).last()
    version = AppVersion.objects.create(
        app=app,
        number=last.number + 1 if last else 1,
        digest=compiled.digest,
        revision=revision,
        document=draft.document,
        artefact=compiled.to_json(),
        authors=_authors(draft, after=last.revision if last else 0, first=last is None),
        frozen_at=now,
        frozen_by=actor,
    )
    event = VersionFrozen(app=app.pk, version=version.pk, number=version.number, digest=version.digest)
    record(event, actor=actor, at=now, workspace=app.workspace_id)
    return version


def _compile(draft: Draft, catalogue: Catalogue) -> CompiledApp:
    reading = read_document(draft.document, catalogue)
    compiled = reading.compilation.app if reading.compilation else None
    if compiled is None:
        errors = [problem for problem in reading.problems if problem.severity is Severity.ERROR]
        raise DraftHasProblems(
            detail=f"{len(errors)} problem{'s' if len(errors) > 1 else ''} must be fixed first.",
            errors=[ErrorAt(pointer=one.pointer, code=one.code, message=one.message) for one in errors],
        )
    return compiled


def _authors(draft: Draft, *, after: int, first: bool) -> list[str]:
    """Who changed the draft since the last version; of the first version also who started the app."""
    batches = OperationBatch.objects.filter(
        draft=draft, state=BatchState.APPLIED, revision__gt=after, revision__lte=draft.revision
    )
    people = set(batches.values_list("actor_id", flat=True))
    if first:
        people.add(draft.app.created_by_id)
    return sorted(str(person) for person in people)
