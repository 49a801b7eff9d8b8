"""The webhook that the matrix reaches for."""

from django.utils import timezone

from hospital_itsm.core.crypto import seal
from hospital_itsm.webhooks.models import Delivery, Subscription
from tests.world import World


def webhook(world: World) -> Subscription:
    """A subscription of the integration's account, with a delivery that was given up."""
    now = timezone.now()
    made = Subscription.objects.create(
        name="Monitoring",
        address="https://hooks.larkhaven.example/in",
        kinds=["ticket"],
        account=world.integration,
        secret=seal("secret"),
        after_transaction=0,
        after_row=0,
        created_at=now,
    )
    Delivery.objects.create(subscription=made, created_at=now, next_attempt_at=now, failed_at=now)
    return made
