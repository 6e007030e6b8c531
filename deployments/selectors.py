"""Every read of releases, and who may see and move them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from accounts.selectors import UserRow
from builder.errors import AppUnknown
from builder.selectors import AppRow, app_by_id, app_visible_to
from core.authz import Permission, allowed
from deployments.errors import ReleaseUnknown
from deployments.models import Release, ReleaseState, ReleaseStep, StepState
from governance.selectors import SubmissionRow
from runtime.selectors import live_app_by_app_id

ReleaseRow = Release
StepRow = ReleaseStep


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseDetail:
    """A release as its screen shows it to one person. `previous` is what a roll back would go to."""

    release: Release
    app: AppRow
    steps: Sequence[ReleaseStep]
    live: Release | None
    live_digest: str | None
    live_key: str | None
    previous: Release | None
    can_roll_back: bool
    can_activate: bool
    can_retry: bool


def release_by_id(release_id: UUID) -> Release:
    """For callers that already decided who may see it. Raises ReleaseUnknown."""
    release = Release.objects.select_related("environment").filter(id=release_id).first()
    if release is None:
        raise ReleaseUnknown(detail="There is no such release.")
    return release


def release_for_update(release_id: UUID) -> Release:
    """The row, locked until the transaction ends. Raises ReleaseUnknown."""
    release = (
        Release.objects.select_for_update(of=("self",), no_key=True)
        .select_related("environment")
        .filter(id=release_id)
        .first()
    )
    if release is None:
        raise ReleaseUnknown(detail="There is no such release.")
    return release


def release_visible_to(actor: UserRow, release_id: UUID) -> Release:
    """A release of an app the person may see. Raises ReleaseUnknown otherwise, also when it exists."""
    release = release_by_id(release_id)
    try:
        app_visible_to(actor, release.app_id)
    except AppUnknown:
        raise ReleaseUnknown(detail="There is no such release, or you may not see it.") from None
    return release


def releases_visible_to(actor: UserRow, app_id: UUID) -> QuerySet[Release]:
    """The releases of one app, newest first. Raises AppUnknown."""
    return releases_of(app_visible_to(actor, app_id).pk)


def releases_of(app_id: UUID) -> QuerySet[Release]:
    """The releases of one app, newest first."""
    return Release.objects.filter(app_id=app_id).select_related("environment").order_by("-created_at", "-id")


def live_release_row(*, environment_id: UUID, app_id: UUID) -> Release | None:
    """The release people use."""
    return Release.objects.filter(environment_id=environment_id, app_id=app_id, state=ReleaseState.LIVE).first()


def newer_live(release: Release) -> Release | None:
    """The release people use, if it was approved after this one: this one must not take its place by a retry."""
    live = live_release_row(environment_id=release.environment_id, app_id=release.app_id)
    return live if live is not None and live.created_at > release.created_at else None


def under_way_since(before: datetime) -> QuerySet[Release]:
    """Releases made before a moment that have not ended, oldest first."""
    rows = Release.objects.filter(state__in=[ReleaseState.QUEUED, ReleaseState.RUNNING], created_at__lt=before)
    return rows.order_by("created_at", "id")


def running_step(release: Release) -> str:
    """The key of the step a release stands in; "" when it stands in none."""
    rows = ReleaseStep.objects.filter(release=release, state=StepState.RUNNING)
    return rows.values_list("key", flat=True).first() or ""


def never_released(approved: QuerySet[SubmissionRow]) -> QuerySet[SubmissionRow]:
    """Those of these approved submissions that no release was made for, and none of a later approval either."""
    later = Release.objects.filter(app_id=OuterRef("app_id"), created_at__gte=OuterRef("closed_at"))
    return approved.exclude(pk__in=Release.objects.values("submission_id")).exclude(Exists(later))


def queued_before(release: Release) -> list[Release]:
    """Older releases of the same app that have not begun, oldest first."""
    return list(_queued(release).filter(created_at__lte=release.created_at).order_by("created_at", "id"))


def newer_queued(release: Release) -> Release | None:
    """The newest release of the same app that waits behind this one."""
    return _queued(release).filter(created_at__gt=release.created_at).order_by("-created_at", "-id").first()


def _queued(release: Release) -> QuerySet[Release]:
    same = Release.objects.filter(environment_id=release.environment_id, app_id=release.app_id)
    return same.filter(state=ReleaseState.QUEUED).exclude(id=release.id).select_related("environment")


def release_app(release: Release) -> AppRow:
    """The app a release belongs to."""
    return app_by_id(release.app_id)


def may_move_pointer(actor: UserRow, app: AppRow) -> bool:
    """Owner and deputy of the app, and administrators of its workspace."""
    return allowed(actor, Permission.RELEASE_ROLL_BACK, app) or allowed(
        actor, Permission.WORKSPACE_ADMINISTER, app.workspace
    )


def release_detail(actor: UserRow, release: Release) -> ReleaseDetail:
    """Everything the release screen needs, for a release the person may see."""
    app = app_by_id(release.app_id)
    served = live_app_by_app_id(release.app_id)
    live = live_release_row(environment_id=release.environment_id, app_id=release.app_id)
    may = may_move_pointer(actor, app)
    previous = _previous(live) if live else None
    is_live = live is not None and live.id == release.id
    return ReleaseDetail(
        release=release,
        app=app,
        steps=list(ReleaseStep.objects.filter(release=release).order_by("position")),
        live=live,
        live_digest=served.digest if served else None,
        live_key=served.key if served else None,
        previous=previous,
        can_roll_back=may and is_live and previous is not None,
        can_activate=may and not is_live and release.first_live_at is not None,
        can_retry=may and release.state == ReleaseState.FAILED and newer_live(release) is None,
    )


def _previous(live: Release) -> Release | None:
    """The newest earlier version that has been live: where a roll back goes."""
    earlier = releases_of(live.app_id).filter(environment_id=live.environment_id, first_live_at__isnull=False)
    return earlier.filter(number__lt=live.number).order_by("-number", "-created_at").first()
