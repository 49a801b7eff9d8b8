"""Outages of services, planned and unplanned, and the hours that were agreed for a service."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from hospital_itsm.continuity.choices import CauseClass, Effect, OutageState
from hospital_itsm.continuity.queries.outages import OutageQuerySet
from hospital_itsm.continuity.rules.standing import state_of


class Outage(models.Model):
    """A stretch in which services were down or degraded; empty `care_areas` means everywhere.

    `starts_at` is `began_at`, or the planned beginning of what has not begun. Nothing is deleted: what was recorded
    by mistake, or will not take place, is withdrawn and counts nowhere.
    """

    title = models.CharField(max_length=120)
    is_planned = models.BooleanField(default=False)
    effect = models.CharField(max_length=10, choices=Effect.choices)
    users_percent = models.PositiveSmallIntegerField(default=100)
    services = models.ManyToManyField("assets.Service", related_name="outages")
    care_areas = models.ManyToManyField("people.CareArea", related_name="outages", blank=True)
    planned_from = models.DateTimeField(null=True, blank=True)
    planned_until = models.DateTimeField(null=True, blank=True)
    began_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    starts_at = models.DateTimeField()
    cause = models.CharField(max_length=16, choices=CauseClass.choices, blank=True)
    note = models.CharField(max_length=1000, blank=True)
    tickets = models.ManyToManyField("tickets.Ticket", related_name="outages", blank=True)
    notices = models.ManyToManyField("tickets.Notice", related_name="outages", blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=200, blank=True)
    recorded_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    length: timedelta | None = None
    overran: bool = False
    """How long it was and whether it overran its window, once `figures.put_lengths` has counted."""

    mark: str = ""
    """The look of its state on a page."""

    objects = OutageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(effect__in=Effect.values), name="outage_effect_is_known"),
            models.CheckConstraint(
                condition=Q(cause__in=["", *CauseClass.values]), name="outage_cause_is_known"
            ),
            models.CheckConstraint(
                condition=Q(users_percent__range=(1, 100)), name="an_outage_hits_some_users"
            ),
            models.CheckConstraint(
                condition=Q(began_at__isnull=False, starts_at=F("began_at"))
                | Q(began_at__isnull=True, ended_at__isnull=True, starts_at=F("planned_from")),
                name="an_outage_begins_or_is_planned_to",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gt=F("began_at")),
                name="an_outage_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(is_planned=False, planned_from__isnull=True, planned_until__isnull=True)
                | Q(is_planned=True, planned_until__gt=F("planned_from")),
                name="what_is_planned_has_a_window",
            ),
        ]
        indexes = [
            # serves: the list, newest first
            models.Index(fields=["-starts_at", "-id"], name="outage_newest"),
            # serves: what runs now and what is planned, of which there is little
            models.Index(
                fields=["starts_at"],
                name="outage_not_over",
                condition=Q(ended_at__isnull=True, withdrawn_at__isnull=True),
            ),
            # serves: the history of the last 90 days
            models.Index(
                fields=["ended_at"],
                name="outage_by_end",
                condition=Q(ended_at__isnull=False, withdrawn_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def key(self) -> str:
        """How people name it, `OUT-17`."""
        return f"OUT-{self.pk}"

    @property
    def audit_label(self) -> str:
        """The number, never what somebody wrote."""
        return self.key

    @property
    def state(self) -> OutageState:
        """Where it stands."""
        return OutageState(state_of(self.began_at, self.ended_at, self.withdrawn_at))

    @property
    def is_settled(self) -> bool:
        """Withdrawn: nothing in it changes any more."""
        return self.withdrawn_at is not None

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("continuity:outage", args=[self.pk])


class AgreedTime(models.Model):
    """The hours in which a service is promised to work; one without a row is promised around the clock.

    The newest version of the calendar counts, so that a corrected holiday corrects what was counted.
    """

    service = models.OneToOneField("assets.Service", on_delete=models.CASCADE, related_name="agreed_time")
    calendar = models.ForeignKey("people.WorkCalendar", on_delete=models.PROTECT, related_name="agreed_for")

    def __str__(self) -> str:
        return f"{self.service_id} {self.calendar_id}"
