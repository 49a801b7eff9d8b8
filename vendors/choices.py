"""Enumerations of vendors and contracts."""

from typing import Final

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
    IN_REVIEW = "in_review", _("In review")
    APPROVED = "approved", _("Approved")
    ACTIVE = "active", _("Signed")
    RENEWED = "renewed", _("Renewed")
    ENDED = "ended", _("Ended")
    TERMINATED = "terminated", _("Terminated")


UNSIGNED: Final = (ContractStatus.DRAFT, ContractStatus.IN_REVIEW, ContractStatus.APPROVED)
"""Not yet an agreement: seen only by those who read contracts in full."""


RUNS: Final = (ContractStatus.ACTIVE, ContractStatus.RENEWED)
"""It covers what it covers until its last day, one that a signed contract renews, too."""


class ContractState(models.TextChoices):
    """How a contract stands on a day: its status and its dates together."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    APPROVED = "approved", _("Approved")
    COMING = "coming", _("Begins later")
    IN_FORCE = "in_force", _("In force")
    EXPIRING = "expiring", _("Expiring")
    EXPIRED = "expired", _("Expired")
    RENEWED = "renewed", _("Renewed")
    ENDED = "ended", _("Ended")
    TERMINATED = "terminated", _("Terminated")


class BaaState(models.TextChoices):
    """How a business associate agreement (BAA) stands on a day; all of it follows from its dates."""

    DRAFT = "draft", _("Draft")
    COMING = "coming", _("Begins later")
    ACTIVE = "active", _("In force")
    EXPIRING = "expiring", _("Ends soon")
    EXPIRED = "expired", _("Expired")
    REPLACED = "replaced", _("Replaced by a newer one")
    TERMINATED = "terminated", _("Terminated")


class BaaStanding(models.TextChoices):
    """Where a vendor stands: does it touch patient data, and is an agreement in force."""

    COVERED = "covered", _("BAA in force")
    LAPSED = "lapsed", _("BAA no longer in force")
    MISSING = "missing", _("No BAA")
    ASK = "ask", _("Not known whether it touches patient data")
    CLEAR = "clear", _("Touches no patient data")


class GatePurpose(models.TextChoices):
    """What a vendor without an agreement in force is kept from."""

    CONTRACT = "contract", _("A new contract")
    PURCHASE = "purchase", _("Purchases")
    REMOTE_ACCESS = "remote_access", _("Remote access")


class Provision(models.TextChoices):
    """What an agreement must say (45 CFR 164.504(e)(2)); `rules.baa.CITATIONS` has the places."""

    PERMITTED_USES = "permitted_uses", _("Which uses and disclosures are permitted and required")
    NO_OTHER_USE = "no_other_use", _("No other use or disclosure")
    SAFEGUARDS = "safeguards", _("Safeguards, and compliance with the Security Rule")
    REPORTS = "reports", _("Reports unauthorized uses, breaches and security incidents")
    SUBCONTRACTORS_BOUND = "subcontractors_bound", _("Subcontractors are bound by the same terms")
    ACCESS = "access", _("Gives individuals access to their data")
    AMENDMENT = "amendment", _("Amends data")
    ACCOUNTING = "accounting", _("Accounts for disclosures")
    OUR_OBLIGATIONS = "our_obligations", _("Complies where it carries out an obligation of ours")
    BOOKS_TO_HHS = "books_to_hhs", _("Opens books and records to HHS")
    RETURN_OR_DESTROY = "return_or_destroy", _("Returns or destroys the data at the end, where feasible")
    TERMINATION = "termination", _("May be terminated for a material breach")


class DocumentKind(models.TextChoices):
    """What a kept document is."""

    CONTRACT = "contract", _("Signed contract")
    AMENDMENT = "amendment", _("Amendment")
    QUOTE = "quote", _("Quote")
    BAA = "baa", _("Business associate agreement")
    SOC_REPORT = "soc_report", _("SOC report")
    ASSESSMENT = "assessment", _("Security assessment")
    INSURANCE = "insurance", _("Insurance certificate")
    OTHER = "other", _("Other")


HOLDS: Final = (ContractState.IN_FORCE, ContractState.EXPIRING)
"""It covers what it covers today."""


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
