"""A request for approval, its steps, and the links by which approvers were asked."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from hospital_itsm.approvals.choices import Approver, RequestState, StepState
from hospital_itsm.approvals.queries.requests import RequestQuerySet


class ApprovalRequest(models.Model):
    """One question about one subject, with the steps of the day it was asked; a rejection ends it for good.

    `subject` is the key of a row of the kind's table, `label` its number. Another question is another request.
    `involved` are keys of people whose own it is besides the asker: they decide no step of it either.
    """

    kind = models.CharField(max_length=20)
    subject = models.BigIntegerField()
    label = models.CharField(max_length=60)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    currency = models.CharField(max_length=3)
    domain = models.CharField(max_length=16, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    involved = ArrayField(models.BigIntegerField(), default=list, blank=True)
    state = models.CharField(max_length=10, choices=RequestState.choices, default=RequestState.WAITING)
    ended_at = models.DateTimeField(null=True)
    reminded_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = RequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject"],
                condition=Q(state="waiting"),
                name="one_waiting_request_of_a_subject",
            ),
            models.CheckConstraint(
                condition=Q(state__in=RequestState.values), name="approval_state_is_known"
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="approval_amount_is_not_negative"),
        ]
        indexes = [
            # serves: the requests about one subject, latest first
            models.Index(fields=["kind", "subject", "-id"], name="approval_of_subject"),
            # serves: what waits, oldest first
            models.Index(fields=["asked_at", "id"], name="approval_waiting", condition=Q(state="waiting")),
            # serves: what one person asked for, latest first
            models.Index(fields=["asked_by", "-id"], name="approval_of_asker"),
        ]

    def __str__(self) -> str:
        return f"approval {self.pk}"

    @property
    def audit_label(self) -> str:
        """What it is about, by number."""
        return f"approval {self.pk} of {self.label}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("approvals:approval", args=[self.pk])


class ApprovalStep(models.Model):
    """One approver's part. `on_behalf_of` is the holder of the role in whose name a delegate decided."""

    request = models.ForeignKey(ApprovalRequest, on_delete=models.PROTECT, related_name="steps")
    position = models.PositiveSmallIntegerField()
    approver = models.CharField(max_length=20, choices=Approver.choices)
    state = models.CharField(max_length=10, choices=StepState.choices, default=StepState.WAITING)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    on_behalf_of = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["request", "position"], name="one_approval_step_a_position"),
            models.CheckConstraint(
                condition=Q(state__in=StepState.values), name="approval_step_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=("waiting", "moot")) | Q(decided_at__isnull=False),
                name="a_decision_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request} step {self.position}"


class ApprovalLink(models.Model):
    """A link that was sent to one person for one step; only its digest is kept, and it is used once."""

    step = models.ForeignKey(ApprovalStep, on_delete=models.CASCADE, related_name="links")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"link {self.pk}"
