"""A change of many tickets at once, and what became of each."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from hospital_itsm.bulk.choices import ChangeKind, Outcome, Stage, Undone
from hospital_itsm.bulk.queries.changes import BulkChangeQuerySet
from hospital_itsm.bulk.rules.undoing import undo_until


class BulkChange(models.Model):
    """What somebody does to many tickets. `given` are its values as codes and guarded words; `back` is the queue it
    was chosen in. The tickets are those of the moment they were chosen.

    `job` and `undo_job` are the workers' where there are too many to wait for.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="bulk_changes")
    kind = models.CharField(max_length=10, choices=ChangeKind.choices)
    given = models.JSONField(default=dict)
    stage = models.CharField(max_length=8, choices=Stage.choices, default=Stage.CHOSEN)
    count = models.PositiveIntegerField(default=0)
    back = models.CharField(max_length=2000, blank=True)
    chosen_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    undo_asked_at = models.DateTimeField(null=True)
    job = models.ForeignKey("jobs.Job", null=True, on_delete=models.SET_NULL, related_name="+")
    undo_job = models.ForeignKey("jobs.Job", null=True, on_delete=models.SET_NULL, related_name="+")

    objects = BulkChangeQuerySet.as_manager()

    class Meta:
        indexes = [
            # serves: a person's changes, newest first
            models.Index(fields=["owner", "-id"], name="bulk_of_person"),
            # serves: the daily purge
            models.Index(fields=["chosen_at"], name="bulk_by_age"),
        ]

    def __str__(self) -> str:
        return f"bulk change {self.pk}"

    def get_absolute_url(self) -> str:
        """The page that asks for its values, and later says what became of each ticket."""
        return reverse("bulk:change", args=[self.pk])

    @property
    def over_at(self) -> datetime | None:
        """When the last ticket was worked, or its job was stopped; None while it may go on. Reads `job`."""
        if self.ended_at is not None or self.stage == Stage.CHOSEN:
            return self.ended_at
        return self.job.ended_at if self.job is not None else None

    @property
    def undo_until(self) -> datetime | None:
        """Until when it can be undone; None while it is not over."""
        return None if self.over_at is None else undo_until(self.over_at)


class BulkRow(models.Model):
    """One of the chosen tickets: `version` as it was when it was chosen, what became of it, and what it was before."""

    change = models.ForeignKey(BulkChange, on_delete=models.CASCADE, related_name="rows")
    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.CASCADE, related_name="+")
    position = models.PositiveIntegerField()
    version = models.PositiveIntegerField(null=True)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, default=Outcome.WAITING)
    words = models.CharField(max_length=400, blank=True)
    before = models.JSONField(null=True)
    after_version = models.PositiveIntegerField(null=True)
    undone = models.CharField(max_length=8, choices=Undone.choices, blank=True)
    undo_words = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["change", "ticket"], name="a_ticket_once_in_a_bulk_change")
        ]
        indexes = [
            # serves: the next tickets to be worked
            models.Index(
                fields=["change", "position"],
                name="bulk_row_waiting",
                condition=Q(outcome=Outcome.WAITING),
            ),
            # serves: the next tickets to be put back
            models.Index(
                fields=["change", "position"],
                name="bulk_row_to_undo",
                condition=Q(outcome=Outcome.DONE, undone=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.change_id} {self.ticket_id}"
