"""Certificates of insurance of a vendor."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from hospital_itsm.vendor_file.choices import InsuranceKind, Validity
from hospital_itsm.vendor_file.queries.file import InsuranceQuerySet
from hospital_itsm.vendor_file.rules import validity


class InsuranceCertificate(models.Model):
    """What an insurer certifies: how much, from when, until when; withdrawn with `is_active`, never deleted."""

    vendor = models.ForeignKey("vendors.Vendor", on_delete=models.PROTECT, related_name="insurance")
    kind = models.CharField(max_length=20, choices=InsuranceKind.choices)
    insurer = models.CharField(max_length=120)
    policy_number = models.CharField(max_length=60, blank=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    currency = models.CharField(max_length=3)
    starts_on = models.DateField()
    ends_on = models.DateField()
    document = models.ForeignKey(
        "vendors.Document", null=True, blank=True, on_delete=models.PROTECT, related_name="certificates"
    )
    note = models.CharField(max_length=200, blank=True)
    is_active = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)

    objects = InsuranceQuerySet.as_manager()

    class Meta:
        ordering = ["-ends_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="insurance_is_of_some_money"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="insurance_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=InsuranceKind.values), name="an_insurance_kind_is_known"
            ),
        ]
        indexes = [
            # serves: the list, what ends first before the rest, and reminders
            models.Index(fields=["ends_on", "id"], name="insurance_by_last_day"),
            # serves: the certificates of a vendor, and whether a newer one follows
            models.Index(fields=["vendor", "kind", "ends_on"], name="insurance_of_vendor"),
        ]

    def __str__(self) -> str:
        return f"insurance {self.pk}"

    @property
    def audit_label(self) -> str:
        """Its number, kind and the company."""
        return f"insurance {self.pk} ({self.kind}), {self.vendor.name}"

    @property
    def title(self) -> str:
        """What it is and from which year, such as "Cyber liability 2026"."""
        return f"{self.get_kind_display()} {self.starts_on.year}"

    def get_absolute_url(self) -> str:
        """The file of the vendor, where it stands."""
        return reverse("vendor_file:file", args=[self.vendor_id])

    def state_on(self, today: date) -> Validity:
        """How it stands on a day; reads `is_followed` of `standing` rows."""
        soon = validity.INSURANCE_STEPS[0]
        is_followed = getattr(self, "is_followed", False)
        return Validity(
            validity.state_on(
                today,
                self.starts_on,
                self.ends_on,
                soon=soon,
                is_followed=is_followed,
                is_active=self.is_active,
            )
        )
