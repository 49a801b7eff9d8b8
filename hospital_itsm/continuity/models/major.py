"""Major incidents: one record with roles, a clock of updates, tied tickets, a timeline and a review."""

from datetime import timedelta
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from hospital_itsm.continuity.choices import (
    DowntimeLevel,
    EntryKind,
    MajorRole,
    MajorState,
    MajorTrigger,
    UpdateReminder,
)
from hospital_itsm.continuity.queries.majors import DeliveryQuerySet, MajorActionQuerySet, MajorQuerySet
from hospital_itsm.continuity.rules.cadence import CADENCES, USUAL_CADENCE


class MajorIncident(models.Model):
    """An incident that is coordinated apart; empty units mean everywhere.

    Proposed by anybody of the desk, declared by a manager, stood down when it works again, reviewed afterwards.
    """

    title = models.CharField(max_length=120)
    trigger = models.CharField(max_length=16, choices=MajorTrigger.choices)
    state = models.CharField(max_length=12, choices=MajorState.choices, default=MajorState.PROPOSED)
    level = models.PositiveSmallIntegerField(choices=DowntimeLevel.choices, default=DowntimeLevel.DEGRADED)
    ticket = models.ForeignKey(
        "tickets.Ticket", null=True, blank=True, on_delete=models.PROTECT, related_name="majors_about"
    )
    services = models.ManyToManyField("assets.Service", related_name="majors")
    outages = models.ManyToManyField("continuity.Outage", related_name="majors", blank=True)
    notices = models.ManyToManyField("tickets.Notice", related_name="majors", blank=True)
    commander = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    communications = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    scribe = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    clinical_lead = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    bridge = models.CharField(max_length=200, blank=True)
    cadence_minutes = models.PositiveSmallIntegerField(default=USUAL_CADENCE)
    began_at = models.DateTimeField()
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    promoted_at = models.DateTimeField(null=True)
    promoted_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    restored_at = models.DateTimeField(null=True)
    stood_down_at = models.DateTimeField(null=True)
    confirmed_with = models.CharField(max_length=120, blank=True)
    declined_reason = models.CharField(max_length=200, blank=True)
    next_update_due = models.DateTimeField(null=True)
    reminded = models.CharField(max_length=4, choices=UpdateReminder.choices, blank=True)
    summary_due = models.DateTimeField(null=True)
    hot_review_due = models.DateTimeField(null=True)
    review_due_on = models.DateField(null=True)
    review_reminded_on = models.DateField(null=True)
    hot_reviewed_at = models.DateTimeField(null=True)
    root_cause = models.CharField(max_length=2000, blank=True)
    went_well = models.CharField(max_length=2000, blank=True)
    to_improve = models.CharField(max_length=2000, blank=True)
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    mark: str = ""
    """The look of its state on a page."""

    objects = MajorQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=MajorState.values), name="major_state_is_known"),
            models.CheckConstraint(
                condition=Q(trigger__in=MajorTrigger.values), name="major_trigger_is_known"
            ),
            models.CheckConstraint(condition=Q(level__in=DowntimeLevel.values), name="major_level_is_known"),
            models.CheckConstraint(condition=Q(cadence_minutes__in=CADENCES), name="major_cadence_is_known"),
            models.CheckConstraint(
                condition=Q(restored_at__isnull=True) | Q(restored_at__gte=F("began_at")),
                name="a_major_works_again_after_it_began",
            ),
            models.UniqueConstraint(
                fields=["ticket"],
                condition=Q(state__in=("proposed", "active")),
                name="one_open_major_of_a_ticket",
            ),
        ]
        indexes = [
            # serves: the list, newest first
            models.Index(fields=["-proposed_at", "-id"], name="major_newest"),
            # serves: the clock of updates, and what is active now
            models.Index(
                fields=["next_update_due"], name="major_active_by_update", condition=Q(state="active")
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def key(self) -> str:
        """How people name it, `MI-7`."""
        return f"MI-{self.pk}"

    @property
    def audit_label(self) -> str:
        """The number, never what somebody wrote."""
        return self.key

    @property
    def is_active(self) -> bool:
        """Declared and not stood down."""
        return self.state == MajorState.ACTIVE

    @property
    def roles(self) -> list[tuple[str, Any]]:
        """Each role in words with who holds it, or None."""
        return [(str(role.label), getattr(self, role.value)) for role in MajorRole]

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("continuity:major", args=[self.pk])


class MajorArea(models.Model):
    """A unit that a major incident hits: since when it works on paper, and when the paper was entered again."""

    major = models.ForeignKey(MajorIncident, on_delete=models.CASCADE, related_name="areas")
    care_area = models.ForeignKey("people.CareArea", on_delete=models.PROTECT, related_name="majors")
    paper_from = models.DateTimeField(null=True)
    back_loaded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["major", "care_area"], name="one_line_of_a_unit"),
            models.CheckConstraint(
                condition=Q(back_loaded_at__isnull=True) | Q(back_loaded_at__gte=F("paper_from")),
                name="paper_is_entered_after_it_was_written",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.major_id} {self.care_area_id}"

    @property
    def paper_due(self) -> Any:
        """By when the unit goes to paper: what it can do without its systems (domain/2 §2.5)."""
        return self.major.began_at + timedelta(minutes=self.care_area.downtime_tolerance_minutes)


class MajorChild(models.Model):
    """A ticket that is told together with the others of a major incident."""

    major = models.ForeignKey(MajorIncident, on_delete=models.CASCADE, related_name="children")
    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="in_majors")
    tied_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["major", "ticket"], name="a_ticket_is_tied_once")]

    def __str__(self) -> str:
        return f"{self.major_id} {self.ticket_id}"


