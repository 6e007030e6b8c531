"""The screens of governance: the shell and what the script needs to start."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from accounts.api.person import signed_in
from builder.selectors import app_visible_to
from core.http.pages import page
from governance.selectors import submission_visible_to


@require_GET
def submit(request: HttpRequest, app_id: UUID) -> HttpResponse:
    """S11: submit for review."""
    app = app_visible_to(signed_in(request), app_id)
    data = {"screen": "submit", "app_id": str(app.pk), "app": {"key": app.key, "title": app.title}}
    return page(request, entry="studio", title=f"Submit for review, {app.title}", h1="Submit for review", data=data)


@require_GET
def reviews(request: HttpRequest) -> HttpResponse:
    """The person's review queue."""
    return page(request, entry="studio", title="Reviews", data={"screen": "reviews"})


@require_GET
def review(request: HttpRequest, submission_id: UUID) -> HttpResponse:
    """S12: review one submission."""
    submission = submission_visible_to(signed_in(request), submission_id)
    name = f"Review {submission.app.title}, version {submission.number}"
    data = {"screen": "review", "submission_id": str(submission.pk)}
    return page(request, entry="review", title=name, h1=name, data=data)
