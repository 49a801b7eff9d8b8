"""Templates of procedures: versions that never change."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from hospital_itsm.procedures.choices import Evidence, Kind, Party
from hospital_itsm.procedures.queries.procedures import TemplateQuerySet


class ProcedureTemplate(models.Model):
    """One version of a checklist. `required_for` are the asset classes that do not go on without it."""

    code = models.SlugField(max_length=30)
    version = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    title = models.CharField(max_length=80)
    required_for = ArrayField(models.CharField(max_length=16), default=list, blank=True)
    made_by = models.ForeignKey(
        "people.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()

    objects = TemplateQuerySet.as_manager()

    class Meta:
        constraints = [
            # serves, too: the newest version of a template
            models.UniqueConstraint(fields=["code", "version"], name="one_row_a_template_version"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="template_kind_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.code}_v{self.version}"

    @property
    def audit_label(self) -> str:
        """Code and version."""
        return str(self)


class ProcedureStepTemplate(models.Model):
    """One step of a version; the last one waits for all others."""

    template = models.ForeignKey(ProcedureTemplate, on_delete=models.PROTECT, related_name="steps")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=160)
    party = models.CharField(max_length=8, choices=Party.choices)
    evidence = models.CharField(max_length=12, choices=Evidence.choices)
    may_skip = models.BooleanField(default=True)
    needs_approval = models.BooleanField(default=False)

    class Meta:
        ordering = ["position"]
        constraints = [
            # serves, too: the steps of a version in order
            models.UniqueConstraint(fields=["template", "position"], name="one_step_a_position"),
            models.CheckConstraint(condition=Q(party__in=Party.values), name="step_party_is_known"),
            models.CheckConstraint(condition=Q(evidence__in=Evidence.values), name="step_evidence_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.text}"
