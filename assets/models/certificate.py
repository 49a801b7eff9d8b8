"""Proof that the data of one storage medium is gone (domain 3.10)."""

from datetime import date
from typing import Final

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from assets.choices import (
    DataClass,
    MediumDestination,
    SanitizationMethod,
    SanitizationTechnique,
    VerificationMethod,
    VerificationResult,
)
from assets.queries.custody import CertificateQuerySet

YEARS_KEPT: Final = 6
"""HIPAA keeps documentation six years (45 CFR 164.316(b)(2)(i)); rows are never deleted at all."""


class SanitizationCertificate(models.Model):
    """A signed certificate for one medium of one source device; nothing in it changes after the signature.

    What the device and the medium were called when it was signed stands in `asset_*` and `medium_*`.
    """

    medium = models.ForeignKey("assets.StorageMedium", on_delete=models.PROTECT, related_name="certificates")
    asset_tag = models.CharField(max_length=40, blank=True)
    asset_maker = models.CharField(max_length=120, blank=True)
    asset_model = models.CharField(max_length=120, blank=True)
    asset_serial = models.CharField(max_length=80, blank=True)
    medium_kind = models.CharField(max_length=10, blank=True)
    medium_serial = models.CharField(max_length=80, blank=True)
    medium_property_number = models.CharField(max_length=40, blank=True)

    data_class = models.CharField(max_length=8, choices=DataClass.choices)
    backup = models.CharField(max_length=120, blank=True)
    method = models.CharField(max_length=8, choices=SanitizationMethod.choices)
    technique = models.CharField(max_length=80, choices=SanitizationTechnique.choices)
    technique_note = models.CharField(max_length=200, blank=True)
    tool = models.CharField(max_length=80, blank=True)
    tool_version = models.CharField(max_length=40, blank=True)
    verification = models.CharField(max_length=120)
    verification_method = models.CharField(max_length=10, choices=VerificationMethod.choices)
    verification_result = models.CharField(max_length=8, choices=VerificationResult.choices)
    data_class_after = models.CharField(max_length=8, choices=DataClass.choices)
    destination_kind = models.CharField(max_length=16, choices=MediumDestination.choices)
    destination = models.CharField(max_length=80, blank=True)
    vendor_certificate = models.CharField(max_length=60, blank=True)
    chain_of_custody = models.CharField(max_length=400, blank=True)
    exceptions = models.CharField(max_length=400, blank=True)

    performed_by = models.CharField(max_length=120)
    performed_title = models.CharField(max_length=80, blank=True)
    performed_organization = models.CharField(max_length=120, blank=True)
    performed_place = models.CharField(max_length=80, blank=True)
    performed_phone = models.CharField(max_length=40, blank=True)
    performed_on = models.DateField()
    validated_by = models.CharField(max_length=120)
    validated_title = models.CharField(max_length=80, blank=True)
    validated_organization = models.CharField(max_length=120, blank=True)
    validated_place = models.CharField(max_length=80, blank=True)
    validated_phone = models.CharField(max_length=40, blank=True)
    validated_on = models.DateField(null=True, blank=True)
    witnessed_by = models.CharField(max_length=120, blank=True)
    signed_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()

    objects = CertificateQuerySet.as_manager()

    class Meta:
        ordering = ["-signed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(method__in=SanitizationMethod.values), name="sanitization_method_is_known"
            ),
            models.CheckConstraint(
                condition=Q(verification_result__in=VerificationResult.values),
                name="verification_result_is_known",
            ),
            models.CheckConstraint(
                condition=Q(destination_kind__in=MediumDestination.values),
                name="destination_of_medium_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"certificate {self.pk}"

    @property
    def number(self) -> str:
        """What people call it: SC-17."""
        return f"SC-{self.pk}"

    @property
    def audit_label(self) -> str:
        """Its number in the trail."""
        return self.number

    @property
    def has_passed(self) -> bool:
        """Did the verification show that the data is gone?"""
        return self.verification_result == VerificationResult.PASSED

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("assets:certificate", args=[self.pk])

    @property
    def keep_until(self) -> date:
        """The last day it must be kept."""
        day: date = timezone.localdate(self.signed_at)
        leap = (day.month, day.day) == (2, 29)
        return day.replace(year=day.year + YEARS_KEPT, **({"month": 3, "day": 1} if leap else {}))
