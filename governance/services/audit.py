"""Reading the audit log: entries in words, and how far the hash chain holds. Reads only."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from accounts.selectors import UserRow, WorkspaceRow, home_workspace, people_of, users_by_ids
from builder.selectors import app_titles
from core.authz import Permission, require
from core.events.record import event_hash
from governance.selectors import EventRow, SubmissionRow, audit_entries, audit_head, submissions_by_ids
from governance.services.audit_words import wording_of

ENTRIES_SHOWN = 50
# About half a second on a laptop; `manage.py events_verify` walks everything.
ENTRIES_VERIFIED = 5_000
_PEOPLE_KEYS = ("person", "owner", "previous", "deputy", "reviewer")


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditFilter:
    """What to show. `since` is included, `until` is not; `system` asks for what no person did; `before` pages."""

    person: UUID | None = None
    system: bool = False
    kind: str = ""
    since: datetime | None = None
    until: datetime | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditObject:
    """What an entry is about: kind app, submission or release. `url` is None where nothing is left to look at."""

    kind: str
    title: str
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One entry in words. `number` is its place in the chain; `who` is None when `system` did it or the person left."""

    number: int
    at: datetime
    name: str
    who: UserRow | None
    system: bool
    sentence: str
    object: AuditObject | None
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditPage:
    """Entries newest first. `older` continues after them, None at the end; `people` may be filtered by."""

    entries: tuple[AuditEntry, ...]
    older: int | None
    people: tuple[UserRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainState:
    """The entries `first` to `last` were read; `last` is 0 in an empty log. `broken_at` is the first bad one."""

    first: int
    last: int
    broken_at: int | None = None
    reason: str = ""


def auditable_workspace(actor: UserRow) -> WorkspaceRow:
    """The workspace whose log the person may read. Raises Forbidden."""
    workspace = home_workspace(actor)
    require(actor, Permission.AUDIT_READ, workspace)
    return workspace


def audit_page(*, actor: UserRow, wanted: AuditFilter) -> AuditPage:
    """One page of the log of the person's workspace. Raises Forbidden."""
    workspace = auditable_workspace(actor)
    rows = list(_matching(audit_entries(workspace.pk), wanted)[: ENTRIES_SHOWN + 1])
    shown = rows[:ENTRIES_SHOWN]
    known = _lookup(workspace.pk, shown)
    actors = {row.actor_id for row in shown}
    members = {person.pk: person for person in people_of(workspace)}
    people = members | {key: person for key, person in known.people.items() if key in actors}
    return AuditPage(
        entries=tuple(_entry(row, known) for row in shown),
        older=shown[-1].position if len(rows) > ENTRIES_SHOWN else None,
        people=tuple(people.values()),
    )


def _matching(rows: QuerySet[EventRow], wanted: AuditFilter) -> QuerySet[EventRow]:
    if wanted.system:
        rows = rows.filter(actor_id=None)
    elif wanted.person:
        rows = rows.filter(actor_id=wanted.person)
    if wanted.kind:
        rows = rows.filter(name=wanted.kind)
    if wanted.since:
        rows = rows.filter(at__gte=wanted.since)
    if wanted.until:
        rows = rows.filter(at__lt=wanted.until)
    return rows.filter(position__lt=wanted.before) if wanted.before else rows


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """The rows that the entries of one page name."""

    people: Mapping[UUID, UserRow]
    apps: Mapping[UUID, str]
    submissions: Mapping[UUID, SubmissionRow]


def _lookup(workspace_id: UUID, rows: Sequence[EventRow]) -> _Known:
    people = {row.actor_id for row in rows} | {_id(row, key) for row in rows for key in _PEOPLE_KEYS}
    apps = _ids(_id(row, "app") for row in rows)
    submissions = _ids(_id(row, "submission") for row in rows)
    return _Known(
        people=users_by_ids(set(_ids(people))),
        apps=app_titles(workspace_id, apps),
        submissions=submissions_by_ids(workspace_id, submissions),
    )


def _id(row: EventRow, key: str) -> UUID | None:
    try:
        return UUID(str(row.payload.get(key)))
    except ValueError:
        return None


def _ids(found: Iterable[UUID | None]) -> list[UUID]:
    return sorted({one for one in found if one is not None})


def _entry(row: EventRow, known: _Known) -> AuditEntry:
    return AuditEntry(
        number=row.position,
        at=row.at,
        name=row.name,
        who=known.people.get(row.actor_id) if row.actor_id else None,
        system=row.actor_id is None,
        sentence=wording_of(row.name).read(_values(row, known)),
        object=_object(row, known),
        digest=str(row.payload.get("digest") or ""),
    )


def _values(row: EventRow, known: _Known) -> dict[str, str]:
    values = {key: "" if value is None else str(value) for key, value in row.payload.items()}
    for key in _PEOPLE_KEYS:
        person = _id(row, key)
        if person is not None:
            values[key] = known.people[person].name if person in known.people else "somebody who left"
    return values


def _object(row: EventRow, known: _Known) -> AuditObject | None:
    app, submission = _id(row, "app"), known.submissions.get(_id(row, "submission") or row.pk)
    title = known.apps.get(app) if app else None
    release = _id(row, "release")
    if release:
        return AuditObject(kind="release", title=title or "A release", url=f"/releases/{release}/" if title else None)
    if submission:
        name = f"{submission.app.title}, version {submission.number}"
        return AuditObject(kind="submission", title=name, url=f"/reviews/{submission.pk}/")
    if app is None:
        return None
    return AuditObject(kind="app", title=title or "An app", url=f"/apps/{app}/form/" if title else None)


def audit_chain(*, actor: UserRow, limit: int = ENTRIES_VERIFIED) -> ChainState:
    """Whether the newest `limit` entries are as they were written: content, order, and the end. Raises Forbidden.

    Heads are read before and after the entries, so that entries written meanwhile are no fault.
    """
    workspace = auditable_workspace(actor)
    position, digest = audit_head(workspace.pk)
    first = max(1, position - limit + 1)
    rows = audit_entries(workspace.pk).filter(position__gte=first).order_by("position").iterator(chunk_size=500)
    expected, previous, last = first, "" if first == 1 else None, 0
    for row in rows:
        reason = _fault(row, expected, previous)
        if not reason and row.position == position and row.hash != digest:
            reason = "The head of the log names another entry."
        if reason:
            return ChainState(first=first, last=expected - 1, broken_at=expected, reason=reason)
        expected, previous, last = expected + 1, row.hash, row.position
    newest, _ = audit_head(workspace.pk)
    if not position <= last <= newest:
        return ChainState(
            first=first, last=last, broken_at=last + 1, reason="The end of the log does not fit its head."
        )
    return ChainState(first=first, last=last)


def _fault(row: EventRow, expected: int, previous: str | None) -> str:
    """What is wrong with an entry that should be number `expected` and follow the hash `previous` (None: not read)."""
    if row.position != expected:
        return "This entry is missing."
    if previous is not None and row.previous_hash != previous:
        return "It does not continue the entry before it."
    return "" if row.hash == event_hash(row) else "Its content was changed."
