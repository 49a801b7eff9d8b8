"""Recall notices as they arrived, the documents they came with, and imports of many."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from assets.choices import FirmStatus, ImportState, NoticeKind, NoticeOutcome, NoticeSource, RecallClass
from assets.queries.recalls import NoticeQuerySet


class RecallNotice(models.Model):
    """One notice about one product. `number` is FDA's Z-number, which letters do not have yet.

    `description` and `codes` are free text about the product and its lots, serial numbers and versions.
    """

    number = models.CharField(max_length=16, blank=True)
    reference = models.CharField(max_length=80, blank=True)
    event = models.CharField(max_length=20, blank=True)
    kind = models.CharField(max_length=16, choices=NoticeKind.choices, default=NoticeKind.RECALL)
    source = models.CharField(max_length=16, choices=NoticeSource.choices)
    outcome = models.CharField(max_length=8, choices=NoticeOutcome.choices)
    recall_class = models.CharField(max_length=3, choices=RecallClass.choices, blank=True)
    firm_status = models.CharField(max_length=12, choices=FirmStatus.choices, blank=True)
    firm = models.CharField(max_length=500)
    description = models.TextField()
    codes = models.TextField(blank=True)
    product_code = models.CharField(max_length=3, blank=True)
    reason = models.TextField(blank=True)
    action = models.TextField(blank=True)
    root_cause = models.CharField(max_length=500, blank=True)
    quantity = models.CharField(max_length=500, blank=True)
    distribution = models.TextField(blank=True)
    initiated_on = models.DateField(null=True, blank=True)
    classified_on = models.DateField(null=True, blank=True)
    reported_on = models.DateField(null=True, blank=True)
    terminated_on = models.DateField(null=True, blank=True)
    received_at = models.DateTimeField()
    received_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            # serves, too: finding the notice of a Z-number that is imported again
            models.UniqueConstraint(fields=["number"], condition=~Q(number=""), name="one_notice_a_number"),
            models.CheckConstraint(condition=Q(kind__in=NoticeKind.values), name="notice_kind_is_known"),
            models.CheckConstraint(
                condition=Q(source__in=NoticeSource.values), name="notice_source_is_known"
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=NoticeOutcome.values), name="notice_outcome_is_known"
            ),
            models.CheckConstraint(
                condition=Q(recall_class__in=RecallClass.values), name="notice_class_is_known"
            ),
            models.CheckConstraint(
                condition=Q(firm_status__in=FirmStatus.values), name="notice_firm_status_is_known"
            ),
        ]
        indexes = [
            # serves: the log of notices about nothing we have, newest first
            models.Index(fields=["outcome", "-received_at", "-id"], name="notice_in_log"),
        ]

    def __str__(self) -> str:
        return self.number or self.reference or f"notice {self.pk}"

    @property
    def audit_label(self) -> str:
        """The number, or the firm's own."""
        return str(self)


class RecallDocument(models.Model):
    """The letter or alert a notice came with, stored under a random name outside the web root."""

    notice = models.ForeignKey(RecallNotice, on_delete=models.PROTECT, related_name="documents")
    file_name = models.CharField(max_length=120)
    stored_name = models.CharField(max_length=80, unique=True)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.file_name


class RecallImport(models.Model):
    """A file of many notices. `rows_done` moves in the transaction that stores the rows, so none is lost or doubled.

    `faults` lists `[row, code, field]`; `failure` is a code where the file as a whole could not be read.
    """

    source = models.CharField(max_length=16, choices=NoticeSource.choices)
    origin = models.CharField(max_length=200)
    stored_name = models.CharField(max_length=80)
    state = models.CharField(max_length=8, choices=ImportState.choices, default=ImportState.WAITING)
    failure = models.CharField(max_length=40, blank=True)
    rows = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    opened = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    logged = models.PositiveIntegerField(default=0)
    faults = models.JSONField(default=list)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ImportState.values), name="recall_import_state_is_known"
            )
        ]
        indexes = [
            # serves: the imports a worker has to carry on with
            models.Index(
                fields=["id"],
                name="recall_import_unfinished",
                condition=Q(state__in=[ImportState.WAITING, ImportState.RUNNING]),
            )
        ]

    def __str__(self) -> str:
        return f"recall import {self.pk}"

    def get_absolute_url(self) -> str:
        """The page that shows how far it is."""
        return reverse("assets:recall_import", args=[self.pk])
