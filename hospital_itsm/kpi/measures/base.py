"""How a figure is counted: which rows, on which day each counts, and what of them is the figure.

One declaration serves counting (`cells`) and the list behind the figure (`behind`), so that both always agree.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final

from django.conf import settings
from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import (
    Case,
    CharField,
    Count,
    DateTimeField,
    F,
    Func,
    IntegerField,
    Min,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

ALL, IN, OUT = "all", "in", "out"
PARTS: Final = (ALL, IN, OUT)
"""All that is counted; those above the line of a share or count; the others."""
ONE_DAY: Final = timedelta(days=1)
FOUR_PLACES: Final = Decimal("0.0001")
ZERO: Final = Decimal(0)


class Seconds(Func):
    """A duration in whole seconds."""

    template = "ROUND(EXTRACT(EPOCH FROM %(expressions)s))::int"
    output_field = IntegerField()


class WholeDays(Func):
    """A duration in full days."""

    template = "FLOOR(EXTRACT(EPOCH FROM %(expressions)s) / 86400)::int"
    output_field = IntegerField()


class MidnightOf(Func):
    """The beginning of the day in a date column, or of so many days later, in the hospital's time zone."""

    template = "((%(expressions)s)"
    output_field = DateTimeField()

    def __init__(self, day: str, later: int = 0) -> None:
        zone = Value(settings.TIME_ZONE, output_field=CharField())
        super().__init__(F(day), zone, arg_joiner=f" + {later})::timestamp AT TIME ZONE ")


@dataclass(frozen=True)
class Moment:
    """As of when a state is told, and which day that is in the hospital."""

    now: datetime
    today: date

    @classmethod
    def at(cls, now: datetime) -> "Moment":
        """An instant with its day."""
        return cls(now, timezone.localdate(now))

    @classmethod
    def end_of(cls, day: date, now: datetime) -> "Moment":
        """The end of a day that is over, else the present instant."""
        end = midnight(day + ONE_DAY)
        return cls(min(end, now), day)


@dataclass(frozen=True)
class Cell:
    """What one day, site and domain add to a figure. `n` is how many rows were counted."""

    day: date
    site: int | None
    domain: str
    currency: str
    n: int
    numerator: Decimal
    denominator: Decimal
    values: Sequence[int] = ()


def exact(amount: Any) -> Decimal:
    """An amount as snapshots keep it."""
    return Decimal(amount).quantize(FOUR_PLACES)


def midnight(day: date) -> datetime:
    """The beginning of a day in the hospital's time zone."""
    return timezone.make_aware(datetime.combine(day, time.min))


