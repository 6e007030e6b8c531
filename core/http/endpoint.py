"""Endpoints are ten lines: parse, call, show."""

from typing import Any, cast

from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer, Serializer
from rest_framework.views import APIView

from core.errors import ErrorAt, Invalid


class Endpoint(APIView):
    """Base of every JSON endpoint: signed in unless the class says otherwise."""

    permission_classes = (IsAuthenticated,)


def read(body: type[Serializer[Any]], request: Request) -> dict[str, Any]:
    """The validated body of a request. Unknown keys are refused, so nothing is assigned by accident."""
    if not isinstance(request.data, dict):
        raise Invalid(detail="Send a JSON object.")
    serializer = body(data=request.data)
    unknown = sorted(set(request.data) - set(serializer.fields))
    if unknown:
        raise Invalid(
            detail=f"This endpoint does not know: {', '.join(unknown)}.",
            errors=tuple(
                ErrorAt(pointer=f"/{key}", code="unknown-key", message="This key is not known here.") for key in unknown
            ),
        )
    serializer.is_valid(raise_exception=True)
    return cast("dict[str, Any]", serializer.validated_data)


def show(out: type[BaseSerializer[Any]], value: object, *, many: bool = False, status: int = 200) -> Response:
    """`value` in the shape of the output serializer."""
    return Response(out(value, many=many).data, status=status)
