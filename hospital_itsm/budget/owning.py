"""What everything costs in a fiscal year, counted at once: the same parts as on the page of each (`ownership`)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from django.db.models import Q
from django.utils import timezone

from assets.models import Asset, Service
from hospital_itsm.budget.choices import Owned, YearStatus
from hospital_itsm.budget.models import FiscalYear
from hospital_itsm.budget.ownership import Share, booked_on, coming_of, shares_of, wear_of
from hospital_itsm.budget.rules.money import ZERO
from vendors.choices import ContractStatus
from vendors.models import Contract, Vendor

Key = tuple[str, int, str]
"""The kind, the key of the row it is of, the currency."""
LONGEST: Final = 240
CLOSED_AFTER: Final = timedelta(hours=20)


@dataclass
class Cost:
    """The parts of one cost; what is not in them is nothing."""

    label: str
    name: str
    lacks_price: bool = False
    worn: Decimal = ZERO
    shared: Decimal = ZERO
    booked: Decimal = ZERO
    coming: Decimal = ZERO

    @property
    def amount(self) -> Decimal:
        """All parts together."""
        return self.worn + self.shared + self.booked + self.coming


def years_due(now: datetime) -> list[int]:
    """The years whose costs are counted now: those that have begun, closed ones once a day."""
    rested = Q(counting__isnull=True) | Q(counting__counted_at__lte=now - CLOSED_AFTER)
    begun = FiscalYear.objects.filter(starts_on__lte=timezone.localdate(now))
    due = begun.filter(~Q(status=YearStatus.CLOSED) | rested).order_by("-starts_on")
    return list(due.values_list("pk", flat=True))


def costs_of(year: FiscalYear, today: date) -> dict[Key, Cost]:
    """Every asset, service and vendor that costs something in a year; eight statements."""
    paid = Contract.objects.filter(status=ContractStatus.ACTIVE, annual_value__gt=0)
    shares = shares_of(
        paid.filter(Q(assets__isnull=False) | Q(services__isnull=False)).distinct(), year, today
    )
    found = {**_of_assets(year, shares), **_of_services(year, shares), **_of_vendors(year, today)}
    return {key: cost for key, cost in found.items() if cost.amount}


def _of_assets(year: FiscalYear, shares: dict[Any, Share]) -> dict[Key, Cost]:
    booked = booked_on(year, Owned.ASSET)
    counts = Q(cost__isnull=False) | Q(contract__isnull=False) | Q(pk__in={pk for pk, _currency in booked})
    rows = Asset.objects.filter(counts).select_related("model").only(
        "tag", "name", "asset_class", "cost", "currency", "in_service_on", "acquired_on",
        "model__device_type", "model__name",
    )  # fmt: skip
    found: dict[Key, Cost] = {}
    held = _by_key(booked)
    for asset in rows.iterator():
        wear = wear_of(asset, year)
        of = _opened(found, Owned.ASSET, asset.pk, asset.tag, asset.title, lacks_price=wear is None)
        if wear is not None:
            of(asset.currency).worn += wear
        if (share := shares.get((Asset, asset.pk))) is not None:
            of(share.currency).shared += share.amount
        for currency, amount in held.get(asset.pk, ()):
            of(currency).booked += amount
    return found


def _of_services(year: FiscalYear, shares: dict[Any, Share]) -> dict[Key, Cost]:
    found: dict[Key, Cost] = {}
    held = _by_key(booked_on(year, Owned.SERVICE))
    for service in Service.objects.only("code", "name"):
        of = _opened(found, Owned.SERVICE, service.pk, service.code, service.name)
        if (share := shares.get((Service, service.pk))) is not None:
            of(share.currency).shared += share.amount
        for currency, amount in held.get(service.pk, ()):
            of(currency).booked += amount
    return found


def _of_vendors(year: FiscalYear, today: date) -> dict[Key, Cost]:
    found: dict[Key, Cost] = {}
    held, due = _by_key(booked_on(year, Owned.VENDOR)), _by_key(coming_of(year, today))
    for vendor in Vendor.objects.only("name"):
        of = _opened(found, Owned.VENDOR, vendor.pk, vendor.name, "")
        for currency, amount in held.get(vendor.pk, ()):
            of(currency).booked += amount
        for currency, amount in due.get(vendor.pk, ()):
            of(currency).coming += amount
    return found


def _opened(
    found: dict[Key, Cost], kind: str, pk: int, label: str, name: str, *, lacks_price: bool = False
) -> Callable[[str], Cost]:
    def of(currency: str) -> Cost:
        return found.setdefault((kind, pk, currency), Cost(label, name[:LONGEST], lacks_price))

    return of


def _by_key(sums: dict[tuple[int, str], Decimal]) -> dict[int, list[tuple[str, Decimal]]]:
    held: dict[int, list[tuple[str, Decimal]]] = {}
    for (pk, currency), amount in sums.items():
        held.setdefault(pk, []).append((currency, amount))
    return held
