"""Addresses of webhooks under `/api/v1/`."""

from typing import Any, Final

from django.urls import path

from hospital_itsm.webhooks.api.deliveries import Deliveries
from hospital_itsm.webhooks.api.subscriptions import Subscriptions, SubscriptionSteps

MANY: Final[dict[str, Any]] = {"get": "list", "post": "create"}
ONE: Final[dict[str, Any]] = {"get": "retrieve", "patch": "partial_update"}
BASE: Final = "webhooks/<int:pk>/"

urlpatterns = [
    path("webhooks/", Subscriptions.as_view(MANY), name="webhooks"),
    path(BASE, Subscriptions.as_view(ONE), name="webhook"),
    path(f"{BASE}secret/", SubscriptionSteps.as_view({"post": "secret"}), name="webhook_secret"),
    path(f"{BASE}pause/", SubscriptionSteps.as_view({"post": "pause"}), name="pause_webhook"),
    path(f"{BASE}resume/", SubscriptionSteps.as_view({"post": "resume"}), name="resume_webhook"),
    path(f"{BASE}ping/", SubscriptionSteps.as_view({"post": "ping"}), name="ping_webhook"),
    path(f"{BASE}deliveries/", Deliveries.as_view({"get": "list"}), name="webhook_deliveries"),
    path(f"{BASE}replay/", Deliveries.as_view({"post": "replay_failed"}), name="replay_webhook"),
    path(
        f"{BASE}deliveries/<int:delivery>/replay/",
        Deliveries.as_view({"post": "replay"}),
        name="replay_delivery",
    ),
]
