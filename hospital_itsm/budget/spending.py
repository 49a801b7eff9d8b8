"""Spend against budget: every line of a year with what is planned, committed and spent, and groups of them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final
from urllib.parse import urlencode

from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hospital_itsm.budget.choices import Purpose
from hospital_itsm.budget.commitments import Commitment, of_lines
from hospital_itsm.budget.models import BudgetLine, FiscalYear, SpentMonth
from hospital_itsm.budget.rules.money import ZERO, total
from hospital_itsm.budget.rules.standing import Standing
from hospital_itsm.budget.wording import Words, standing_words
from hospital_itsm.people.choices import Domain
from hospital_itsm.people.models import CareArea

GROUPS: Final = {
    "purpose": _("Run, grow, transform"),
    "domain": _("Domain"),
    "cost_center": _("Cost center"),
}


@dataclass(frozen=True)
class LineStanding:
    """A line with its money."""

    line: BudgetLine
    standing: Standing

    @property
    def words(self) -> Words:
        """How it stands, in words."""
        return standing_words(self.standing, self.line.currency)


@dataclass(frozen=True)
class Group:
    """Lines that share a code, in one currency."""

    code: str
    name: str
    currency: str
    standing: Standing
    url: str = ""

    @property
    def words(self) -> Words:
        """How it stands, in words."""
        return standing_words(self.standing, self.currency)


@dataclass(frozen=True)
class Loose:
    """Money that no line of the budget pays: spent already, and committed."""

    spent: dict[str, Decimal] = field(default_factory=dict)
    committed: Sequence[Commitment] = ()


def lines_with_money(
    lines: Iterable[BudgetLine], today: date, found: Iterable[Commitment]
) -> list[LineStanding]:
    """These lines with their money, where all they are committed to is known; one statement."""
    rows = list(lines)
    promised: dict[int, list[Commitment]] = {}
    for one in found:
        if one.line is not None:
            promised.setdefault(one.line, []).append(one)
    sums = SpentMonth.objects.filter(line__in=[line.pk for line in rows]).values_list("line")
    spent = dict(sums.annotate(whole=Sum("amount")).order_by())
    return [
        LineStanding(line, _standing(line, promised.get(line.pk, ()), spent.get(line.pk, ZERO), today))
        for line in rows
    ]


def _standing(line: BudgetLine, promised: Sequence[Commitment], spent: Decimal, today: date) -> Standing:
    ours = [one for one in promised if one.currency == line.currency]
    return Standing(
        line.amount,
        total(line.months[: line.year.month_place(today)]),
        total([one.whole for one in ours]),
        total([one.remaining for one in ours]),
        spent,
    )


def loose_money(year: FiscalYear, found: Iterable[Commitment]) -> Loose:
    """What stands outside the budget of a year; one statement."""
    spent = (
        SpentMonth.objects.filter(year=year, line__isnull=True)
        .values_list("currency")
        .annotate(whole=Sum("amount"))
        .order_by("currency")
    )
    loose = [one for one in found if one.line is None and one.whole]
    return Loose({currency: whole for currency, whole in spent if whole}, loose)


def grouped(rows: Iterable[LineStanding], by: str, query: dict[str, str]) -> list[Group]:
    """The rows by purpose, domain or cost center and currency, each with the address that shows it alone."""
    sums: dict[tuple[str, str], Standing] = {}
    for row in rows:
        place = (getattr(row.line, by), row.line.currency)
        sums[place] = sums.get(place, Standing()) + row.standing
    named = _names(by)
    return [
        Group(code, named(code), currency, standing, _address(query, by, code))
        for (code, currency), standing in sorted(sums.items(), key=_order(by))
    ]


def totals(rows: Iterable[LineStanding]) -> list[Group]:
    """All rows together, a sum for each currency."""
    sums: dict[str, Standing] = {}
    for row in rows:
        sums[row.line.currency] = sums.get(row.line.currency, Standing()) + row.standing
    return [Group("", currency, currency, standing) for currency, standing in sorted(sums.items())]


def _names(by: str) -> Callable[[str], str]:
    if by == "cost_center":
        units = dict(
            CareArea.objects.exclude(cost_centre="").values_list("cost_centre", "name").order_by("-pk")
        )
        return lambda code: f"{code} {units[code]}" if code in units else code
    words: dict[str, Any] = {"purpose": dict(Purpose.choices), "domain": dict(Domain.choices)}[by]
    return lambda code: str(words.get(code, code))


def _order(by: str) -> Callable[[Any], Any]:
    order = {"purpose": Purpose.values, "domain": Domain.values}.get(by)
    return lambda item: (order.index(item[0][0]) if order else item[0][0], item[0][1])


def _address(query: dict[str, str], by: str, code: str) -> str:
    return f"{reverse('budget:spend')}?{urlencode({**query, by: code})}"


def dressed(lines: Sequence[BudgetLine], today: date) -> list[LineStanding]:
    """Lines of whatever years with their money, in their order; two statements and those of the sources."""
    return lines_with_money(lines, today, of_lines(lines, today)) if lines else []
