"""Promises of contracts, and how they end."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Metric(models.TextChoices):
    """What a vendor promises a time for."""

    RESPONSE = "response", _("First answer")
    REPAIR = "repair", _("Repair")


class Unit(models.TextChoices):
    """How the time of a promise is counted, always within its calendar."""

    MINUTES = "minutes", _("Minutes")
    HOURS = "hours", _("Hours")
    BUSINESS_DAYS = "business_days", _("Business days")


class ClockState(models.TextChoices):
    """How a promise stands."""

    RUNNING = "running", _("Running")
    MET = "met", _("Met")
    MISSED = "missed", _("Missed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Basis(models.TextChoices):
    """Why this contract."""

    ASSET = "asset", _("It covers the device")
    SERVICE = "service", _("It covers the service")
    VENDOR = "vendor", _("It is a contract of the vendor in force")
    CHOSEN = "chosen", _("Somebody chose it")


class Ending(models.TextChoices):
    """How a task with a vendor ended."""

    TAKEN_BACK = "taken_back", _("Work went on here")
    ELSEWHERE = "elsewhere", _("The ticket waits for something else")
    CALLED_OFF = "called_off", _("The ticket ended without a fix")
