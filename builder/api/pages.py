"""The screens of the builder: the shell and what the script needs to start."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from accounts.api.person import signed_in
from builder.selectors import app_visible_to
from core.http.pages import page

AREAS = {"data": "Data", "form": "Form", "list": "List", "rules": "Rules", "preview": "Preview"}


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """S1: what waits, and the apps one uses."""
    return page(request, entry="studio", title="Home", data={"screen": "home"})


@require_GET
def apps(request: HttpRequest) -> HttpResponse:
    """S2: the person's apps."""
    return page(request, entry="studio", title="My apps", data={"screen": "apps"})


@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """S3: start an app."""
    return page(request, entry="studio", title="Start an app", data={"screen": "start"})


@require_GET
def design(request: HttpRequest, app_id: UUID, area: str) -> HttpResponse:
    """S4 to S9: the designer, opened in one of its areas."""
    app = app_visible_to(signed_in(request), app_id)
    data = {"app_id": str(app.pk), "area": area, "app": {"key": app.key, "title": app.title}}
    return page(request, entry="designer", title=f"{AREAS[area]}, {app.title}", h1=AREAS[area], data=data)
