"""Enumerations of procedures."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a procedure does to a thing."""

    INSTALL = "install", _("Commissioning")
    SERVICE = "service", _("Service")
    DECOMMISSION = "decommission", _("Decommissioning")


class Status(models.TextChoices):
    """How a procedure stands."""

    OPEN = "open", _("Open")
    COMPLETE = "complete", _("Complete")
    CANCELLED = "cancelled", _("Cancelled")


class StepState(models.TextChoices):
    """How a step stands."""

    OPEN = "open", _("Open")
    DONE = "done", _("Done")
    NOT_APPLICABLE = "not_applicable", _("Not applicable")


class Party(models.TextChoices):
    """Whose step it is."""

    HTM = "htm", _("Clinical engineering")
    IT = "it", _("IT")
    UNIT = "unit", _("Unit")
    VENDOR = "vendor", _("Vendor")
    FINANCE = "finance", _("Finance")


class Evidence(models.TextChoices):
    """What a step cannot be done without."""

    NOTE = "note", _("A note")
    FILE = "file", _("A file")
    DATE = "date", _("A date")
    CERTIFICATES = "certificates", _("A certificate for each medium")
    CONTRACT = "contract", _("A contract")
    TICKET = "ticket", _("A ticket")
    SIGNATURE = "signature", _("A signature")
