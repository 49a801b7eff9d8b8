"""The vocabulary of contracts."""

from datetime import date, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from vendors import access
from vendors.choices import RUNS, ContractState, ContractStatus
from vendors.rules.renewal import RENEW, STOPS
from vendors.rules.terms import SOON_DAYS


class ContractQuerySet(models.QuerySet[Any]):
    """Vocabulary of contracts."""

    def visible_to(self, actor: Any) -> Self:
        """Contracts the actor may see."""
        return self.filter(access.visible_contracts(actor))

    def in_force(self, today: date) -> Self:
        """Those that hold on a day."""
        return self.filter(status__in=RUNS, starts_on__lte=today, ends_on__gte=today)

    def binding(self, today: date) -> Self:
        """Signed ones whose term is not over or renews by itself: what they say about the vendor counts."""
        is_over = Q(ends_on__lt=today, auto_renew=False)
        return self.filter(~is_over, status=ContractStatus.ACTIVE)

    def awaiting_decision(self, today: date, *, within: int) -> Self:
        """Signed ones that nobody has decided about, whose notice date is today or so many days ahead."""
        last = today + timedelta(days=within)
        return self.filter(status=ContractStatus.ACTIVE, decision="", notice_on__range=(today, last))

    def undecided(self, today: date, *, within: int) -> Self:
        """Signed ones that nobody has decided about, whose notice date was missed or is so many days ahead.

        Where no notice is agreed the last day counts; what is over and renews by nothing waits for no decision.
        """
        acts_on = Coalesce("notice_on", "ends_on")
        found = self.filter(status=ContractStatus.ACTIVE, decision="").annotate(acts_on=acts_on)
        is_over = Q(ends_on__lt=today, auto_renew=False)
        return found.filter(~is_over, acts_on__lte=today + timedelta(days=within)).order_by("acts_on", "pk")

    def renewing(self, first: date, end: date) -> Self:
        """Signed ones whose notice window meets the days from `first` to the one before `end`, nearest first.

        Where no notice is agreed the window is the last day.
        """
        acts_on = Coalesce("notice_on", "ends_on")
        found = self.filter(status=ContractStatus.ACTIVE, ends_on__gte=first).annotate(acts_on=acts_on)
        return found.filter(acts_on__lt=end).order_by("acts_on", "pk")

    def latest_first(self) -> Self:
        """The one that ends last before the others."""
        return self.order_by("-ends_on", "-pk")


def stands(state: str, today: date) -> Q:
    """The condition that a contract stands like this on a day; the same answer as `Contract.state_on`."""
    active = Q(status=ContractStatus.ACTIVE)
    soon = today + timedelta(days=SOON_DAYS)
    by_dates = {
        ContractState.COMING: Q(starts_on__gt=today),
        ContractState.IN_FORCE: Q(starts_on__lte=today, ends_on__gt=soon),
        ContractState.EXPIRING: Q(starts_on__lte=today, ends_on__range=(today, soon)),
        ContractState.EXPIRED: Q(starts_on__lte=today, ends_on__lt=today),
    }
    wanted = ContractState(state)
    return active & by_dates[wanted] if wanted in by_dates else Q(status=state)


def renews_anyway(today: date, contract: str = "") -> Q:
    """The condition that a contract renews whatever happens now; the same answer as `Contract.renews_anyway`.

    `contract` is where the queryset's rows name it, such as "contract__".
    """
    is_settled = Q(**{f"{contract}notice_on__lt": today}) | Q(**{f"{contract}decision": RENEW})
    is_stopped = Q(**{f"{contract}decision__in": STOPS})
    return Q(**{f"{contract}auto_renew": True}) & is_settled & ~is_stopped


def speaks_of(words: str) -> Q:
    """The condition that every word stands in the contract's number, its title or its vendor's name."""
    found = Q()
    for word in words.split():
        found &= Q(number__icontains=word) | Q(title__icontains=word) | Q(vendor__name__icontains=word)
    return found
