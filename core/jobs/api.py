"""Is it alive? For supervisors, load balancers and people; no sign-in."""

from django.db import DatabaseError
from drf_spectacular.utils import extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core.jobs.clock import database_now
from core.jobs.selectors import CANARY_LIMIT, canary_age

HealthOut = inline_serializer("HealthOut", {"status": serializers.CharField(), "detail": serializers.CharField()})


class WebHealth(APIView):
    """Answers 200 while this web process serves and its database answers, else 503."""

    permission_classes = (AllowAny,)
    authentication_classes = ()

    @extend_schema(responses={200: HealthOut, 503: HealthOut}, auth=[])
    def get(self, request: Request) -> Response:
        try:
            database_now()
        except DatabaseError:
            return _answer(503, "unavailable", "The database does not answer.")
        return _answer(200, "ok", "Web and database answer.")


class WorkerHealth(APIView):
    """Answers 200 while a worker finished a canary job in the last 90 seconds, else 503."""

    permission_classes = (AllowAny,)
    authentication_classes = ()

    @extend_schema(responses={200: HealthOut, 503: HealthOut}, auth=[])
    def get(self, request: Request) -> Response:
        try:
            age = canary_age()
        except DatabaseError:
            return _answer(503, "unavailable", "The database does not answer.")
        if age is None:
            return _answer(503, "starting", "No worker has finished a canary job yet.")
        seconds = int(age.total_seconds())
        if age > CANARY_LIMIT:
            return _answer(503, "unavailable", f"No worker has finished a canary job for {seconds} s.")
        return _answer(200, "ok", f"A worker finished a canary job {seconds} s ago.")


def _answer(status: int, word: str, detail: str) -> Response:
    return Response({"status": word, "detail": detail}, status=status, headers={"Cache-Control": "no-store"})
