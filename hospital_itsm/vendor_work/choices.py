"""Enumerations of what vendors do for the hospital."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SessionState(models.TextChoices):
    """What became of a request that a vendor works on a device from afar."""

    ASKED = "asked", _("Waits for approval")
    APPROVED = "approved", _("Approved")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    OPEN = "open", _("Open")
    ENDED = "ended", _("Ended")


class CaseState(models.TextChoices):
    """Whose turn it is in a case with a vendor."""

    WITH_VENDOR = "with_vendor", _("With the vendor")
    WITH_US = "with_us", _("Waits for us")
    CLOSED = "closed", _("Closed")


class Speaker(models.TextChoices):
    """Who said something about a case."""

    VENDOR = "vendor", _("They")
    US = "us", _("We")
