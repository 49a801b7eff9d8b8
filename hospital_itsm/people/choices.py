"""Enumerations of people and places."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AccountKind(models.TextChoices):
    """Who an account stands for."""

    PERSON = "person", _("Person")
    SERVICE = "service", _("Service account")


class CareClass(models.TextChoices):
    """How soon patients notice an outage in a care area (domain 2.2)."""

    A = "A", _("Immediate")
    B = "B", _("Time-critical")
    C = "C", _("Inpatient or procedural")
    D = "D", _("Ambulatory")
    E = "E", _("Support")


class Domain(models.TextChoices):
    """Which leader answers for a team or service."""

    INFRASTRUCTURE = "infrastructure", _("Infrastructure")
    APPLICATIONS = "applications", _("Applications")
    CLINICAL_ENGINEERING = "htm", _("Clinical engineering")
    SECURITY = "security", _("Security and privacy")
    BUSINESS = "business", _("Vendors and training")


class OnCallLevel(models.TextChoices):
    """Place in the on-call rota."""

    PRIMARY = "primary", _("Primary on-call")
    SECONDARY = "secondary", _("Secondary on-call")
    DUTY_MANAGER = "duty_manager", _("Duty manager")
    HOUSE_SUPERVISOR = "house_supervisor", _("House supervisor")


class RoleCode(models.TextChoices):
    """The roles of domain 4.2; what each may do is data (`Role.permissions`)."""

    REQUESTER = "requester", _("Requester")
    UNIT_LEAD = "unit_lead", _("Charge nurse or unit lead")
    HOUSE_SUPERVISOR = "house_supervisor", _("House supervisor")
    AGENT = "agent", _("Agent")
    TECHNICIAN = "technician", _("Technician")
    BIOMED = "biomed", _("Biomed technician")
    TEAM_LEAD = "team_lead", _("Team lead")
    DUTY_MANAGER = "duty_manager", _("Duty manager")
    HTM_MANAGER = "htm_manager", _("HTM manager")
    IT_MANAGER = "it_manager", _("IT manager")
    VP_INFRASTRUCTURE = "vp_infrastructure", _("VP infrastructure")
    VP_APPLICATIONS = "vp_applications", _("VP applications")
    CIO = "cio", _("CIO")
    CMIO = "cmio", _("CMIO")
    SECURITY = "security", _("CISO or security")
    PRIVACY = "privacy", _("Privacy")
    PATIENT_SAFETY = "patient_safety", _("Patient safety")
    VENDOR_MANAGER = "vendor_manager", _("Vendor manager")
    FINANCE = "finance", _("Finance")
    VENDOR_GUEST = "vendor_guest", _("Vendor guest")
    AUDITOR = "auditor", _("Auditor")
    ADMINISTRATOR = "administrator", _("Administrator")
    INTEGRATION = "integration", _("Integration")


class SwapState(models.TextChoices):
    """Where a request about a shift stands; it has lapsed when a shift began before it was answered."""

    OPEN = "open", _("Waits for an answer")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    OVERTAKEN = "overtaken", _("The rota was changed meanwhile")
    LAPSED = "lapsed", _("Lapsed")
