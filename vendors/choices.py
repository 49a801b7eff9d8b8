"""Enumerations of vendors and contracts."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class VendorKind(models.TextChoices):
    """What a vendor is to the hospital; more than one may hold."""

    MANUFACTURER = "manufacturer", _("Manufacturer")
    SUPPLIER = "supplier", _("Supplier")
    SERVICE = "service", _("Service organization")
    SOFTWARE = "software", _("Software")
    TELECOM = "telecom", _("Telecom")
    DISPOSAL = "disposal", _("Disposal")
    STAFFING = "staffing", _("Staffing")


class ContractKind(models.TextChoices):
    """What a contract buys (domain 8.5)."""

    SUBSCRIPTION = "subscription", _("Subscription (SaaS)")
    MAINTENANCE = "maintenance", _("License and maintenance")
    HOSTING = "hosting", _("Hosting")
    SUPPORT = "support", _("Support")
    TELECOM = "telecom", _("Telecom")
    SERVICE = "service", _("Service")
    EQUIPMENT_SERVICE = "equipment_service", _("Equipment service")
    PARTS_AND_LABOR = "parts_and_labor", _("Parts, time and material")
    REAGENT_RENTAL = "reagent_rental", _("Reagent rental")
    LEASE = "lease", _("Lease")
    STAFFING = "staffing", _("Staffing")
    OTHER = "other", _("Other")


class ContractStatus(models.TextChoices):
    """What people decided about a contract; whether it has begun or run out follows from its dates."""

    DRAFT = "draft", _("Draft")
    ACTIVE = "active", _("Signed")
    TERMINATED = "terminated", _("Terminated")


class ContractState(models.TextChoices):
    """How a contract stands on a day: its status and its dates together."""

    DRAFT = "draft", _("Draft")
    COMING = "coming", _("Begins later")
    IN_FORCE = "in_force", _("In force")
    EXPIRED = "expired", _("Expired")
    TERMINATED = "terminated", _("Terminated")


class NoticeUnit(models.TextChoices):
    """What a notice period is counted in; months are no thirty days."""

    DAYS = "days", _("Days")
    MONTHS = "months", _("Months")


class PaymentSchedule(models.TextChoices):
    """When the money is due."""

    MONTHLY = "monthly", _("Monthly")
    QUARTERLY = "quarterly", _("Quarterly")
    YEARLY = "yearly", _("Yearly")
    IN_ADVANCE = "in_advance", _("Whole term in advance")
    BY_USE = "by_use", _("By use")


class Uplift(models.TextChoices):
    """What holds the price down when the vendor raises it."""

    NONE = "none", _("No rise")
    PERCENT = "percent", _("At most a percentage")
    CPI = "cpi", _("Consumer prices (CPI)")


class Clause(models.TextChoices):
    """Whether a contract says something; empty where nobody has looked."""

    YES = "yes", _("Yes")
    NO = "no", _("No")


class ContractDecision(models.TextChoices):
    """What is to become of a contract when its notice date comes."""

    RENEW = "renew", _("Renew")
    RENEGOTIATE = "renegotiate", _("Renegotiate")
    REPLACE = "replace", _("Replace")
    TERMINATE = "terminate", _("Terminate")
