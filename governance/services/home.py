"""The home page and the portfolio: what waits for a person, the apps they use and the apps they make. Reads only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from accounts.selectors import UserRow, workspaces_of
from builder.selectors import AppRow, apps_of, apps_visible_to, version_by_digest
from builder.services.portfolio import AppCard, app_cards
from core.authz import Permission, allowed
from governance.selectors import SubmissionRow, open_submissions_of, reviews_of, submissions_visible_to
from governance.services.dossier import queue_of
from governance.tier import NAMES
from governance.transitions import State
from runtime.selectors import LiveAppRow, granted_roles, live_app_by_app_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One thing that waits. `since` is when it began to wait."""

    kind: str
    title: str
    words: str
    url: str
    since: datetime


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
    apps: tuple[UsedApp, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveCard:
    """The version people use. `number` is None when it was not frozen here."""

    number: int | None
    digest: str
    at: datetime | None
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PortfolioRow:
    """An app with what is live and what is under review. `state` is draft, review, live or retired."""

    card: AppCard
    live: LiveCard | None
    submission: SubmissionRow | None

    @property
    def state(self) -> str:
        if self.card.state == "retired":
            return "retired"
        return "review" if self.submission else "live" if self.live else "draft"


def home_of(actor: UserRow) -> Home:
    """What waits for `actor`, reviews by tier first, and the live apps they may use, by title."""
    return Home(waiting=(*_reviews(actor), *_own(actor)), apps=tuple(_used(actor)))


def portfolio_of(actor: UserRow) -> tuple[PortfolioRow, ...]:
    """The apps a person may see in the studio, last changed first."""
    cards = app_cards(list(apps_visible_to(actor)), actor)
    submissions = open_submissions_of([card.app.pk for card in cards])
    return tuple(
        PortfolioRow(card=card, live=_live_card(card.app), submission=submissions.get(card.app.pk)) for card in cards
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
    rows = submissions_visible_to(actor).filter(state__in=states)
    return [_returned(row) for row in rows if allowed(actor, Permission.APP_EDIT, row.app)]


def _returned(row: SubmissionRow) -> Waiting:
    if row.state == State.MUST_FIX.value:
        return Waiting(
            kind="returned",
            title=_title(row),
            words="The checks found something to fix.",
            url=f"/apps/{row.app_id}/submit/",
            since=row.checked_at or row.submitted_at,
        )
    last = reviews_of(row).filter(verdict="request_changes").last()
    words = f"{last.reviewer.name}: {last.comment[:160]}" if last else "Changes were asked for."
    since = last.at if last else row.submitted_at
    return Waiting(kind="returned", title=_title(row), words=words, url=f"/reviews/{row.pk}/", since=since)


def _used(actor: UserRow) -> list[UsedApp]:
    workspaces = [workspace.pk for workspace in workspaces_of(actor)]
    used = []
    for app in apps_of(workspaces):
        live = live_app_by_app_id(app.pk)
        if live is not None and _may_use(actor, live):
            info = live.artefact.get("app")
            summary = str(info.get("summary", "")) if isinstance(info, Mapping) else ""
            used.append(UsedApp(title=live.title, summary=summary, url=f"/a/{live.key}/"))
    return used


def _may_use(actor: UserRow, live: LiveAppRow) -> bool:
    """Whether some role of the live app lets this person in."""
    roles = live.artefact.get("roles")
    everyone = isinstance(roles, Sequence) and any(
        isinstance(role, Mapping) and role.get("audience") != "granted" for role in roles
    )
    return everyone or bool(granted_roles(live.live_app_id, actor.pk))


def _live_card(app: AppRow) -> LiveCard | None:
    live = live_app_by_app_id(app.pk)
    if live is None:
        return None
    version = version_by_digest(app.pk, live.digest)
    return LiveCard(
        number=version.number if version else None, digest=live.digest, at=live.activated_at, url=f"/a/{live.key}/"
    )


def _title(row: SubmissionRow) -> str:
    return f"{row.app.title} {row.number}"
