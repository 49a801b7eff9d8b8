"""Inventory walks: somebody goes through a place and scans what stands there."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from assets.choices import WalkOutcome
from assets.queries.walks import InventoryWalkQuerySet, WalkScanQuerySet


class InventoryWalk(models.Model):
    """One walk through a place and everything in it; several people may scan at once, and go on another day."""

    location = models.ForeignKey("assets.Location", on_delete=models.PROTECT, related_name="walks")
    started_at = models.DateTimeField()
    started_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    finished_at = models.DateTimeField(null=True, blank=True)
    finished_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")

    objects = InventoryWalkQuerySet.as_manager()

    class Meta:
        constraints = [
            # serves, too: the open walk of a place
            models.UniqueConstraint(
                fields=["location"], condition=Q(finished_at__isnull=True), name="one_open_walk_of_a_place"
            )
        ]
        # serves: the walks, newest first
        indexes = [models.Index(fields=["-started_at", "-id"], name="walk_newest")]

    def __str__(self) -> str:
        return f"{self.location.code} {self.started_at:%Y-%m-%d}"

    @property
    def audit_label(self) -> str:
        """Where and when."""
        return str(self)

    def get_absolute_url(self) -> str:
        """The page on which one scans, and the report when it is finished."""
        return reverse("assets:walk", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """May one still scan?"""
        return self.finished_at is None


class WalkScan(models.Model):
    """What a walk found out about one thing: by a scan, or, when the walk ends, by the lack of one.

    `here` is where it was scanned, `recorded` where the inventory had it then. Without an asset `code` is what was
    read. `moved_at` tells when the record followed.
    """

    walk = models.ForeignKey(InventoryWalk, on_delete=models.CASCADE, related_name="scans")
    outcome = models.CharField(max_length=8, choices=WalkOutcome.choices)
    asset = models.ForeignKey("assets.Asset", null=True, on_delete=models.PROTECT, related_name="walk_scans")
    code = models.CharField(max_length=80)
    here = models.ForeignKey("assets.Location", null=True, on_delete=models.PROTECT, related_name="+")
    recorded = models.ForeignKey("assets.Location", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    moved_at = models.DateTimeField(null=True, blank=True)

    objects = WalkScanQuerySet.as_manager()

    class Meta:
        constraints = [
            # serves, too: whether a thing has been scanned on a walk
            models.UniqueConstraint(
                fields=["walk", "asset"], condition=Q(asset__isnull=False), name="a_thing_once_a_walk"
            ),
            models.UniqueConstraint(
                fields=["walk", "code"], condition=Q(asset__isnull=True), name="an_unknown_code_once_a_walk"
            ),
            models.CheckConstraint(condition=Q(outcome__in=WalkOutcome.values), name="walk_outcome_is_known"),
            models.CheckConstraint(
                condition=Q(asset__isnull=True, outcome=WalkOutcome.UNKNOWN)
                | (Q(asset__isnull=False) & ~Q(outcome=WalkOutcome.UNKNOWN)),
                name="only_an_unknown_scan_names_no_asset",
            ),
        ]
        # serves: the scans of a walk by outcome, newest first
        indexes = [models.Index(fields=["walk", "outcome", "-at", "-id"], name="scan_of_walk")]

    def __str__(self) -> str:
        return self.code
