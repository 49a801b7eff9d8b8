"""The people of a vendor who work here or from afar, and what they must hold to do so."""

from datetime import date
from typing import Final

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse

from hospital_itsm.vendor_file.choices import CredentialKind, Validity
from hospital_itsm.vendor_file.queries.file import CredentialQuerySet, PersonQuerySet
from hospital_itsm.vendor_file.rules import validity

ENDLESS: Final = date(9999, 12, 31)


class VendorPerson(models.Model):
    """Somebody of a vendor; gone with `is_active`, never deleted: sessions name them."""

    vendor = models.ForeignKey("vendors.Vendor", on_delete=models.PROTECT, related_name="people")
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=80, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    note = models.CharField(max_length=200, blank=True)
    is_active = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        indexes = [
            # serves: the list of people by name
            models.Index(fields=["name", "id"], name="vendor_person_by_name"),
            # serves: the people of a vendor
            models.Index(fields=["vendor", "name"], name="person_of_vendor"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def audit_label(self) -> str:
        """Its number and the company; who it is stands on its page."""
        return f"vendor person {self.pk}, {self.vendor.name}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("vendor_file:person", args=[self.pk])


class Credential(models.Model):
    """What somebody holds, such as a badge; `label` tells two of a kind apart. `last_day` is `expires_on`, or never."""

    person = models.ForeignKey(VendorPerson, on_delete=models.PROTECT, related_name="credentials")
    kind = models.CharField(max_length=12, choices=CredentialKind.choices)
    label = models.CharField(max_length=80, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    last_day = models.GeneratedField(
        expression=Coalesce("expires_on", models.Value(ENDLESS)),
        output_field=models.DateField(),
        db_persist=True,
    )
    is_active = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)

    objects = CredentialQuerySet.as_manager()

    class Meta:
        ordering = ["last_day", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(issued_on__isnull=True)
                | Q(expires_on__isnull=True)
                | Q(expires_on__gte=F("issued_on")),
                name="a_credential_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=CredentialKind.values), name="a_credential_kind_is_known"
            ),
        ]
        indexes = [
            # serves: the list, what ends first before the rest, and reminders
            models.Index(fields=["last_day", "id"], name="credential_by_last_day"),
            # serves: the credentials of somebody, and whether a newer one follows
            models.Index(fields=["person", "kind", "last_day"], name="credential_of_person"),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def words(self) -> str:
        """What it is, such as "Training: MRI safety"."""
        kind = str(self.get_kind_display())
        return f"{kind}: {self.label}" if self.label else kind

    @property
    def audit_label(self) -> str:
        """Its number and kind."""
        return f"credential {self.pk} ({self.kind})"

    def get_absolute_url(self) -> str:
        """The page of who holds it."""
        return reverse("vendor_file:person", args=[self.person_id])

    def state_on(self, today: date) -> Validity:
        """How it stands on a day; reads `is_followed` of `standing` rows."""
        soon = validity.CREDENTIAL_STEPS[0]
        is_followed = getattr(self, "is_followed", False)
        return Validity(
            validity.state_on(
                today,
                self.issued_on,
                self.expires_on,
                soon=soon,
                is_followed=is_followed,
                is_active=self.is_active,
            )
        )
