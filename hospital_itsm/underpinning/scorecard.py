"""How a vendor kept its promises in the last twelve months; every figure leads to the rows it counts.

Figures without data are absent, never zero. Counted is what the reader may see, so that a list is as long as its figure
says. Times to an answer are those between hand-over and answer by the wall clock, nights and weekends included, of
tasks whose answer was recorded.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final
from urllib.parse import urlencode

from django.db.models import Count, Sum
from django.db.models.functions import TruncQuarter
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hospital_itsm.core.access import can
from hospital_itsm.underpinning.choices import ClockState, Metric
from hospital_itsm.underpinning.models import VendorClock, VendorTask
from hospital_itsm.underpinning.rules.figures import (
    Span,
    median,
    percentile,
    quarter_of,
    quarters,
    share,
    year_before,
)
from vendors.models import Vendor

SLOWEST: Final = 90
DAY: Final = timedelta(days=1)
Counts = dict[tuple[str, str], int]


@dataclass(frozen=True)
class Kept:
    """Promises of one kind within some days: how many were kept and broken. Made only where there are any."""

    vendor: Vendor
    metric: Metric
    span: Span
    met: int
    missed: int

    @property
    def whole(self) -> int:
        """How many there were."""
        return self.met + self.missed

    @property
    def percent(self) -> Decimal | None:
        """Percent kept, rounded down to a tenth."""
        return share(self.met, self.missed)

    @property
    def url(self) -> str:
        """All of them."""
        return self._url("met", "missed")

    @property
    def missed_url(self) -> str:
        """Those that were missed."""
        return self._url("missed")

    def _url(self, *states: str) -> str:
        query = {
            "vendor": self.vendor.name,
            "promise": self.metric.value,
            "state": states,
            **_days(self.span),
        }
        return f"{reverse('underpinning:clocks')}?{urlencode(query, doseq=True)}"


@dataclass(frozen=True)
class Answers:
    """Recorded answers: how many, the middle time to one, and the time that nine of ten do not exceed."""

    count: int
    median: timedelta
    slowest: timedelta
    url: str


@dataclass(frozen=True)
class Credit:
    """What misses are worth by the contracts, in one currency."""

    currency: str
    amount: Decimal
    url: str


@dataclass(frozen=True)
class Quarter:
    """The promises that ended in a calendar quarter, as far as it lies in the twelve months."""

    span: Span
    kept: dict[str, Kept]

    @property
    def label(self) -> str:
        """Such as "Oct to Dec 2025", cut where the twelve months begin or end within it."""
        first, last = self.span.first, self.span.last
        whole = quarter_of(first) == first and quarter_of(last + DAY) == last + DAY
        style = "M" if whole else "M j"
        return _("%(first)s to %(last)s") % {
            "first": date_format(first, style),
            "last": date_format(last, f"{style} Y" if whole else f"{style}, Y"),
        }

    @property
    def cells(self) -> list[Kept | None]:
        """What was kept of each kind of promise, in order; None where none ended."""
        return [self.kept.get(metric.value) for metric in Metric]


@dataclass(frozen=True)
class Card:
    """The scorecard of one vendor."""

    vendor: Vendor
    span: Span
    kept: dict[str, Kept]
    answers: Answers | None
    open_tasks: int
    open_url: str
    credits: Sequence[Credit] | None
    quarters: list[Quarter] = field(default_factory=list)

    @property
    def has_data(self) -> bool:
        """Is there anything to say of the twelve months?"""
        return bool(self.kept or self.answers)


def card_of(vendor: Vendor, actor: Any, now: datetime) -> Card:
    """The scorecard of a vendor as this person may have it: three statements."""
    return cards_of([vendor], actor, now)[vendor.pk]


def cards_of(vendors: Iterable[Vendor], actor: Any, now: datetime) -> dict[int, Card]:
    """The scorecards of vendors by their keys: three statements, however many there are.

    Credits are for those who read contracts in full; `credits` is None for others.
    """
    rows = {vendor.pk: vendor for vendor in vendors}
    span = year_before(timezone.localdate(now))
    since, until = bounds(span)
    ended: dict[int, list[dict[str, Any]]] = {}
    for row in _ended(rows, actor, since, until):
        ended.setdefault(row["vendor"], []).append(row)
    times: dict[int, list[timedelta]] = {}
    answered = VendorTask.objects.visible_to(actor).answered(since, until).filter(vendor__in=rows).order_by()
    for pk, handed, at in answered.values_list("vendor", "handed_at", "answered_at"):
        times.setdefault(pk, []).append(at - handed)
    waiting = VendorTask.objects.visible_to(actor).open().filter(vendor__in=rows).order_by()
    open_tasks = dict(waiting.values_list("vendor").annotate(n=Count("pk")))
    sees_money = can(actor, "contract.read")
    return {
        pk: _card(vendor, span, ended.get(pk, []), times.get(pk, []), open_tasks.get(pk, 0), sees_money)
        for pk, vendor in rows.items()
    }


def bounds(span: Span) -> tuple[datetime, datetime]:
    """A span as instants of the hospital's clock: its beginning, and the beginning of the day after it."""
    return _midnight(span.first), _midnight(span.last + DAY)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _ended(rows: Iterable[int], actor: Any, since: datetime, until: datetime) -> Any:
    found = VendorClock.objects.visible_to(actor).counted(since, until).filter(vendor__in=list(rows))
    grouped = found.order_by().annotate(quarter=TruncQuarter("settled_at"))
    return grouped.values("vendor", "metric", "state", "quarter", "currency").annotate(
        n=Count("pk"), owed=Sum("credit")
    )


