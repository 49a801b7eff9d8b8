"""Addresses of the words of messages."""

from django.urls import path

from hospital_itsm.core.rest import addresses  # noqa: F401  registers <row_name:...>
from hospital_itsm.messaging.views.words import ResetView, VersionView, WordingsView, WordingView

app_name = "messaging"
BASE = "setup/messages/"
urlpatterns = [
    path(BASE, WordingsView.as_view(), name="wordings"),
    path(f"{BASE}<row_name:kind>/", WordingView.as_view(), name="wording"),
    path(f"{BASE}<row_name:kind>/shipped/", ResetView.as_view(), name="reset"),
    path(f"{BASE}<row_name:kind>/versions/<int:version>/", VersionView.as_view(), name="version"),
]
