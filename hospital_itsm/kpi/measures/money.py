"""What is counted about contracts, vendors and budgets (domain 6.4, 6.6)."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any, Final

from django.db.models import Q, QuerySet

from hospital_itsm.budget.commitments import commitments_of
from hospital_itsm.budget.models import BudgetLine, FiscalYear
from hospital_itsm.budget.rules.standing import Standing
from hospital_itsm.budget.spending import lines_with_money
from hospital_itsm.kpi.measures.base import Cell, Measure, Moment, exact
from vendors.baa_gate import TOUCHES, columns
from vendors.choices import ContractStatus
from vendors.models import Contract, Vendor

TRAP_DAYS: Final = 59
"""A notice date fewer than 60 days ahead."""


def signed(moment: Moment) -> QuerySet[Any]:
    """Contracts that hold today or will."""
    return Contract.objects.filter(status=ContractStatus.ACTIVE, ends_on__gte=moment.today)


def undecided(moment: Moment, days: int) -> Q:
    """The notice date is today or so many days ahead, and nobody has decided."""
    return Q(decision="", notice_on__range=(moment.today, moment.today + timedelta(days=days)))


def with_patient_data(moment: Moment) -> QuerySet[Any]:
    """Vendors that touch patient data."""
    return Vendor.objects.filter(is_active=True).annotate(**columns(moment.today)).filter(TOUCHES)


def lines(moment: Moment) -> QuerySet[Any]:
    """The lines of the fiscal year of the day."""
    return BudgetLine.objects.filter(year__starts_on__lte=moment.today, year__ends_on__gte=moment.today)


def _money(code: str, above: str, below: str) -> Measure:
    """One amount of the year's lines in percent of another, each currency by itself."""

    def counted(moment: Moment) -> Iterator[Cell]:
        year = FiscalYear.objects.around(moment.today).first()
        if year is None:
            return
        rows = lines(moment).select_related("year")
        sums: dict[tuple[str, str], tuple[int, Standing]] = {}
        for row in lines_with_money(rows, moment.today, commitments_of(year, moment.today)):
            place = (row.line.domain, row.line.currency)
            n, standing = sums.get(place, (0, Standing()))
            sums[place] = (n + 1, standing + row.standing)
        for (domain, currency), (n, standing) in sums.items():
            yield Cell(
                moment.today, None, domain, currency, n, _amount(standing, above), _amount(standing, below)
            )

    return Measure(
        code,
        lines,
        ("budget", "contract"),
        "budget_line",
        domain="domain",
        currency="currency",
        counted=counted,
    )


def _amount(standing: Standing, name: str) -> Decimal:
    return exact(getattr(standing, name))


def _notices(days: int) -> Measure:
    return Measure(
        f"notices_{days}", signed, ("contract",), "contract", part=lambda moment: undecided(moment, days),
        domain="domain",
    )  # fmt: skip


MEASURES: Final = (
    Measure(
        "baa_coverage", with_patient_data, ("vendor", "contract", "baa", "asset"), "vendor",
        part=lambda moment: Q(baa_holds=True),
    ),
    _money("spend_against_plan", "actual", "planned_so_far"),
    _money("forecast_against_plan", "forecast", "planned"),
    *(_notices(days) for days in (30, 60, 90, 180)),
    Measure(
        "renewal_traps", signed, ("contract",), "contract",
        part=lambda moment: Q(auto_renew=True) & undecided(moment, TRAP_DAYS), domain="domain",
    ),
)  # fmt: skip
