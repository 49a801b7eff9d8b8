"""The inventory of clinical devices on dashboards: what is down and has no spare, what is missing, what is old."""

from collections import Counter
from typing import Any, Final

from django.db.models import Count as Counted
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assets.choices import CLINICAL_CLASSES, AssetClass, AssetStatus
from assets.models import Asset
from hospital_itsm.dashboards import charts
from hospital_itsm.dashboards.counted import list_of
from hospital_itsm.dashboards.declared import Reader, address
from hospital_itsm.dashboards.drawn import BAD, Cell, Column, Decision, Drawn, Table
from hospital_itsm.kpi.behind import Part
from hospital_itsm.kpi.measures import MEASURES
from hospital_itsm.kpi.measures.base import IN
from hospital_itsm.kpi.measures.devices import DOWN, HIGH_RISK, LIFE_SUPPORT
from hospital_itsm.kpi.rules.definitions import BY_CODE
from hospital_itsm.kpi.rules.periods import Period

OLD: Final = "past_life"
MOST: Final = 8


def clinical(reader: Reader) -> QuerySet[Any]:
    """Clinical devices the reader sees, of the site asked for."""
    rows = Asset.objects.visible_to(reader.actor).filter(asset_class__in=CLINICAL_CLASSES)
    if reader.site is None:
        return rows
    return rows.filter(Q(care_area__site=reader.site) | Q(care_area__isnull=True, location__site=reader.site))


def down(reader: Reader) -> list[Any]:
    """Devices that may not be used, and `dash_grave` for those of life support or high risk: one statement."""

    def read() -> list[Any]:
        grave = clinical(reader).filter(LIFE_SUPPORT | HIGH_RISK).values("pk")
        rows = clinical(reader).filter(status__in=DOWN).annotate(dash_grave=Q(pk__in=grave))
        return list(rows.select_related("model", "care_area").order_by("tag"))

    found: list[Any] = reader.once("devices down", read)
    return found


def spares(reader: Reader) -> Counter[int]:
    """How many working spares there are of the models that are down: one statement."""

    def read() -> Counter[int]:
        models = {one.model_id for one in down(reader) if one.model_id}
        rows = Asset.objects.visible_to(reader.actor).filter(status=AssetStatus.SPARE, model__in=models)
        return Counter(dict(rows.order_by().values_list("model").annotate(n=Counted("pk"))))

    found: Counter[int] = reader.once("spares", read)
    return found


def without_spare(reader: Reader) -> list[Decision]:
    """Life-support and high-risk devices that are down while no spare of their model is in the house."""
    if not reader.may("asset.read"):
        return []
    found = _lacking(reader)
    if not found:
        return []
    tags = ", ".join(one.tag for one in found[:3])
    text = ngettext(
        "%(tags)s is down, and no spare of its model is in the house.",
        "%(n)d devices of life support or high risk are down and have no spare of their model: %(tags)s.",
        len(found),
    ) % {"n": len(found), "tags": tags if len(found) <= 3 else _("%(tags)s and others") % {"tags": tags}}
    go = ngettext("%(n)d device", "%(n)d devices", len(found)) % {"n": len(found)}
    return [
        Decision(
            _("No spare"), text, go, list_of(reader, "without_spare"), BAD, "device-heart-monitor",
            strong=(tags,), holds=len(found),
        )
    ]  # fmt: skip


def _lacking(reader: Reader) -> list[Any]:
    ready = spares(reader)
    return [one for one in down(reader) if one.dash_grave and not ready[one.model_id]]


def keys_without_spare(reader: Reader, of: str = "") -> list[int]:
    """Grave devices that are down and have no spare."""
    return [one.pk for one in _lacking(reader)]


def down_keys(reader: Reader, of: str = "") -> list[int]:
    """Devices that may not be used."""
    return [one.pk for one in down(reader)]


def missing_keys(reader: Reader, of: str = "") -> QuerySet[Any]:
    """Devices that could not be located."""
    return clinical(reader).filter(status=AssetStatus.MISSING).values_list("pk", flat=True)


