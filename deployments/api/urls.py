from django.urls import path

from deployments.api.pages import people_page, release_page, releases_page
from deployments.api.views import AppReleases, OneRelease, ReleaseActivation, ReleaseRetry

urlpatterns = [
    path("releases/<uuid:release_id>/", release_page, name="release-page"),
    path("apps/<uuid:app_id>/releases/", releases_page, name="app-releases-page"),
    path("apps/<uuid:app_id>/people/", people_page, name="live-people-page"),
    path("api/apps/<uuid:app_id>/releases", AppReleases.as_view(), name="app-releases"),
    path("api/releases/<uuid:release_id>", OneRelease.as_view(), name="release"),
    path("api/releases/<uuid:release_id>/activate", ReleaseActivation.as_view(), name="release-activate"),
    path("api/releases/<uuid:release_id>/retry", ReleaseRetry.as_view(), name="release-retry"),
]
