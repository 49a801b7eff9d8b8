"""What a thing, a service or a vendor costs in a fiscal year: wear, its share of contracts, and what was booked on it.

Nobody notes the minutes of work on tickets, so the labor of our own staff is absent here, never counted as nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final
from urllib.parse import urlencode

from django.db.models import QuerySet, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from assets.choices import AssetStatus
from assets.models import Asset, Service
from hospital_itsm.budget.commitments import paid_in, running
from hospital_itsm.budget.models import CostEntry, FiscalYear
from hospital_itsm.budget.rules.money import ZERO, even_parts
from hospital_itsm.budget.rules.wearing import OTHERWISE, YEARS, worn
from vendors.choices import ContractStatus
from vendors.models import Contract, Vendor

OUT_OF_USE: Final = (AssetStatus.RETIRED, AssetStatus.RETURNED, AssetStatus.DISPOSED)


@dataclass(frozen=True)
class Part:
    """One part of a cost; `url` leads to what it is made of."""

    name: "str | Promise"
    amount: Decimal
    currency: str
    url: str = ""


@dataclass(frozen=True)
class Ownership:
    """What something costs in a year: its parts, and what is not known about it."""

    year: FiscalYear
    parts: list[Part]
    lacks: "Sequence[str | Promise]" = ()

    @property
    def totals(self) -> list[tuple[str, Decimal]]:
        """The sum in each currency."""
        sums: dict[str, Decimal] = {}
        for one in self.parts:
            sums[one.currency] = sums.get(one.currency, ZERO) + one.amount
        return sorted(sums.items())


def cost_of(target: Asset | Service | Vendor, user: Any) -> Ownership | None:
    """What it costs in the fiscal year of today; None where no year is set up or nothing is known."""
    year: FiscalYear | None = FiscalYear.objects.visible_to(user).around(timezone.localdate()).first()
    if year is None:
        return None
    found = _read(target, year)
    return found if found.parts else None


def _read(target: Asset | Service | Vendor, year: FiscalYear) -> Ownership:
    if isinstance(target, Asset):
        return _of_asset(target, year)
    return _of_service(target, year) if isinstance(target, Service) else _of_vendor(target, year)


def _of_asset(asset: Asset, year: FiscalYear) -> Ownership:
    parts, lacks = [], []
    bought_on = asset.in_service_on or asset.acquired_on
    if asset.cost and bought_on:
        years = YEARS.get(asset.asset_class, OTHERWISE)
        amount = worn(asset.cost, bought_on, years, year.starts_on, year.ends_on)
        words = _("Wear of the purchase price over %(years)d years")
        parts.append(Part(words % {"years": years}, amount, asset.currency))
    else:
        lacks.append(_("price or day of the purchase"))
    if asset.contract is not None and asset.status not in OUT_OF_USE:
        parts += _share(asset.contract, asset, year)
    parts += _booked(CostEntry.objects.filter(asset=asset), year, "tag", asset.tag)
    return Ownership(year, parts, lacks)


def _of_service(service: Service, year: FiscalYear) -> Ownership:
    parts = _share(service.contract, service, year) if service.contract is not None else []
    parts += _booked(CostEntry.objects.filter(service=service), year, "service", service.code)
    return Ownership(year, parts)


def _of_vendor(vendor: Vendor, year: FiscalYear) -> Ownership:
    """A vendor costs what is booked on it and what its contracts still cost this year."""
    parts = _booked(CostEntry.objects.filter(vendor=vendor), year, "vendor", vendor.name)
    today = timezone.localdate()
    coming: dict[str, Decimal] = {}
    for contract in running(year, today).filter(vendor=vendor).order_by("number"):
        amount = paid_in(contract, year, today).remaining
        coming[contract.currency] = coming.get(contract.currency, ZERO) + amount
    words = _("Its contracts still cost this year")
    parts += [Part(words, amount, currency) for currency, amount in sorted(coming.items()) if amount]
    return Ownership(year, parts)


def _share(contract: Contract, target: Asset | Service, year: FiscalYear) -> list[Part]:
    """The part of a contract's payments of the year that falls on one of all it covers; parts add up to the cent."""
    if contract.status != ContractStatus.ACTIVE or not contract.annual_value:
        return []
    things = list(
        Asset.objects.filter(contract=contract)
        .exclude(status__in=OUT_OF_USE)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    services = list(
        Service.objects.filter(contract=contract, is_active=True).order_by("pk").values_list("pk", flat=True)
    )
    covered = [*((Asset, pk) for pk in things), *((Service, pk) for pk in services)]
    place = (type(target), target.pk)
    if place not in covered:
        return []
    amount = even_parts(paid_in(contract, year, timezone.localdate()).whole, len(covered))[
        covered.index(place)
    ]
    words = ngettext(
        "Contract %(number)s, which covers nothing else",
        "Contract %(number)s, one of %(count)d it covers",
        len(covered),
    )
    named = words % {"number": contract.number, "count": len(covered)}
    return [Part(named, amount, contract.currency, contract.get_absolute_url())]


def _booked(entries: QuerySet[CostEntry], year: FiscalYear, name: str, code: str) -> list[Part]:
    sums = (
        entries.filter(year=year, is_void=False)
        .values_list("currency")
        .annotate(whole=Sum("amount"))
        .order_by("currency")
    )
    query = {"year": year.label, name: code}
    return [
        Part(_("Booked in cost entries"), amount, currency, entries_url({**query, "currency": currency}))
        for currency, amount in sums
    ]


def entries_url(query: dict[str, str]) -> str:
    """The list of entries with these filters."""
    return f"{reverse('budget:entries')}?{urlencode(query)}"
