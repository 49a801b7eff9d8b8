"""Who reaches webhooks: administrators alone."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from hospital_itsm.core.crypto import seal
from hospital_itsm.webhooks.models import Delivery, Subscription
from tests.authorization.scene import Scene
from tests.authorization.table import Case

OPENS, SAVES = {"administrator": 200}, {"administrator": 302}
BASE = "/setup/webhooks/"
REASON = {"reason": "For the matrix"}


def subscription(scene: Scene) -> Subscription:
    """A subscription of the integration's account."""
    made = Subscription.objects.first()
    return made or Subscription.objects.create(
        name="Monitoring",
        address="https://hooks.larkhaven.example/in",
        kinds=["ticket"],
        account=scene.world.integration,
        secret=seal("secret"),
        after_transaction=0,
        after_row=0,
        created_at=timezone.now(),
    )


def page(what: str = "") -> Callable[[Scene], str]:
    """A page of the subscription."""
    return lambda scene: f"{subscription(scene).get_absolute_url()}{what}"


def delivery(scene: Scene) -> str:
    """Sending again a delivery that was given up."""
    now, of = timezone.now(), subscription(scene)
    made = Delivery.objects.filter(failed_at__isnull=False).first() or Delivery.objects.create(
        subscription=of, created_at=now, next_attempt_at=now, failed_at=now
    )
    return f"{of.get_absolute_url()}deliveries/{made.pk}/replay/"


def values(scene: Scene) -> dict[str, Any]:
    """A filled form."""
    account = scene.world.administrator.pk
    said = {"name": "Watch", "address": "https://hooks.larkhaven.example/in", "account": account}
    return {**said, "kinds": ["ticket"], **REASON}


CASES = [
    Case("webhooks:subscriptions", BASE, OPENS),
    Case("webhooks:new_subscription", f"{BASE}new/", OPENS),
    Case("webhooks:new_subscription", f"{BASE}new/", OPENS, method="POST", data=values),
    Case("webhooks:subscription", page(), OPENS),
    Case("webhooks:edit_subscription", page("edit/"), OPENS),
    Case("webhooks:edit_subscription", page("edit/"), SAVES, method="POST", data=values),
    Case("webhooks:secret", page("secret/"), OPENS),
    Case("webhooks:secret", page("secret/"), OPENS, method="POST", data=REASON),
    Case("webhooks:pause", page("pause/"), OPENS),
    Case("webhooks:pause", page("pause/"), SAVES, method="POST", data=REASON),
    Case("webhooks:resume", page("resume/"), OPENS),
    Case(
        "webhooks:resume", page("resume/"), {"administrator": 409}, method="POST", data=REASON, about="in use"
    ),
    Case("webhooks:ping", page("ping/"), SAVES, method="POST"),
    Case("webhooks:replay_failed", page("replay/"), SAVES, method="POST", data={"since": "2026-01-01"}),
    Case("webhooks:replay", delivery, SAVES, method="POST"),
]
