"""The vocabulary of business associate agreements and of exceptions from the gate."""

from datetime import date, datetime, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Q

from vendors import access
from vendors.choices import BaaState
from vendors.rules.baa import EXPIRING_DAYS


class BaaQuerySet(models.QuerySet[Any]):
    """Vocabulary of agreements."""

    def visible_to(self, actor: Any) -> Self:
        """Agreements the actor may see."""
        return self.filter(access.visible_baas(actor))

    def holding(self, today: date) -> Self:
        """Those in force on a day."""
        return self.filter(stands(BaaState.ACTIVE, today) | stands(BaaState.EXPIRING, today))

    def signed(self) -> Self:
        """Those that were signed, whatever became of them."""
        return self.filter(executed_on__isnull=False)

    def going(self, today: date) -> Self:
        """Neither terminated nor replaced on a day: drafts, those in force and expired ones nothing follows."""
        return self.exclude(terminated_on__lte=today).exclude(replaced_on__lte=today)

    def expiring(self, today: date, *, within: int) -> Self:
        """Signed ones of vendors in use whose last day is today or so many days ahead, and which nothing follows."""
        alone = self.signed().filter(replaced_on__isnull=True, terminated_on__isnull=True)
        last = today + timedelta(days=within)
        return alone.filter(vendor__is_active=True, expires_on__range=(today, last))


class OverrideQuerySet(models.QuerySet[Any]):
    """Vocabulary of exceptions."""

    def visible_to(self, actor: Any) -> Self:
        """Exceptions for those who read agreements."""
        return self.filter(access.visible_baas(actor))

    def lasting(self, now: datetime) -> Self:
        """Those that hold at an instant."""
        return self.filter(made_at__lte=now, ends_at__gt=now)


def stands(state: str, today: date) -> Q:
    """The condition that an agreement stands like this on a day; the same answer as `Baa.state_on`."""
    over = Q(terminated_on__lte=today)
    going = Q(terminated_on__isnull=True) | Q(terminated_on__gt=today)
    signed = Q(executed_on__lte=today, effective_on__isnull=False)
    unsigned = Q(executed_on__isnull=True) | Q(executed_on__gt=today) | Q(effective_on__isnull=True)
    alone = going & signed & (Q(replaced_on__isnull=True) | Q(replaced_on__gt=today))
    begun = alone & Q(effective_on__lte=today)
    soon = today + timedelta(days=EXPIRING_DAYS)
    conditions = {
        BaaState.TERMINATED: over,
        BaaState.DRAFT: going & unsigned,
        BaaState.REPLACED: going & signed & Q(replaced_on__lte=today),
        BaaState.COMING: alone & Q(effective_on__gt=today),
        BaaState.ACTIVE: begun & Q(last_day__gt=soon),
        BaaState.EXPIRING: begun & Q(last_day__range=(today, soon)),
        BaaState.EXPIRED: begun & Q(last_day__lt=today),
    }
    return conditions[BaaState(state)]
