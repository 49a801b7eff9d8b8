"""Saved reports that are sent by themselves: when, to whom, and what became of each run for each recipient."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from hospital_itsm.reports.choices import OPEN_OUTCOMES, Cadence, Outcome, Output, Paused
from hospital_itsm.reports.queries.reports import ReportScheduleQuerySet
from hospital_itsm.reports.rules.recurrence import Recurrence


class ReportSchedule(models.Model):
    """A saved report that is sent again and again, run for each recipient as that person sees it.

    `only_over`: sent only if it has more rows; 0 means not if it is empty. `next_at` is empty while it is paused.
    After `expires_on` it ends unless its owner lets it go on; `asked_on` is when they were asked.
    """

    saved = models.ForeignKey("reports.SavedReport", on_delete=models.CASCADE, related_name="schedules")
    cadence = models.CharField(max_length=8, choices=Cadence.choices)
    weekday = models.PositiveSmallIntegerField(default=0)
    month_day = models.PositiveSmallIntegerField(default=1)
    at = models.TimeField()
    zone = models.CharField(max_length=60)
    output = models.CharField(max_length=4, choices=Output.choices)
    only_over = models.PositiveIntegerField(null=True, blank=True)
    people: Any = models.ManyToManyField("people.User", related_name="+", blank=True)
    teams: Any = models.ManyToManyField("people.Team", related_name="+", blank=True)
    roles = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    paused = models.CharField(max_length=8, choices=Paused.choices, blank=True)
    next_at = models.DateTimeField(null=True)
    expires_on = models.DateField()
    asked_on = models.DateField(null=True)
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = ReportScheduleQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(cadence__in=Cadence.values), name="cadence_is_known"),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="weekday_is_one"),
            models.CheckConstraint(condition=Q(month_day__range=(1, 31)), name="month_day_is_one"),
            models.CheckConstraint(
                condition=Q(paused="", next_at__isnull=False) | (~Q(paused="") & Q(next_at__isnull=True)),
                name="a_schedule_runs_or_is_paused",
            ),
        ]
        # serves: the round that looks for what is due
        indexes = [models.Index(fields=["next_at"], name="schedule_due", condition=Q(paused=""))]

    def __str__(self) -> str:
        return f"schedule {self.pk}"

    @property
    def audit_label(self) -> str:
        """Its number."""
        return f"schedule {self.pk}"

    @property
    def recurrence(self) -> Recurrence:
        """When it is due, as a value."""
        return Recurrence(self.cadence, self.at, self.zone, self.weekday, self.month_day)

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("reports:schedule", args=[self.pk])


class ScheduleRun(models.Model):
    """One occurrence of a schedule, which exists once, however many processes found it due.

    `missed` occurrences before it never ran; it stands for them.
    """

    schedule = models.ForeignKey(ReportSchedule, on_delete=models.CASCADE, related_name="runs")
    due_at = models.DateTimeField()
    begun_at = models.DateTimeField()
    missed = models.PositiveIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-due_at"]
        constraints = [models.UniqueConstraint(fields=["schedule", "due_at"], name="an_occurrence_runs_once")]
        # serves: runs that are not over
        indexes = [models.Index(fields=["id"], name="schedule_run_open", condition=Q(ended_at__isnull=True))]

    def __str__(self) -> str:
        return f"{self.schedule_id} {self.due_at:%Y-%m-%d %H:%M}"


class ScheduleDelivery(models.Model):
    """What became of a run for one recipient; `rows` are those this person sees."""

    of = models.ForeignKey(ScheduleRun, on_delete=models.CASCADE, related_name="deliveries")
    recipient = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=8, choices=Outcome.choices, default=Outcome.WAITING)
    rows = models.PositiveIntegerField(null=True)
    run = models.ForeignKey("reports.ReportRun", null=True, on_delete=models.SET_NULL, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["of", "recipient"], name="a_recipient_gets_a_run_once"),
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="outcome_is_known"),
        ]
        # serves: what is still to be sent
        indexes = [
            models.Index(
                fields=["id"], name="delivery_to_send", condition=Q(outcome__in=tuple(OPEN_OUTCOMES))
            )
        ]

    def __str__(self) -> str:
        return f"{self.of_id} {self.recipient_id}"
