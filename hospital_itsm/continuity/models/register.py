"""Registers with due dates: tests of backups and recovery, plans for disasters, data feeds and their runs."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from hospital_itsm.continuity.choices import RunResult, TestKind, TestResult
from hospital_itsm.continuity.queries.registers import RegisterQuerySet


class RecoveryTest(models.Model):
    """A backup that was checked, a restore or failover that was tested, a drill: of a service or of a unit.

    Nothing is changed afterwards: a wrong one is withdrawn with its reason and counts no more.
    """

    kind = models.CharField(max_length=10, choices=TestKind.choices)
    service = models.ForeignKey(
        "assets.Service", null=True, blank=True, on_delete=models.PROTECT, related_name="recovery_tests"
    )
    care_area = models.ForeignKey(
        "people.CareArea", null=True, blank=True, on_delete=models.PROTECT, related_name="drills"
    )
    done_on = models.DateField()
    result = models.CharField(max_length=8, choices=TestResult.choices)
    rto_minutes = models.PositiveIntegerField(null=True, blank=True)
    rpo_minutes = models.PositiveIntegerField(null=True, blank=True)
    findings = models.CharField(max_length=1000, blank=True)
    next_due_on = models.DateField()
    recorded_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    withdrawn_reason = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    standing: Any = ""
    """How the next one stands, once `registers.put_dues` has looked."""
    rto: Any = ""
    rpo: Any = ""
    """How it stands to the objectives of its service, once `registers.put_objectives` has looked."""

    objects = RegisterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=TestKind.values), name="test_kind_is_known"),
            models.CheckConstraint(condition=Q(result__in=TestResult.values), name="test_result_is_known"),
            models.CheckConstraint(
                condition=Q(service__isnull=False) ^ Q(care_area__isnull=False),
                name="a_test_is_of_a_service_or_a_unit",
            ),
            models.CheckConstraint(
                condition=Q(next_due_on__gt=models.F("done_on")), name="the_next_test_is_later"
            ),
        ]
        indexes = [
            # serves: the list by the day the next one is due
            models.Index(fields=["next_due_on", "id"], name="recovery_test_by_due"),
            # serves: the list, newest first
            models.Index(fields=["-done_on", "-id"], name="recovery_test_newest"),
        ]

    def __str__(self) -> str:
        return f"test {self.pk}"

    @property
    def audit_label(self) -> str:
        """Its number and kind."""
        return f"recovery test {self.pk} {self.kind}"

    @property
    def subject(self) -> Any:
        """The service or the unit."""
        return self.service or self.care_area

    def get_absolute_url(self) -> str:
        """The register it stands in."""
        return reverse("continuity:tests")


class RecoveryPlan(models.Model):
    """A plan to bring a service back after a disaster: where it is kept, whose it is, when it is reviewed."""

    service = models.ForeignKey("assets.Service", on_delete=models.PROTECT, related_name="recovery_plans")
    title = models.CharField(max_length=120)
    kept_at = models.CharField(max_length=200)
    owner = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    reviewed_on = models.DateField()
    review_due_on = models.DateField()
    is_active = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)

    standing: Any = ""
    """How its review stands, once `registers.put_dues` has looked."""

    objects = RegisterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(review_due_on__gt=models.F("reviewed_on")), name="a_review_is_due_later"
            ),
        ]
        # serves: the list by the day the review is due
        indexes = [models.Index(fields=["review_due_on", "id"], name="recovery_plan_by_due")]

    def __str__(self) -> str:
        return self.title

    @property
    def audit_label(self) -> str:
        """Its number."""
        return f"recovery plan {self.pk}"

    def get_absolute_url(self) -> str:
        """The register it stands in."""
        return reverse("continuity:plans")


class DataFeed(models.Model):
    """Data that another system brings or takes at an interval; each run is told over REST."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    source = models.CharField(max_length=80)
    service = models.ForeignKey(
        "assets.Service", null=True, blank=True, on_delete=models.PROTECT, related_name="feeds"
    )
    team = models.ForeignKey(
        "people.Team", null=True, blank=True, on_delete=models.SET_NULL, related_name="feeds"
    )
    expected_minutes = models.PositiveIntegerField()
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    last_run_at = models.DateTimeField(null=True)
    last_result = models.CharField(max_length=6, choices=RunResult.choices, blank=True)
    reminded_for = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    standing: Any = ""
    expected: Any = None
    """How it stands and by when the next run is expected, once `registers.put_feeds` has looked."""

    objects = RegisterQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(expected_minutes__gte=1), name="a_feed_runs_at_an_interval"),
            models.CheckConstraint(
                condition=Q(last_result__in=["", *RunResult.values]), name="run_result_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def audit_label(self) -> str:
        """Its code."""
        return self.code

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("continuity:feed", args=[self.code])


class FeedRun(models.Model):
    """One run of a feed; `run_key` is the sender's, so that telling it twice stores it once."""

    feed = models.ForeignKey(DataFeed, on_delete=models.CASCADE, related_name="runs")
    run_key = models.CharField(max_length=80)
    ended_at = models.DateTimeField()
    result = models.CharField(max_length=6, choices=RunResult.choices)
    rows = models.PositiveIntegerField(null=True)
    received_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["feed", "run_key"], name="a_run_is_told_once")]
        # serves: the newest runs of a feed
        indexes = [models.Index(fields=["feed", "-ended_at", "-id"], name="run_of_feed")]

    def __str__(self) -> str:
        return f"run {self.pk}"
