"""The portfolio: apps with what is live and what is under review. Reads only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from accounts.selectors import UserRow
from builder.selectors import apps_visible_to, version_numbers
from builder.services.portfolio import AppCard, app_cards
from governance.selectors import SubmissionRow, open_submissions_of
from runtime.selectors import live_apps_of


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


def portfolio_of(actor: UserRow) -> tuple[PortfolioRow, ...]:
    """The apps a person may see in the studio, last changed first."""
    cards = app_cards(list(apps_visible_to(actor)), actor)
    ids = [card.app.pk for card in cards]
    submissions, live = open_submissions_of(ids), _live_cards(ids)
    return tuple(
        PortfolioRow(card=card, live=live.get(card.app.pk), submission=submissions.get(card.app.pk)) for card in cards
    )


def _live_cards(app_ids: list[UUID]) -> Mapping[UUID, LiveCard]:
    live = live_apps_of(app_ids)
    numbers = version_numbers({app_id: row.digest for app_id, row in live.items()})
    return {
        app_id: LiveCard(number=numbers.get(app_id), digest=row.digest, at=row.activated_at, url=f"/a/{row.key}/")
        for app_id, row in live.items()
    }
