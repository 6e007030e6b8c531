"""Changing a draft: a batch of operations is merged, applied and logged, or refused and kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.selectors import UserRow, users_by_ids
from builder.errors import (
    AppArchived,
    BatchMismatch,
    BatchRefused,
    DraftConflict,
    DraftTooLarge,
    UndoRefused,
)
from builder.merging import Clash, PastBatch, merge, outdated
from builder.models import BatchKind, BatchState, Draft, OperationBatch
from builder.selectors import BatchRow, app_visible_to, batches_after, draft_lock
from builder.services.membership import answers_mirror, answers_permit
from core.authz import Permission, require
from core.canonical import canonical_json
from core.errors import DomainError, JsonValue
from definition.json_types import JsonObject
from definition.operations import OperationRefused, apply
from definition.parse import parse

MAX_DOCUMENT_BYTES = 2_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What a client sends: one step, made on `base_revision`. `target` names the step that is undone or redone."""

    batch_id: UUID
    base_revision: int
    label: str
    kind: BatchKind
    operations: Sequence[JsonObject]
    target: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """The revision a batch became, and what others had done since its base (oldest first)."""

    revision: int
    saved_at: datetime
    merged: tuple[BatchRow, ...]


def draft_apply(*, app_id: UUID, batch: Batch, actor: UserRow, now: datetime) -> Saved:
    """Apply `batch` on top of whatever others have done since its base; the same batch twice gives the same answer.

    Raises DraftConflict when both changed one thing, and BatchRefused, UndoRefused, OperationRefused or DraftTooLarge
    when the operations do not fit; then the draft is unchanged and the batch is kept in the log as refused.
    """
    outcome = _decide(app_id=app_id, batch=batch, actor=actor, now=now)
    if isinstance(outcome, DomainError):
        raise outcome
    return outcome


@transaction.atomic
def _decide(*, app_id: UUID, batch: Batch, actor: UserRow, now: datetime) -> Saved | DomainError:
    require(actor, Permission.APP_EDIT, app_visible_to(actor, app_id))
    app = draft_lock(app_id)
    draft = Draft.objects.get(app=app)
    draft.app = app
    earlier = OperationBatch.objects.filter(draft=draft, batch_id=batch.batch_id).first()
    if earlier is not None:
        return _again(draft, earlier, batch, actor)
    if app.archived_at is not None:
        raise AppArchived(detail="Restore the app before you change it.")
    try:
        past = _past(draft, batch, actor)
        answers_permit(app, batch.operations, actor=actor)
        document, operations, inverse = _merged(draft, batch, past)
    except DomainError as refusal:
        _keep_refused(draft, batch, refusal, actor=actor, now=now)
        return refusal
    draft.document = document
    draft.revision += 1
    draft.saved_at = now
    draft.save(update_fields=["document", "revision", "saved_at"])
    _log(draft, batch, actor, now, operations=operations, inverse=inverse)
    answers_mirror(app, document, operations, actor=actor, now=now)
    return _saved(draft.revision, now, _since(draft, batch.base_revision, before=draft.revision))


def _merged(
    draft: Draft, batch: Batch, past: Sequence[BatchRow]
) -> tuple[JsonObject, Sequence[JsonObject], Sequence[JsonObject]]:
    """The new document, the operations that made it and their inverse. Raises what `draft_apply` says."""
    result = merge(
        draft.document,
        batch.operations,
        [PastBatch(by=row.actor_id, at=row.at, operations=row.operations) for row in past],
    )
    if result.clashes:
        raise _conflict(draft, batch, _clashes_to_json(result.clashes))
    applied = apply(draft.document, result.operations)
    parsed = parse(applied.document)
    if parsed.app is None:
        first = parsed.problems[0]
        raise BatchRefused(detail=first.message, data={"pointer": first.pointer, "problem": first.code})
    if len(canonical_json(applied.document)) > MAX_DOCUMENT_BYTES:
        raise DraftTooLarge(detail="An app may be at most 2 MB. Split it into two apps.")
    return applied.document, result.operations, applied.inverse


def _past(draft: Draft, batch: Batch, actor: UserRow) -> list[BatchRow]:
    """What `batch` must be fitted onto: everything since its base; for an undo, also what others did to it since."""
    if batch.base_revision > draft.revision:
        raise BatchRefused(
            detail="The draft is older than what you see. Reload the page; your changes are kept.",
            data={"revision": draft.revision},
        )
    since = list(batches_after(draft, batch.base_revision))
    if batch.kind == BatchKind.EDIT:
        return _without_undone(since)
    target = _target(draft, batch, actor)
    earlier = batches_after(draft, target.revision or 0).exclude(actor=actor)
    rows = {row.pk: row for row in [*earlier, *since]}
    return _without_undone(sorted(rows.values(), key=lambda row: row.revision or 0))


