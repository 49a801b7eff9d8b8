"""What is counted about contracts, vendors and budgets (domain 6.4, 6.6)."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import TruncDate

from hospital_itsm.budget.commitments import commitments_of
from hospital_itsm.budget.models import BudgetLine, FiscalYear
from hospital_itsm.budget.rules.standing import Standing
from hospital_itsm.budget.spending import lines_with_money
from hospital_itsm.kpi.measures.base import Cell, Measure, MidnightOf, Moment, exact
from vendors.baa_gate import TOUCHES, columns
from vendors.choices import UNSIGNED, ContractStatus
from vendors.models import Contract, DecisionRecord, Vendor

TRAP_DAYS: Final = 59
"""A notice date fewer than 60 days ahead."""


def signed(moment: Moment) -> QuerySet[Any]:
    """Contracts that hold today or will."""
    return Contract.objects.filter(status=ContractStatus.ACTIVE, ends_on__gte=moment.today)


def undecided(moment: Moment, days: int) -> Q:
    """The notice date is today or so many days ahead, and nobody has decided."""
    return Q(decision="", notice_on__range=(moment.today, moment.today + timedelta(days=days)))


def past_notice(moment: Moment) -> QuerySet[Any]:
    """Signed contracts whose notice date is over; none before the first decision that is on record."""
    first = DecisionRecord.objects.order_by("decided_at").values(day=TruncDate("decided_at"))[:1]
    rows = Contract.objects.exclude(status__in=UNSIGNED)
    return rows.filter(notice_on__lt=moment.today, notice_on__gte=Subquery(first))


def decided_in_time(moment: Moment) -> Q:
    """Somebody decided about that notice date before it was over."""
    mine = DecisionRecord.objects.filter(contract=OuterRef("pk"), notice_on=OuterRef("notice_on"))
    return Q(Exists(mine.filter(decided_at__lt=MidnightOf("notice_on", 1))))


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
        "notice_kept", past_notice, ("notice",), "contract", at=MidnightOf("notice_on"), part=decided_in_time,
        domain="domain",
    ),
    Measure(
        "renewal_traps", signed, ("contract",), "contract",
        part=lambda moment: Q(auto_renew=True) & undecided(moment, TRAP_DAYS), domain="domain",
    ),
)  # fmt: skip
