"""Somebody of a vendor works on a device from afar: asked for, approved by another, opened, ended."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from hospital_itsm.vendor_work.choices import SessionState
from hospital_itsm.vendor_work.queries.sessions import RemoteSessionQuerySet
from hospital_itsm.vendor_work.rules import sessions as rules


class RemoteSession(models.Model):
    """One session; `starts_at` and `until_at` are what was approved, `opened_at` and `ended_at` what happened."""

    vendor = models.ForeignKey("vendors.Vendor", on_delete=models.PROTECT, related_name="remote_sessions")
    person = models.ForeignKey(
        "vendor_file.VendorPerson", on_delete=models.PROTECT, related_name="remote_sessions"
    )
    asset = models.ForeignKey("assets.Asset", on_delete=models.PROTECT, related_name="remote_sessions")
    ticket = models.ForeignKey(
        "tickets.Ticket", null=True, blank=True, on_delete=models.PROTECT, related_name="remote_sessions"
    )
    purpose = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=SessionState.choices, default=SessionState.ASKED)
    starts_at = models.DateTimeField()
    until_at = models.DateTimeField()
    asked_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        "people.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    refused_because = models.CharField(max_length=200, blank=True)
    opened_by = models.ForeignKey(
        "people.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    opened_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        "people.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=200, blank=True)
    overdue_told_for = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = RemoteSessionQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=SessionState.values), name="a_session_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(until_at__gt=F("starts_at")), name="a_session_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")),
                name="nobody_approves_their_own_session",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("approved", "open", "ended")) | Q(decided_by__isnull=False),
                name="a_session_is_opened_with_approval",
            ),
            models.CheckConstraint(
                condition=~Q(state="open") | Q(opened_at__isnull=False, ended_at__isnull=True),
                name="an_open_session_was_opened",
            ),
        ]
        indexes = [
            # serves: the list, newest first
            models.Index(fields=["-starts_at", "-id"], name="session_newest"),
            # serves: what is open and overdue, what waits for approval
            models.Index(
                fields=["until_at"],
                name="session_going",
                condition=Q(state__in=("asked", "approved", "open")),
            ),
            # serves: the sessions on a device, of a vendor, for a ticket
            models.Index(fields=["asset", "-starts_at"], name="session_on_asset"),
            models.Index(fields=["vendor", "-starts_at"], name="session_of_vendor"),
            models.Index(fields=["ticket"], name="session_for_ticket", condition=Q(ticket__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def key(self) -> str:
        """How people name it, such as RS-12."""
        return f"RS-{self.pk}"

    @property
    def audit_label(self) -> str:
        """Its key and the device."""
        return f"{self.key}, {self.asset.tag}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("vendor_work:session", args=[self.pk])

    def is_overdue(self, now: datetime) -> bool:
        """Is it still open after its end?"""
        return rules.is_overdue(self.state, self.until_at, now)

    def is_missed(self, now: datetime) -> bool:
        """Was it never opened, though its time is over?"""
        return rules.is_missed(self.state, self.until_at, now)
