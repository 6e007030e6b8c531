"""The deployment screen (S13), and the people in the roles of what is live."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from accounts.api.person import signed_in
from builder.selectors import app_visible_to
from core.authz import Permission, require
from core.errors import NotFound
from core.http.pages import page
from deployments.selectors import release_app, release_visible_to, releases_visible_to
from runtime.selectors import live_app_by_app_id


@require_GET
def release_page(request: HttpRequest, release_id: UUID) -> HttpResponse:
    """The progress of one release; the script reads `/api/releases/<id>` and polls it while it runs."""
    release = release_visible_to(signed_in(request), release_id)
    app = release_app(release)
    data = {"screen": "release", "release_id": str(release.id), "app_id": str(app.pk), "app_title": app.title}
    return page(request, entry="studio", title=f"Version {release.number} of {app.title}", data=data)


@require_GET
def people_page(request: HttpRequest, app_id: UUID) -> HttpResponse:
    """Who is named into the roles of the live app; for administrators of its workspace."""
    actor = signed_in(request)
    app = app_visible_to(actor, app_id)
    require(actor, Permission.WORKSPACE_ADMINISTER, app.workspace)
    live = live_app_by_app_id(app.pk)
    data = {"screen": "people", "app_key": live.key if live else None, "app_title": app.title}
    return page(request, entry="studio", title=f"People in {app.title}", data=data)


@require_GET
def releases_page(request: HttpRequest, app_id: UUID) -> HttpResponse:
    """The newest release of an app: where its deployments are followed, rolled back and rolled forward."""
    newest = releases_visible_to(signed_in(request), app_id).first()
    if newest is None:
        raise NotFound(detail="Nothing has been deployed yet. An app goes live once a version of it is approved.")
    return redirect("release-page", release_id=newest.id)
