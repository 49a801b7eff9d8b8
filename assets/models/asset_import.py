"""Imports of assets: the file, what each row would do, what it did, and how it is taken back."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from assets.choices import AssetImportState, ImportVerdict
from assets.queries.imports import ImportRowQuerySet


class AssetImportProfile(models.Model):
    """How the files of one source are read: chosen once, and offered for every file with the same headings."""

    name = models.CharField(max_length=40, unique=True)
    columns = models.JSONField(default=list)
    mapping = models.JSONField(default=list)
    date_format = models.CharField(max_length=3)
    update_existing = models.BooleanField(default=False)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class AssetImport(models.Model):
    """A file of assets from one source: read for trial first, then stored as one batch, which can be taken back.

    `source` names the profile its columns are kept in; `sheet` and `header_row` say where in a workbook the table
    begins, `sheets` which it has. `mapping` lists `[column, field]` in the order of the sheet. Rows carry whether
    they are done, so that a worker that carries on after a kill skips none and doubles none.
    """

    source = models.CharField(max_length=40)
    origin = models.CharField(max_length=200)
    stored_name = models.CharField(max_length=80)
    sheet = models.CharField(max_length=100, blank=True)
    sheets = models.JSONField(default=list)
    header_row = models.PositiveIntegerField(default=1)
    date_format = models.CharField(max_length=3)
    update_existing = models.BooleanField(default=False)
    mapping = models.JSONField(default=list)
    state = models.CharField(
        max_length=10, choices=AssetImportState.choices, default=AssetImportState.MAPPING
    )
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=AssetImportState.values), name="asset_import_state_is_known"
            )
        ]

    def __str__(self) -> str:
        return f"import {self.pk}"

    def get_absolute_url(self) -> str:
        """The page that shows what it would do and did."""
        return reverse("assets:import", args=[self.pk])


class AssetImportRow(models.Model):
    """One row of the file. `values` and `before` are columns of the asset, `faults` lists `[column, code, hint]`.

    `network` and `network_before` are columns of its network profile, which is removed again where there was none.
    `step` is the verb that brings a known asset to the status of the file.
    """

    batch = models.ForeignKey(AssetImport, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    verdict = models.CharField(max_length=10, choices=ImportVerdict.choices)
    asset = models.ForeignKey("assets.Asset", null=True, on_delete=models.SET_NULL, related_name="+")
    values = models.JSONField(default=dict)
    network = models.JSONField(default=dict)
    before = models.JSONField(default=dict)
    network_before = models.JSONField(null=True)
    step = models.CharField(max_length=24, blank=True)
    version = models.PositiveIntegerField(null=True)
    faults = models.JSONField(default=list)
    is_done = models.BooleanField(default=False)
    is_undone = models.BooleanField(default=False)

    objects = ImportRowQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="one_row_a_line_of_an_import"),
            models.CheckConstraint(
                condition=Q(verdict__in=ImportVerdict.values), name="import_verdict_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"row {self.number}"
