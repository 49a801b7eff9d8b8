"""Promises and their clocks (architecture: facts are stored, deadlines derived and cached, jobs only notice)."""

from django.db import models
from django.db.models import Q

from tickets.choices import Priority


class Metric(models.TextChoices):
    """What a clock measures."""

    RESPONSE = "response", "Response"
    ONSITE = "onsite", "On site"
    UPDATE = "update", "Next update"
    RESTORE = "restore", "Restore"
    FULFIL = "fulfil", "Fulfil"


class Outcome(models.TextChoices):
    """How a clock ended."""

    MET = "met", "Met"
    MISSED = "missed", "Missed"
    CANCELLED = "cancelled", "Cancelled"
    MERGED = "merged", "Merged"


class SlaPolicy(models.Model):
    """One version of a set of promises; editing inserts the next version of the lineage."""

    lineage = models.CharField(max_length=40)
    version = models.PositiveIntegerField(default=1)
    name = models.CharField(max_length=120)
    position = models.PositiveIntegerField(default=100)
    conditions = models.JSONField(default=dict)
    update_mode = models.CharField(max_length=20, default="cadence")
    on_retarget = models.CharField(max_length=20, default="from_opening")
    effective_from = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lineage", "version"], name="one_policy_version")]

    def __str__(self) -> str:
        return self.name


class SlaTarget(models.Model):
    """The time promised for a metric at a priority: minutes or business days, in a calendar."""

    policy = models.ForeignKey(SlaPolicy, on_delete=models.CASCADE, related_name="targets")
    metric = models.CharField(max_length=10, choices=Metric.choices)
    priority = models.PositiveSmallIntegerField(choices=Priority.choices)
    minutes = models.PositiveIntegerField(null=True)
    business_days = models.PositiveSmallIntegerField(null=True)
    calendar = models.ForeignKey("people.WorkCalendar", on_delete=models.PROTECT, related_name="+")
    variant = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["policy", "metric", "priority", "variant"], name="one_target"),
            models.CheckConstraint(
                condition=Q(minutes__isnull=True) | Q(business_days__isnull=True),
                name="minutes_or_business_days",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.policy_id} {self.metric} P{self.priority}"


class Clock(models.Model):
    """One promise being kept or missed; `due_at` is null while paused or ended."""

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="clocks")
    metric = models.CharField(max_length=10, choices=Metric.choices)
    cycle = models.PositiveSmallIntegerField(default=1)
    target = models.ForeignKey(SlaTarget, on_delete=models.PROTECT, related_name="+")
    calendar = models.ForeignKey("people.WorkCalendar", on_delete=models.PROTECT, related_name="+")
    target_seconds = models.PositiveIntegerField()
    started_at = models.DateTimeField()
    running_since = models.DateTimeField(null=True)
    consumed_seconds = models.PositiveIntegerField(default=0)
    due_at = models.DateTimeField(null=True)
    pause_reason = models.CharField(max_length=30, blank=True)
    breached_at = models.DateTimeField(null=True)
    noticed_at = models.DateTimeField(null=True)
    breach_by_reprioritisation = models.BooleanField(default=False)
    ladder_from = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ticket", "metric", "cycle"], name="one_clock_a_metric_and_cycle"
            ),
            models.CheckConstraint(condition=Q(metric__in=Metric.values), name="clock_metric_is_known"),
            models.CheckConstraint(
                condition=Q(running_since__isnull=True) | Q(stopped_at__isnull=True),
                name="a_stopped_clock_does_not_run",
            ),
        ]
        indexes = [
            # serves: the clocks of one ticket or a page of tickets
            models.Index(fields=["ticket", "metric", "-cycle"], name="clock_of_ticket"),
            # serves: the breaches to notice
            models.Index(
                fields=["due_at"],
                name="clock_to_breach",
                condition=Q(stopped_at__isnull=True, breached_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.metric} {self.cycle}"


class ClockSegment(models.Model):
    """One run or pause of a clock; append-only apart from closing it."""

    clock = models.ForeignKey(Clock, on_delete=models.PROTECT, related_name="segments")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=30)

    class Meta:
        # serves: the explanation of one clock
        indexes = [models.Index(fields=["clock", "id"], name="segment_of_clock")]

    def __str__(self) -> str:
        return f"{self.clock_id} {self.reason}"


class ClockTargetHistory(models.Model):
    """The promise a clock had before a change of priority or policy."""

    clock = models.ForeignKey(Clock, on_delete=models.PROTECT, related_name="former_targets")
    target = models.ForeignKey(SlaTarget, on_delete=models.PROTECT, related_name="+")
    target_seconds = models.PositiveIntegerField()
    due_at = models.DateTimeField(null=True)
    breached_at = models.DateTimeField(null=True)
    replaced_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.clock_id} until {self.replaced_at}"


class ClockStep(models.Model):
    """One rung of a clock's ladder: fires at the computed instant, once."""

    clock = models.ForeignKey(Clock, on_delete=models.CASCADE, related_name="steps")
    step = models.CharField(max_length=40)
    rank = models.PositiveSmallIntegerField()
    fire_at = models.DateTimeField(null=True)
    retry_at = models.DateTimeField(null=True)
    fired_at = models.DateTimeField(null=True)
    folded_into = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["clock", "step"], name="one_step_a_clock")]
        indexes = [
            # serves: the watcher's claim of what is due
            models.Index(fields=["fire_at", "id"], name="step_due", condition=Q(fired_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.clock_id} {self.step}"
