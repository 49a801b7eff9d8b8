"""The last inventory of each machine, and what was taken over."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from assets.choices import ImportVerdict


class MachineReport(models.Model):
    """The last inventory of one machine; a newer one takes its place and raises `version`.

    `machine` is what was read (`rules.glpi.Machine`), never the file: that names people and their keys.
    """

    device_id = models.CharField(max_length=80, unique=True)
    origin = models.CharField(max_length=120)
    received_at = models.DateTimeField()
    sent_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    machine = models.JSONField(default=dict)
    asset = models.ForeignKey("assets.Asset", null=True, on_delete=models.SET_NULL, related_name="+")
    verdict = models.CharField(max_length=10, choices=ImportVerdict.choices)
    fault = models.CharField(max_length=40, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict__in=ImportVerdict.values), name="report_verdict_is_known"
            )
        ]
        # serves: the inventories that wait for a person, in the order they came
        indexes = [models.Index(fields=["verdict", "-received_at", "-id"], name="report_of_verdict")]

    def __str__(self) -> str:
        return self.device_id

    @property
    def audit_label(self) -> str:
        """The number of the report: names of machines may name people."""
        return f"inventory {self.pk}"


class TakenBatch(models.Model):
    """What a person took over at once; it can be taken back."""

    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"batch {self.pk}"

    def get_absolute_url(self) -> str:
        """The page that says what was taken over."""
        return reverse("discovery:batch", args=[self.pk])


class TakenMachine(models.Model):
    """What one machine of a batch changed. `before` and `after` hold fields by group; `added` what came new."""

    batch = models.ForeignKey(TakenBatch, on_delete=models.CASCADE, related_name="machines")
    asset = models.ForeignKey("assets.Asset", null=True, on_delete=models.SET_NULL, related_name="+")
    device_id = models.CharField(max_length=80)
    verdict = models.CharField(max_length=10, choices=ImportVerdict.choices)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    added = models.JSONField(default=dict)
    version = models.PositiveIntegerField(null=True)
    fault = models.CharField(max_length=300, blank=True)
    is_undone = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict__in=ImportVerdict.values), name="taken_verdict_is_known"
            )
        ]

    def __str__(self) -> str:
        return self.device_id
