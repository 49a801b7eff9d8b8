"""Figures of outages for people: how long, how much of it in agreed service time, how available a service was."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

from hospital_itsm.continuity.models import Outage
from hospital_itsm.continuity.queries.agreed import agreed_calendars, values_of
from hospital_itsm.continuity.rules.downtime import (
    Stretch,
    availability,
    has_overrun,
    is_extensive,
    lost,
    share_of,
    time_out,
    within_agreed,
)
from hospital_itsm.core.worktime import Calendar


@dataclass(frozen=True)
class ServiceLine:
    """What one outage meant for one of its services."""

    service: Any
    calendar: Any
    agreed: timedelta
    lost: timedelta


@dataclass(frozen=True)
class Availability:
    """How available a service was in a period: `share` without planned outages, `with_planned` with them."""

    agreed: timedelta
    down: timedelta
    planned: timedelta
    outages: int
    share: Fraction | None
    with_planned: Fraction | None

    @property
    def percent(self) -> str:
        """The share in percent, three places, never rounded up to 100."""
        return percent_words(self.share)

    @property
    def percent_with_planned(self) -> str:
        """The same with planned outages."""
        return percent_words(self.with_planned)


def percent_words(share: Fraction | None) -> str:
    """A share in percent with three places, cut and not rounded, so that a lost minute shows."""
    if share is None:
        return ""
    thousandths = int(share * 100_000)
    return f"{thousandths // 1000}.{thousandths % 1000:03}"


def put_lengths(outages: Iterable[Outage], now: datetime) -> None:
    """Put on rows read for drawing how long each was (`length`) and whether a planned one overran (`overran`)."""
    for one in outages:
        one.length = time_out(one.began_at, one.ended_at, now) if one.began_at else None
        if one.began_at and one.planned_from and one.planned_until:
            window = (one.planned_from, one.planned_until)
            one.overran = has_overrun(window, one.began_at, one.ended_at or now)


def lines_of(outage: Outage, now: datetime) -> list[ServiceLine]:
    """What an outage meant for each of its services, by name."""
    services = sorted(outage.services.all(), key=lambda one: one.name)
    calendars = agreed_calendars(services)
    values = values_of(calendars)
    began, ended = outage.began_at, outage.ended_at or now
    if began is None:
        return [ServiceLine(one, calendars.get(one.pk), timedelta(0), timedelta(0)) for one in services]
    stretch = stretch_of(outage)
    return [
        ServiceLine(
            one,
            calendars.get(one.pk),
            within_agreed(values.get(one.pk), began, ended),
            lost(values.get(one.pk), [stretch], began, ended),
        )
        for one in services
    ]


def stretch_of(outage: Outage) -> Stretch:
    """An outage that has begun as a value; its services and units were read before."""
    tiers = [one.tier for one in outage.services.all()]
    share = share_of(outage.users_percent, is_extensive(tiers, len(outage.care_areas.all())))
    return Stretch(outage.began_at, outage.ended_at, share)  # type: ignore[arg-type]


def availability_of(
    calendar: Calendar | None, outages: Sequence[Outage], first: datetime, last: datetime
) -> Availability:
    """How available a service was in its agreed time.

    `outages` are those of it that touch the period, with services and units read.
    """
    agreed = within_agreed(calendar, first, last)
    every = [stretch_of(one) for one in outages]
    unplanned = [stretch_of(one) for one in outages if not one.is_planned]
    down, both = lost(calendar, unplanned, first, last), lost(calendar, every, first, last)
    return Availability(
        agreed,
        down,
        both - down,
        len(unplanned),
        availability(agreed, down),
        availability(agreed, both),
    )
