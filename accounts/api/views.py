"""Who am I, and who else is here."""

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.person import signed_in
from accounts.api.serializers import MeOut, PeopleOut
from accounts.selectors import home_workspace, people_of, roles_of, workspaces_of
from core.http.endpoint import Endpoint, show

PEOPLE_SHOWN = 20


class MeView(Endpoint):
    @extend_schema(responses=MeOut, tags=["accounts"])
    def get(self, request: Request) -> Response:
        """The signed-in person, their workspace and their roles in it."""
        user = signed_in(request)
        workspace = home_workspace(user)
        described = {
            "id": user.pk,
            "name": user.name,
            "email": user.email,
            "initials": user.initials,
            "workspace": workspace,
            "workspaces": workspaces_of(user),
            "roles": sorted(roles_of(user, workspace)),
        }
        return show(MeOut, described)


class PeopleView(Endpoint):
    @extend_schema(responses=PeopleOut, parameters=[OpenApiParameter("q", str)], tags=["accounts"])
    def get(self, request: Request) -> Response:
        """Up to 20 people of the workspace whose name or mail contains `q`."""
        workspace = home_workspace(signed_in(request))
        found = people_of(workspace, query=request.query_params.get("q", "")[:100])[:PEOPLE_SHOWN]
        return show(PeopleOut, {"people": found})
