"""Sharing an app over HTTP: who works on it, who could, adding, handing over, taking off."""

from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.person import signed_in
from builder.api.serializers import CandidatesOut, MemberBody, MemberRemoveBody, MembersOut
from builder.selectors import app_visible_to, candidates_for
from builder.services.apps import app_transfer, comaker_add, comaker_remove
from builder.services.membership import answers_require
from builder.services.portfolio import members_of
from core.clock import now
from core.http.endpoint import Endpoint, read, show

CANDIDATES_SHOWN = 20


class MembersView(Endpoint):
    @extend_schema(operation_id="app_members_list", responses=MembersOut, tags=["builder"])
    def get(self, request: Request, app_id: UUID) -> Response:
        """Who works on the app, owner first."""
        actor = signed_in(request)
        return show(MembersOut, members_of(app_visible_to(actor, app_id), actor))

    @extend_schema(operation_id="app_members_add", request=MemberBody, responses=MembersOut, tags=["builder"])
    def post(self, request: Request, app_id: UUID) -> Response:
        """Add a co-maker, or hand the app over."""
        actor = signed_in(request)
        body = read(MemberBody, request)
        if body["role"] == "owner":
            app = app_transfer(app_id=app_id, owner=body["person"], actor=actor, now=now())
        else:
            app = comaker_add(app_id=app_id, person=body["person"], actor=actor, now=now())
        return show(MembersOut, members_of(app, actor))

    @extend_schema(operation_id="app_members_remove", request=MemberRemoveBody, responses=MembersOut, tags=["builder"])
    def delete(self, request: Request, app_id: UUID) -> Response:
        """Take a co-maker off the app, or leave it."""
        actor = signed_in(request)
        body = read(MemberRemoveBody, request)
        app = comaker_remove(app_id=app_id, person=body["person"], actor=actor, now=now())
        return show(MembersOut, members_of(app, actor))


class CandidatesView(Endpoint):
    @extend_schema(
        operation_id="app_members_candidates",
        responses=CandidatesOut,
        parameters=[OpenApiParameter("q", str)],
        tags=["builder"],
    )
    def get(self, request: Request, app_id: UUID) -> Response:
        """Up to 20 people of the app's workspace with no part in it yet whose name or mail contains `q`."""
        actor = signed_in(request)
        app = app_visible_to(actor, app_id)
        answers_require(app, actor)
        found = candidates_for(app, query=request.query_params.get("q", "")[:100])[:CANDIDATES_SHOWN]
        return show(CandidatesOut, {"people": found})
