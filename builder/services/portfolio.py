"""Apps as lists and headers show them. Reads only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from accounts.selectors import UserRow
from builder.selectors import AppRow, VersionRow, drafts_of, last_batches, newest_versions
from core.authz import Permission, allowed


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftCard:
    """How far the draft is, and who changed it last."""

    revision: int
    saved_at: datetime
    changed_by: UserRow | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AppCard:
    """One app for one reader. `can` says what the reader may do with it."""

    app: AppRow
    summary: str
    draft: DraftCard
    version: VersionRow | None
    can: dict[str, bool]

    @property
    def state(self) -> str:
        """`retired` or `draft`: what is live or under review is known above."""
        return "retired" if self.app.archived_at else "draft"


def app_cards(apps: Sequence[AppRow], actor: UserRow) -> tuple[AppCard, ...]:
    """A card for each app, in the order given."""
    ids = [app.pk for app in apps]
    drafts, batches, versions = drafts_of(ids), last_batches(ids), newest_versions(ids)
    return tuple(
        AppCard(
            app=app,
            summary=str(drafts[app.pk].document["app"].get("summary", "")),
            draft=DraftCard(
                revision=drafts[app.pk].revision,
                saved_at=drafts[app.pk].saved_at,
                changed_by=batches[app.pk].actor if app.pk in batches else app.owner,
            ),
            version=versions.get(app.pk),
            can=_can(app, actor),
        )
        for app in apps
    )


def _can(app: AppRow, actor: UserRow) -> dict[str, bool]:
    answers = actor.pk == app.owner_id or allowed(actor, Permission.WORKSPACE_ADMINISTER, app.workspace)
    return {
        "edit": allowed(actor, Permission.APP_EDIT, app) and app.archived_at is None,
        "submit": allowed(actor, Permission.APP_SUBMIT, app) and app.archived_at is None,
        "archive": answers,
        "roll_back": allowed(actor, Permission.RELEASE_ROLL_BACK, app),
    }
