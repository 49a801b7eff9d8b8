"""Who reaches webhooks: administrators alone."""

from collections.abc import Callable
from typing import Any

from tests.authorization.api_tickets import ANY, HERE
from tests.authorization.scene import Scene
from tests.authorization.table import Case

OPENS, SAVES = {"administrator": 200}, {"administrator": 302}
BASE = "/setup/webhooks/"
REASON = {"reason": "For the matrix"}


def page(what: str = "") -> Callable[[Scene], str]:
    """A page of the subscription."""
    return lambda scene: f"{scene.webhook.get_absolute_url()}{what}"


def delivery(scene: Scene) -> str:
    """Sending again a delivery that was given up."""
    return f"{scene.webhook.get_absolute_url()}deliveries/{scene.webhook.deliveries.get().pk}/replay/"


def values(scene: Scene) -> dict[str, Any]:
    """A filled form."""
    account = scene.world.administrator.pk
    said = {"name": "Watch", "address": "https://hooks.larkhaven.example/in", "account": account}
    return {**said, "kinds": ["ticket"], **REASON}


def rest(what: str = "") -> Callable[[Scene], str]:
    """The subscription over REST."""
    return lambda scene: f"{HERE}webhooks/{scene.webhook.pk}/{what}"


def rest_delivery(scene: Scene) -> str:
    """Sending again a delivery that was given up, over REST."""
    return delivery(scene).replace(BASE, f"{HERE}webhooks/")


def rest_case(name: str, path: Any, status: int = 200, **more: Any) -> Case:
    """Administrators alone; everybody else is refused."""
    return Case(f"api:{name}", path, {"administrator": status}, others=403, anonymous=401, **more)


NEW = {"name": "Watch", "address": "https://hooks.larkhaven.example/in", "kinds": ["ticket"], **REASON}
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
    rest_case("webhooks", f"{HERE}webhooks/"),
    rest_case("webhooks", f"{HERE}webhooks/", 201, method="POST", data=NEW),
    rest_case("webhook", rest()),
    rest_case("webhook", rest(), method="PATCH", data={"name": "Other", **REASON}, headers=ANY),
    rest_case("webhook_secret", rest("secret/"), method="POST", data=REASON),
    rest_case("pause_webhook", rest("pause/"), method="POST", data=REASON),
    rest_case("resume_webhook", rest("resume/"), 409, method="POST", data=REASON, about="in use"),
    rest_case("ping_webhook", rest("ping/"), 202, method="POST"),
    rest_case("webhook_deliveries", rest("deliveries/")),
    rest_case("replay_webhook", rest("replay/"), method="POST", data={"since": "2026-01-01T00:00:00Z"}),
    rest_case("replay_delivery", rest_delivery, method="POST"),
]
