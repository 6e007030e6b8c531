"""Releases over HTTP: what became of an approval, and moving the pointer."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.person import signed_in
from core.clock import now
from core.http.endpoint import Endpoint, read, show
from deployments.api.serializers import ReleaseOut, ReleasesOut
from deployments.api.shapes import release_shape, summary_shape
from deployments.selectors import release_detail, release_visible_to, releases_visible_to
from deployments.services.releases import release_activate, release_retry
from governance.api.serializers import EmptyBody


class AppReleases(Endpoint):
    """The releases of an app, newest first."""

    @extend_schema(operation_id="releases_of_app", responses=ReleasesOut)
    def get(self, request: Request, app_id: UUID) -> Response:
        releases = releases_visible_to(signed_in(request), app_id)[:100]
        return show(ReleasesOut, {"releases": [summary_shape(release) for release in releases]})


class OneRelease(Endpoint):
    """One release with its steps."""

    @extend_schema(operation_id="release", responses=ReleaseOut)
    def get(self, request: Request, release_id: UUID) -> Response:
        actor = signed_in(request)
        release = release_visible_to(actor, release_id)
        return show(ReleaseOut, release_shape(release_detail(actor, release)))


class ReleaseActivation(Endpoint):
    """Roll back or forward: people use this release again."""

    @extend_schema(operation_id="release_activate", request=EmptyBody, responses=ReleaseOut)
    def post(self, request: Request, release_id: UUID) -> Response:
        actor = signed_in(request)
        read(EmptyBody, request)
        release = release_activate(release_id=release_id, actor=actor, now=now())
        return show(ReleaseOut, release_shape(release_detail(actor, release)))


class ReleaseRetry(Endpoint):
    """Try a failed release again, from the step it failed in."""

    @extend_schema(operation_id="release_retry", request=EmptyBody, responses=ReleaseOut)
    def post(self, request: Request, release_id: UUID) -> Response:
        actor = signed_in(request)
        read(EmptyBody, request)
        release = release_retry(release_id=release_id, actor=actor, now=now())
        return show(ReleaseOut, release_shape(release_detail(actor, release)))
