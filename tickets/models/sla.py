"""Promises and their clocks: facts are stored, deadlines derived and cached, jobs only notice (architecture §5).

Durations are intervals exact to the microsecond, because a business-day target ends at the close of a day whatever
second the ticket was opened in. Whoever changes clocks, segments or steps of a ticket holds the ticket's row lock.
"""

from datetime import datetime, timedelta
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import F, Q

from tickets.choices import Anchor, Metric, OnRetarget, Outcome, Priority, StepAction, UpdateMode
from tickets.rules import escalation, sla, targets

NOTHING = timedelta(0)


class SlaPolicy(models.Model):
    """One version of a set of promises; editing inserts the next version of the lineage.

    `is_active` is the newest version's: no new ticket gets a retired policy.
    """

    lineage = models.CharField(max_length=40)
    version = models.PositiveIntegerField(default=1)
    name = models.CharField(max_length=120)
    position = models.PositiveIntegerField(default=100)
    conditions = models.JSONField(default=dict)
    update_mode = models.CharField(max_length=20, choices=UpdateMode.choices, default=UpdateMode.CADENCE)
    on_retarget = models.CharField(max_length=20, choices=OnRetarget.choices, default=OnRetarget.FROM_OPENING)
    effective_from = models.DateTimeField()
    created_at = models.DateTimeField(auto_now_add=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["lineage", "version"], name="one_policy_version"),
            models.CheckConstraint(
                condition=Q(update_mode__in=UpdateMode.values), name="update_mode_is_known"
            ),
            models.CheckConstraint(
                condition=Q(on_retarget__in=OnRetarget.values), name="on_retarget_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def code(self) -> str:
        """The lineage, which all versions share."""
        return self.lineage

    @property
    def audit_label(self) -> str:
        """Lineage and version."""
        return f"{self.lineage} v{self.version}"


class SlaTarget(models.Model):
    """The time promised for a metric at a priority: minutes or business days; neither promises nothing."""

    policy = models.ForeignKey(SlaPolicy, on_delete=models.PROTECT, related_name="targets")
    metric = models.CharField(max_length=10, choices=Metric.choices)
    priority = models.PositiveSmallIntegerField(choices=Priority.choices)
    variant = models.CharField(max_length=20, blank=True)
    minutes = models.PositiveIntegerField(null=True)
    business_days = models.PositiveSmallIntegerField(null=True)
    first_minutes = models.PositiveIntegerField(null=True)
    calendar = models.ForeignKey("people.WorkCalendar", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["policy", "metric", "priority", "variant"], name="one_target"),
            models.CheckConstraint(condition=Q(metric__in=Metric.values), name="target_metric_is_known"),
            models.CheckConstraint(
                condition=Q(priority__in=Priority.values), name="target_priority_is_known"
            ),
            models.CheckConstraint(condition=Q(variant__in=targets.VARIANTS), name="target_variant_is_known"),
            models.CheckConstraint(
                condition=Q(minutes__isnull=True) | Q(business_days__isnull=True),
                name="minutes_or_business_days",
            ),
            models.CheckConstraint(
                condition=Q(business_days__isnull=True) | Q(business_days__gte=1),
                name="business_days_are_at_least_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.policy_id} {self.metric} P{self.priority}"

    def as_value(self) -> targets.Target:
        """The plain row that `rules.targets` chooses among; `calendar` is the calendar's key."""
        return targets.Target(
            self.metric,
            self.priority,
            str(self.calendar_id),
            self.minutes,
            self.business_days,
            self.first_minutes,
            self.variant,
            self.pk,
        )


class EscalationStep(models.Model):
    """One rung of the ladder of a metric at a priority."""

    policy = models.ForeignKey(SlaPolicy, on_delete=models.PROTECT, related_name="steps")
    metric = models.CharField(max_length=10, choices=Metric.choices)
    priority = models.PositiveSmallIntegerField(choices=Priority.choices)
    position = models.PositiveSmallIntegerField()
    at_percent = models.PositiveSmallIntegerField(null=True)
    at_minutes = models.PositiveSmallIntegerField(null=True)
    anchor = models.CharField(max_length=5, choices=Anchor.choices, default=Anchor.START)
    action = models.CharField(max_length=12, choices=StepAction.choices)
    audience = ArrayField(models.CharField(max_length=30), default=list)
    needs_reason = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["policy", "metric", "priority", "position"], name="one_rung_a_position"
            ),
            models.CheckConstraint(
                condition=Q(at_percent__isnull=True, at_minutes__isnull=False)
                | Q(at_percent__isnull=False, at_minutes__isnull=True),
                name="a_rung_has_percent_or_minutes",
            ),
            models.CheckConstraint(condition=Q(metric__in=Metric.values), name="rung_metric_is_known"),
            models.CheckConstraint(condition=Q(anchor__in=Anchor.values), name="rung_anchor_is_known"),
            models.CheckConstraint(condition=Q(action__in=StepAction.values), name="rung_action_is_known"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """A short name for trail, pages and API: `response+15m`, `restore@75%`."""
        return (
            f"{self.metric}@{self.at_percent}%"
            if self.at_minutes is None
            else f"{self.metric}+{self.at_minutes}m"
        )

    def as_value(self) -> escalation.Step:
        """The plain rung that `rules.escalation` computes with."""
        return escalation.Step(
            self.metric,
            self.priority,
            tuple(self.audience),
            self.action,
            self.at_percent,
            self.at_minutes,
            self.anchor,
            self.needs_reason,
        )


class ClockQuerySet(models.QuerySet["Clock"]):
    """Vocabulary of clocks."""

    def open(self) -> Self:
        """Promises still to be kept: running, paused or waiting for their first event."""
        return self.filter(stopped_at__isnull=True)

    def newly_late(self, now: datetime) -> Self:
        """Running clocks whose deadline has passed and that nobody noticed yet; oldest first."""
        return self.open().filter(breached_at__isnull=True, due_at__lt=now).order_by("due_at", "pk")


class Clock(models.Model):
    """One promise being kept or missed; `due_at` is null while paused, waiting or ended. See `rules.sla.SlaClock`."""

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="clocks")
    metric = models.CharField(max_length=10, choices=Metric.choices)
    cycle = models.PositiveSmallIntegerField(default=1)
    target = models.ForeignKey(SlaTarget, on_delete=models.PROTECT, related_name="+")
    calendar = models.ForeignKey("people.WorkCalendar", on_delete=models.PROTECT, related_name="+")
    target_time = models.DurationField()
    started_at = models.DateTimeField()
    counted_from = models.DateTimeField()
    running_since = models.DateTimeField(null=True)
    paused_since = models.DateTimeField(null=True)
    pause_reason = models.CharField(max_length=30, blank=True)
    consumed = models.DurationField(default=NOTHING)
    carried = models.DurationField(default=NOTHING)
    ladder_from = models.DateTimeField()
    ladder_base = models.DurationField(default=NOTHING)
    ladder_round = models.PositiveIntegerField(default=1)
    due_at = models.DateTimeField(null=True)
    breached_at = models.DateTimeField(null=True)
    noticed_at = models.DateTimeField(null=True)
    breach_by_reprioritisation = models.BooleanField(default=False)
    stopped_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)

    objects = ClockQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ticket", "metric", "cycle"], name="one_clock_a_metric_and_cycle"
            ),
            models.CheckConstraint(condition=Q(metric__in=Metric.values), name="clock_metric_is_known"),
            models.CheckConstraint(
                condition=Q(stopped_at__isnull=True, outcome="")
                | Q(stopped_at__isnull=False, outcome__in=Outcome.values),
                name="a_stopped_clock_has_an_outcome",
            ),
            models.CheckConstraint(
                condition=Q(running_since__isnull=True)
                | Q(stopped_at__isnull=True, paused_since__isnull=True),
                name="a_running_clock_is_not_halted",
            ),
            models.CheckConstraint(
                condition=Q(running_since__isnull=False, due_at__isnull=False)
                | Q(running_since__isnull=True, due_at__isnull=True),
                name="a_clock_is_due_while_it_runs",
            ),
            models.CheckConstraint(
                condition=Q(consumed__gte=NOTHING, carried__gte=NOTHING, target_time__gte=NOTHING),
                name="clock_times_are_not_negative",
            ),
        ]
        indexes = [
            # serves: the clocks of one ticket or a page of tickets
            models.Index(fields=["ticket", "metric", "-cycle"], name="clock_of_ticket"),
            # serves: the watcher's search for breaches to notice (`newly_late`)
            models.Index(
                fields=["due_at", "id"],
                name="clock_to_breach",
                condition=Q(stopped_at__isnull=True, breached_at__isnull=True),
            ),
            # serves: counting the promises kept or missed on a day
            BrinIndex(fields=["stopped_at", "breached_at"], name="clock_by_end", autosummarize=True),
            # serves: the nightly recount, which walks open clocks by key
            models.Index(fields=["id"], name="clock_open", condition=Q(stopped_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.metric} {self.cycle}"

    @property
    def audit_label(self) -> str:
        """Metric and number of the clock."""
        return f"clock {self.pk} {self.metric}"

    def as_value(self) -> sla.SlaClock:
        """The plain clock that `rules.sla` and `rules.clock_reading` work on."""
        return sla.SlaClock(
            metric=self.metric,
            calendar=self.calendar.as_value(),
            target=self.target_time,
            started_at=self.started_at,
            counted_from=self.counted_from,
            ladder_from=self.ladder_from,
            consumed=self.consumed,
            carried=self.carried,
            ladder_base=self.ladder_base,
            running_since=self.running_since,
            paused_since=self.paused_since,
            pause_reason=self.pause_reason,
            breached_at=self.breached_at,
            by_reprioritisation=self.breach_by_reprioritisation,
            stopped_at=self.stopped_at,
            outcome=self.outcome,
            cycle=self.cycle,
        )

    def take(self, value: sla.SlaClock) -> None:
        """Set the fields of `CLOCK_FIELDS` from a plain clock, deadline included; nothing is saved."""
        self.target_time = value.target
        self.started_at = value.started_at
        self.counted_from = value.counted_from
        self.ladder_from = value.ladder_from
        self.consumed = value.consumed
        self.carried = value.carried
        self.ladder_base = value.ladder_base
        self.running_since = value.running_since
        self.paused_since = value.paused_since
        self.pause_reason = value.pause_reason
        self.breached_at = value.breached_at
        self.breach_by_reprioritisation = value.by_reprioritisation
        self.stopped_at = value.stopped_at
        self.outcome = value.outcome
        self.due_at = sla.due_at(value)


CLOCK_FIELDS = (
    "target",
    "calendar",
    "target_time",
    "started_at",
    "counted_from",
    "running_since",
    "paused_since",
    "pause_reason",
    "consumed",
    "carried",
    "ladder_from",
    "ladder_base",
    "ladder_round",
    "due_at",
    "breached_at",
    "noticed_at",
    "breach_by_reprioritisation",
    "stopped_at",
    "outcome",
)
"""What a change of a clock may write; the rest identifies it."""


class ClockSegment(models.Model):
    """One ended run (`reason` empty) or pause of a clock. Append-only, held by a database trigger."""

    clock = models.ForeignKey(Clock, on_delete=models.PROTECT, related_name="segments")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    reason = models.CharField(max_length=30, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ended_at__gt=F("began_at")), name="a_segment_takes_time")
        ]
        # serves: the working behind one clock, in order
        indexes = [models.Index(fields=["clock", "began_at"], name="segment_of_clock")]

    def __str__(self) -> str:
        return f"{self.clock_id} {self.reason or 'run'}"

    def as_value(self) -> sla.Segment:
        """The plain segment."""
        return sla.Segment(self.began_at, self.ended_at, self.reason)


