"""Business associate agreements (BAA): what binds a vendor that touches patient data, and exceptions from the gate."""

from datetime import date
from typing import Final

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse

from vendors.choices import BaaState, Clause, GatePurpose, Provision
from vendors.queries.baas import BaaQuerySet, OverrideQuerySet
from vendors.rules import baa as rules
from vendors.rules.countries import NAMES, is_offshore

ENDLESS: Final = date(9999, 12, 31)


class Baa(models.Model):
    """An agreement with one vendor; a renewal is a row of its own that `succeeds` it.

    `included` and `absent` are codes of provisions; nobody has looked for the others yet. `replaced_on` is the first
    day of its signed successor, `terminated_on` the first day on which it no longer holds. `last_day` is
    `expires_on`, or the end of the calendar.
    """

    vendor = models.ForeignKey("vendors.Vendor", on_delete=models.PROTECT, related_name="baas")
    owner = models.ForeignKey(
        "people.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="owned_baas"
    )
    executed_on = models.DateField(null=True, blank=True)
    effective_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    is_evergreen = models.BooleanField(default=False)
    breach_notice_days = models.PositiveSmallIntegerField(null=True, blank=True)
    offshore_allowed = models.CharField(max_length=3, choices=Clause.choices, blank=True)
    cyber_insurance = models.CharField(max_length=3, choices=Clause.choices, blank=True)
    included = ArrayField(
        models.CharField(max_length=24, choices=Provision.choices), default=list, blank=True
    )
    absent = ArrayField(models.CharField(max_length=24, choices=Provision.choices), default=list, blank=True)
    reviewed_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=400, blank=True)
    succeeds = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="successor"
    )
    replaced_on = models.DateField(null=True, blank=True)
    terminated_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=400, blank=True)
    last_day = models.GeneratedField(
        expression=Coalesce("expires_on", models.Value(ENDLESS)),
        output_field=models.DateField(),
        db_persist=True,
    )
    version = models.PositiveIntegerField(default=1)

    objects = BaaQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(executed_on__isnull=True)
                | (Q(effective_on__isnull=False) & (Q(is_evergreen=True) | Q(expires_on__isnull=False))),
                name="a_signed_baa_says_from_when_until_when",
            ),
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True)
                | (
                    Q(is_evergreen=False)
                    & (Q(effective_on__isnull=True) | Q(expires_on__gte=F("effective_on")))
                ),
                name="a_baa_ends_after_it_begins_or_never",
            ),
            models.CheckConstraint(
                condition=Q(breach_notice_days__isnull=True) | Q(breach_notice_days__range=(1, 60)),
                name="a_breach_is_told_within_60_days",
            ),
            models.CheckConstraint(
                condition=Q(included__contained_by=Provision.values)
                & Q(absent__contained_by=Provision.values)
                & ~Q(included__overlap=F("absent")),
                name="a_provision_is_known_and_there_or_not",
            ),
        ]
        indexes = [
            # serves: is an agreement with this vendor in force
            models.Index(fields=["vendor", "last_day"], name="baa_of_vendor"),
            # serves: the register by last day, and reminders
            models.Index(fields=["last_day", "id"], name="baa_by_last_day"),
        ]

    def __str__(self) -> str:
        return f"BAA {self.pk}"

    @property
    def audit_label(self) -> str:
        """Its number and the company."""
        return f"BAA {self.pk}, {self.vendor.name}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("vendors:baa", args=[self.pk])

    def state_on(self, today: date) -> BaaState:
        """How it stands on a day."""
        return BaaState(rules.state_on(rules.Dates.of(self), today))

    def days_left(self, today: date) -> int | None:
        """Days after `today` on which it still holds; None where it never ends by itself."""
        return None if self.expires_on is None else (self.expires_on - today).days

    def answers(self) -> dict[str, str]:
        """Every provision with "yes", "no" or "" where nobody has looked, in the order of the law."""
        said = {**dict.fromkeys(self.included, Clause.YES), **dict.fromkeys(self.absent, Clause.NO)}
        return {code: str(said.get(code, "")) for code in rules.PROVISIONS}


class BaaSubcontractor(models.Model):
    """A company that the vendor lets touch the data; `country` is an ISO code, `is_bound` whether the terms bind it."""

    baa = models.ForeignKey(Baa, on_delete=models.CASCADE, related_name="subcontractors")
    name = models.CharField(max_length=120)
    country = models.CharField(max_length=2)
    is_bound = models.CharField(max_length=3, choices=Clause.choices, blank=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["baa", "name"], name="a_subcontractor_stands_once"),
            models.CheckConstraint(
                condition=Q(is_bound__in=["", *Clause.values]), name="a_subcontractor_is_bound_or_not"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def country_name(self) -> str:
        """The country in words."""
        return NAMES.get(self.country, self.country)

    @property
    def is_offshore(self) -> bool:
        """Does it work outside the United States?"""
        return is_offshore(self.country)


class BaaReminder(models.Model):
    """A step before a last day at which people were reminded; another last day begins anew."""

    baa = models.ForeignKey(Baa, on_delete=models.CASCADE, related_name="reminders")
    expires_on = models.DateField()
    step = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["baa", "expires_on", "step"], name="one_reminder_a_step_of_a_last_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.baa_id} {self.expires_on} {self.step}"


class BaaOverride(models.Model):
    """For 24 hours something is let through though an agreement is missing; never changed but to end it early."""

    vendor = models.ForeignKey("vendors.Vendor", on_delete=models.PROTECT, related_name="baa_overrides")
    purpose = models.CharField(max_length=16, choices=GatePurpose.choices)
    reason = models.CharField(max_length=400)
    made_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="baa_overrides")
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    ended_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")

    objects = OverrideQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(purpose__in=GatePurpose.values), name="an_override_is_for_one_purpose"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gte=F("made_at")), name="an_override_ends_after_it_is_made"
            ),
        ]
        indexes = [
            # serves: is something let through for this vendor now
            models.Index(fields=["vendor", "-ends_at"], name="override_of_vendor"),
            # serves: the list of exceptions, newest first
            models.Index(fields=["-made_at", "-id"], name="override_newest"),
        ]

    def __str__(self) -> str:
        return f"override {self.pk}"

    @property
    def audit_label(self) -> str:
        """The company and what is let through."""
        return f"{self.vendor.name}, {self.purpose}"

    def get_absolute_url(self) -> str:
        """The vendor's page, where it is shown."""
        return self.vendor.get_absolute_url()
