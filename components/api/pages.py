"""The screens of the component library."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from components.api.details import component_named
from core.http.pages import page


@require_GET
def components(request: HttpRequest) -> HttpResponse:
    """S15: every component that makers can use."""
    return page(request, entry="studio", title="Components", data={"screen": "components"})


@require_GET
def component(request: HttpRequest, kind: str) -> HttpResponse:
    """S16: one component. Raises ComponentUnknown."""
    spec = component_named(kind)
    return page(request, entry="studio", title=spec.name, data={"screen": "component", "kind": spec.kind})
