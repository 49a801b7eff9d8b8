"""What the person who answers for a webhook is told: its number, never its name or address."""

from django.utils.translation import gettext_lazy as _

from hospital_itsm.outbox.kinds import Kind
from hospital_itsm.outbox.shapes import NUMBER

GIVEN_UP = Kind(
    "webhook.given_up",
    {"webhook": NUMBER},
    _("Webhook {webhook}: a delivery was given up"),
    "webhooks:subscription",
    "webhook",
    lines=(
        _("The address did not take it at any of twelve attempts. Its page says why and sends it again."),
    ),
    icon="alert-triangle",
    tells_actor=True,
)
STOPPED = Kind(
    "webhook.stopped",
    {"webhook": NUMBER},
    _("Webhook {webhook} is stopped"),
    "webhooks:subscription",
    "webhook",
    lines=(
        _(
            "Its address took nothing for three days. Nothing is lost: taken into use again, it goes on there."
        ),
    ),
    icon="player-pause",
    tells_actor=True,
)
