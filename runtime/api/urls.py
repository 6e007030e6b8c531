"""Live apps: `/a/...` for people, `/api/a/...` for programs. Fixed words come before entity keys of the same form."""

from django.urls import path

from runtime.api import exports, pages, records, views

urlpatterns = [
    path("a/<slug:app>/", pages.live_home, name="live-home"),
    path("a/<slug:app>/<slug:page>/", pages.live_page, name="live-page"),
    path("a/<slug:app>/<slug:page>/<str:record>/", pages.live_page, name="live-record"),
    path("api/a/<slug:app>/", views.AppView.as_view(), name="live-app"),
    path("api/a/<slug:app>/openapi.json", views.DescriptionView.as_view(), name="live-openapi"),
    path("api/a/<slug:app>/access/", views.AccessView.as_view(), name="live-access"),
    path("api/a/<slug:app>/people/", records.AppPeopleView.as_view(), name="live-people"),
    path("api/a/<slug:app>/files/", views.FilesView.as_view(), name="live-files"),
    path("api/a/<slug:app>/files/<str:file_id>/", views.FileView.as_view(), name="live-file"),
    path("api/a/<slug:app>/saved/<slug:page>/", views.SavedView.as_view(), name="live-saved"),
    path("api/a/<slug:app>/figures/<slug:page>/", views.FiguresView.as_view(), name="live-figures"),
    path("api/a/<slug:app>/options/<slug:entity>/", records.OptionsView.as_view(), name="live-options"),
    path("api/a/<slug:app>/<slug:entity>/", records.records_view, name="live-records"),
    path("api/a/<slug:app>/<slug:entity>/exports/", exports.ExportsView.as_view(), name="live-exports"),
    path("api/a/<slug:app>/<slug:entity>/exports/<str:export_id>/", exports.ExportView.as_view(), name="live-export"),
    path(
        "api/a/<slug:app>/<slug:entity>/exports/<str:export_id>/file/",
        exports.ExportFileView.as_view(),
        name="live-export-file",
    ),
    path("api/a/<slug:app>/<slug:entity>/<str:record_id>/", records.record_view, name="live-record-api"),
    path("api/a/<slug:app>/<slug:entity>/<str:record_id>/history/", records.HistoryView.as_view(), name="live-history"),
]
