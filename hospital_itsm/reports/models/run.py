"""Runs of reports: who asked for what, how it ended, and the file that came of it."""

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from hospital_itsm.jobs.choices import JobState
from hospital_itsm.reports.choices import ENDED, Output, RunState
from hospital_itsm.reports.queries.reports import ReportRunQuerySet

KEPT: Final = timedelta(days=7)
"""How long the result of a run is kept."""


class ReportRun(models.Model):
    """One run of a question as one person, whose rows it holds. `saved` is the saved report it came from.

    A long one is worked as `job`. `rights` is a digest of what the person could do then: with other rights the file
    is not given out. `sha256` is of the file under `stored_name`, which is gone once `expires_at` has passed.
    """

    question = models.SlugField(max_length=40)
    parameters = models.JSONField(default=dict)
    saved = models.ForeignKey(
        "reports.SavedReport", null=True, blank=True, on_delete=models.SET_NULL, related_name="runs"
    )
    output = models.CharField(max_length=4, choices=Output.choices)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="report_runs"
    )
    asked_at = models.DateTimeField()
    rights = models.CharField(max_length=32)
    state = models.CharField(max_length=8, choices=RunState.choices, default=RunState.WAITING)
    failure = models.CharField(max_length=40, blank=True)
    job = models.OneToOneField(
        "jobs.Job", null=True, blank=True, on_delete=models.SET_NULL, related_name="report_run"
    )
    ended_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    rows = models.PositiveIntegerField(default=0)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    stored_name = models.CharField(max_length=80, blank=True)
    file_name = models.CharField(max_length=120, blank=True)
    content_type = models.CharField(max_length=100, blank=True)

    objects = ReportRunQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=RunState.values), name="report_run_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state=RunState.DONE) | ~Q(sha256=""), name="a_done_run_has_its_checksum"
            ),
        ]
        indexes = [
            # serves: the recent runs of one person
            models.Index(fields=["asked_by", "-id"], name="report_run_of_person"),
            # serves: the daily purge of results that expired
            models.Index(fields=["expires_at"], name="report_run_to_expire", condition=~Q(stored_name="")),
        ]

    def __str__(self) -> str:
        return f"report run {self.pk}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("reports:run", args=[self.question, self.pk])

    @property
    def standing(self) -> RunState:
        """Where it stands; the job knows while it is not over, and after its worker died for good."""
        if self.state in ENDED or self.job is None:
            return RunState(self.state)
        return {
            JobState.RUNNING: RunState.RUNNING,
            JobState.FAILED: RunState.FAILED,
            JobState.CANCELED: RunState.CANCELED,
        }.get(JobState(self.job.state), RunState(self.state))

    def is_kept(self, now: datetime) -> bool:
        """Is its result still there to be had?"""
        return bool(self.stored_name and self.expires_at and now < self.expires_at)
