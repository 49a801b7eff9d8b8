"""Enumerations of the CMMS."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RowKind(models.TextChoices):
    """What the rows of a source are about."""

    INVENTORY = "inventory", _("Inventory")
    PM = "pm", _("PM status")
    WORK_ORDER = "work_order", _("Work orders")


class RunState(models.TextChoices):
    """Where a run stands."""

    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")
