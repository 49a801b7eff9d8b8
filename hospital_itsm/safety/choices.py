"""Enumerations of patient safety."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EventOutcome(models.TextChoices):
    """What came of a device-related patient event, as far as anybody knows (21 CFR 803.3)."""

    DEATH = "death", _("Death")
    INJURY = "serious_injury", _("Serious injury")
    MALFUNCTION = "malfunction", _("Malfunction, nobody hurt")
    UNKNOWN = "unknown", _("Not known yet")


class Reminder(models.TextChoices):
    """The steps at which the readers are reminded of a report, in their order."""

    WEEK = "week", _("due in 5 work days")
    SOON = "soon", _("due in 2 work days")
    TODAY = "today", _("due today")
    LATE = "late", _("late")
