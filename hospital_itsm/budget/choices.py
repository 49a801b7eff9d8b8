"""Enumerations of budgets."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class YearStatus(models.TextChoices):
    """How far a fiscal year's budget is."""

    DRAFT = "draft", _("Draft")
    APPROVED = "approved", _("Approved")
    CLOSED = "closed", _("Closed")


class Spending(models.TextChoices):
    """Whether money buys something that lasts."""

    OPEX = "opex", _("Operating (opex)")
    CAPEX = "capex", _("Capital (capex)")


class Purpose(models.TextChoices):
    """What the money is for (domain E2)."""

    RUN = "run", _("Run")
    GROW = "grow", _("Grow")
    TRANSFORM = "transform", _("Transform")


class Owned(models.TextChoices):
    """What a cost of ownership is of."""

    ASSET = "asset", _("Assets")
    SERVICE = "service", _("Applications and services")
    VENDOR = "vendor", _("Vendors")
