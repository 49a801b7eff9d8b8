"""Sources of a CMMS, their runs, what the CMMS says of devices, and whose record of a class counts."""

from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from assets.choices import AssetClass
from hospital_itsm.cmms.choices import RowKind, RunState

GRACE = timedelta(hours=1)


class Source(models.Model):
    """One kind of rows of one system: uploaded, or fetched from `address` every `every_hours`.

    `credential` names a variable of the environment that holds a token; the token itself is never stored. `mapping`
    lists `[column, field]` where headings do not say it themselves.
    """

    name = models.CharField(max_length=60, unique=True)
    system = models.CharField(max_length=40)
    kind = models.CharField(max_length=10, choices=RowKind.choices)
    address = models.CharField(max_length=300, blank=True)
    credential = models.CharField(max_length=60, blank=True)
    mapping = models.JSONField(default=list)
    date_format = models.CharField(max_length=3, default="iso")
    every_hours = models.PositiveIntegerField(default=24)
    is_active = models.BooleanField(default=True)
    next_run_at = models.DateTimeField(null=True)
    last_done_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=RowKind.values), name="source_kind_is_known"),
            models.CheckConstraint(condition=Q(every_hours__gte=1), name="source_promises_a_time"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def audit_label(self) -> str:
        """Its name."""
        return self.name

    def get_absolute_url(self) -> str:
        """The page of the source."""
        return reverse("cmms:source", args=[self.pk])

    def is_stale(self, now: datetime) -> bool:
        """Is it longer silent than it promised?"""
        since = self.last_done_at or self.created_at
        return self.is_active and now > since + timedelta(hours=self.every_hours) + GRACE


class Run(models.Model):
    """One file of a source and what became of its rows; `counts` by verdict."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="runs")
    origin = models.CharField(max_length=200)
    stored_name = models.CharField(max_length=80, blank=True)
    started_at = models.DateTimeField()
    started_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=8, choices=RunState.choices, default=RunState.RUNNING)
    failure = models.CharField(max_length=40, blank=True)
    counts = models.JSONField(default=dict)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=RunState.values), name="run_state_is_known")
        ]
        # serves: the runs of a source, the newest first
        indexes = [models.Index(fields=["source", "-id"], name="run_of_source")]

    def __str__(self) -> str:
        return f"run {self.pk}"

    @property
    def audit_label(self) -> str:
        """Its number."""
        return f"run {self.pk}"

    def get_absolute_url(self) -> str:
        """The page that says what was not taken."""
        return reverse("cmms:run", args=[self.pk])


class RunFault(models.Model):
    """Why a row of a run was not taken; `hint` holds codes and numbers, never sentences of the file."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="faults")
    row = models.PositiveIntegerField()
    external_id = models.CharField(max_length=80, blank=True)
    column = models.CharField(max_length=80, blank=True)
    code = models.CharField(max_length=40)
    hint = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["row", "pk"]

    def __str__(self) -> str:
        return f"row {self.row}"


class SaidRow(models.Model):
    """What both kinds of rows about a device have: the system, its number, the device, when it was last said."""

    system = models.CharField(max_length=40)
    external_id = models.CharField(max_length=80)
    asset = models.ForeignKey("assets.Asset", on_delete=models.CASCADE, related_name="%(class)s_rows")
    said_at = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.system}:{self.external_id}"


class PmStatus(SaidRow):
    """One planned maintenance of one device as the CMMS keeps it."""

    name = models.CharField(max_length=80, blank=True)
    last_done_on = models.DateField(null=True)
    next_due_on = models.DateField(null=True)
    result = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["system", "external_id"], name="one_pm_an_external_number")
        ]
        # serves: the maintenance of a device, what is due first
        indexes = [models.Index(fields=["asset", "next_due_on"], name="pm_of_asset")]


class WorkOrder(SaidRow):
    """One work order of the CMMS; `text` passed the guard for patient data."""

    status = models.CharField(max_length=40, blank=True)
    opened_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    text = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["system", "external_id"], name="one_work_order_an_external_number"
            )
        ]
        # serves: the work orders of a device, the newest first
        indexes = [models.Index(F("asset"), F("opened_on").desc(), F("id").desc(), name="order_of_asset")]


class ClassRecord(models.Model):
    """Whose record of a class counts: the system named, or ours where none is."""

    asset_class = models.CharField(max_length=16, choices=AssetClass.choices, unique=True)
    system = models.CharField(max_length=40, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["asset_class"]
        constraints = [
            models.CheckConstraint(
                condition=Q(asset_class__in=AssetClass.values), name="class_of_record_is_known"
            )
        ]

    def __str__(self) -> str:
        return self.asset_class

    @property
    def audit_label(self) -> str:
        """The class."""
        return self.asset_class


ROWS: dict[str, Any] = {RowKind.PM: PmStatus, RowKind.WORK_ORDER: WorkOrder}
"""The table of each kind of rows about a device."""
