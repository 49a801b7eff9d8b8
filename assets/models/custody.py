"""Where things went, who has them, and how their status changed: rows are only ever added."""

from django.db import models
from django.db.models import Q

from assets.choices import AssetStatus, LoanKind


class Movement(models.Model):
    """One move: place, home unit and custodian before and after."""

    asset = models.ForeignKey("assets.Asset", on_delete=models.PROTECT, related_name="movements")
    at = models.DateTimeField()
    by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    from_location = models.ForeignKey(
        "assets.Location", null=True, on_delete=models.PROTECT, related_name="+"
    )
    to_location = models.ForeignKey("assets.Location", null=True, on_delete=models.PROTECT, related_name="+")
    from_room = models.CharField(max_length=40, blank=True)
    to_room = models.CharField(max_length=40, blank=True)
    from_care_area = models.ForeignKey(
        "people.CareArea", null=True, on_delete=models.PROTECT, related_name="+"
    )
    to_care_area = models.ForeignKey("people.CareArea", null=True, on_delete=models.PROTECT, related_name="+")
    from_custodian = models.CharField(max_length=120, blank=True)
    to_custodian = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        # serves: the movement log of an asset, newest first
        indexes = [models.Index(fields=["asset", "-at", "-id"], name="movement_of_asset")]

    def __str__(self) -> str:
        return f"movement {self.pk}"


class StatusChange(models.Model):
    """One step of an asset's life. `facts` are codes, dates and names of what the step asked for."""

    asset = models.ForeignKey("assets.Asset", on_delete=models.PROTECT, related_name="status_changes")
    at = models.DateTimeField()
    by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    verb = models.CharField(max_length=24)
    from_status = models.CharField(max_length=28, blank=True)
    to_status = models.CharField(max_length=28, choices=AssetStatus.choices)
    reason = models.CharField(max_length=400, blank=True)
    facts = models.JSONField(default=dict)

    class Meta:
        # serves: the life of an asset, newest first, and the status before a loss
        indexes = [models.Index(fields=["asset", "-at", "-id"], name="status_change_of_asset")]

    def __str__(self) -> str:
        return f"{self.verb} {self.pk}"


class Loan(models.Model):
    """A thing in other hands for a while: ours lent out, or a vendor's with us."""

    asset = models.ForeignKey("assets.Asset", on_delete=models.PROTECT, related_name="loans")
    kind = models.CharField(max_length=10, choices=LoanKind.choices)
    care_area = models.ForeignKey(
        "people.CareArea", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    vendor = models.ForeignKey(
        "vendors.Vendor", null=True, blank=True, on_delete=models.PROTECT, related_name="loans"
    )
    party = models.CharField(max_length=120, blank=True)
    since = models.DateField()
    return_on = models.DateField()
    returned_at = models.DateTimeField(null=True, blank=True)
    charge_per_day = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, default="USD")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=LoanKind.values), name="loan_kind_is_known"),
            models.CheckConstraint(
                condition=Q(return_on__gte=models.F("since")), name="a_loan_ends_after_it_begins"
            ),
            # serves, too: the open loan of an asset
            models.UniqueConstraint(
                fields=["asset", "kind"],
                condition=Q(returned_at__isnull=True),
                name="one_open_loan_of_a_kind",
            ),
        ]
        indexes = [
            # serves: loans and rentals by return date
            models.Index(fields=["return_on"], name="loan_due_back", condition=Q(returned_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"loan {self.pk}"

    @property
    def audit_label(self) -> str:
        """The asset's tag and the day it is due back."""
        return f"{self.asset.tag} until {self.return_on}"
