"""The kind of the change feed that is of webhooks; nothing of it leaves the house."""

from hospital_itsm.feed.kinds import Kind, register
from hospital_itsm.webhooks.models import Subscription


def register_kinds() -> None:
    """Called once when the app is ready."""
    register(
        Kind(
            "webhook",
            Subscription,
            ("webhook.manage", "webhooks:read"),
            lambda row: str(row.pk),
            "api:webhook",
            rows=lambda actor: Subscription.objects.all(),
            outside=None,
        )
    )