class MajorUpdate(models.Model):
    """What was posted, once: `token` is that of the form or request that sent it."""

    major = models.ForeignKey(MajorIncident, on_delete=models.CASCADE, related_name="updates")
    body = models.CharField(max_length=400)
    is_no_change = models.BooleanField(default=False)
    next_update_due = models.DateTimeField(null=True)
    author = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    posted_at = models.DateTimeField()
    token = models.CharField(max_length=64)

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["major", "token"], name="an_update_is_posted_once")]

    def __str__(self) -> str:
        return f"update {self.pk}"


class UpdateDelivery(models.Model):
    """That an update goes to the people of a ticket; done once, by whichever worker comes first."""

    update = models.ForeignKey(MajorUpdate, on_delete=models.CASCADE, related_name="deliveries")
    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField(null=True)
    was_over = models.BooleanField(default=False)
    attempts = models.PositiveSmallIntegerField(default=0)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["update", "ticket"], name="an_update_is_told_once")]
        # serves: what is still to be told
        indexes = [
            models.Index(
                fields=["attempts", "id"], name="delivery_waiting", condition=Q(told_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.update_id} {self.ticket_id}"


class MajorEntry(models.Model):
    """A line of the timeline: what the product noted or the scribe wrote; `is_key` marks a key moment."""

    major = models.ForeignKey(MajorIncident, on_delete=models.CASCADE, related_name="timeline")
    kind = models.CharField(max_length=12, choices=EntryKind.choices)
    text = models.CharField(max_length=400, blank=True)
    is_key = models.BooleanField(default=False)
    author = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=EntryKind.values), name="entry_kind_is_known")
        ]
        # serves: the timeline, newest first
        indexes = [models.Index(fields=["major", "-at", "-id"], name="entry_of_major")]

    def __str__(self) -> str:
        return f"entry {self.pk}"


class MajorAction(models.Model):
    """Something to be done, during the incident or after its review, with who and by when."""

    major = models.ForeignKey(MajorIncident, on_delete=models.CASCADE, related_name="actions")
    text = models.CharField(max_length=200)
    owner = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    done_at = models.DateTimeField(null=True)
    reminded_on = models.DateField(null=True)

    objects = MajorActionQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        # serves: reminding of what is due
        indexes = [models.Index(fields=["due_on"], name="action_open", condition=Q(done_at__isnull=True))]

    def __str__(self) -> str:
        return f"action {self.pk}"


class UpdateTemplate(models.Model):
    """Words of an update with names in double braces (`rules.templates.KNOWN`)."""

    code = models.SlugField(max_length=20, unique=True)
    name = models.CharField(max_length=80)
    body = models.CharField(max_length=400)
    position = models.PositiveSmallIntegerField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name

    @property
    def audit_label(self) -> str:
        """Its code."""
        return self.code
