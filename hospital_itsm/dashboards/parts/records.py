"""Outages, major incidents and contracts of a dashboard, each read once a request and looked at by several panels."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q, QuerySet
from django.utils import timezone

from assets.choices import ServiceLifecycle
from assets.models import Service
from hospital_itsm.continuity.choices import MajorState
from hospital_itsm.continuity.models import MajorIncident, Outage
from hospital_itsm.continuity.rules.downtime import FIRST_TIERS
from hospital_itsm.dashboards.declared import Reader
from hospital_itsm.kpi.measures.base import midnight
from hospital_itsm.kpi.rules.periods import Period
from vendors.models import Contract
from vendors.rules.notice import months_later

LOOKED_BACK: Final = timedelta(days=90)
PAST: Final = timedelta(days=31)
MONTHS: Final = 6
MOST_CONTRACTS: Final = 500


def live_services(reader: Reader) -> QuerySet[Any]:
    """Live services of the dashboard's domain, or all."""
    found = Service.objects.in_use().filter(lifecycle=ServiceLifecycle.LIVE)
    return found.filter(domain=reader.domain) if reader.domain else found


def first_services(reader: Reader) -> list[Any]:
    """Those of tiers 0 and 1: one statement."""
    found: list[Any] = reader.once(
        "first services", lambda: list(live_services(reader).filter(tier__in=FIRST_TIERS))
    )
    return found


def outages(reader: Reader) -> list[Any]:
    """Outages that touch the period, the one compared with, or the last 90 days, of the domain: three statements."""

    def read() -> list[Any]:
        rows = Outage.objects.visible_to(reader.actor).touching(_earliest(reader), reader.now)
        return [one for one in rows.listed().order_by("began_at", "pk") if is_of_domain(one, reader)]

    found: list[Any] = reader.once("outages", read)
    return found


def is_of_domain(outage: Any, reader: Reader) -> bool:
    """Does it hit a service of the dashboard's domain? Its services are read."""
    return not reader.domain or any(one.domain == reader.domain for one in outage.services.all())


def touching(rows: Iterable[Any], period: Period, reader: Reader) -> list[Any]:
    """Those of which some part lies in a period."""
    first, last = reader.since(period), reader.until(period)
    return [one for one in rows if one.began_at < last and (one.ended_at is None or one.ended_at > first)]


def unplanned(rows: Iterable[Any]) -> list[Any]:
    """Those nobody planned."""
    return [one for one in rows if not one.is_planned]


def majors(reader: Reader) -> list[Any]:
    """Major incidents of the domain that were declared or reviewed lately, or wait for their review: one statement.

    The latest first.
    """

    def read() -> list[Any]:
        lately = Q(promoted_at__gte=_earliest(reader)) | Q(reviewed_at__gte=reader.now - PAST)
        rows = MajorIncident.objects.visible_to(reader.actor).filter(lately | Q(state=MajorState.STOOD_DOWN))
        if reader.domain:
            of_domain = MajorIncident.objects.filter(services__domain=reader.domain)
            rows = rows.filter(pk__in=of_domain.values("pk"))
        named = rows.annotate(dash_services=ArrayAgg("services__name", distinct=True, default=[]))
        return list(named.filter(promoted_at__isnull=False).order_by("-promoted_at", "-pk"))

    found: list[Any] = reader.once("majors", read)
    return found


def name_of(major: Any) -> str:
    """A major incident by its number and services: its title is somebody's own words, which leaders do not get."""
    services = ", ".join(name for name in major.dash_services if name)
    return f"{major.key}, {services}" if services else str(major.key)


def declared_in(rows: Iterable[Any], period: Period, reader: Reader) -> list[Any]:
    """Those declared in a period."""
    first, last = reader.since(period), reader.until(period)
    return [one for one in rows if first <= one.promoted_at < last]


def contracts(reader: Reader) -> list[Any]:
    """Contracts whose notice window meets the six months from the first of this one, nearest first: one statement."""

    def read() -> list[Any]:
        rows = Contract.objects.visible_to(reader.actor)
        rows = rows.filter(domain=reader.domain) if reader.domain else rows
        first = reader.today.replace(day=1)
        found = rows.renewing(first, months_later(first, MONTHS)).select_related("vendor")
        return list(found[:MOST_CONTRACTS])

    found: list[Any] = reader.once("contracts", read)
    return found


def first_looked_at(reader: Reader) -> date:
    """The first of the 90 days that are looked back on."""
    return timezone.localdate(reader.now - LOOKED_BACK)


def _earliest(reader: Reader) -> datetime:
    return midnight(min(reader.period.first, reader.against.first, first_looked_at(reader)))


def other_services(reader: Reader) -> QuerySet[Any]:
    """Services of other domains than the dashboard's."""
    return Service.objects.exclude(domain=reader.domain)
