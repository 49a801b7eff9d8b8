"""The vocabulary of certificates, reviews, people and credentials."""

from datetime import date, timedelta
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from hospital_itsm.vendor_file import access
from hospital_itsm.vendor_file.choices import Validity
from hospital_itsm.vendor_file.rules import validity


class DatedQuerySet(models.QuerySet[Any]):
    """Rows with a first and a last day, of which a newer one of the same kind takes the place."""

    begins: ClassVar[str] = ""
    ends: ClassVar[str] = ""
    newest: ClassVar[str] = ""
    """The column by which a row is newer than another."""
    same: ClassVar[tuple[str, ...]] = ()
    """The columns that make two rows of the same kind."""
    soon: ClassVar[int] = 0

    def standing(self, today: date) -> Self:
        """With `is_followed`: has a newer one of the same kind begun by that day?"""
        return self.annotate(is_followed=Exists(self._newer().filter(self._begun(today))))

    def stands(self, state: str, today: date) -> Q:
        """The condition on `standing` rows that they stand like this; the same answer as `rules.validity.state_on`."""
        soon = today + timedelta(days=self.soon)
        alone = Q(is_active=True, is_followed=False)
        begun = alone & self._begun(today)
        conditions = {
            Validity.WITHDRAWN: Q(is_active=False),
            Validity.FOLLOWED: Q(is_active=True, is_followed=True),
            Validity.COMING: alone & Q(**{f"{self.begins}__gt": today}),
            Validity.VALID: begun & Q(**{f"{self.ends}__gt": soon}),
            Validity.SOON: begun & Q(**{f"{self.ends}__range": (today, soon)}),
            Validity.OVER: begun & Q(**{f"{self.ends}__lt": today}),
        }
        return conditions[Validity(state)]

    def kept(self) -> Self:
        """Neither withdrawn nor followed, on `standing` rows."""
        return self.filter(is_active=True, is_followed=False)

    def pressing(self, today: date) -> Self:
        """Those that ended or end soon, what ends first before the rest, with `is_followed`."""
        rows = self.standing(today)
        found = rows.filter(rows.stands(Validity.SOON, today) | rows.stands(Validity.OVER, today))
        return found.order_by(self.ends, "pk")

    def ending(self, today: date, *, within: int) -> Self:
        """Those without any newer one whose last day is today or so many days ahead."""
        last = today + timedelta(days=within)
        alone = self.filter(~Exists(self._newer()), is_active=True)
        return alone.filter(**{f"{self.ends}__range": (today, last)})

    def _newer(self) -> Self:
        same = {name: OuterRef(name) for name in self.same}
        later = Q(**{f"{self.newest}__gt": OuterRef(self.newest)})
        younger = Q(**{self.newest: OuterRef(self.newest), "pk__gt": OuterRef("pk")})
        rows: Self = self.model._default_manager.filter(later | younger, is_active=True, **same)
        return rows

    def _begun(self, today: date) -> Q:
        return Q(**{f"{self.begins}__isnull": True}) | Q(**{f"{self.begins}__lte": today})


class InsuranceQuerySet(DatedQuerySet):
    """Vocabulary of certificates of insurance."""

    begins, ends, newest = "starts_on", "ends_on", "ends_on"
    same = ("vendor", "kind")
    soon = validity.INSURANCE_STEPS[0]

    def visible_to(self, actor: Any) -> Self:
        """Certificates the actor may see."""
        return self.filter(access.visible_file(actor))


class ReviewQuerySet(DatedQuerySet):
    """Vocabulary of security reviews."""

    begins, ends, newest = "reviewed_on", "next_due_on", "reviewed_on"
    same = ("vendor", "kind")
    soon = validity.REVIEW_STEPS[0]

    def visible_to(self, actor: Any) -> Self:
        """Reviews the actor may see."""
        return self.filter(access.visible_file(actor))


class PersonQuerySet(models.QuerySet[Any]):
    """Vocabulary of the people of vendors."""

    def visible_to(self, actor: Any) -> Self:
        """People the actor may see."""
        return self.filter(access.visible_people(actor))

    def in_use(self) -> Self:
        """Those who still work for a vendor that is in use."""
        return self.filter(is_active=True, vendor__is_active=True)

    def of(self, vendor: Any) -> Self:
        """Those of one vendor, by name."""
        return self.filter(vendor=vendor).order_by("name", "pk")


class CredentialQuerySet(DatedQuerySet):
    """Vocabulary of credentials."""

    begins, ends, newest = "issued_on", "last_day", "last_day"
    same = ("person", "kind", "label")
    soon = validity.CREDENTIAL_STEPS[0]

    def visible_to(self, actor: Any) -> Self:
        """Credentials of people the actor may see."""
        return self.filter(access.visible_people(actor))

    def of_those_here(self) -> Self:
        """Those of people who still work for a vendor that is in use."""
        return self.filter(person__is_active=True, person__vendor__is_active=True)
