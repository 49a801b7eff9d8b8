"""A ticket in a vendor's hands, and the clocks of what its contract promises."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from hospital_itsm.underpinning.choices import Basis, ClockState, Ending, Metric, Unit
from hospital_itsm.underpinning.queries.vendor_tasks import VendorClockQuerySet, VendorTaskQuerySet
from hospital_itsm.underpinning.rules.ending import Facts
from tickets.rules import sla

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class VendorTask(models.Model):
    """From the hand-over to a vendor until the ticket is taken back; the next hand-over is another task.

    Facts only: how the promises ended is derived from them (`rules.ending`). `number` is that of the vendor.
    """

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="vendor_tasks")
    round = models.PositiveSmallIntegerField(default=1)
    vendor = models.ForeignKey("vendors.Vendor", on_delete=models.PROTECT, related_name="tasks")
    contract = models.ForeignKey(
        "vendors.Contract", null=True, on_delete=models.PROTECT, related_name="tasks"
    )
    basis = models.CharField(max_length=8, choices=Basis.choices, blank=True)
    number = models.CharField(max_length=60, blank=True)
    handed_at = models.DateTimeField()
    handed_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ending = models.CharField(max_length=10, choices=Ending.choices, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = VendorTaskQuerySet.as_manager()

    if TYPE_CHECKING:
        clocks: "RelatedManager[VendorClock]"

    class Meta:
        ordering = ["-handed_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["ticket", "round"], name="one_task_a_hand_over"),
            models.UniqueConstraint(
                fields=["ticket"],
                condition=Q(ended_at__isnull=True),
                name="a_ticket_is_with_one_vendor_at_once",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | Q(answered_at__gte=F("handed_at")),
                name="an_answer_follows_the_hand_over",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ending="")
                | (Q(ended_at__gte=F("handed_at")) & Q(ending__in=Ending.values)),
                name="a_task_ends_after_it_began_and_somehow",
            ),
            models.CheckConstraint(
                condition=Q(contract__isnull=True, basis="")
                | (Q(contract__isnull=False) & Q(basis__in=Basis.values)),
                name="a_contract_stands_for_a_reason",
            ),
        ]
        indexes = [
            # serves: the list of tasks, newest first
            models.Index(fields=["-handed_at", "-id"], name="vendor_task_newest"),
            # serves: the tasks of a vendor and of a contract
            models.Index(fields=["vendor", "-handed_at", "-id"], name="vendor_task_of_vendor"),
            models.Index(
                fields=["contract", "-handed_at", "-id"],
                name="vendor_task_of_contract",
                condition=Q(contract__isnull=False),
            ),
            # serves: the answers of a vendor in the last twelve months
            models.Index(
                fields=["vendor", "answered_at"],
                name="vendor_task_answered",
                condition=Q(answered_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.audit_label

    @property
    def audit_label(self) -> str:
        """Its number among the tasks."""
        return f"vendor task {self.pk}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("underpinning:task", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Is the ticket with the vendor now?"""
        return self.ended_at is None

    @property
    def facts(self) -> Facts:
        """What `rules.ending` judges by."""
        return Facts(self.answered_at, self.ended_at, self.ending)


class VendorClock(models.Model):
    """A promise of the contract as it was when the ticket was handed over, and how it stands.

    `due_at` is the exact deadline in `calendar`, a version that never changes. `missed_at` is that deadline,
    `noticed_at` when it was seen. `settled_at` is when it was kept or broken; a withdrawn one has none.
    """

    task = models.ForeignKey(VendorTask, on_delete=models.CASCADE, related_name="clocks")
    vendor = models.ForeignKey("vendors.Vendor", on_delete=models.PROTECT, related_name="vendor_clocks")
    metric = models.CharField(max_length=10, choices=Metric.choices)
    amount = models.PositiveIntegerField()
    unit = models.CharField(max_length=14, choices=Unit.choices)
    calendar = models.ForeignKey("people.WorkCalendar", on_delete=models.PROTECT, related_name="+")
    target_time = models.DurationField()
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=ClockState.choices, default=ClockState.RUNNING)
    stopped_at = models.DateTimeField(null=True)
    missed_at = models.DateTimeField(null=True)
    noticed_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    credit = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, blank=True)

    objects = VendorClockQuerySet.as_manager()

    class Meta:
        ordering = ["task", "-metric"]
        constraints = [
            models.UniqueConstraint(fields=["task", "metric"], name="one_clock_of_a_kind_a_task"),
            models.CheckConstraint(condition=Q(metric__in=Metric.values), name="vendor_clock_is_known"),
            models.CheckConstraint(
                condition=Q(state=ClockState.RUNNING, stopped_at__isnull=True, missed_at__isnull=True)
                | Q(state=ClockState.MET, stopped_at__lte=F("due_at"), missed_at__isnull=True)
                | Q(state=ClockState.MISSED, missed_at=F("due_at"))
                | Q(state=ClockState.WITHDRAWN, stopped_at__isnull=False, missed_at__isnull=True),
                name="a_vendor_clock_ends_one_way",
            ),
        ]
        indexes = [
            # serves: the watcher's claim of what is late
            models.Index(
                fields=["due_at", "id"], name="vendor_clock_due", condition=Q(state=ClockState.RUNNING)
            ),
            # serves: the list of promises by deadline
            models.Index(fields=["-due_at", "-id"], name="vendor_clock_newest"),
            # serves: the scorecard of a vendor
            models.Index(fields=["vendor", "settled_at"], name="vendor_clock_settled"),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} {self.metric}"

    def as_value(self) -> sla.SlaClock:
        """The plain clock of the house's engine, which tells the working of a deadline."""
        calendar, began = self.calendar.as_value(), self.started_at
        return sla.SlaClock(self.metric, calendar, self.target_time, began, began, began, running_since=began)
