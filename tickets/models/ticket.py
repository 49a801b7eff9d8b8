"""The ticket itself: facts, places, owners, priority and times. Its words live in `conversation`."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse

from hospital_itsm.core.phi_guard import PhiDecision
from tickets.choices import OPEN_STATES, CareAnswer, ClinicalImpact, Kind, Priority, Source, State
from tickets.queries import TicketQuerySet

if TYPE_CHECKING:
    from django.db.models.manager import Manager

NOTHING_DUE = datetime(9999, 12, 31, tzinfo=UTC)
"""`next_due_at` of a ticket with no running clock: sorts last and is never null."""


COUNTED = (
    "id", "joint_team", "assignee", "state", "next_due_at", "is_patient_safety", "care_answer", "reopened_count",
    "is_restricted", "kind", "opened_at", "merged_into",
)  # fmt: skip
OF_UNIT = ("state", "priority", "is_restricted", "team", "joint_team", "assignee", "care_answer")
REPORTED = (
    "id", "kind", "is_restricted", "merged_into", "care_area", "category", "service", "team", "care_answer",
    "is_patient_safety",
)  # fmt: skip


def of_open(name: str, *fields: str, include: Sequence[str] = (), **facts: Any) -> models.Index:
    """An index of open tickets alone, or of those of them with these facts: small, whatever is stored."""
    condition = Q(state__in=OPEN_STATES, **facts)
    return models.Index(fields=fields, include=include, name=name, condition=condition)


class Ticket(models.Model):
    """One incident or request. `version` rises with every change and is the ETag."""

    key = models.CharField(max_length=16, unique=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    title = models.CharField(max_length=120)
    state = models.CharField(max_length=20, choices=State.choices, default=State.NEW)
    version = models.PositiveIntegerField(default=1)
    source = models.CharField(max_length=8, choices=Source.choices, default=Source.WEB)
    is_restricted = models.BooleanField(default=False)
    is_external = models.BooleanField(default=False)

    requester = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="tickets")
    opened_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    """Who reported it for the requester: the person on the phone, or another system; else nobody."""

    requester_label = models.CharField(max_length=120, blank=True)
    callback = models.CharField(max_length=120, blank=True)
    care_area = models.ForeignKey(
        "people.CareArea", null=True, on_delete=models.PROTECT, related_name="tickets"
    )
    room = models.CharField(max_length=40, blank=True)
    workstation = models.ForeignKey(
        "people.Workstation", null=True, on_delete=models.PROTECT, related_name="tickets"
    )
    asset = models.ForeignKey(
        "assets.Asset", null=True, on_delete=models.PROTECT, related_name="tickets", db_index=False
    )
    device_text = models.CharField(max_length=80, blank=True)
    service = models.ForeignKey("assets.Service", null=True, on_delete=models.PROTECT, related_name="tickets")
    category = models.ForeignKey(
        "tickets.Category", null=True, on_delete=models.PROTECT, related_name="tickets"
    )
    notice = models.ForeignKey("tickets.Notice", null=True, on_delete=models.SET_NULL, related_name="tickets")

    team = models.ForeignKey("people.Team", null=True, on_delete=models.PROTECT, related_name="tickets")
    joint_team = models.ForeignKey(
        "people.Team", null=True, on_delete=models.PROTECT, related_name="joint_tickets"
    )
    assignee = models.ForeignKey(
        "people.User", null=True, on_delete=models.PROTECT, related_name="assigned_tickets"
    )
    bounces = models.PositiveSmallIntegerField(default=0)

    care_answer = models.CharField(max_length=12, choices=CareAnswer.choices, blank=True)
    is_patient_safety = models.BooleanField(default=False)
    impact = models.PositiveSmallIntegerField(default=4)
    urgency = models.PositiveSmallIntegerField(default=4)
    flags = models.JSONField(default=list)
    priority = models.PositiveSmallIntegerField(choices=Priority.choices, default=Priority.P4)
    priority_facts = models.JSONField(default=dict)
    priority_trace = models.JSONField(default=list)
    reporters_count = models.PositiveIntegerField(default=1)

    policy = models.ForeignKey(
        "tickets.SlaPolicy", null=True, on_delete=models.PROTECT, related_name="tickets"
    )
    next_due_at = models.DateTimeField(default=NOTHING_DUE)
    promised_update_at = models.DateTimeField(null=True)
    planned_for = models.DateTimeField(null=True)
    waiting_for = models.CharField(max_length=200, blank=True)
    vendor = models.ForeignKey("vendors.Vendor", null=True, on_delete=models.PROTECT, related_name="tickets")

    opened_at = models.DateTimeField()
    responded_at = models.DateTimeField(null=True)
    restored_at = models.DateTimeField(null=True)
    resolved_at = models.DateTimeField(null=True)
    first_resolved_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    reopened_count = models.PositiveSmallIntegerField(default=0)
    close_reminders = models.PositiveSmallIntegerField(default=0)
    last_public_at = models.DateTimeField(null=True)
    last_public_by_requester = models.BooleanField(default=False)
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="merged")

    close_code = models.CharField(max_length=30, blank=True)
    cause = models.CharField(max_length=30, blank=True)
    workaround_used = models.BooleanField(default=False)
    clinical_impact = models.CharField(max_length=14, choices=ClinicalImpact.choices, blank=True)
    downtime_minutes = models.PositiveIntegerField(null=True)
    phi_decision = models.CharField(max_length=8, choices=PhiDecision.choices, blank=True)
    imported_outcomes = models.JSONField(default=dict)

    objects = TicketQuerySet.as_manager()

    if TYPE_CHECKING:
        clocks: "Manager"

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="ticket_state_is_known"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="ticket_kind_is_known"),
            models.CheckConstraint(
                condition=Q(priority__in=Priority.values), name="ticket_priority_is_known"
            ),
            models.CheckConstraint(
                condition=Q(impact__range=(1, 4), urgency__range=(1, 4)), name="impact_and_urgency_are_1_to_4"
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=("security_incident", "privacy_event")) | Q(is_restricted=True),
                name="security_and_privacy_are_restricted",
            ),
        ]
        indexes = [
            # serves: the queue by time left, all teams
            of_open("ticket_open_by_due", "next_due_at", "id"),
            # serves: the queue of one team by time left, and its counters
            of_open("ticket_open_of_team", "team", "next_due_at", "id"),
            # serves: the view of what nobody has taken; the order of an index that begins with a null is not used
            of_open("ticket_open_of_nobody", "next_due_at", "id", assignee__isnull=True),
            # serves: the counters beside the views, from the index alone (20 to 6 ms for 15,000 open tickets), and how
            # old the open requests are
            of_open("ticket_open_counted", "team", include=COUNTED),
            # serves: what is urgent, on hand-overs, the emergency sheet and wallboards
            of_open("ticket_open_urgent", "priority", "next_due_at", "id", priority__lte=Priority.P2),
            # serves: the counter of what came back
            of_open("ticket_open_reopened", "id", reopened_count__gt=0),
            # serves: what touches patient safety, on the page of informatics
            of_open("ticket_open_unsafe", "opened_at", is_patient_safety=True),
            # serves: how many others of the unit are open, beside a ticket, the queue of a unit, and saved views of it
            of_open("ticket_open_of_unit", "care_area", "next_due_at", "id", include=OF_UNIT),
            # serves: the view of one person
            of_open("ticket_open_of_person", "assignee", "next_due_at", "id"),
            # serves: what was reported in a period by unit, category, hour or service, from the index alone
            models.Index(fields=["opened_at"], include=REPORTED, name="ticket_reported"),
            # serves: the tickets of a unit, newest first
            models.Index(fields=["care_area", "-opened_at", "-id"], name="ticket_of_unit"),
            # serves: the tickets of a requester
            models.Index(fields=["requester", "-opened_at", "-id"], name="ticket_of_requester"),
            # serves: newest first, REST lists
            models.Index(fields=["-opened_at", "-id"], name="ticket_newest"),
            # serves: the other orders of every list (tickets.orders), of open tickets and of all
            models.Index(fields=["next_due_at", "id"], name="ticket_by_due"),
            models.Index(fields=["priority", "next_due_at", "id"], name="ticket_by_priority"),
            models.Index(fields=["-reporters_count", "next_due_at", "id"], name="ticket_by_reports"),
            # serves: the tickets of a device, newest first
            models.Index(
                fields=["asset", "-opened_at", "-id"],
                name="ticket_of_asset",
                condition=Q(asset__isnull=False),
            ),
            # serves: similar tickets of one service within hours
            models.Index(fields=["service", "-opened_at"], name="ticket_of_service"),
            # serves: counting what happened on a day; a few pages for a million rows, because time only goes on
            BrinIndex(
                fields=["responded_at", "restored_at", "first_resolved_at", "resolved_at", "closed_at"],
                name="ticket_by_moments",
                autosummarize=True,
            ),
            # serves: reminders and automatic closing
            models.Index(fields=["resolved_at"], name="ticket_resolved", condition=Q(state=State.RESOLVED)),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def audit_label(self) -> str:
        """The ticket number, never its title."""
        return self.key

    def get_absolute_url(self) -> str:
        """The agent's page of the ticket."""
        return reverse("tickets:detail", args=[self.key])

    @property
    def survivor_key(self) -> str:
        """The number of the ticket this one went on as, for a reader who sees it too; else empty.

        Asks what `knowing_survivor` added; without it nobody learns the number.
        """
        return self.merged_into.key if self.merged_into and getattr(self, "sees_survivor", False) else ""

    @property
    def is_open(self) -> bool:
        """Work is not finished."""
        return self.state in OPEN_STATES

    @property
    def is_name_unverified(self) -> bool:
        """Somebody who is not known here gave a name: on the phone, or in a report without signing in."""
        return self.requester_id is None and bool(self.requester_label) and self.source != Source.IMPORT

    @property
    def affects_care(self) -> bool:
        """Patient care is delayed, unsafe or slower."""
        return self.is_patient_safety or self.care_answer in (CareAnswer.UNSAFE, CareAnswer.SLOWER)
