"""Addresses of webhooks."""

from django.urls import path

from hospital_itsm.webhooks.views import deliveries, subscriptions

app_name = "webhooks"
BASE = "setup/webhooks/"
ONE = f"{BASE}<int:pk>/"
urlpatterns = [
    path(BASE, subscriptions.SubscriptionsView.as_view(), name="subscriptions"),
    path(f"{BASE}new/", subscriptions.NewSubscriptionView.as_view(), name="new_subscription"),
    path(ONE, subscriptions.SubscriptionView.as_view(), name="subscription"),
    path(f"{ONE}edit/", subscriptions.EditSubscriptionView.as_view(), name="edit_subscription"),
    path(f"{ONE}secret/", subscriptions.SecretView.as_view(), name="secret"),
    path(f"{ONE}pause/", subscriptions.PauseView.as_view(), name="pause"),
    path(f"{ONE}resume/", subscriptions.ResumeView.as_view(), name="resume"),
    path(f"{ONE}ping/", deliveries.PingView.as_view(), name="ping"),
    path(f"{ONE}replay/", deliveries.ReplayFailedView.as_view(), name="replay_failed"),
    path(f"{ONE}deliveries/<int:delivery>/replay/", deliveries.ReplayView.as_view(), name="replay"),
]
