"""Apps over HTTP: start, list, rename, hand over, put away."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.person import signed_in
from accounts.selectors import home_workspace
from builder.api.serializers import AppChangeBody, AppOut, AppsOut, AppStartBody
from builder.selectors import app_visible_to, apps_visible_to
from builder.services.apps import AppChange, app_change, app_start_blank
from builder.services.portfolio import app_cards
from core.clock import now
from core.http.endpoint import Endpoint, read, show


class AppsView(Endpoint):
    @extend_schema(operation_id="apps_list", responses=AppsOut, tags=["builder"])
    def get(self, request: Request) -> Response:
        """The apps the person may see."""
        actor = signed_in(request)
        return show(AppsOut, {"apps": app_cards(list(apps_visible_to(actor)), actor)})

    @extend_schema(operation_id="apps_start", request=AppStartBody, responses={201: AppOut}, tags=["builder"])
    def post(self, request: Request) -> Response:
        """Start a blank app."""
        actor = signed_in(request)
        body = read(AppStartBody, request)
        app = app_start_blank(workspace=home_workspace(actor), title=body["title"], actor=actor, now=now())
        return show(AppOut, app_cards([app], actor)[0], status=201)


class AppView(Endpoint):
    @extend_schema(operation_id="apps_show", responses=AppOut, tags=["builder"])
    def get(self, request: Request, app_id: UUID) -> Response:
        """One app."""
        actor = signed_in(request)
        return show(AppOut, app_cards([app_visible_to(actor, app_id)], actor)[0])

    @extend_schema(operation_id="apps_change", request=AppChangeBody, responses=AppOut, tags=["builder"])
    def patch(self, request: Request, app_id: UUID) -> Response:
        """Rename, name a deputy, archive or restore. Title and deputy are steps of the draft."""
        actor = signed_in(request)
        body = read(AppChangeBody, request)
        change = AppChange(**body, names_deputy="deputy" in body)
        app = app_change(app_id=app_id, change=change, actor=actor, now=now())
        return show(AppOut, app_cards([app], actor)[0])
