"""The codes of macros."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from tickets.choices import State


class Assignee(models.TextChoices):
    """Who has the ticket afterwards."""

    WHO_RUNS = "who_runs", _("Whoever runs it")
    NOBODY = "nobody", _("Nobody, back to the team")


THEN_STATES: Final = (State.IN_PROGRESS, State.PENDING_REQUESTER, State.RESTORED)
"""The states a macro may end in: those a reply alone leads to."""

NEED_A_REPLY: Final = (State.PENDING_REQUESTER, State.RESTORED)
