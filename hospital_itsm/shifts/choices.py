"""Enumerations of shifts."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Section(models.TextChoices):
    """Why a ticket stands in a hand-over."""

    URGENT = "urgent", _("Open priority 1 and 2")
    PROMISE = "promise", _("Others promised within 4 hours, or overdue")


class By(models.TextChoices):
    """What lines are grouped by."""

    TEAM = "team", _("Team")
    UNIT = "unit", _("Unit")