def down_by_unit(reader: Reader) -> Drawn | None:
    """What is down: where it belongs, since it has which state, and how many spares of its model are ready."""
    if not reader.may("asset.read"):
        return None
    rows = sorted(down(reader), key=lambda one: (not one.dash_grave, one.tag))
    ready = spares(reader)
    return Drawn(
        Table(
            (
                Column(_("Device")),
                Column(_("Unit"), is_aside=True),
                Column(_("State")),
                Column(_("Spares"), is_number=True),
            ),
            tuple(_down_row(one, ready[one.model_id]) for one in rows[:MOST]),
        ),
        empty=_("No clinical device is down."),
        big=str(len(rows)) if rows else "",
        big_words=ngettext("clinical device is down", "clinical devices are down", len(rows)) if rows else "",
        more=_("All of them") if rows else "",
        more_url=list_of(reader, "devices_down") if rows else "",
        more_holds=len(rows),
    )


def _down_row(row: Any, ready: int) -> tuple[Cell, ...]:
    return (
        Cell(row.title, url=row.get_absolute_url(), note=row.tag),
        Cell(row.care_area.name if row.care_area else "–"),
        Cell(row.get_status_display(), mark="bad" if row.dash_grave else "warn"),
        Cell(str(ready), is_late=row.dash_grave and not ready),
    )


def missing(reader: Reader) -> Drawn | None:
    """Devices that could not be located, the longest unseen first: one statement."""
    if not reader.may("asset.read"):
        return None
    rows = clinical(reader).filter(status=AssetStatus.MISSING).select_related("model", "care_area")
    found = sorted(
        rows, key=lambda one: (one.last_seen_at is not None, one.last_seen_at or reader.now, one.tag)
    )
    return Drawn(
        Table(
            (Column(_("Device")), Column(_("Unit"), is_aside=True), Column(_("Last seen"), is_number=True)),
            tuple(
                (
                    Cell(one.title, url=one.get_absolute_url(), note=one.tag),
                    Cell(one.care_area.name if one.care_area else "–"),
                    Cell(_seen(one.last_seen_at)),
                )
                for one in found[:MOST]
            ),
        ),
        empty=_("Every clinical device is where it belongs, or was seen elsewhere."),
        more=ngettext("All %(n)d", "All %(n)d", len(found)) % {"n": len(found)} if found else "",
        more_url=list_of(reader, "devices_missing") if found else "",
        more_holds=len(found),
    )


def _seen(at: Any) -> str:
    return str(date_format(timezone.localdate(at), "M j, Y")) if at else _("never")


def past_life(reader: Reader) -> Drawn | None:
    """Devices beyond their expected life by class, for the plan of replacements: one statement."""
    if not reader.may("kpi.read", BY_CODE[OLD]):
        return None
    measure = MEASURES[OLD]
    rows = measure.behind(reader.today, reader.today, IN, reader.now)
    rows = measure.placed(rows, reader.question.scope.site, reader.domain)
    counts = dict(rows.order_by().values_list("asset_class").annotate(n=Counted("pk", distinct=True)))
    ordered = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    most = max([*counts.values(), 1])
    site = reader.site.code if reader.site else ""
    part = str(Part(OLD, IN, Period(reader.today, reader.today), site, reader.domain))
    return Drawn(
        Table(
            (Column(_("Class")), Column("", is_picture=True), Column(_("Devices"), is_number=True)),
            tuple(
                (
                    Cell(
                        str(AssetClass(code).label), url=address("assets:assets", kpi=part, class_=code),
                        holds=number,
                    ),
                    Cell("", picture=charts.bar(number, most)),
                    Cell(f"{number:,}"),
                )
                for code, number in ordered[:MOST]
            ),
        ),
        empty=_("Nothing is beyond its expected life, as far as that is on record."),
        more=_("All of them") if counts else "",
        more_url=address("assets:assets", kpi=part) if counts else "",
        more_holds=sum(counts.values()),
    )  # fmt: skip
