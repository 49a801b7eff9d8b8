"""Addresses of cover."""

from django.urls import path

from hospital_itsm.coverage.views.cover import CoverView

app_name = "coverage"
urlpatterns = [path("contracts/<str:number>/cover/", CoverView.as_view(), name="contract")]
