"""Celery entry points of webhooks."""

from celery import shared_task
from django.utils import timezone

from hospital_itsm.webhooks.actions.deliveries import forget_deliveries
from hospital_itsm.webhooks.sending import SENDER, deliver_due


@shared_task
def deliver_webhooks() -> dict[str, int]:
    """Tell subscriptions what changed; beat calls it every ten seconds."""
    return deliver_due()


@shared_task
def forget_webhook_deliveries() -> int:
    """Delete what was delivered long ago."""
    return forget_deliveries(actor=SENDER, now=timezone.now())
