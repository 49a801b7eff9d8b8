"""A device-related patient event (21 CFR 803): restricted to patient safety and the HTM manager."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from hospital_itsm.safety.choices import EventOutcome, Reminder
from hospital_itsm.safety.queries.patient_events import PatientEventQuerySet


class PatientEvent(models.Model):
    """What a device may have had to do with harm. The clock runs from `became_aware_on`, not from a button's press.

    `replaced_at` is when the unit confirmed that another device is on the patient, `sealed` what was kept of settings,
    accessories and logs; `sent_on` when the report went to FDA or the manufacturer, or when it was found not due.
    `reminded` is the last step of the reminders that was reached.
    """

    ticket = models.OneToOneField("tickets.Ticket", on_delete=models.PROTECT, related_name="patient_event")
    asset = models.ForeignKey("assets.Asset", on_delete=models.PROTECT, related_name="patient_events")
    noted_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()
    became_aware_on = models.DateField()
    due_on = models.DateField()
    outcome = models.CharField(max_length=16, choices=EventOutcome.choices)
    replaced_at = models.DateTimeField(null=True)
    confirmed_with = models.CharField(max_length=120, blank=True)
    sealed = models.BinaryField(default=b"")
    sent_on = models.DateField(null=True)
    sent_note = models.CharField(max_length=200, blank=True)
    reminded = models.CharField(max_length=8, choices=Reminder.choices, blank=True)
    version = models.PositiveIntegerField(default=1)

    shown_ticket: Any = None
    """Its ticket where the reader sees it, once `put_shown_tickets` has looked."""

    objects = PatientEventQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=EventOutcome.values), name="event_outcome_is_known"
            ),
            models.CheckConstraint(
                condition=Q(due_on__gt=models.F("became_aware_on")), name="an_event_is_due_after_it_is_known"
            ),
        ]
        indexes = [
            # serves: the list of events whose report is not sent, by the day it is due
            models.Index(fields=["due_on", "id"], name="event_by_due", condition=Q(sent_on__isnull=True)),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def key(self) -> str:
        """How people name it, `PSE-17`."""
        return f"PSE-{self.pk}"

    @property
    def audit_label(self) -> str:
        """The number, and nothing of what happened."""
        return self.key

    def get_absolute_url(self) -> str:
        """Its page, for those who may read it."""
        return reverse("safety:patient_event", args=[self.pk])