class ClockTargetHistory(models.Model):
    """The promise a clock had before a change of priority or policy, or before the next round of updates.

    Append-only, held by a database trigger.
    """

    clock = models.ForeignKey(Clock, on_delete=models.PROTECT, related_name="former_targets")
    target = models.ForeignKey(SlaTarget, on_delete=models.PROTECT, related_name="+")
    target_time = models.DurationField()
    due_at = models.DateTimeField(null=True)
    breached_at = models.DateTimeField(null=True)
    by_reprioritisation = models.BooleanField(default=False)
    replaced_at = models.DateTimeField()

    class Meta:
        # serves: what was promised before, beside one clock
        indexes = [models.Index(fields=["clock", "replaced_at"], name="former_targets_of_clock")]

    def __str__(self) -> str:
        return f"{self.clock_id} until {self.replaced_at}"


class ClockStepQuerySet(models.QuerySet["ClockStep"]):
    """Vocabulary of rungs to climb."""

    def due(self, now: datetime) -> Self:
        """Rungs to climb now, the longest overdue first."""
        return self.filter(fired_at__isnull=True, attempt_at__lte=now).order_by("attempt_at", "pk")


class ClockStep(models.Model):
    """One rung of a clock's ladder in one round, fired once, at the computed instant.

    Rows exist for rungs that lie ahead as things stand, and for those that fired. `attempt_at` is `fire_at`
    unless firing failed: then it moves forward and `fire_at` keeps the truth.
    """

    clock = models.ForeignKey(Clock, on_delete=models.PROTECT, related_name="steps")
    step = models.ForeignKey(EscalationStep, on_delete=models.PROTECT, related_name="+")
    round = models.PositiveIntegerField(default=1)
    fire_at = models.DateTimeField()
    attempt_at = models.DateTimeField()
    fired_at = models.DateTimeField(null=True)
    noticed_at = models.DateTimeField(null=True)
    was_folded = models.BooleanField(default=False)

    objects = ClockStepQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clock", "step", "round"], name="one_step_a_clock_and_round"),
            models.CheckConstraint(
                condition=Q(fired_at__isnull=True) | Q(noticed_at__isnull=False),
                name="a_fired_step_was_noticed",
            ),
        ]
        indexes = [
            # serves: the watcher's claim of what is due
            models.Index(fields=["attempt_at", "id"], name="step_due", condition=Q(fired_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.clock_id} {self.step_id}"
