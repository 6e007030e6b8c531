from django.urls import path

from components.api import details, pages, views

urlpatterns = [
    path("components/", pages.components, name="components"),
    path("components/<slug:kind>/", pages.component, name="component"),
    path("api/catalogue", views.CatalogueView.as_view(), name="catalogue"),
    path("api/catalogue/<slug:kind>", details.ComponentView.as_view(), name="catalogue-component"),
]
