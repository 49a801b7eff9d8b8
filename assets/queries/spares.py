"""The nearest working spare of a device: what the receipt and the ticket offer until it works again."""

from typing import Any, Final

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When

from assets import access
from assets.choices import AssetStatus
from assets.rules.spares import Candidate, nearest

LOOKED_AT: Final = 200
"""Candidates read at most, spares first: a hospital with more of one model has a spare among them."""


def nearest_spares(asset: Any, actor: Any, *, busy: QuerySet[Any], most: int = 3) -> list[Any]:
    """Working devices of the same model or type, the best first: one statement, none where nothing is comparable.

    Without those of `busy` (keys of devices, such as those with open tickets), on an open recall, or in somebody's
    hands. One in service is offered only after every spare: whether it is free is for the unit to say.
    """
    alike = _alike(asset)
    if alike is None:
        return []
    rows = list(_candidates(asset, alike, actor, busy)[:LOOKED_AT])
    found = {row.pk: row for row in rows}
    here = asset.location.path if asset.location else ""
    return [found[one.key] for one in nearest(here, [_candidate(row, asset) for row in rows], most)]


def _alike(asset: Any) -> Q | None:
    if asset.model is None:
        return None
    same = Q(model=asset.model)
    if asset.model.device_type:
        same |= Q(model__device_type=asset.model.device_type, asset_class=asset.asset_class)
    return same


def is_free(asset: Any, actor: Any, *, busy: QuerySet[Any]) -> bool:
    """Does it work, and is it in nobody's hands, on no open recall and not among `busy`? One statement."""
    return bool(_free(actor, busy).filter(pk=asset.pk).exists())


def _free(actor: Any, busy: QuerySet[Any]) -> QuerySet[Any]:
    from assets.models import Asset, RecallLine

    recalled = RecallLine.objects.open().filter(asset=OuterRef("pk"))
    works = Q(status=AssetStatus.SPARE) | Q(
        status=AssetStatus.IN_SERVICE, custodian__isnull=True, custodian_text=""
    )
    rows: QuerySet[Any] = Asset.objects.filter(access.reportable(actor))
    return rows.filter(works).exclude(pk__in=busy).exclude(Exists(recalled))


def _candidates(asset: Any, alike: Q, actor: Any, busy: QuerySet[Any]) -> QuerySet[Any]:
    rows = _free(actor, busy).filter(alike).exclude(pk=asset.pk)
    spares_first = Case(When(status=AssetStatus.SPARE, then=Value(0)), default=Value(1))
    return rows.select_related("model", "care_area", "location").order_by(spares_first, "pk")


def _candidate(row: Any, asset: Any) -> Candidate:
    return Candidate(
        key=row.pk,
        tag=row.tag,
        path=row.location.path if row.location else "",
        is_spare=row.status == AssetStatus.SPARE,
        is_same_model=row.model_id == asset.model_id,
    )
