"""Webhooks and deliveries for the pages whose statements are counted."""

from typing import Any

from django.utils import timezone

from hospital_itsm.core.crypto import seal
from hospital_itsm.webhooks.models import Delivery, Subscription


def stored(scene: Any, is_one: bool = False, rest: str = "") -> str:
    """The list of as many webhooks as there are tickets, or one with as many deliveries, or `rest` of theirs."""
    now, wanted = timezone.now(), len(scene.tickets)
    for number in range(Subscription.objects.count(), wanted):
        Subscription.objects.create(
            name=f"System {number}",
            address="https://hooks.larkhaven.example/in",
            kinds=["ticket", "asset"],
            account=scene.world.integration,
            secret=seal("secret"),
            after_transaction=0,
            after_row=0,
            created_at=now,
        )
    first = Subscription.objects.earliest("pk")
    for _number in range(first.deliveries.count(), wanted):
        Delivery.objects.create(
            subscription=first, created_at=now, next_attempt_at=now, done_at=now, status=204
        )
    if rest:
        return f"/api/v1/webhooks/{first.pk}/deliveries/" if rest == "log" else f"/api/v1/{rest}"
    return first.get_absolute_url() if is_one else "/setup/webhooks/"
