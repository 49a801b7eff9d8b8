"""Enumerations of outages; codes are stable, words are for people."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Effect(models.TextChoices):
    """What an outage does to its services; the worse one first."""

    DOWN = "down", _("Down")
    DEGRADED = "degraded", _("Slow or partly down")


class OutageState(models.TextChoices):
    """Where an outage stands; it follows from its instants and is stored nowhere."""

    PLANNED = "planned", _("Planned")
    RUNNING = "running", _("Running")
    OVER = "over", _("Over")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class CauseClass(models.TextChoices):
    """What was behind an outage."""

    HARDWARE = "hardware", _("Hardware failed")
    SOFTWARE = "software", _("Software fault")
    CHANGE = "change", _("A change")
    CONFIGURATION = "configuration", _("Wrong configuration")
    CAPACITY = "capacity", _("Out of capacity")
    NETWORK = "network", _("Network")
    INTERFACE = "interface", _("Interface")
    POWER = "power", _("Power or cooling")
    VENDOR = "vendor", _("At the vendor")
    CYBER = "cyber", _("Attack, or defense against one")
    HUMAN = "human", _("Mistake in operation")
    MAINTENANCE = "maintenance", _("Planned maintenance")
    UNKNOWN = "unknown", _("Looked for and not found")
