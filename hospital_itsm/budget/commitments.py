"""What a year is committed to: payments of contracts, and whatever other packages register, such as orders.

    register_commitments("orders", open_orders)

A source is asked for one fiscal year and a day, and names the budget line that pays, or none.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.db.models import F, Q
from django.urls import reverse_lazy
from django.utils.functional import Promise

from hospital_itsm.budget.models import BudgetLine, FiscalYear, LineContract
from hospital_itsm.budget.rules.commitments import CPI, Committed, Terms, committed
from vendors.choices import ContractStatus
from vendors.models import Contract


@dataclass(frozen=True)
class Commitment:
    """Money promised in a year: all of it, and what of it is not paid yet. `note` says what is not known about it."""

    line: int | None
    label: str
    url: "str | Promise"
    currency: str
    whole: Decimal
    remaining: Decimal
    note: "str | Promise" = ""


PAID: Final = Q(status=ContractStatus.ACTIVE, annual_value__gt=0)
FACTS: Final = (
    "number", "title", "currency", "starts_on", "ends_on", "annual_value", "payment_schedule", "uplift",
    "uplift_percent",
)  # fmt: skip
"""What is read of a contract: three that name it, and its terms in the order of `Terms`."""

Source = Callable[[FiscalYear, date], Iterable[Commitment]]
_sources: dict[str, Source] = {}


def register_commitments(code: str, source: Source) -> None:
    """Let a package above this one say what it commits a year to; called in its `apps.py`."""
    _sources[code] = source


def commitments_of(year: FiscalYear, today: date) -> list[Commitment]:
    """Everything a year is committed to: two statements for contracts, and those of the registered sources."""
    return [*of_contracts(year, today), *_of_sources(year, today)]


def of_contracts(year: FiscalYear, today: date) -> list[Commitment]:
    """The payments of contracts that are due in the year, on the line that pays them or on none."""
    lines = dict(LineContract.objects.filter(year=year).values_list("contract", "line"))
    rows = Contract.objects.filter(
        PAID, starts_on__lte=year.ends_on, ends_on__gte=year.starts_on
    ).values_list("pk", *FACTS)
    return [_commitment(lines.get(row[0]), row[1:], year, today) for row in rows.order_by("number")]


def of_lines(lines: Iterable[BudgetLine], today: date) -> list[Commitment]:
    """What these lines, of whatever years, are committed to: one statement for contracts, and the sources."""
    known = {line.pk: line for line in lines}
    links = LineContract.objects.filter(
        contract__in=Contract.objects.filter(PAID), line__in=known,
        contract__starts_on__lte=F("year__ends_on"), contract__ends_on__gte=F("year__starts_on"),
    )  # fmt: skip
    rows = links.values_list("line", *(f"contract__{name}" for name in FACTS)).order_by("contract__number")
    found = [_commitment(row[0], row[1:], known[row[0]].year, today) for row in rows]
    years = {line.year_id: line.year for line in known.values()}.values()
    registered = (one for year in years for one in _of_sources(year, today))
    return [*found, *(one for one in registered if one.line in known)]


def _of_sources(year: FiscalYear, today: date) -> Iterable[Commitment]:
    return (one for source in _sources.values() for one in source(year, today))


def _commitment(line: int | None, facts: tuple[Any, ...], year: FiscalYear, today: date) -> Commitment:
    number, title, currency, *said = facts
    terms = Terms(*said)
    part = committed(terms, year.starts_on, year.ends_on, today)
    url = reverse_lazy("vendors:contract", args=[number])
    note = CPI if terms.uplift == CPI else ""
    return Commitment(line, f"{number} {title}", url, currency, part.whole, part.remaining, note)


def paid_in(contract: Contract, year: FiscalYear, today: date) -> Committed:
    """What a contract costs in a year."""
    return committed(terms_of(contract), year.starts_on, year.ends_on, today)


def terms_of(contract: Contract) -> Terms:
    """What counts of a contract; it has a value."""
    return Terms(
        contract.starts_on,
        contract.ends_on,
        contract.annual_value or Decimal(0),
        contract.payment_schedule,
        contract.uplift,
        contract.uplift_percent,
    )
