from django.urls import path

from components.api import views

urlpatterns = [path("api/catalogue", views.CatalogueView.as_view(), name="catalogue")]
