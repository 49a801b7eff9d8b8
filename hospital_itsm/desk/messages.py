"""What is said of saved views: numbers and instants, never the name somebody gave."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from hospital_itsm.outbox.choices import Channel
from hospital_itsm.outbox.kinds import Kind, register
from hospital_itsm.outbox.shapes import MOMENT, NUMBER

PASSED: Final = "view.passed"


def register_kinds() -> None:
    """Called once when the app is ready."""
    fields = {"view": NUMBER, "count": NUMBER, "since": MOMENT}
    lines = (_("Tickets in it now: {count}."), _("The oldest was opened {since}."))
    register(
        Kind(
            PASSED, fields, _("A view you watch has passed its limit"), "desk:view", "view", lines,
            optional=frozenset({"since"}), channels=(Channel.IN_APP,), icon="bell-ringing",
        )
    )  # fmt: skip
