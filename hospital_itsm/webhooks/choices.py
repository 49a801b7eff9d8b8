"""Enumerations of webhooks."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Whether a subscription is told anything."""

    ACTIVE = "active", _("In use")
    PAUSED = "paused", _("Paused")
    STOPPED = "stopped", _("Stopped: it failed for days")


class DeliveryKind(models.TextChoices):
    """What a delivery carries."""

    CHANGES = "changes", _("Changes")
    PING = "ping", _("Test")


class Standing(models.TextChoices):
    """Where a delivery stands."""

    WAITING = "waiting", _("Waiting")
    DONE = "done", _("Delivered")
    FAILED = "failed", _("Given up")
