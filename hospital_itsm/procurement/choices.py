"""Enumerations of purchases."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PurchaseStatus(models.TextChoices):
    """How far a purchase is; the steps between are in rules.lifecycle."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("Waits for approval")
    APPROVED = "approved", _("Approved")
    ORDERED = "ordered", _("Ordered")
    RECEIVED = "received", _("Received")
    CLOSED = "closed", _("Closed")
    REJECTED = "rejected", _("Rejected")
    CANCELLED = "cancelled", _("Cancelled")


class Interest(models.TextChoices):
    """Whether who asks has an interest in a vendor among the options (domain B7c)."""

    NONE = "none", _("None of us has an interest in these vendors")
    DECLARED = "declared", _("There is an interest, described below")


PROMISED = (PurchaseStatus.APPROVED, PurchaseStatus.ORDERED, PurchaseStatus.RECEIVED)
"""Money of these is spoken for and not all spent."""
OPEN = (PurchaseStatus.DRAFT, PurchaseStatus.IN_REVIEW, *PROMISED)
"""These still ask something of somebody."""
