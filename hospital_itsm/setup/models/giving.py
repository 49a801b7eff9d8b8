"""Giving a version of promises to open tickets, and what became of each."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.urls import reverse

from hospital_itsm.setup.choices import Given


class PolicyGiving(models.Model):
    """A version of promises on its way to the tickets that were open with an older one when it was asked for.

    `count` is of those that are not restricted; the others get it, too, and are counted nowhere.
    """

    policy = models.ForeignKey("tickets.SlaPolicy", on_delete=models.PROTECT, related_name="givings")
    reason = models.CharField(max_length=200)
    count = models.PositiveIntegerField()
    asked_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    job = models.ForeignKey("jobs.Job", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        # serves: what became of a version, on its page, and whether it is being given now
        indexes = [models.Index(fields=["policy", "-id"], name="giving_of_policy")]

    def __str__(self) -> str:
        return f"giving {self.pk}"

    @property
    def audit_label(self) -> str:
        """The version that is given."""
        return self.policy.audit_label

    def get_absolute_url(self) -> str:
        """The page that says what became of each ticket."""
        return reverse("setup:giving", args=[self.pk])

    @property
    def over_at(self) -> datetime | None:
        """When the last ticket was worked, or its job ended before; None while it may go on. Reads `job`."""
        if self.ended_at is not None or self.job is None:
            return self.ended_at or self.asked_at
        return self.job.ended_at


class GivenTicket(models.Model):
    """One ticket of a giving: what became of it, and how many of its deadlines moved, and how."""

    giving = models.ForeignKey(PolicyGiving, on_delete=models.CASCADE, related_name="rows")
    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.CASCADE, related_name="+")
    position = models.PositiveIntegerField()
    outcome = models.CharField(max_length=8, choices=Given.choices, default=Given.WAITING)
    earlier = models.PositiveSmallIntegerField(default=0)
    later = models.PositiveSmallIntegerField(default=0)
    withdrawn = models.PositiveSmallIntegerField(default=0)
    late = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["giving", "ticket"], name="a_ticket_once_in_a_giving"),
            models.CheckConstraint(
                condition=Q(outcome__in=Given.values), name="outcome_of_a_giving_is_known"
            ),
        ]
        indexes = [
            # serves: the next tickets to be given the version
            models.Index(
                fields=["giving", "position"], name="given_waiting", condition=Q(outcome=Given.WAITING)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.giving_id} {self.ticket_id}"
