"""Addresses for machines that watch the product."""

from django.urls import path

from hospital_itsm.core.health_views import MetricsView, ProcessView, ReadyView

app_name = "health"
urlpatterns = [
    path("healthz", ProcessView.as_view(), name="process"),
    path("readyz", ReadyView.as_view(), name="ready"),
    path("metrics", MetricsView.as_view(), name="metrics"),
]
