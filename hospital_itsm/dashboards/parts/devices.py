"""Assets on dashboards: what nobody supports any more, and the services that stand on it."""

from typing import Any, Final

from django.db.models import Count, Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assets.choices import AssetClass, RelationKind
from assets.models import Asset, Relation
from hospital_itsm.continuity.rules.downtime import FIRST_TIERS
from hospital_itsm.dashboards import charts
from hospital_itsm.dashboards.counted import list_of
from hospital_itsm.dashboards.declared import Reader, address
from hospital_itsm.dashboards.drawn import BAD, Cell, Column, Decision, Drawn, Table
from hospital_itsm.kpi.behind import Part
from hospital_itsm.kpi.measures import MEASURES
from hospital_itsm.kpi.measures.base import ALL, IN, Moment
from hospital_itsm.kpi.rules.definitions import BY_CODE
from hospital_itsm.kpi.rules.periods import Period

UNSUPPORTED: Final = "unsupported"
MOST: Final = 6


def unsupported_assets(reader: Reader) -> QuerySet[Any]:
    """Assets past their end of support with nothing in its place, counted as the figure counts them, as of now."""
    return _counted(reader, IN)


def _counted(reader: Reader, part: str) -> QuerySet[Any]:
    measure = MEASURES[UNSUPPORTED]
    rows = measure.behind(reader.today, reader.today, part, reader.now)
    return measure.placed(rows, reader.question.scope.site, reader.domain)


def list_url(reader: Reader, part: str = IN, **more: Any) -> str:
    """The list of them."""
    today = Period(reader.today, reader.today)
    site = reader.site.code if reader.site else ""
    counted = Part(UNSUPPORTED, part, today, site, reader.domain)
    return address("assets:assets", kpi=str(counted), **more)


def past_support(reader: Reader) -> Drawn | None:
    """How many by class: one statement."""
    if not reader.may("kpi.read", BY_CODE[UNSUPPORTED]):
        return None
    groups = _counted(reader, ALL).order_by().values("asset_class")
    past = Count("pk", filter=MEASURES[UNSUPPORTED].part(Moment.at(reader.now)))  # type: ignore[misc]
    counts = [
        (one["past"], one["every"], one["asset_class"])
        for one in groups.annotate(past=past, every=Count("pk"))
    ]
    found = sorted(((now, code) for now, _every, code in counts if now), key=lambda one: (-one[0], one[1]))
    everything = sum(every for _now, every, _code in counts)
    most = found[0][0] if found else 1
    rows = tuple(
        (
            Cell(str(AssetClass(code).label), url=list_url(reader, class_=code), holds=number),
            Cell("", picture=charts.bar(number, most)),
            Cell(f"{number:,}"),
        )
        for number, code in found[:MOST]
    )
    total = sum(number for number, _code in found)
    return Drawn(
        Table((Column(_("Class")), Column("", is_picture=True), Column(_("Assets"), is_number=True)), rows),
        empty=_("No operating system on record is past its end of support without a control in its place."),
        aside=_("%(n)s of %(all)s assets") % {"n": f"{total:,}", "all": f"{everything:,}"},
        more=_("All of them") if total else "",
        more_url=list_url(reader) if total else "",
        more_holds=total,
    )


def unsupported_under_services(reader: Reader) -> list[Decision]:
    """Assets past support that services of tiers 0 and 1 need: one statement."""
    if not reader.may("kpi.read", BY_CODE[UNSUPPORTED]):
        return []
    found = list(
        _needed(reader).values_list(
            "to_asset__tag", "to_asset__name", "to_asset__network__os_end_of_support_on", "from_service"
        )
    )
    if not found:
        return []
    tags = sorted({tag for tag, *_rest in found})
    services = {service for *_rest, service in found}
    since = min((day for _tag, _name, day, _service in found if day), default=None)
    words = {
        "n": len(tags),
        "tags": ", ".join(tags[:3]),
        "services": ngettext("%(n)d service", "%(n)d services", len(services)) % {"n": len(services)},
    }
    text = (
        ngettext(
            "%(tags)s is past its end of support. %(services)s of tiers 0 and 1 need it.",
            "%(n)d assets are past their end of support (%(tags)s). %(services)s of tiers 0 and 1 need them.",
            len(tags),
        )
        % words
    )
    lead = _("Since %(day)s") % {"day": date_format(since, "M j, Y")} if since else _("Out of support")
    go = ngettext("%(n)d asset", "%(n)d assets", len(tags)) % words
    url = list_of(reader, "unsupported_needed")
    return [Decision(lead, text, go, url, BAD, "server-2", strong=(str(words["services"]),), holds=len(tags))]


def _needed(reader: Reader) -> QuerySet[Any]:
    """What services of tiers 0 and 1 need of the assets past support."""
    past = Asset.objects.filter(pk__in=unsupported_assets(reader).order_by().values("pk"))
    tiers = {"from_service__tier__in": FIRST_TIERS, "from_service__is_active": True}
    return Relation.objects.filter(~Q(kind=RelationKind.POWERS), to_asset__in=past, **tiers)


def needed_keys(reader: Reader, of: str = "") -> QuerySet[Any]:
    """The assets past support that services of tiers 0 and 1 need."""
    return _needed(reader).values_list("to_asset", flat=True)
