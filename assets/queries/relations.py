"""Relations for the walk of `rules.impact`: the next step from many things in one statement."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Q

from assets import access
from assets.rules.impact import REVERSED, Edge, Key

CHANGED_WITHIN: Final = timedelta(hours=24)
DRAWN: Final = ("tag", "name", "asset_class", "model__name", "model__device_type")
"""What is drawn of an asset: other columns are neither compiled nor read."""
ENDS: Final = tuple(
    f"{side}_{what}"
    for side in ("from", "to")
    for what in (*(f"asset__{column}" for column in DRAWN), "service__code", "service__name")
)
CHUNK: Final = 2_000
"""Relations read at a time: a walk that has no more room asks for no more of the many a core switch has."""
COLUMNS: Final = ("kind", "from_asset_id", "from_service_id", "to_asset_id", "to_service_id")


@dataclass(frozen=True, slots=True)
class UnitGlimpse:
    """A care area where only its name is said."""

    code: str
    name: str
    care_class: str


@dataclass(frozen=True, slots=True)
class Glimpse:
    """An asset where it is only counted."""

    tag: str
    asset_class: str
    unit: UnitGlimpse | None


def key_of(end: Any) -> Key:
    """The key of an asset or a service."""
    return (str(end._meta.model_name), end.pk)


def edges_to_dependents(keys: Collection[Key]) -> Iterator[Edge]:
    """Relations from these things to what needs them."""
    return _edges(_ends("to", keys) & ~Q(kind__in=REVERSED) | _ends("from", keys) & Q(kind__in=REVERSED))


def edges_to_needs(keys: Collection[Key]) -> Iterator[Edge]:
    """Relations from these things to what they need."""
    return _edges(_ends("from", keys) & ~Q(kind__in=REVERSED) | _ends("to", keys) & Q(kind__in=REVERSED))


def direct_relations(end: Any, actor: Any) -> list[Any]:
    """The relations of one thing in both directions with their other ends; those to what is not visible are absent."""
    from assets.models import Relation

    key = [key_of(end)]
    rows = Relation.objects.filter(_ends("from", key) | _ends("to", key), visible_ends(actor))
    joined = rows.select_related("from_asset__model", "from_service", "to_asset__model", "to_service")
    return list(joined.only("kind", "note", *ENDS).order_by("kind", "id")[:200])


def visible_ends(actor: Any) -> Q:
    """The condition that the actor sees both ends of a relation."""
    from assets.models import Asset

    if access.reads_all(actor):
        return Q()
    seen = Asset.objects.visible_to(actor).order_by()
    both = Q(from_asset__isnull=True) | Q(from_asset__in=seen)
    return both & (Q(to_asset__isnull=True) | Q(to_asset__in=seen))


def changed_lately(keys: Collection[Key], now: datetime) -> frozenset[Key]:
    """Those of these things about which anything was recorded in the last 24 hours."""
    from hospital_itsm.audit.models import AuditEntry

    about = Q(pk__in=[])
    for kind in ("asset", "service"):
        numbers = [str(number) for one, number in keys if one == kind]
        about |= Q(target_type=f"assets.{kind}", target_id__in=numbers)
    rows = AuditEntry.objects.filter(about, at__gte=now - CHANGED_WITHIN).exclude(verb__endswith=".create")
    found = rows.values_list("target_type", "target_id").distinct()
    return frozenset((kind.partition(".")[2], int(number)) for kind, number in found)


def glimpses(keys: Collection[Key], actor: Any) -> dict[Key, Glimpse]:
    """The little that is told of each of thousands of assets, of those the actor may see: one statement."""
    from assets.models import Asset

    rows = Asset.objects.visible_to(actor).filter(pk__in=[number for kind, number in keys if kind == "asset"])
    columns = ("care_area_id", "care_area__code", "care_area__name", "care_area__care_class")
    found = {}
    for pk, tag, asset_class, unit, *facts in rows.values_list("pk", "tag", "asset_class", *columns):
        found["asset", pk] = Glimpse(tag, asset_class, UnitGlimpse(*facts) if unit is not None else None)
    return found


def assets_behind(keys: Collection[Key]) -> dict[Key, Any]:
    """The rows of assets with model: one statement."""
    from assets.models import Asset

    rows = Asset.objects.filter(pk__in=[number for kind, number in keys if kind == "asset"])
    return {key_of(row): row for row in rows.select_related("model").only(*DRAWN)}


def services_behind(keys: Collection[Key]) -> dict[Key, Any]:
    """The rows of services: one statement."""
    from assets.models import Service

    rows = Service.objects.filter(pk__in=[number for kind, number in keys if kind == "service"])
    return {key_of(row): row for row in rows.only("code", "name", "tier")}


def _ends(side: str, keys: Collection[Key]) -> Q:
    assets = [number for kind, number in keys if kind == "asset"]
    services = [number for kind, number in keys if kind == "service"]
    return Q(**{f"{side}_asset__in": assets}) | Q(**{f"{side}_service__in": services})


def _edges(condition: Q) -> Iterator[Edge]:
    from assets.models import Relation

    rows = Relation.objects.filter(condition).order_by("id").values_list(*COLUMNS).iterator(CHUNK)
    for kind, from_asset, from_service, to_asset, to_service in rows:
        yield Edge(kind, _key(from_asset, from_service), _key(to_asset, to_service))


def _key(asset: int | None, service: int | None) -> Key:
    return ("asset", asset) if asset is not None else ("service", int(service or 0))