def _card(
    vendor: Vendor,
    span: Span,
    ended: list[dict[str, Any]],
    times: list[timedelta],
    open_tasks: int,
    sees_money: bool,
) -> Card:
    by_quarter: dict[date, list[dict[str, Any]]] = {}
    for row in ended:
        by_quarter.setdefault(timezone.localtime(row["quarter"]).date(), []).append(row)
    return Card(
        vendor,
        span,
        _kept(vendor, span, ended),
        _answers(vendor, span, times),
        open_tasks,
        tasks_url(vendor=vendor.name, waiting="yes"),
        _credits(vendor, span, ended) if sees_money else None,
        [
            Quarter(part, _kept(vendor, part, by_quarter.get(quarter_of(part.first), [])))
            for part in quarters(span)
        ],
    )


def _kept(vendor: Vendor, span: Span, ended: list[dict[str, Any]]) -> dict[str, Kept]:
    counts: Counts = {}
    for row in ended:
        place = (row["metric"], row["state"])
        counts[place] = counts.get(place, 0) + row["n"]
    found = {
        metric.value: Kept(
            vendor,
            metric,
            span,
            counts.get((metric.value, ClockState.MET), 0),
            counts.get((metric.value, ClockState.MISSED), 0),
        )
        for metric in Metric
    }
    return {name: kept for name, kept in found.items() if kept.whole}


def _answers(vendor: Vendor, span: Span, times: list[timedelta]) -> Answers | None:
    middle, slowest = median(times), percentile(times, SLOWEST)
    if middle is None or slowest is None:
        return None
    days = {"answered_from": span.first.isoformat(), "answered_until": span.last.isoformat()}
    return Answers(len(times), middle, slowest, tasks_url(vendor=vendor.name, **days))


def _credits(vendor: Vendor, span: Span, ended: list[dict[str, Any]]) -> list[Credit]:
    sums: dict[str, Decimal] = {}
    for row in ended:
        if row["state"] == ClockState.MISSED and row["owed"] is not None:
            sums[row["currency"]] = sums.get(row["currency"], Decimal(0)) + row["owed"]
    query = {"vendor": vendor.name, "state": "missed", **_days(span)}
    return [
        Credit(
            currency,
            amount,
            f"{reverse('underpinning:clocks')}?{urlencode({**query, 'credit': currency})}",
        )
        for currency, amount in sorted(sums.items())
    ]


def _days(span: Span) -> dict[str, str]:
    return {"from": span.first.isoformat(), "until": span.last.isoformat()}


def tasks_url(**query: str) -> str:
    """The list of tasks with these filters."""
    return f"{reverse('underpinning:tasks')}?{urlencode(query)}"
