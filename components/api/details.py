"""One component of the catalogue, with its papers."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from components.api.serializers import ComponentDetailOut
from components.catalogue import catalogue
from components.errors import ComponentUnknown
from components.papers import papers_of
from core.http.endpoint import Endpoint
from definition.catalogue import ComponentSpec


def component_named(kind: str) -> ComponentSpec:
    """The current version of `kind`. Raises ComponentUnknown."""
    spec = catalogue().of_kind(kind)
    if spec is None:
        raise ComponentUnknown(detail="There is no such component. Look it up in the list of components.")
    return spec


class ComponentView(Endpoint):
    @extend_schema(operation_id="catalogue_component", responses=ComponentDetailOut, tags=["components"])
    def get(self, request: Request, kind: str) -> Response:
        """The manifest, the README as blocks of text, and the example. 304 to an `If-None-Match` that still fits."""
        spec = component_named(kind)
        tag = f'"{catalogue().digest}:{spec.kind}"'
        if request.headers.get("If-None-Match") == tag:
            return Response(status=304, headers={"ETag": tag})
        papers = papers_of(spec.kind)
        body = {"manifest": spec.manifest, "readme": papers.readme, "example": papers.example}
        return Response(body, headers={"ETag": tag})
