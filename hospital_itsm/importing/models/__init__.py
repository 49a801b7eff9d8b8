"""Imports of vendors, contracts, budget lines and costs: the file, what each row would do, did, and was before."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from assets.choices import AssetImportState, ImportVerdict
from hospital_itsm.importing.choices import AmountStyle
from hospital_itsm.importing.kinds import KINDS, ImportKind
from hospital_itsm.importing.queries.rows import SheetRowQuerySet


class SheetProfile(models.Model):
    """How the files of one source are read: chosen once, and offered for every file with the same headings."""

    kind = models.CharField(max_length=16)
    name = models.CharField(max_length=40)
    columns = models.JSONField(default=list)
    mapping = models.JSONField(default=list)
    date_format = models.CharField(max_length=3)
    amount_style = models.CharField(max_length=5, choices=AmountStyle.choices, default=AmountStyle.CLEAR)
    update_existing = models.BooleanField(default=False)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "name"], name="one_profile_a_source_of_a_list")
        ]

    def __str__(self) -> str:
        return self.name


class SheetImport(models.Model):
    """A file of one list from one source: read for trial first, then stored as one batch, which can be taken back.

    `kind` is a code of `kinds.KINDS`; `source` names the profile its columns are kept in; `sheet` and `header_row` say
    where in a workbook the table begins, `sheets` which it has. `mapping` lists `[column, field]` in the order of the
    sheet. Rows carry whether they are done, so that a worker that carries on after a kill skips and doubles none.
    """

    kind = models.CharField(max_length=16)
    source = models.CharField(max_length=40)
    origin = models.CharField(max_length=200)
    stored_name = models.CharField(max_length=80)
    sheet = models.CharField(max_length=100, blank=True)
    sheets = models.JSONField(default=list)
    header_row = models.PositiveIntegerField(default=1)
    date_format = models.CharField(max_length=3)
    amount_style = models.CharField(max_length=5, choices=AmountStyle.choices, default=AmountStyle.CLEAR)
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
            models.CheckConstraint(condition=Q(kind__in=list(KINDS)), name="an_import_is_of_a_known_list"),
            models.CheckConstraint(
                condition=Q(state__in=AssetImportState.values), name="sheet_import_state_is_known"
            ),
        ]
        # serves: the imports of a list, newest first
        indexes = [models.Index(fields=["kind", "-id"], name="sheet_imports_of_kind")]

    def __str__(self) -> str:
        return f"import {self.pk}"

    @property
    def of(self) -> ImportKind:
        """The list it is of."""
        return KINDS[self.kind]

    def get_absolute_url(self) -> str:
        """The page that shows what it would do and did."""
        return reverse(self.of.page_name, args=[self.pk])


class SheetRow(models.Model):
    """One row of the file. `values` is what it says, `before` what that replaced; `faults` lists `[field, code, hint]`.

    `target` is the key of the row it made or changed and `version` that row's version then, `label` what it is called.
    """

    batch = models.ForeignKey(SheetImport, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    verdict = models.CharField(max_length=10, choices=ImportVerdict.choices)
    target = models.BigIntegerField(null=True)
    label = models.CharField(max_length=160, blank=True)
    values = models.JSONField(default=dict)
    before = models.JSONField(default=dict)
    version = models.PositiveIntegerField(null=True)
    faults = models.JSONField(default=list)
    is_done = models.BooleanField(default=False)
    is_undone = models.BooleanField(default=False)

    objects = SheetRowQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="one_row_a_line_of_a_sheet"),
            models.CheckConstraint(
                condition=Q(verdict__in=ImportVerdict.values), name="sheet_verdict_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"row {self.number}"
