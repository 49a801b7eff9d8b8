"""The codes of what rests."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Ending(models.TextChoices):
    """How the rest of a ticket ended."""

    OVER = "over", _("The time is over")
    ANSWERED = "answered", _("The requester answered")
    WOKEN = "woken", _("Somebody woke it")
    REPLACED = "replaced", _("Another time was chosen")
    ENDED = "ended", _("The ticket ended")
