"""Security reviews of a vendor."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from hospital_itsm.vendor_file.choices import ReviewKind, ReviewResult, Validity
from hospital_itsm.vendor_file.queries.file import ReviewQuerySet
from hospital_itsm.vendor_file.rules import validity


class SecurityReview(models.Model):
    """One review with its result and the day the next one is due; withdrawn with `is_active`, never deleted."""

    vendor = models.ForeignKey("vendors.Vendor", on_delete=models.PROTECT, related_name="security_reviews")
    kind = models.CharField(max_length=16, choices=ReviewKind.choices)
    reviewed_on = models.DateField()
    result = models.CharField(max_length=10, choices=ReviewResult.choices)
    next_due_on = models.DateField()
    findings_open = models.PositiveSmallIntegerField(default=0)
    reviewer = models.ForeignKey(
        "people.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="vendor_reviews"
    )
    document = models.ForeignKey(
        "vendors.Document", null=True, blank=True, on_delete=models.PROTECT, related_name="reviews"
    )
    note = models.CharField(max_length=400, blank=True)
    is_active = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-reviewed_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(next_due_on__gt=F("reviewed_on")), name="a_review_is_due_after_it_was_made"
            ),
            models.CheckConstraint(condition=Q(kind__in=ReviewKind.values), name="a_review_kind_is_known"),
            models.CheckConstraint(
                condition=Q(result__in=ReviewResult.values), name="a_review_result_is_known"
            ),
        ]
        indexes = [
            # serves: the list, what is due first before the rest, and reminders
            models.Index(fields=["next_due_on", "id"], name="review_by_due_day"),
            # serves: the reviews of a vendor, and whether a newer one follows
            models.Index(fields=["vendor", "kind", "reviewed_on"], name="review_of_vendor"),
        ]

    def __str__(self) -> str:
        return f"security review {self.pk}"

    @property
    def audit_label(self) -> str:
        """Its number, kind and the company."""
        return f"security review {self.pk} ({self.kind}), {self.vendor.name}"

    @property
    def title(self) -> str:
        """What it is and of which day, such as "SOC 2 report 2026-03-31"."""
        return f"{self.get_kind_display()} {self.reviewed_on.isoformat()}"

    def get_absolute_url(self) -> str:
        """The file of the vendor, where it stands."""
        return reverse("vendor_file:file", args=[self.vendor_id])

    def state_on(self, today: date) -> Validity:
        """How it stands on a day; reads `is_followed` of `standing` rows."""
        soon = validity.REVIEW_STEPS[0]
        is_followed = getattr(self, "is_followed", False)
        return Validity(
            validity.state_on(
                today,
                self.reviewed_on,
                self.next_due_on,
                soon=soon,
                is_followed=is_followed,
                is_active=self.is_active,
            )
        )
