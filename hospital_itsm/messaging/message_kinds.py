"""The message that carries words somebody tries on themselves."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from hospital_itsm.outbox.choices import Channel
from hospital_itsm.outbox.kinds import Kind, register
from hospital_itsm.outbox.shapes import CODE, NUMBER

TRIAL: Final = "setup.wording_trial"


def register_kinds() -> None:
    """Called once when the app is ready."""
    register(
        Kind(
            TRIAL,
            {"about": CODE, "trial": NUMBER},
            _("Test of the words of a message"),
            "messaging:wording",
            "about",
            lines=(_("The words that were tried are not there any more. Send the test again."),),
            channels=(Channel.IN_APP, Channel.EMAIL),
            icon="mail",
            tells_actor=True,
            is_urgent=True,
        )
    )
