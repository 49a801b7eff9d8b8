"""Enumerations of services."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Tier(models.TextChoices):
    """Recovery tier (domain 2.5); a service whose impact analysis is pending says so."""

    T0 = "0", _("Tier 0, 15 minutes")
    T1 = "1", _("Tier 1, 2 hours")
    T2 = "2", _("Tier 2, 8 to 24 hours")
    T3 = "3", _("Tier 3, 72 hours")
    T4 = "4", _("Tier 4, 5 days")
    PENDING = "N", _("Impact analysis pending")
