"""The catalogue: what apps can be made of."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from components.api.serializers import CatalogueOut
from components.catalogue import catalogue
from core.http.endpoint import Endpoint


class CatalogueView(Endpoint):
    @extend_schema(responses=CatalogueOut, tags=["components"])
    def get(self, request: Request) -> Response:
        """Every component with its whole manifest. Answers 304 to an `If-None-Match` with the current digest."""
        current = catalogue()
        tag = f'"{current.digest}"'
        if request.headers.get("If-None-Match") == tag:
            return Response(status=304, headers={"ETag": tag})
        return Response(current.to_json(), headers={"ETag": tag})
