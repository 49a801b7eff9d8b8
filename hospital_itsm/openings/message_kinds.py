"""What is told at once when somebody opens a restricted ticket."""

from django.utils.translation import gettext_lazy as _

from hospital_itsm.outbox.kinds import Kind, register
from hospital_itsm.outbox.shapes import KEY, MOMENT, NUMBER


def register_kinds() -> None:
    """Called once when the app is ready."""
    register(
        Kind(
            "opening.to_review",
            {"ticket": KEY, "opening": NUMBER, "until": MOMENT},
            _("{ticket} was opened in an emergency"),
            "openings:opening",
            "opening",
            lines=(_("It stays open to that person until {until}. Review it within two working days."),),
            icon="lock",
            is_urgent=True,
        )
    )
    register(
        Kind(
            "opening.late",
            {"ticket": KEY, "opening": NUMBER},
            _("Nobody reviewed the emergency opening of {ticket}"),
            "openings:opening",
            "opening",
            lines=(_("It was due within two days."),),
            icon="lock",
            is_urgent=True,
        )
    )
    register(
        Kind(
            "opening.of_team",
            {"ticket": KEY, "until": MOMENT},
            _("{ticket} of your team was opened in an emergency"),
            "tickets:detail",
            "ticket",
            lines=(_("It stays open to that person until {until}."),),
            icon="lock",
            is_urgent=True,
        )
    )
