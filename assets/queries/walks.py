"""What has been scanned on a walk, and what has not been seen."""

from typing import Any, Self

from django.db import models
from django.db.models import Count, Exists, OuterRef

from assets import access
from assets.rules.walking import STANDING


class InventoryWalkQuerySet(models.QuerySet[Any]):
    """Vocabulary of walks."""

    def visible_to(self, actor: Any) -> Self:
        """Walks are read by those who read the whole inventory."""
        return self.filter(access.visible_portfolio(actor))

    def open(self) -> Self:
        """Not finished."""
        return self.filter(finished_at__isnull=True)

    def listed(self) -> Self:
        """With what a row of a list draws: how many were scanned."""
        scanned = Count("scans", filter=~models.Q(scans__outcome="missing"))
        return self.select_related("location", "started_by").annotate(scanned=scanned)


class WalkScanQuerySet(models.QuerySet[Any]):
    """Vocabulary of scans."""

    def outcome(self, outcome: str) -> Self:
        """Those that found this out, newest first, with what a row draws."""
        joined = ("asset__model", "here", "recorded")
        return self.filter(outcome=outcome).select_related(*joined).order_by("-at", "-pk")


def counts_of(walk: Any) -> dict[str, int]:
    """How many things of each outcome: one statement."""
    return dict(walk.scans.values_list("outcome").annotate(Count("pk")).order_by())


def unseen(walk: Any) -> Any:
    """What the inventory expects in the place of a walk and nobody has scanned, by place and tag."""
    from assets.models import Asset, WalkScan

    seen = WalkScan.objects.filter(walk=walk, asset=OuterRef("pk"))
    expected = Asset.objects.inside(walk.location).filter(~Exists(seen), status__in=STANDING)
    return expected.select_related("model", "location").order_by("location__code", "tag")
