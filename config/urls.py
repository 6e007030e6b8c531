"""Every address of the platform, by app."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView

from core.http import errors

# Live apps first: they are asked more than all others together, and every pattern before theirs costs a look.
urlpatterns = [
    path("", include("runtime.api.urls")),
    path("", include("core.jobs.urls")),
    path("", include("accounts.api.urls")),
    path("", include("components.api.urls")),
    path("", include("deployments.api.urls")),
    path("", include("governance.api.urls")),
    path("", include("builder.api.urls")),
    path("api/openapi.json", SpectacularAPIView.as_view(), name="openapi"),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
