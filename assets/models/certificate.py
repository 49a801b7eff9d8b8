"""Proof that the data of one storage medium is gone (domain 3.10)."""

from django.db import models
from django.db.models import Q

from assets.choices import SanitizationMethod


class SanitizationCertificate(models.Model):
    """A signed certificate for one medium of one source device; nothing in it changes after the signature."""

    medium = models.ForeignKey("assets.StorageMedium", on_delete=models.PROTECT, related_name="certificates")
    method = models.CharField(max_length=8, choices=SanitizationMethod.choices)
    technique = models.CharField(max_length=80)
    tool = models.CharField(max_length=80, blank=True)
    verification = models.CharField(max_length=120)
    destination = models.CharField(max_length=80, blank=True)
    vendor_certificate = models.CharField(max_length=60, blank=True)
    performed_by = models.CharField(max_length=120)
    performed_on = models.DateField()
    validated_by = models.CharField(max_length=120)
    signed_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()

    class Meta:
        ordering = ["-signed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(method__in=SanitizationMethod.values), name="sanitization_method_is_known"
            )
        ]

    def __str__(self) -> str:
        return f"certificate {self.pk}"
