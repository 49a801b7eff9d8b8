"""The states of tasks and of their clocks."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TaskState(models.TextChoices):
    """Where a task stands."""

    OPEN = "open", _("Open")
    DOING = "doing", _("In progress")
    DONE = "done", _("Done")
    NOT_NEEDED = "not_needed", _("Not needed")
    CALLED_OFF = "called_off", _("Called off")


class TaskClock(models.TextChoices):
    """How the time agreed between teams stands."""

    NONE = "", _("No time agreed")
    RUNNING = "running", _("Running")
    PAUSED = "paused", _("Paused")
    MET = "met", _("In time")
    MISSED = "missed", _("Late")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class OpensBy(models.TextChoices):
    """What puts a checklist on a ticket besides a person."""

    PERSON = "", _("Only people put it on")
    LIFE_SUPPORT = "O2", _("Life support on a patient without a confirmed backup (rule O2)")
