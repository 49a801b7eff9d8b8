"""Applications on dashboards: who answers for them, plans for downtime, licenses, data feeds, vendors that are late."""

from collections.abc import Sequence
from typing import Any, Final

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assets.models import License
from hospital_itsm.continuity.models import DataFeed, RecoveryPlan
from hospital_itsm.continuity.registers import look_of, put_feeds
from hospital_itsm.continuity.rules.registers import BROKEN
from hospital_itsm.dashboards.counted import list_of
from hospital_itsm.dashboards.declared import Reader, address
from hospital_itsm.dashboards.drawn import BAD, WARN, Cell, Column, Count, Decision, Drawn, Table
from hospital_itsm.dashboards.parts import records
from hospital_itsm.underpinning.models import VendorClock

MOST: Final = 8
BROKEN_ONES: Final = "broken"
LITTLE_USED: Final = 70
"""Percent of what is paid for; below it a license is worth a question."""


def late_clocks(reader: Reader) -> list[Any]:
    """Promises of vendors that are past due while the work goes on, the longest first: one statement."""

    def read() -> list[Any]:
        rows = VendorClock.objects.visible_to(reader.actor).passed(reader.now)
        if reader.domain:
            rows = rows.filter(task__ticket__team__domain=reader.domain)
        return list(rows.select_related("vendor", "task").order_by("due_at", "pk"))

    found: list[Any] = reader.once("late vendors", read)
    return found


def count_late(reader: Reader) -> Count | None:
    """Tickets in a vendor's hands whose promise has passed."""
    if not reader.may("vendor_task.read"):
        return None
    tasks = {one.task_id for one in late_clocks(reader)}
    return Count(len(tasks), address("underpinning:tasks", late="yes", domain=reader.domain))


def vendors_late(reader: Reader) -> list[Decision]:
    """Vendors that are past their promise, the longest first."""
    if not reader.may("vendor_task.read"):
        return []
    by_vendor: dict[Any, list[Any]] = {}
    for row in late_clocks(reader):
        by_vendor.setdefault(row.vendor, []).append(row)
    return [_vendor_late(vendor, rows, reader) for vendor, rows in list(by_vendor.items())[:2]]


def _vendor_late(vendor: Any, rows: Sequence[Any], reader: Reader) -> Decision:
    tasks = len({row.task_id for row in rows})
    since = timezone.localdate(rows[0].due_at)
    text = ngettext(
        "%(vendor)s is past its promise with %(n)d ticket.",
        "%(vendor)s is past its promise with %(n)d tickets.",
        tasks,
    ) % {"vendor": vendor.name, "n": tasks}
    lead = _("Since %(day)s") % {"day": date_format(since, "M j")}
    go = ngettext("%(n)d ticket", "%(n)d tickets", tasks) % {"n": tasks}
    url = address("underpinning:tasks", late="yes", vendor=vendor.name, domain=reader.domain)
    return Decision(lead, text, go, url, BAD, "clock", since, (vendor.name,), holds=tasks)


def unowned(reader: Reader) -> list[Decision]:
    """Live services without an owner, and those of tiers 0 and 1 without a plan for disasters: two statements."""
    if not reader.may("portfolio.read"):
        return []
    bare, unplanned = _bare(reader), _unplanned(reader)
    found = []
    if bare:
        text = ngettext(
            "%(names)s has no owner: nobody decides about it.",
            "%(n)d live services have no owner, so nobody decides about them: %(names)s.",
            len(bare),
        )
        found.append(_about(_("No owner"), text, bare, list_of(reader, "unowned")))
    if unplanned:
        text = ngettext(
            "%(names)s has no plan to bring it back after a disaster.",
            "%(n)d services of tiers 0 and 1 have no plan to bring them back: %(names)s.",
            len(unplanned),
        )
        found.append(_about(_("No plan"), text, unplanned, list_of(reader, "unplanned")))
    return found


def _bare(reader: Reader) -> list[Any]:
    return list(records.live_services(reader).filter(owner__isnull=True).order_by("name"))


def _unplanned(reader: Reader) -> list[Any]:
    planned = set(RecoveryPlan.objects.filter(is_active=True).values_list("service", flat=True))
    return [one for one in records.first_services(reader) if one.pk not in planned]


def services_without_owner(reader: Reader, of: str = "") -> list[int]:
    """Live services that nobody owns."""
    return [one.pk for one in _bare(reader)]


def services_without_plan(reader: Reader, of: str = "") -> list[int]:
    """Services of tiers 0 and 1 without a plan for disasters."""
    return [one.pk for one in _unplanned(reader)]


def _about(lead: str, text: str, services: Sequence[Any], listed: str) -> Decision:
    names = ", ".join(one.name for one in services[:3])
    if len(services) > 3:
        names = _("%(names)s and others") % {"names": names}
    words = {"n": len(services), "names": names}
    go = ngettext("%(n)d service", "%(n)d services", len(services)) % words
    return Decision(lead, text % words, go, listed, WARN, "user", holds=len(services))


