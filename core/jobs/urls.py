from django.urls import path

from core.jobs.api import WebHealth, WorkerHealth

urlpatterns = [
    path("healthz", WebHealth.as_view(), name="healthz"),
    path("healthz/worker", WorkerHealth.as_view(), name="healthz-worker"),
]