def _target(draft: Draft, batch: Batch, actor: UserRow) -> OperationBatch:
    """The own edit that is stepped over, if `batch` is what takes it back. Raises UndoRefused."""
    applied = OperationBatch.objects.filter(draft=draft, actor=actor, state=BatchState.APPLIED)
    target = applied.filter(batch_id=batch.target, kind=BatchKind.EDIT).first() if batch.target else None
    if target is None:
        raise UndoRefused(detail="You can undo your own steps only.")
    last = applied.filter(target=batch.target).order_by("revision").last()
    undone = last is not None and last.kind == BatchKind.UNDO
    if undone != (batch.kind == BatchKind.REDO):
        raise UndoRefused(detail="This step was already undone." if undone else "This step was not undone.")
    if outdated(batch.operations, (last or target).inverse):
        # What others did between the client's look and the step is not in the window that is merged.
        raise UndoRefused(detail="Somebody changed this before your step was saved. Reload the page, then undo it.")
    return target


def _without_undone(rows: Sequence[BatchRow]) -> list[BatchRow]:
    """Leave out steps that cancel each other inside the window: an edit with its undo, an undo with its redo."""
    inside = {row.batch_id for row in rows}
    last = {row.target: row for row in rows if row.target in inside}
    undone = {target for target, row in last.items() if row.kind == BatchKind.UNDO}
    return [row for row in rows if row.batch_id not in undone and row.target not in inside]


def _again(draft: Draft, earlier: OperationBatch, batch: Batch, actor: UserRow) -> Saved | DomainError:
    """The answer to a batch that was sent before."""
    same = earlier.actor_id == actor.pk and canonical_json(_sent(earlier)) == canonical_json(list(batch.operations))
    if not same:
        return BatchMismatch(detail="This batch id belongs to other operations. Use a new id for each batch.")
    if earlier.state == BatchState.REFUSED:
        if earlier.conflicts:
            return _conflict(draft, batch, earlier.conflicts)
        return BatchRefused(detail="This batch was refused before and is kept in the log.")
    revision = earlier.revision or 0
    return _saved(revision, earlier.at, _since(draft, earlier.base_revision, before=revision))


def _sent(row: OperationBatch) -> Sequence[JsonObject]:
    operations: Sequence[JsonObject] = row.sent if row.sent is not None else row.operations
    return operations


def _since(draft: Draft, revision: int, *, before: int) -> tuple[BatchRow, ...]:
    return tuple(batches_after(draft, revision).filter(revision__lt=before))


def _saved(revision: int, at: datetime, merged: tuple[BatchRow, ...]) -> Saved:
    return Saved(revision=revision, saved_at=at, merged=merged)


def _log(
    draft: Draft,
    batch: Batch,
    actor: UserRow,
    now: datetime,
    *,
    operations: Sequence[JsonObject],
    inverse: Sequence[JsonObject],
) -> None:
    whole = len(operations) == len(batch.operations)
    OperationBatch.objects.create(
        draft=draft,
        batch_id=batch.batch_id,
        kind=batch.kind,
        state=BatchState.APPLIED,
        label=batch.label,
        target=batch.target,
        base_revision=batch.base_revision,
        revision=draft.revision,
        operations=list(operations),
        sent=None if whole else list(batch.operations),
        inverse=list(inverse),
        actor=actor,
        at=now,
    )


def _keep_refused(draft: Draft, batch: Batch, refusal: DomainError, *, actor: UserRow, now: datetime) -> None:
    OperationBatch.objects.create(
        draft=draft,
        batch_id=batch.batch_id,
        kind=batch.kind,
        state=BatchState.REFUSED,
        label=batch.label,
        target=batch.target,
        base_revision=batch.base_revision,
        operations=list(batch.operations),
        conflicts=refusal.data.get("conflicts", []),
        refusal=refusal.code,
        actor=actor,
        at=now,
    )


def _conflict(draft: Draft, batch: Batch, conflicts: JsonValue) -> DraftConflict:
    merged = batches_after(draft, batch.base_revision) if batch.base_revision <= draft.revision else []
    return DraftConflict(
        detail="Someone else changed the same thing. Your change is kept; choose which one stays.",
        data={"conflicts": conflicts, "revision": draft.revision, "merged": [batch_to_json(row) for row in merged]},
    )


def _clashes_to_json(clashes: Sequence[Clash]) -> list[JsonValue]:
    people = users_by_ids({clash.by for clash in clashes})
    return [
        {
            "kind": clash.kind.value,
            "in": clash.collection,
            "id": "" if clash.collection == "app" else clash.object_id,
            "path": clash.path,
            "yours": clash.yours,
            "theirs": clash.theirs,
            "by": person_to_json(people[clash.by]),
            "at": clash.at.isoformat(),
        }
        for clash in clashes
    ]


def person_to_json(person: UserRow) -> dict[str, JsonValue]:
    """Who did it, as every answer names people."""
    return {"id": str(person.pk), "name": person.name, "initials": person.initials}


def batch_to_json(row: BatchRow) -> dict[str, JsonValue]:
    """A batch of the log as other editors receive it; with its inverse they can bring back what it deleted."""
    return {
        "revision": row.revision,
        "batch_id": str(row.batch_id),
        "label": row.label,
        "kind": row.kind,
        "by": person_to_json(row.actor),
        "at": row.at.isoformat(),
        "operations": row.operations,
        "inverse": row.inverse,
    }


__all__ = ["Batch", "OperationRefused", "Saved", "batch_to_json", "draft_apply", "person_to_json"]
