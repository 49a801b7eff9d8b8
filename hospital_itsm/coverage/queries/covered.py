"""What a contract covers, what it is paid for in vain, and what of its vendor nothing covers."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Count, Q, QuerySet, Window

from assets.choices import AssetStatus
from assets.models import Asset, License, Service
from assets.rules.lifecycle import ENDED
from vendors.choices import RUNS, ContractStatus
from vendors.rules.renewal import STOPS

SHOWN: Final = 10
GONE: Final = (*ENDED, AssetStatus.MISSING, AssetStatus.RETIRED)
"""Here no more, or on its way out: paying for its cover is paying for nothing."""


@dataclass(frozen=True)
class Rows:
    """Some of the rows, and how many there are."""

    rows: list[Any]
    count: int

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.count - len(self.rows)


@dataclass(frozen=True)
class Covered:
    """What stands on a contract."""

    in_house: int
    services: list[Service]
    licenses: list[License]
    leaks: Rows
    uncovered: Rows


def covered_by(contract: Any, actor: Any, today: date) -> Covered:
    """What this person sees of it: five statements."""
    seen = Asset.objects.visible_to(actor).select_related("model")
    named = seen.filter(contract=contract)
    return Covered(
        in_house=named.exclude(status__in=GONE).count(),
        services=list(Service.objects.visible_to(actor).filter(contract=contract).order_by("code")[:SHOWN]),
        licenses=list(
            License.objects.visible_to(actor).filter(contract=contract).order_by("product")[:SHOWN]
        ),
        leaks=_some(named.filter(status__in=GONE).order_by("tag")),
        uncovered=_some(
            without_cover(seen, today).filter(model__manufacturer=contract.vendor).order_by("tag")
        ),
    )


def renewal_of(contract: Any) -> Any:
    """The signed contract that renews this one; no statement for one that nothing renewed yet."""
    if contract.status != ContractStatus.RENEWED:
        return None
    return contract.renewed_by.filter(status__in=RUNS).order_by("pk").first()


def without_cover(assets: QuerySet[Any], today: date) -> QuerySet[Any]:
    """Those in the house that neither a warranty nor a contract in force covers today."""
    renews = Q(contract__status=ContractStatus.ACTIVE, contract__auto_renew=True)
    holds = Q(contract__ends_on__gte=today) | renews & ~Q(contract__decision__in=STOPS)
    held = Q(contract__status__in=RUNS, contract__starts_on__lte=today) & holds
    until_then = Q(contract__status=ContractStatus.ACTIVE, contract__renews__status=ContractStatus.RENEWED)
    held |= until_then & Q(contract__starts_on__gt=today, contract__renews__ends_on__gte=today)
    return assets.exclude(status__in=GONE).exclude(warranty_until__gte=today).exclude(held)


def _some(rows: QuerySet[Any]) -> Rows:
    found = list(rows.annotate(total=Window(Count("pk")))[:SHOWN])
    return Rows(found, found[0].total if found else 0)
