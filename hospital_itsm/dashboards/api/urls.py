"""Addresses of dashboards over REST."""

from django.urls import path

from hospital_itsm.dashboards.api.dashboards import AskedDates, Dashboards

urlpatterns = [
    path("dashboards/", Dashboards.as_view({"get": "list"}), name="dashboards"),
    path("dashboards/<slug:code>/", Dashboards.as_view({"get": "retrieve"}), name="dashboard"),
    path("asked_dates/", AskedDates.as_view({"get": "list"}), name="asked_dates"),
    path("asked_dates/<int:pk>/", AskedDates.as_view({"get": "retrieve"}), name="asked_date"),
]
