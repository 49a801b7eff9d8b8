"""The messages about dates that are asked for: the code of the figure and days, never anybody's words."""

from django.utils.translation import gettext_lazy as _

from hospital_itsm.outbox.kinds import Kind, register
from hospital_itsm.outbox.shapes import LABEL, NUMBER


def register_kinds() -> None:
    """Called once when the app is ready."""
    register(
        Kind(
            "asked_date.asked",
            {"number": NUMBER, "figure": LABEL, "day": LABEL},
            _("You are asked for a date: {figure}"),
            "dashboards:asked",
            "number",
            lines=(_("Say by when this figure meets its target. An answer is expected by {day}."),),
            icon="calendar",
        )
    )
    register(
        Kind(
            "asked_date.answered",
            {"number": NUMBER, "figure": LABEL, "day": LABEL},
            _("{figure}: you have a date, {day}"),
            "dashboards:asked",
            "number",
            lines=(_("Open the dashboard to read what was said."),),
            icon="circle-check",
        )
    )