def licenses_of(reader: Reader) -> list[Any]:
    """Licenses of the domain's services: one statement."""

    def read() -> list[Any]:
        rows = License.objects.visible_to(reader.actor).filter(is_active=True, entitled__gt=0)
        rows = rows.filter(service__domain=reader.domain) if reader.domain else rows
        return list(rows.select_related("service", "vendor").order_by("product", "pk"))

    found: list[Any] = reader.once("licenses", read)
    return found


def over_licensed(reader: Reader) -> list[Decision]:
    """Products with more given out than is paid for."""
    if not reader.may("asset.read"):
        return []
    return [
        Decision(
            _("Over by %(n)d") % {"n": one.assigned - one.entitled},
            _("%(product)s: %(given)d are given out, %(paid)d are paid for.")
            % {"product": one.product, "given": one.assigned, "paid": one.entitled},
            _("Licenses"),
            address("assets:licenses"),
            WARN,
            "file",
            strong=(one.product,),
        )
        for one in licenses_of(reader)
        if one.assigned > one.entitled
    ]


def licenses(reader: Reader) -> Drawn | None:
    """What is paid for, given out, and used in the last 90 days; the least used first."""
    if not reader.may("asset.read"):
        return None
    rows = sorted(
        licenses_of(reader), key=lambda one: (_used(one) if _used(one) is not None else 101, one.product)
    )
    return Drawn(
        Table(
            (
                Column(_("Product")),
                Column(_("Paid for"), is_number=True),
                Column(_("Given out"), is_number=True, is_aside=True),
                Column(_("Used in 90 days"), is_number=True),
            ),
            tuple(_license_row(one) for one in rows[:MOST]),
        ),
        empty=_("No license of these applications is on record."),
        more=_("All licenses") if rows else "",
        more_url=address("assets:licenses") if rows else "",
    )


def _used(row: Any) -> int | None:
    return None if row.active_90d is None else row.active_90d * 100 // row.entitled


def _license_row(row: Any) -> tuple[Cell, ...]:
    used = _used(row)
    return (
        Cell(row.product, note=row.service.name if row.service else ""),
        Cell(f"{row.entitled:,}"),
        Cell(f"{row.assigned:,}", is_late=row.assigned > row.entitled),
        Cell("–" if used is None else f"{used}%", is_late=used is not None and used < LITTLE_USED),
    )


def feeds(reader: Reader) -> Drawn | None:
    """Interfaces and data feeds, those that did not come first: one statement."""
    if not reader.may("outage.read"):
        return None
    rows = standing_feeds(reader)
    broken = sum(one.standing in BROKEN for one in rows)
    return Drawn(
        Table(
            (Column(_("Feed")), Column(_("Stands")), Column(_("Last run"), is_number=True)),
            tuple(_feed_row(one) for one in rows[:MOST]),
        ),
        empty=_("No data feed is on record."),
        big=str(broken) if rows else "",
        big_words=_("of %(n)d feeds did not come or failed") % {"n": len(rows)} if rows else "",
        big_url=list_of(reader, "feeds", BROKEN_ONES) if rows else "",
        more=ngettext("All %(n)d feed", "All %(n)d feeds", len(rows)) % {"n": len(rows)} if rows else "",
        more_url=list_of(reader, "feeds") if rows else "",
        more_holds=len(rows),
    )


def standing_feeds(reader: Reader) -> list[Any]:
    """Feeds with how they stand, those that did not come or failed first: one statement."""
    rows = list(feeds_of(reader))
    put_feeds(rows, reader.now)
    return sorted(rows, key=lambda one: (one.standing not in BROKEN, one.name))


def feed_keys(reader: Reader, of: str = "") -> list[int]:
    """Feeds of the domain, or those of them that did not come or failed."""
    return [one.pk for one in standing_feeds(reader) if of != BROKEN_ONES or one.standing in BROKEN]


def feeds_of(reader: Reader) -> Any:
    """Feeds of the domain's services, and those of none."""
    rows = DataFeed.objects.visible_to(reader.actor).filter(is_active=True)
    if reader.domain:
        rows = rows.exclude(service__isnull=False, service__in=records.other_services(reader))
    return rows


def _feed_row(row: Any) -> tuple[Cell, ...]:
    mark, words = look_of(row) if row.standing != "soon" else ("wait", _("Expected"))
    last = timezone.localtime(row.last_run_at) if row.last_run_at else None
    return (
        Cell(row.name, url=row.get_absolute_url(), note=row.source),
        Cell(str(words), mark=mark),
        Cell(f"{date_format(last, 'M j')}, {last:%H:%M}" if last else "–"),
    )