@dataclass(frozen=True)
class Measure:
    """How one figure is counted.

    `rows(moment)` are the rows, `at` the instant on whose day each counts; a state has none. Where `at` is worked
    out, one of the columns `near` is in the same days, so that an index finds the rows. `part(moment)` keeps
    those above the line. `value` is what is averaged or added up, `over` what stands below the line where that is not
    the number of rows. `subject` leads to the key of the thing in the list `listed`. `hears` are the sources whose
    changes count. A state that `remembers` can be told for any day that is over, since `began`; `over_days` tells many
    days at once. What changes `by_clock` is counted for today whenever anything is. `counted` counts what no statement
    can.
    """

    code: str
    rows: Callable[[Moment], QuerySet[Any]]
    hears: tuple[str, ...]
    listed: str = ""
    at: Any = None
    near: tuple[str, ...] = ()
    part: Callable[[Moment], Q] | None = None
    value: Any = None
    over: Any = None
    averages: bool = False
    subject: str = "pk"
    site: Any = None
    domain: Any = None
    currency: Any = None
    remembers: bool = False
    by_clock: bool = False
    began: Callable[[], datetime | None] | None = None
    over_days: Callable[[date, date, datetime], list[Cell]] | None = None
    counted: Callable[[Moment], Iterator[Cell]] | None = None

    @property
    def is_state(self) -> bool:
        """Is it told as of a moment, and not by the days of a period?"""
        return self.at is None

    @property
    def tells_days(self) -> bool:
        """Can days that are over be told?"""
        return self.remembers or not self.is_state

    def cells_between(self, first: date, last: date, now: datetime) -> list[Cell]:
        """What the days from `first` to `last` add: one statement."""
        if self.over_days:
            return self.over_days(first, last, now)
        rows = self._happened(first, last, Moment.at(now))
        return [self._cell(row, row["kpi_day"]) for row in self._summed(rows, Moment.at(now), "kpi_day")]

    def cells_of(self, day: date, now: datetime) -> list[Cell]:
        """How things stood at the end of a day, or stand now: one statement."""
        moment = Moment.end_of(day, now)
        if self.counted is not None:
            return list(self.counted(moment))
        return [self._cell(row, day) for row in self._summed(self.rows(moment), moment)]

    def first_moment(self, now: datetime) -> datetime | None:
        """The first instant that counts; None where history cannot be told or there is none: one statement."""
        if self.is_state:
            return self.began() if self.began else None
        rows = self.rows(Moment.at(now)).annotate(kpi_at=_expression(self.at))
        first: datetime | None = rows.aggregate(first=Min("kpi_at"))["first"]
        return first

    def behind(self, first: date, last: date, part: str, now: datetime) -> QuerySet[Any]:
        """The rows behind the figure of a period, or behind the state at its end; `part` is one of PARTS."""
        moment = Moment.end_of(last, now) if self.is_state else Moment.at(now)
        rows = self.rows(moment) if self.is_state else self._happened(first, last, moment)
        if part == ALL or self.part is None:
            return rows
        rows = rows.annotate(kpi_in=flag(self.part(moment)))
        return rows.filter(kpi_in=1 if part == IN else 0)

    def placed(self, rows: QuerySet[Any], site: int | None, domain: str) -> QuerySet[Any]:
        """Those of a site and a domain; None and "" are all."""
        if site is not None:
            rows = rows.annotate(kpi_site=_expression(self.site)).filter(kpi_site=site)
        if domain:
            rows = rows.annotate(kpi_domain=_expression(self.domain)).filter(kpi_domain=domain)
        return rows

    def _happened(self, first: date, last: date, moment: Moment) -> QuerySet[Any]:
        begin, end = midnight(first), midnight(last + ONE_DAY)
        rows = self.rows(moment).annotate(kpi_at=_expression(self.at))
        near = Q()
        for column in self.near:
            near |= Q(**{f"{column}__gte": begin, f"{column}__lt": end})
        return rows.filter(near, kpi_at__gte=begin, kpi_at__lt=end)

    def _summed(self, rows: QuerySet[Any], moment: Moment, *by: str) -> Iterator[dict[str, Any]]:
        if by:
            rows = rows.annotate(kpi_day=TruncDate("kpi_at", tzinfo=timezone.get_current_timezone()))
        if self.part is not None:
            rows = rows.annotate(kpi_in=flag(self.part(moment)))
        rows = rows.annotate(
            kpi_site=_expression(self.site, IntegerField()),
            kpi_domain=Coalesce(_expression(self.domain, CharField()), Value("")),
            kpi_currency=_expression(self.currency or Value(""), CharField()),
        )
        groups = rows.order_by().values(*by, "kpi_site", "kpi_domain", "kpi_currency")
        return groups.annotate(kpi_n=Count("pk"), **self._sums()).iterator()

    def _sums(self) -> dict[str, Any]:
        sums: dict[str, Any] = {}
        if self.value is not None:
            sums["kpi_sum"] = Sum(self.value)
        elif self.part is not None:
            sums["kpi_sum"] = Sum("kpi_in")
        if self.over is not None:
            sums["kpi_over"] = Sum(self.over)
        if self.averages:
            sums["kpi_values"] = ArrayAgg(self.value)
        return sums

    def _cell(self, row: dict[str, Any], day: date) -> Cell:
        n = row["kpi_n"]
        return Cell(
            day,
            row["kpi_site"],
            row["kpi_domain"],
            row["kpi_currency"],
            n,
            exact(row.get("kpi_sum", n)),
            exact(row.get("kpi_over", n)),
            row.get("kpi_values", ()),
        )


def flag(condition: Q) -> Case:
    """1 where the condition holds, else 0."""
    return Case(When(condition, then=1), default=0, output_field=IntegerField())


def _expression(given: Any, kind: Any = None) -> Any:
    if given is None:
        return Value(None, output_field=kind or IntegerField())
    return F(given) if isinstance(given, str) else given
