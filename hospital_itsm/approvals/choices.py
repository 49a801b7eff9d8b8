"""Enumerations of approvals."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Approver(models.TextChoices):
    """Who approves a step: whoever holds the role on that day, or their delegate."""

    VENDOR_MANAGER = "vendor_manager", _("Vendor manager")
    IT_MANAGER = "it_manager", _("IT manager")
    HTM_MANAGER = "htm_manager", _("HTM manager")
    DOMAIN_MANAGER = "domain_manager", _("Manager of the domain")
    DOMAIN_LEADER = "domain_leader", _("VP of the domain")
    FINANCE = "finance", _("Finance")
    CIO = "cio", _("CIO")
    PRIVACY = "privacy", _("Privacy")
    SECURITY = "security", _("CISO or security")


class RequestState(models.TextChoices):
    """How a request stands; all but the first are its end."""

    WAITING = "waiting", _("Waiting")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class StepState(models.TextChoices):
    """How a step stands; one that the end of its request overtook is moot."""

    WAITING = "waiting", _("Waiting")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")
    MOOT = "moot", _("Not needed")


class Verdict(models.TextChoices):
    """What an approver says."""

    APPROVE = "approve", _("Approve")
    REJECT = "reject", _("Reject")
