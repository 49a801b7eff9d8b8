"""Tasks of a ticket, each of a team, with a clock of its own."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from hospital_itsm.joint.choices import TaskClock, TaskState
from hospital_itsm.joint.queries.tasks import TaskQuerySet
from hospital_itsm.joint.rules.steps import ENDED, UNFINISHED
from hospital_itsm.setup.rules.written_times import write_time
from tickets.models.ticket import NOTHING_DUE

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class TicketTask(models.Model):
    """What a team does for a ticket. Never deleted: what is not needed says why.

    `priority` is that of the ticket by which the time was chosen. `due_at` is exact, None while the clock is paused or
    none is agreed; `next_due_at` is the same for lists, far ahead where nothing is due. `missed_at` is the deadline
    that passed, `noticed_at` when that was seen. `came_from` is the duplicate that brought it with it.
    """

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="tasks")
    words = models.CharField(max_length=200)
    team = models.ForeignKey("people.Team", on_delete=models.PROTECT, related_name="ticket_tasks")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="ticket_tasks"
    )
    is_required = models.BooleanField(default=True)
    state = models.CharField(max_length=10, choices=TaskState.choices, default=TaskState.OPEN)
    why = models.CharField(max_length=200, blank=True)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    checklist = models.ForeignKey(
        "joint.Checklist", null=True, on_delete=models.PROTECT, related_name="ticket_tasks"
    )
    came_from = models.ForeignKey("tickets.Ticket", null=True, on_delete=models.PROTECT, related_name="+")
    priority = models.PositiveSmallIntegerField()
    calendar = models.ForeignKey("people.WorkCalendar", null=True, on_delete=models.PROTECT, related_name="+")
    minutes = models.PositiveIntegerField(null=True)
    business_days = models.PositiveSmallIntegerField(null=True)
    target_time = models.DurationField(null=True)
    clock = models.CharField(max_length=10, choices=TaskClock.choices, blank=True)
    due_at = models.DateTimeField(null=True)
    next_due_at = models.DateTimeField(default=NOTHING_DUE)
    missed_at = models.DateTimeField(null=True)
    noticed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = TaskQuerySet.as_manager()

    if TYPE_CHECKING:
        pauses: "RelatedManager[TaskPause]"

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=sorted(UNFINISHED), ended_at__isnull=True)
                | Q(state__in=sorted(ENDED), ended_at__gte=F("opened_at")),
                name="a_task_has_ended_or_not",
            ),
            models.CheckConstraint(
                condition=~Q(state=TaskState.NOT_NEEDED) | ~Q(why=""), name="not_needed_says_why"
            ),
            models.CheckConstraint(
                condition=Q(clock="", target_time__isnull=True, calendar__isnull=True)
                | (~Q(clock="") & Q(target_time__isnull=False, calendar__isnull=False)),
                name="a_task_clock_has_a_target",
            ),
            models.CheckConstraint(
                condition=Q(clock=TaskClock.MISSED, missed_at__isnull=False)
                | (~Q(clock=TaskClock.MISSED) & Q(missed_at__isnull=True)),
                name="a_missed_task_says_when",
            ),
        ]
        indexes = [
            # serves: the tasks of a ticket, the gate before it is resolved
            models.Index(fields=["ticket", "id"], name="ticket_task_of_ticket"),
            # serves: the list of tasks by what is due next
            models.Index(fields=["next_due_at", "id"], name="ticket_task_due"),
            # serves: the list of tasks by when they came
            models.Index(fields=["-opened_at", "-id"], name="ticket_task_newest"),
            # serves: the open tasks of a team
            models.Index(
                fields=["team", "next_due_at", "id"],
                name="ticket_task_of_team",
                condition=Q(ended_at__isnull=True),
            ),
            # serves: the watcher of what is late
            models.Index(
                fields=["due_at", "id"],
                name="ticket_task_watched",
                condition=Q(ended_at__isnull=True, noticed_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.audit_label

    @property
    def audit_label(self) -> str:
        """The number of its ticket and its own."""
        return f"{self.ticket.key} task {self.pk}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("joint:task", args=[self.ticket.key, self.pk])

    @property
    def is_open(self) -> bool:
        """Is it still to be done?"""
        return self.ended_at is None

    @property
    def agreed(self) -> str:
        """The time agreed for it, such as "4 h"; empty where none is."""
        return write_time(self.minutes, self.business_days)


class TaskPause(models.Model):
    """A stretch that does not count: the ticket stood still, or the task was taken for done."""

    task = models.ForeignKey(TicketTask, on_delete=models.CASCADE, related_name="pauses")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["began_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["task"], condition=Q(ended_at__isnull=True), name="one_pause_at_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("began_at")),
                name="a_pause_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task_id}: {self.began_at:%Y-%m-%d %H:%M}"
