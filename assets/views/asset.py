"""`/a/<tag>/`: one asset on one page; its label leads here."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assets.actions.transitions import SENTENCES
from assets.choices import RelationKind
from assets.impact_map import impact_of, label_of, words_of
from assets.models import Asset, CustomField, Movement, Relation, StatusChange
from assets.queries.assets import outside_numbers, twin_tag
from assets.queries.custody import borrowed, loans_of, media_of, open_loans
from assets.queries.locations import names_around
from assets.queries.next_steps import next_steps
from assets.queries.relations import direct_relations
from assets.step_words import button_of
from hospital_itsm.audit.history import history_of
from hospital_itsm.core.access import can
from hospital_itsm.core.panels import panels_for
from hospital_itsm.core.views import PageView
from hospital_itsm.people.views.layout import own_layout
from vendors.access import seen_contract
from vendors.contract_lines import ContractLine, lines_of

LATEST = 10
STEPS_TOLD = {**SENTENCES, "import_undo": gettext_lazy("took an import back")}
JOINED = (
    *("model__manufacturer", "care_area", "owner_department", "location", "custodian", "team", "vendor"),
    *("service_provider", "contract__vendor", "network", "circuit__carrier"),
)


@dataclass(frozen=True)
class RelationLine:
    """A direct relation from where this thing stands: what is said before the other's name, and behind it."""

    relation: Relation
    before: str
    after: str
    label: str
    name: str
    url: str


def asset_or_404(request: HttpRequest, tag: str) -> Asset:
    """The asset of the address, with what its page draws."""
    rows = Asset.objects.visible_to(request.user).select_related(*JOINED)
    rows = rows.annotate(twin=twin_tag(), numbers=outside_numbers(), of_a_vendor=borrowed())
    rows = rows.annotate(trail=names_around(), open_loans=open_loans())
    found: Asset = get_object_or_404(rows, tag=tag.upper())
    return found


class AssetView(PageView):
    """The page: facts, place and custody, network, life, relations, cost and cover, panels, history."""

    access = "asset.read"

    def get(self, request: HttpRequest, tag: str) -> HttpResponse:
        """Show it."""
        asset = asset_or_404(request, tag)
        today = timezone.localdate()
        context = {
            "layout": own_layout(request),
            "asset": asset,
            "today": today,
            "steps": [(row.verb, button_of(row.verb)) for row in next_steps(asset, request.user)],
            "may_edit": can(request.user, "asset.edit", asset),
            "may_read_catalogue": can(request.user, "portfolio.read"),
            **custody_of(asset),
            "relations": relation_lines(asset, request.user),
            "custom": custom_lines(asset),
            "cover": cover_of(asset, request.user, today),
            "ends": ends_soon(asset, today),
            "panels": panels_for(asset, request.user),
            "history": history_of([asset], hidden=hidden_fields(request.user)),
        }
        return render(request, "assets/asset.html", context)


class ImpactView(PageView):
    """`/a/<tag>/impact/`: what fails if this fails; a section of the page, or a page of its own."""

    access = "asset.read"

    def get(self, request: HttpRequest, tag: str) -> HttpResponse:
        """Draw the map and the lists."""
        asset = asset_or_404(request, tag)
        context = {
            "layout": own_layout(request),
            "thing": asset,
            "label": label_of(asset),
            "words": words_of(asset),
            "impact": impact_of(asset, request.user, timezone.now()),
        }
        is_fragment = request.headers.get("HX-Request") == "true"
        return render(request, "assets/_impact.html" if is_fragment else "assets/impact.html", context)


def custody_of(asset: Any) -> dict[str, Any]:
    """Where it is and was, its life and its media: a statement each; place and loans came with the asset."""
    moves = Movement.objects.filter(asset=asset).select_related("to_location", "to_care_area", "by")
    life = StatusChange.objects.filter(asset=asset).select_related("by").order_by("-at", "-id")[:LATEST]
    return {
        "trail": asset.trail,
        "moves": list(moves.order_by("-at", "-id")[:LATEST]),
        "life": [(row, STEPS_TOLD.get(row.verb, _("added it"))) for row in life],
        "loans": loans_of(asset),
        "media": media_of(asset),
    }


def hidden_fields(actor: Any) -> frozenset[str]:
    """Fields whose former values the history keeps from the actor: a contract may have been a draft."""
    return frozenset() if can(actor, "contract.read") else frozenset({"contract"})


def cover_of(asset: Any, actor: Any, today: date) -> list[ContractLine]:
    """The contract that covers it; a draft only for those who read contracts in full, as everywhere."""
    contract = seen_contract(asset.contract, actor)
    return lines_of([contract], today) if contract else []


def relation_lines(asset: Any, actor: Any) -> list[RelationLine]:
    """The direct relations of a thing in words from where it stands; ends the actor does not see are left out."""
    lines = []
    for relation in direct_relations(asset, actor):
        first: Any = relation.from_asset or relation.from_service
        second: Any = relation.to_asset or relation.to_service
        forward = first == asset
        other = second if forward else first
        kind = str(RelationKind(relation.kind).label)
        before, after = (kind, "") if forward else ("", _("%(kind)s this") % {"kind": kind})
        named = (label_of(other), words_of(other), other.get_absolute_url())
        lines.append(RelationLine(relation, before, after, *named))
    return lines


def custom_lines(asset: Asset) -> list[tuple[str, Any]]:
    """Labels and values of the class's own fields."""
    if not asset.custom:
        return []
    labels = dict(CustomField.objects.filter(asset_class=asset.asset_class).values_list("key", "label"))
    words = {True: _("Yes"), False: _("No")}
    return [
        (labels.get(key, key), words[value] if isinstance(value, bool) else value)
        for key, value in asset.custom.items()
    ]


def ends_soon(asset: Asset, today: date) -> list[tuple[str, date, bool]]:
    """The days on which cover and support end, and whether they are over."""
    found = [
        (_("Warranty"), asset.warranty_until),
        (_("Support"), asset.end_of_support_on),
        (_("Planned replacement"), asset.end_of_life_on),
    ]
    return [(words, day, day < today) for words, day in found if day]
