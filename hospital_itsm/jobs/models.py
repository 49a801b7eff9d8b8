"""Heartbeats of the background parts, idempotency keys of creating requests, and jobs people wait for."""

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from hospital_itsm.jobs.choices import UNFINISHED, JobState
from hospital_itsm.jobs.queries import JobQuerySet

KEPT: Final = timedelta(days=7)
"""How long a job and its file are kept after its end."""


class Heartbeat(models.Model):
    """When a background part (`sla-watch`, `outbox`, `beat`) last finished a round."""

    name = models.CharField(max_length=40, primary_key=True)
    beat_at = models.DateTimeField()
    detail = models.JSONField(default=dict)

    def __str__(self) -> str:
        return self.name


class IdempotencyKey(models.Model):
    """One creating request of one person: the same key and body give the first answer again."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=80)
    scope = models.CharField(max_length=40)
    body_digest = models.CharField(max_length=64)
    target_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "scope", "key"], name="one_use_of_an_idempotency_key")
        ]
        # serves: the daily purge of old keys
        indexes = [models.Index(fields=["created_at"], name="idempotency_by_age")]

    def __str__(self) -> str:
        return f"{self.scope} {self.key}"


class Job(models.Model):
    """Something that takes longer than a page may: asked for by a person, worked by a worker, shown while it runs.

    `payload` is what the function of its kind needs; `step` and `failure` are codes of the kind; `beginnings` counts
    how often a worker began it. `seen_at` is when its person saw it ended on its page, `told_at` when they were told
    instead, by mail as well if `mail_wanted`. The file it made is `stored_name`, gone with the job after seven days.
    """

    kind = models.CharField(max_length=40)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="jobs"
    )
    payload = models.JSONField(default=dict)
    back = models.CharField(max_length=2000, blank=True)
    state = models.CharField(max_length=8, choices=JobState.choices, default=JobState.WAITING)
    step = models.CharField(max_length=40, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    beginnings = models.PositiveSmallIntegerField(default=0)
    cancel_requested = models.BooleanField(default=False)
    failure = models.CharField(max_length=40, blank=True)
    stored_name = models.CharField(max_length=80, blank=True)
    file_name = models.CharField(max_length=120, blank=True)
    content_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    rows = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField()
    heartbeat_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    mail_wanted = models.BooleanField(default=False)
    seen_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=JobState.values), name="job_state_is_known")
        ]
        indexes = [
            # serves: the jobs a worker has to begin or to carry on with
            models.Index(fields=["id"], name="job_unfinished", condition=Q(state__in=UNFINISHED)),
            # serves: the daily purge of old jobs
            models.Index(fields=["ended_at"], name="job_by_end"),
            # serves: the jobs whose end nobody has seen yet
            models.Index(
                fields=["ended_at"],
                name="job_to_be_told",
                condition=Q(ended_at__isnull=False, seen_at__isnull=True, told_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"job {self.pk}"

    def get_absolute_url(self) -> str:
        """The page that shows how far it is."""
        return reverse("jobs:job", args=[self.pk])

    @property
    def is_unfinished(self) -> bool:
        """Does it wait, or is a worker on it?"""
        return self.state in UNFINISHED

    @property
    def kept_until(self) -> datetime | None:
        """When its file is thrown away; None while it has not ended."""
        return self.ended_at + KEPT if self.ended_at else None

    @property
    def percent(self) -> int:
        """How much of it is done, 0 to 100."""
        return min(100, 100 * self.done // self.total) if self.total else 0
