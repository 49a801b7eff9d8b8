"""Addresses of the words of messages under `/api/v1/`."""

from django.urls import path

from hospital_itsm.core.rest import addresses  # noqa: F401  registers <row_name:...>
from hospital_itsm.messaging.api.wordings import MessageWordings

BASE = "message-wordings/"
urlpatterns = [
    path(BASE, MessageWordings.as_view({"get": "list"}), name="message_wordings"),
    path(
        f"{BASE}<row_name:kind>/",
        MessageWordings.as_view({"get": "retrieve", "put": "update"}),
        name="message_wording",
    ),
    path(f"{BASE}<row_name:kind>/reset/", MessageWordings.as_view({"post": "reset"}), name="reset_wording"),
    path(f"{BASE}<row_name:kind>/try/", MessageWordings.as_view({"post": "attempt"}), name="try_wording"),
    path(
        f"{BASE}<row_name:kind>/versions/",
        MessageWordings.as_view({"get": "versions"}),
        name="wording_versions",
    ),
]
