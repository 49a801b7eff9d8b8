"""Addresses of the machinery itself."""

from django.urls import path

from hospital_itsm.core.theme import ThemeView

app_name = "core"
urlpatterns = [path("theme/", ThemeView.as_view(), name="theme")]
