"""The vocabulary of vendors."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from vendors import access
from vendors.rules.names import normalized


class VendorQuerySet(models.QuerySet[Any]):
    """Vocabulary of vendors."""

    def visible_to(self, actor: Any) -> Self:
        """Vendors the actor may see."""
        return self.filter(access.visible_vendors(actor))

    def in_use(self) -> Self:
        """Neither retired nor merged into another."""
        return self.filter(is_active=True)

    def listed(self, today: date) -> Self:
        """With `in_force`, how many contracts hold today, and without those merged into another."""
        from vendors.models import Contract

        held = Contract.objects.in_force(today).filter(vendor=OuterRef("pk")).order_by().values("vendor")
        count = Coalesce(Subquery(held.annotate(n=Count("pk")).values("n")), 0)
        return self.filter(merged_into__isnull=True).annotate(in_force=count)


def goes_by(words: str) -> Q:
    """The condition that every word stands in the vendor's name or in one of its other names."""
    from vendors.models import VendorAlias

    found = Q()
    for word in words.split():
        alias = VendorAlias.objects.filter(vendor=OuterRef("pk"), name__icontains=word)
        found &= Q(name__icontains=word) | Q(Exists(alias))
    return found


def find_by_name(name: str) -> Any:
    """The vendor that goes by this name in any spelling, or None: "KESTWYCK INC." finds Kestwick Monitoring."""
    return vendors_by_name([name]).get(name)


def vendors_by_name(names: Iterable[str]) -> dict[str, Any]:
    """The vendors that go by these names, each under the name as given; unknown names are left out.

    Takes two statements however many names. Where two vendors share a spelling (which only rows stored before names
    were compared do), the one in use is meant, then the older one.
    """
    from vendors.models import Vendor, VendorAlias

    compared = {name: normalized(name) for name in names}
    wanted = {one for one in compared.values() if one}
    found: dict[str, Any] = {}
    for vendor in Vendor.objects.filter(compared_name__in=wanted).order_by("is_active", "-pk"):
        found[vendor.compared_name] = vendor
    for alias in VendorAlias.objects.filter(compared_name__in=wanted).select_related("vendor"):
        found[alias.compared_name] = alias.vendor
    return {name: found[one] for name, one in compared.items() if one in found}
