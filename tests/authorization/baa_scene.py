"""The agreement and the exception that the matrix reaches for."""

from datetime import date, timedelta

from django.utils import timezone

from hospital_itsm.people.models import User
from vendors.models import Baa, BaaOverride, Vendor


def agreement(vendor: Vendor) -> Baa:
    """A stored agreement in force."""
    begun = date(2025, 1, 1)
    dates = {"executed_on": begun, "effective_on": begun, "expires_on": date(2040, 1, 1)}
    return Baa.objects.create(vendor=vendor, **dates)


def exception(vendor: Vendor, officer: User) -> BaaOverride:
    """An exception that holds for another hour."""
    now = timezone.now()
    return BaaOverride.objects.create(
        vendor=vendor,
        purpose="purchase",
        reason="The ICU waits",
        made_by=officer,
        made_at=now - timedelta(hours=1),
        ends_at=now + timedelta(hours=1),
    )
