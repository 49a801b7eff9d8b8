"""Spend against budget: one fiscal year by purpose, domain, cost center and line."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from hospital_itsm.budget.commitments import commitments_of
from hospital_itsm.budget.filters import LineFilters
from hospital_itsm.budget.models import BudgetLine, FiscalYear
from hospital_itsm.budget.rules.standing import OVER
from hospital_itsm.budget.spending import (
    GROUPS,
    Group,
    grouped,
    lines_with_money,
    loose_money,
    totals,
)
from hospital_itsm.core.access import can
from hospital_itsm.core.views import PageView

MOST_LINES: Final = 100
MOST_BARS: Final = 12
WIDE, LABELS, TALL = 860, 220, 40
"""The measures of the picture: its width, the part of the names, the height of a bar with its name."""


@dataclass(frozen=True)
class Bar:
    """A group in the picture: the plan as an outline, spent and committed as bars in it."""

    group: Group
    y: int
    planned: int
    spent: int
    forecast: int

    @property
    def text_y(self) -> int:
        """Where its name stands."""
        return self.y + 17

    @property
    def inner_y(self) -> int:
        """Where the inner bar begins."""
        return self.y + 4

    @property
    def coming(self) -> int:
        """How long the part still to come is."""
        return max(self.forecast - self.spent, 0)

    @property
    def coming_x(self) -> int:
        """Where the part still to come begins."""
        return LABELS + self.spent


class SpendView(PageView):
    """`/budget/`: the year that is now, or the one of the address."""

    access = "budget.read"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show it."""
        today = timezone.localdate()
        years = list(FiscalYear.objects.visible_to(request.user))
        year = chosen_year(years, request.GET.get("year", ""), today)
        by = request.GET.get("by", "")
        by = by if by in GROUPS else next(iter(GROUPS))
        given = request.GET.copy()
        given.pop("by", None)
        asked = LineFilters(given, actor=request.user, now=timezone.now())
        context: dict[str, Any] = {
            "years": years,
            "year": year,
            "by": by,
            "groupings": GROUPS.items(),
            "errors": list(asked.errors.values()),
            "may_manage": can(request.user, "budget.manage"),
            "may_plan": can(request.user, "budget.plan"),
            "may_book": can(request.user, "cost.book"),
            "today": today,
        }
        if year is not None and not asked.errors:
            context |= self._money(request, asked, year, by, today)
        return render(request, "budget/spend.html", context, status=400 if asked.errors else 200)

    def _money(
        self, request: HttpRequest, asked: LineFilters, year: FiscalYear, by: str, today: date
    ) -> dict[str, Any]:
        lines = BudgetLine.objects.visible_to(request.user).filter(year=year).select_related("year", "owner")
        found = commitments_of(year, today)
        rows = lines_with_money(asked.apply(lines), today, found)
        rows.sort(key=lambda row: -row.standing.variance)
        query = {name: request.GET[name] for name in LineFilters.known if request.GET.get(name)}
        groups = grouped(rows, by, query | {"year": year.label})
        narrowed = [chip for chip in asked.chips() if chip.name != "year"]
        return {
            "rows": rows[:MOST_LINES],
            "count": len(rows),
            "is_cut": len(rows) > MOST_LINES,
            "most": MOST_LINES,
            "over": sum(row.standing.verdict == OVER for row in rows),
            "groups": groups,
            "totals": totals(rows),
            "picture": picture(groups),
            "chips": narrowed,
            "query": asked.query(),
            "narrowed": bool(narrowed),
            "loose": None if narrowed else loose_money(year, found),
            "centers": sorted(
                {row.line.cost_center for row in rows} | set(request.GET.getlist("cost_center"))
            ),
        }


def picture(groups: list[Group]) -> dict[str, Any] | None:
    """Bars of the groups, longest is as long as there is room; None where nothing would show."""
    shown = groups[:MOST_BARS]
    most = max(
        (max(one.standing.planned, one.standing.forecast, one.standing.actual) for one in shown), default=0
    )
    if most <= 0:
        return None

    def length(amount: Any) -> int:
        return int(max(amount, 0) * (WIDE - LABELS - 10) / most)

    bars = [
        Bar(
            one,
            place * TALL + 4,
            length(one.standing.planned),
            length(one.standing.actual),
            length(one.standing.forecast),
        )
        for place, one in enumerate(shown)
    ]
    return {"bars": bars, "width": WIDE, "height": len(bars) * TALL + 6, "x": LABELS}


def chosen_year(years: list[FiscalYear], label: str, today: date) -> FiscalYear | None:
    """The year of the label, else that of today, else the latest."""
    for one in years:
        if one.label == label:
            return one
    for one in years:
        if one.holds(today):
            return one
    return years[0] if years else None
