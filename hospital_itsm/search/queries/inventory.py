"""Finding assets and services."""

from typing import Any

from django.db.models import BooleanField, Case, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils.http import urlencode

from assets.models import Asset, Service
from assets.rules.lifecycle import ENDED
from hospital_itsm.core.access import can
from hospital_itsm.search.queries.named import best_first, holding
from hospital_itsm.search.queries.people import queue_of
from hospital_itsm.search.sources import Asked, Hit


def find_assets(asked: Asked, most: int) -> list[Hit]:
    """By tag, serial, names, identifiers, host name or place, those in the house first: one statement."""
    words = " ".join(part for part in asked.parts if " " not in part)
    rows = Asset.objects.visible_to(asked.actor).matching(words).listed()
    for phrase in (part for part in asked.parts if " " in part):
        rows = rows.filter(search__words__contains=phrase.upper())
    typed = asked.plain.upper()
    tagged = Case(
        When(tag__iexact=typed, then=Value(True)), default=Value(False), output_field=BooleanField()
    )
    ended = Case(
        When(Q(status__in=ENDED), then=Value(True)), default=Value(False), output_field=BooleanField()
    )
    return [_hit(asset, typed) for asset in rows.order_by(tagged.desc(), ended, "tag", "pk")[:most]]


def asset_names(actor: Any) -> tuple[QuerySet[Any], str]:
    """The words assets are found by, of those the person sees."""
    return Asset.objects.visible_to(actor), "search__words"


def asset_list(asked: Asked) -> str:
    """The list of assets with these words."""
    return f"{reverse('assets:assets')}?{urlencode({'q': asked.plain})}"


def find_services(asked: Asked, most: int) -> list[Hit]:
    """Services in use by code, name or category: one statement."""
    rows = Service.objects.in_use().filter(holding(asked.parts, "code", "name", "category"))
    found = best_first(rows, asked, "code", "name")[:most]
    reads = can(asked.actor, "portfolio.read")
    return [
        Hit(
            row.name,
            row.code,
            tuple(filter(None, (row.category,))) if reads else (),
            row.get_absolute_url() if reads else queue_of(asked.actor, service=row.code),
        )
        for row in found
    ]


def service_names(actor: Any) -> tuple[QuerySet[Any], str]:
    """Names of services in use."""
    return Service.objects.in_use(), "name"


def _hit(asset: Asset, typed: str) -> Hit:
    place = asset.care_area.name if asset.care_area else ""
    facts = tuple(filter(None, (str(asset.get_status_display()), place)))
    title = asset.name or (str(asset.model) if asset.model else asset.tag)
    return Hit(title, asset.tag, facts, asset.get_absolute_url(), is_exact=asset.tag.upper() == typed)
