"""Enumerations of what is kept of a vendor."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from vendors.choices import DocumentKind


class InsuranceKind(models.TextChoices):
    """What a certificate of insurance covers."""

    GENERAL = "general_liability", _("General liability")
    PROFESSIONAL = "professional", _("Professional liability (errors and omissions)")
    CYBER = "cyber", _("Cyber liability")
    PRODUCTS = "products", _("Products liability")
    WORKERS = "workers_comp", _("Workers' compensation")
    AUTO = "auto", _("Auto liability")
    UMBRELLA = "umbrella", _("Umbrella or excess")
    OTHER = "other", _("Other")


class ReviewKind(models.TextChoices):
    """How the security of a vendor was reviewed."""

    QUESTIONNAIRE = "questionnaire", _("Questionnaire")
    SOC2 = "soc2", _("SOC 2 report")
    HITRUST = "hitrust", _("HITRUST certification")
    ISO27001 = "iso27001", _("ISO 27001 certificate")
    PENETRATION_TEST = "pen_test", _("Penetration test")
    ON_SITE = "on_site", _("Visit")
    OTHER = "other", _("Other")


class ReviewResult(models.TextChoices):
    """What a review of security found."""

    PASSED = "passed", _("Passed")
    FINDINGS = "findings", _("Passed with findings")
    FAILED = "failed", _("Failed")


class CredentialKind(models.TextChoices):
    """What somebody of a vendor needs before they work here."""

    BADGE = "badge", _("Badge")
    VACCINATION = "vaccination", _("Vaccination")
    TRAINING = "training", _("Training")
    ACCOUNT = "account", _("Account")
    BACKGROUND_CHECK = "background", _("Background check")
    OTHER = "other", _("Other")


NEEDED_FROM_AFAR: Final = (
    CredentialKind.BADGE,
    CredentialKind.TRAINING,
    CredentialKind.ACCOUNT,
    CredentialKind.BACKGROUND_CHECK,
    CredentialKind.OTHER,
)
"""Without these nobody works here from afar; a vaccination matters only in the house."""


class Validity(models.TextChoices):
    """How something with a first and a last day stands on a day; for reviews the last day is the one it is due."""

    COMING = "coming", _("Begins later")
    VALID = "valid", _("In force")
    SOON = "soon", _("Ends soon")
    OVER = "over", _("Expired")
    FOLLOWED = "followed", _("Replaced by a newer one")
    WITHDRAWN = "withdrawn", _("Withdrawn")


INSURANCE_DOCUMENTS: Final = (DocumentKind.INSURANCE,)
REVIEW_DOCUMENTS: Final = (DocumentKind.ASSESSMENT, DocumentKind.SOC_REPORT)
