"""Apps as lists and headers show them. Reads only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from accounts.selectors import UserRow
from builder.models import App
from builder.selectors import AppRow, VersionRow, comakers_of, drafts_of, last_batches, newest_versions
from builder.services.membership import answers_for
from core.authz import Permission, allowed, visible


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftCard:
    """How far the draft is, and who changed it last."""

    revision: int
    saved_at: datetime
    changed_by: UserRow | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AppCard:
    """One app for one reader. `role` is the reader's part in it, `can` what the reader may do with it."""

    app: AppRow
    summary: str
    draft: DraftCard
    version: VersionRow | None
    role: str
    can: dict[str, bool]

    @property
    def archived(self) -> bool:
        """Whether it was put away."""
        return self.app.archived_at is not None

    @property
    def state(self) -> str:
        """`retired` or `draft`: what is live or under review is known above."""
        return "retired" if self.archived else "draft"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody with a part in an app: `owner`, `deputy` or `comaker`. `removable` by whoever reads it."""

    person: UserRow
    role: str
    removable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Members:
    """Who works on an app, owner first; `can_change` when the reader may add, remove and hand over."""

    members: tuple[Member, ...]
    can_change: bool


def members_of(app: AppRow, actor: UserRow) -> Members:
    """The owner, the deputy if there is one, then the co-makers by name. A co-maker may remove herself."""
    answers = answers_for(app, actor)
    first = [("owner", app.owner), *([("deputy", app.deputy)] if app.deputy else [])]
    comakers = [
        Member(person=person, role="comaker", removable=answers or person.pk == actor.pk) for person in comakers_of(app)
    ]
    answering = [Member(person=person, role=role, removable=False) for role, person in first]
    return Members(members=(*answering, *comakers), can_change=answers)


def app_cards(apps: Sequence[AppRow], actor: UserRow) -> tuple[AppCard, ...]:
    """A card for each app, in the order given."""
    ids = [app.pk for app in apps]
    drafts, batches, versions = drafts_of(ids), last_batches(ids), newest_versions(ids)
    may = _rights_on(apps, actor)
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
            role=_role(app, actor, may),
            can=_can(app, actor, may),
        )
        for app in apps
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rights:
    """What a reader holds on several apps, asked once for all: ids of apps, and of the workspaces administered."""

    edit: frozenset[UUID]
    submit: frozenset[UUID]
    roll_back: frozenset[UUID]
    administered: frozenset[UUID]


def _rights_on(apps: Sequence[AppRow], actor: UserRow) -> _Rights:
    rows = App.objects.filter(pk__in=[app.pk for app in apps])

    def held(permission: Permission) -> frozenset[UUID]:
        return frozenset(visible(actor, permission, rows).values_list("pk", flat=True))

    workspaces = {app.workspace_id: app.workspace for app in apps}
    administer = Permission.WORKSPACE_ADMINISTER
    return _Rights(
        edit=held(Permission.APP_EDIT),
        submit=held(Permission.APP_SUBMIT),
        roll_back=held(Permission.RELEASE_ROLL_BACK),
        administered=frozenset(pk for pk, workspace in workspaces.items() if allowed(actor, administer, workspace)),
    )


def _role(app: AppRow, actor: UserRow, may: _Rights) -> str:
    if actor.pk == app.owner_id:
        return "owner"
    if actor.pk == app.deputy_id:
        return "deputy"
    return "comaker" if app.pk in may.edit else "reader"


def _can(app: AppRow, actor: UserRow, may: _Rights) -> dict[str, bool]:
    answers = actor.pk == app.owner_id or app.workspace_id in may.administered
    return {
        "edit": app.pk in may.edit and app.archived_at is None,
        "submit": app.pk in may.submit and app.archived_at is None,
        "archive": answers,
        "share": answers,
        "roll_back": app.pk in may.roll_back,
    }
