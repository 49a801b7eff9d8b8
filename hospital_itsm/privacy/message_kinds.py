"""What privacy is reminded of."""

from django.utils.translation import gettext_lazy as _

from hospital_itsm.outbox.kinds import Kind, register
from hospital_itsm.outbox.shapes import KEY, NUMBER


def register_kinds() -> None:
    """Called once when the app is ready."""
    register(
        Kind(
            "privacy.limit",
            {"ticket": KEY, "days": NUMBER, "left": NUMBER},
            _("{ticket}: day {days} since its discovery"),
            "tickets:detail",
            "ticket",
            lines=(_("The people concerned are told within 60 days. Days left: {left}."),),
            icon="clock",
            is_urgent=True,
        )
    )
    register(
        Kind(
            "privacy.turned",
            {"ticket": KEY},
            _("{ticket} is a matter for you"),
            "tickets:detail",
            "ticket",
            lines=(_("Somebody marked a ticket as restricted. Look at it, and say when it was discovered."),),
            icon="lock",
            is_urgent=True,
        )
    )
