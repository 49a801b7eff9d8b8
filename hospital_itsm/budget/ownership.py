"""What a thing, a service or a vendor costs in a fiscal year: wear, its share of contracts, and what was booked on it.

Nobody notes the minutes of work on tickets, so the labor of our own staff is absent here, never counted as nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final
from urllib.parse import urlencode

from django.db.models import Sum
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
    wear = wear_of(asset, year)
    if wear is None:
        lacks.append(_("price or day of the purchase"))
    else:
        words = _("Wear of the purchase price over %(years)d years")
        parts.append(Part(words % {"years": years_of(asset)}, wear, asset.currency))
    if asset.contract is not None:
        parts += _share(asset.contract, asset, year)
    parts += _booked(year, "asset", asset.pk, {"tag": asset.tag})
    return Ownership(year, parts, lacks)


def _of_service(service: Service, year: FiscalYear) -> Ownership:
    parts = _share(service.contract, service, year) if service.contract is not None else []
    parts += _booked(year, "service", service.pk, {"service": service.code})
    return Ownership(year, parts)


def _of_vendor(vendor: Vendor, year: FiscalYear) -> Ownership:
    """A vendor costs what is booked on it and what its contracts still cost this year."""
    parts = _booked(year, "vendor", vendor.pk, {"vendor": vendor.name})
    coming = coming_of(year, timezone.localdate(), vendor=vendor.pk)
    words = _("Its contracts still cost this year")
    parts += [Part(words, amount, currency) for (_pk, currency), amount in sorted(coming.items()) if amount]
    return Ownership(year, parts)


def _share(contract: Contract, target: Asset | Service, year: FiscalYear) -> list[Part]:
    found = shares_of([contract], year, timezone.localdate()).get((type(target), target.pk))
    if found is None:
        return []
    words = ngettext(
        "Contract %(number)s, which covers nothing else",
        "Contract %(number)s, one of %(count)d it covers",
        found.count,
    )
    named = words % {"number": contract.number, "count": found.count}
    return [Part(named, found.amount, contract.currency, contract.get_absolute_url())]


def _booked(year: FiscalYear, name: str, pk: int, query: dict[str, str]) -> list[Part]:
    query = {"year": year.label, **query}
    return [
        Part(_("Booked in cost entries"), amount, currency, entries_url({**query, "currency": currency}))
        for (_pk, currency), amount in booked_on(year, name, pk=pk).items()
    ]


@dataclass(frozen=True)
class Share:
    """The part of a contract's payments of a year that falls on one of all it covers."""

    amount: Decimal
    currency: str
    count: int


def years_of(asset: Asset) -> int:
    """Over how many years its price is worn."""
    return YEARS.get(asset.asset_class, OTHERWISE)


def wear_of(asset: Asset, year: FiscalYear) -> Decimal | None:
    """What of its price falls on the year; None where price or day of the purchase are not known."""
    bought_on = asset.in_service_on or asset.acquired_on
    if not asset.cost or not bought_on:
        return None
    return worn(asset.cost, bought_on, years_of(asset), year.starts_on, year.ends_on)


def shares_of(
    contracts: Iterable[Contract], year: FiscalYear, today: date
) -> dict[tuple[type[Asset | Service], int], Share]:
    """What everything that these contracts cover has to bear of them; parts add up to the cent. Two statements."""
    paid = {one.pk: one for one in contracts if one.status == ContractStatus.ACTIVE and one.annual_value}
    covered: dict[int, list[tuple[type[Asset | Service], int]]] = {}
    things = Asset.objects.filter(contract__in=paid).exclude(status__in=OUT_OF_USE)
    services = Service.objects.filter(contract__in=paid, is_active=True)
    for rows in (things, services):
        for contract, pk in rows.order_by("pk").values_list("contract", "pk"):
            covered.setdefault(contract, []).append((rows.model, pk))
    found: dict[tuple[type[Asset | Service], int], Share] = {}
    for pk, places in covered.items():
        parts = even_parts(paid_in(paid[pk], year, today).whole, len(places))
        currency, count = paid[pk].currency, len(places)
        found |= {place: Share(amount, currency, count) for place, amount in zip(places, parts, strict=True)}
    return found


def coming_of(year: FiscalYear, today: date, **of: int) -> dict[tuple[int, str], Decimal]:
    """What the contracts of vendors still cost in a year, by vendor and currency; `vendor=` for one of them."""
    sums: dict[tuple[int, str], Decimal] = {}
    for contract in running(year, today).filter(**of):
        place = (contract.vendor_id, contract.currency)
        sums[place] = sums.get(place, ZERO) + paid_in(contract, year, today).remaining
    return sums


def booked_on(year: FiscalYear, name: str, pk: int | None = None) -> dict[tuple[int, str], Decimal]:
    """What was booked in a year on assets, services or vendors, by their keys and the currency; `pk` for one."""
    entries = CostEntry.objects.counted().filter(year=year)
    entries = entries.filter(**({f"{name}__isnull": False} if pk is None else {name: pk}))
    sums = entries.values_list(name, "currency").annotate(whole=Sum("amount")).order_by(name, "currency")
    return {(key, currency): whole for key, currency, whole in sums}


def entries_url(query: dict[str, str]) -> str:
    """The list of entries with these filters."""
    return f"{reverse('budget:entries')}?{urlencode(query)}"
