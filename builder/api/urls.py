"""The addresses of the builder."""

from django.urls import path, re_path

from builder.api import apps, drafts, imports, members, pages

_UUID = r"(?P<app_id>[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})"

urlpatterns = [
    path("", pages.home, name="home"),
    path("apps/", pages.apps, name="apps"),
    path("apps/new/", pages.start, name="app-start"),
    re_path(rf"^apps/{_UUID}/(?P<area>{'|'.join(pages.AREAS)})/$", pages.design, name="app-design"),
    path("api/apps", apps.AppsView.as_view()),
    path("api/apps/<uuid:app_id>", apps.AppView.as_view()),
    path("api/apps/<uuid:app_id>/members", members.MembersView.as_view()),
    path("api/apps/<uuid:app_id>/members/candidates", members.CandidatesView.as_view()),
    path("api/imports", imports.ImportsView.as_view()),
    path("api/imports/<uuid:import_id>", imports.ImportView.as_view()),
    path("api/imports/<uuid:import_id>/inspection", imports.InspectionView.as_view()),
    path("api/imports/<uuid:import_id>/app", imports.ImportAppView.as_view()),
    path("api/drafts/<uuid:app_id>", drafts.DraftView.as_view()),
    path("api/drafts/<uuid:app_id>/operations", drafts.OperationsView.as_view()),
    path("api/drafts/<uuid:app_id>/refused", drafts.RefusedView.as_view()),
    path("api/drafts/<uuid:app_id>/compiled", drafts.CompiledView.as_view()),
    path("api/drafts/<uuid:app_id>/expression", drafts.ExpressionView.as_view()),
]
