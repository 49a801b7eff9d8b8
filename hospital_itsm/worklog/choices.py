"""The codes of entries."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EntryKind(models.TextChoices):
    """What took the time."""

    WORK = "work", _("Work")
    CALL = "call", _("Phone call")


class Direction(models.TextChoices):
    """Who called whom."""

    CAME_IN = "in", _("They called us")
    WENT_OUT = "out", _("We called them")
