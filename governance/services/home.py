"""The home page: what waits for a person, what became of their apps, what they began, what they use. Reads only.

News are of the last NEWS_DAYS days and at most MOST entries; what is older stands in the portfolio.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from accounts.selectors import UserRow, workspaces_of
from builder.selectors import AppRow, apps_made_by, apps_of
from core.authz import Permission, visible
from governance.selectors import (
    ReviewRow,
    SubmissionRow,
    approved_submissions_of,
    approvers_of,
    returns_of,
    submissions_listed,
)
from governance.services.dossier import queue_of
from governance.tier import NAMES
from governance.transitions import State
from runtime.selectors import LiveAppShort, live_apps_of, roles_granted_to
from runtime.services.saved import SavedForLater, entries_of

NEWS_DAYS = 14
MOST = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One thing that waits. `since` is when it began to wait."""

    kind: str
    title: str
    words: str
    url: str
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What became of an app. `live`: people use the version; `approved`: its deployment has not ended well yet.

    `url` leads to the live app, or to where the deployment is followed. `number` is None for a version that was not
    approved here, and `approved_by` empty for one that its rules let through without a reviewer.
    """

    kind: str
    app_id: UUID
    title: str
    number: int | None
    is_first: bool
    url: str
    at: datetime
    approved_by: tuple[UserRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedApp:
    """A live app this person may use."""

    title: str
    summary: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """The home page of one person."""

    waiting: tuple[Waiting, ...]
    news: tuple[News, ...]
    saved: tuple[SavedForLater, ...]
    apps: tuple[UsedApp, ...]


def home_of(actor: UserRow, *, now: datetime) -> Home:
    """What waits for `actor`, reviews by tier first; news and saved forms newest first; live apps by title."""
    return Home(
        waiting=(*_reviews(actor), *_own(actor)),
        news=_news(actor, now - timedelta(days=NEWS_DAYS)),
        saved=entries_of(actor, most=MOST, now=now),
        apps=tuple(_used(actor)),
    )


def _reviews(actor: UserRow) -> list[Waiting]:
    return [
        Waiting(
            kind="review",
            title=_title(row),
            words=f"{NAMES[row.tier or 0]} risk, tier {row.tier}. Submitted by {row.submitted_by.name}.",
            url=f"/reviews/{row.pk}/",
            since=row.submitted_at,
        )
        for row in queue_of(actor)
    ]


def _own(actor: UserRow) -> list[Waiting]:
    states = (State.CHANGES_REQUESTED.value, State.MUST_FIX.value)
    rows = list(submissions_listed(actor).filter(state__in=states, app__in=apps_made_by(actor).values("pk")))
    returns = returns_of([row.pk for row in rows])
    return [_returned(row, returns.get(row.pk)) for row in rows]


def _returned(row: SubmissionRow, last: ReviewRow | None) -> Waiting:
    if row.state == State.MUST_FIX.value:
        return Waiting(
            kind="returned",
            title=_title(row),
            words="The checks found something to fix.",
            url=f"/apps/{row.app_id}/submit/",
            since=row.checked_at or row.submitted_at,
        )
    words = _asked(last) if last else "Changes were asked for."
    since = last.at if last else row.submitted_at
    return Waiting(kind="returned", title=_title(row), words=words, url=f"/reviews/{row.pk}/", since=since)


def _asked(last: ReviewRow) -> str:
    """The note, or where the words are: whoever commented on the changes need not write one."""
    name = last.reviewer.name
    return f"{name}: {last.comment[:160]}" if last.comment.strip() else f"{name} commented on the changes."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Turn:
    """The newest thing that happened to an app, and the approval it goes back to."""

    kind: str
    title: str
    url: str
    at: datetime
    submission: SubmissionRow | None


def _news(actor: UserRow, since: datetime) -> tuple[News, ...]:
    """What became of the apps this person works on: one entry per app, newest first."""
    workspaces = [workspace.pk for workspace in workspaces_of(actor)]
    apps = {app.pk: app for app in visible(actor, Permission.APP_EDIT, apps_of(workspaces))}
    live = live_apps_of(apps)
    approved: dict[UUID, list[SubmissionRow]] = {app_id: [] for app_id in apps}
    for row in approved_submissions_of(list(apps)):
        approved[row.app_id].append(row)
    turns = {app_id: _turn(app, live.get(app_id), approved[app_id]) for app_id, app in apps.items()}
    recent = {app_id: turn for app_id, turn in turns.items() if turn is not None and turn.at >= since}
    people = approvers_of([turn.submission.pk for turn in recent.values() if turn.submission is not None])
    news = [
        News(
            kind=turn.kind,
            app_id=app_id,
            title=turn.title,
            number=turn.submission.number if turn.submission else None,
            is_first=turn.submission is not None and turn.submission == approved[app_id][-1],
            url=turn.url,
            at=turn.at,
            approved_by=people.get(turn.submission.pk, ()) if turn.submission else (),
        )
        for app_id, turn in recent.items()
    ]
    return tuple(sorted(news, key=lambda one: one.at, reverse=True)[:MOST])


def _turn(app: AppRow, live: LiveAppShort | None, approved: Sequence[SubmissionRow]) -> _Turn | None:
    """`approved` newest first. An approval that is newer than what is live, and is not it, is on its way."""
    newest = approved[0] if approved else None
    since = live.activated_at if live is not None else None
    at = newest.closed_at if newest is not None and (live is None or live.digest != newest.digest) else None
    if at is not None and (since is None or at > since):
        return _Turn(kind="approved", title=app.title, url=f"/apps/{app.pk}/releases/", at=at, submission=newest)
    if live is None or since is None:
        return None
    submission = next((row for row in approved if row.digest == live.digest), None)
    return _Turn(kind="live", title=live.title, url=f"/a/{live.key}/", at=since, submission=submission)


def _used(actor: UserRow) -> list[UsedApp]:
    """The live apps with a role this person holds, or that everybody in the workspace does."""
    workspaces = [workspace.pk for workspace in workspaces_of(actor)]
    apps = [app.pk for app in apps_of(workspaces)]
    live, granted = live_apps_of(apps), roles_granted_to(actor.pk)
    rows = [live[app_id] for app_id in apps if app_id in live]
    return [
        UsedApp(title=row.title, summary=row.summary, url=f"/a/{row.key}/")
        for row in rows
        if _lets_in(row, granted.get(row.live_app_id, frozenset()))
    ]


def _lets_in(live: LiveAppShort, granted: frozenset[str]) -> bool:
    return any(audience != "granted" or role in granted for role, audience in live.audiences.items())


def _title(row: SubmissionRow) -> str:
    return f"{row.app.title}, version {row.number}"
