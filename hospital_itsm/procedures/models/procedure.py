"""Procedures that run on assets, their steps and the evidence."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from hospital_itsm.procedures.choices import Kind, Status, StepState
from hospital_itsm.procedures.queries.procedures import ProcedureQuerySet


class Procedure(models.Model):
    """One run of a template on one asset; nothing in it changes once it has ended."""

    template = models.ForeignKey("procedures.ProcedureTemplate", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    asset = models.ForeignKey("assets.Asset", on_delete=models.PROTECT, related_name="procedures")
    ticket = models.ForeignKey(
        "tickets.Ticket", null=True, blank=True, on_delete=models.PROTECT, related_name="procedures"
    )
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    steps_total = models.PositiveSmallIntegerField()
    steps_closed = models.PositiveSmallIntegerField(default=0)
    started_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    ended_by = models.ForeignKey(
        "people.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    objects = ProcedureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="procedure_kind_is_known"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="procedure_status_is_known"),
            models.CheckConstraint(
                condition=Q(steps_closed__lte=models.F("steps_total")), name="no_more_steps_than_there_are"
            ),
            models.UniqueConstraint(
                fields=["asset", "kind"],
                condition=Q(status=Status.OPEN),
                name="one_open_procedure_of_a_kind",
            ),
        ]
        indexes = [
            # serves: the board of a kind, the latest change first
            models.Index(fields=["status", "kind", "-changed_at", "-id"], name="procedure_board"),
            # serves: the procedures of an asset, newest first, and the gate
            models.Index(fields=["asset", "-id"], name="procedure_of_asset"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The kind in words."""
        return str(self.get_kind_display())

    @property
    def audit_label(self) -> str:
        """Number and kind."""
        return f"procedure {self.pk} {self.kind}"

    @property
    def is_open(self) -> bool:
        """Can steps still be done?"""
        return self.status == Status.OPEN

    def get_absolute_url(self) -> str:
        """The page of the procedure."""
        return reverse("procedures:procedure", args=[self.pk])


class ProcedureStep(models.Model):
    """One step of a run with its evidence."""

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="steps")
    template = models.ForeignKey(
        "procedures.ProcedureStepTemplate", on_delete=models.PROTECT, related_name="+"
    )
    position = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=14, choices=StepState.choices, default=StepState.OPEN)
    note = models.CharField(max_length=400, blank=True)
    dated_on = models.DateField(null=True, blank=True)
    contract = models.ForeignKey(
        "vendors.Contract", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ticket = models.ForeignKey(
        "tickets.Ticket", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    certificates = models.ManyToManyField("assets.SanitizationCertificate", blank=True, related_name="+")
    signed_name = models.CharField(max_length=120, blank=True)
    by = models.ForeignKey("people.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position"]
        constraints = [
            # serves, too: the steps of a procedure in order
            models.UniqueConstraint(fields=["procedure", "position"], name="one_step_of_a_procedure"),
            models.CheckConstraint(condition=Q(state__in=StepState.values), name="step_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state=StepState.NOT_APPLICABLE) | ~Q(note=""),
                name="what_does_not_apply_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"step {self.position}"

    @property
    def audit_label(self) -> str:
        """Procedure and position."""
        return f"procedure {self.procedure_id} step {self.position}"


class StepFile(models.Model):
    """A file that proves a step, kept under a random name outside the web root."""

    step = models.ForeignKey(ProcedureStep, on_delete=models.PROTECT, related_name="files")
    file_name = models.CharField(max_length=160)
    stored_name = models.CharField(max_length=120)
    content_type = models.CharField(max_length=120)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    added_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"file {self.pk}"
