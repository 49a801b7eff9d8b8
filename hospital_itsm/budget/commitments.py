"""What a year is committed to: payments of contracts, and whatever other packages register, such as orders.

    register_commitments("orders", open_orders)

A source is asked for one fiscal year and a day, and names the budget line that pays, or none.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

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
    url: str
    currency: str
    whole: Decimal
    remaining: Decimal
    note: "str | Promise" = ""


Source = Callable[[FiscalYear, date], Iterable[Commitment]]
_sources: dict[str, Source] = {}


def register_commitments(code: str, source: Source) -> None:
    """Let a package above this one say what it commits a year to; called in its `apps.py`."""
    _sources[code] = source


def commitments_of(year: FiscalYear, today: date) -> list[Commitment]:
    """Everything a year is committed to: one statement for contracts, and those of the registered sources."""
    return [*of_contracts(year, today), *(one for source in _sources.values() for one in source(year, today))]


def of_contracts(year: FiscalYear, today: date) -> list[Commitment]:
    """The payments of contracts that are due in the year, on the line that pays them or on none."""
    lines = dict(LineContract.objects.filter(year=year).values_list("contract", "line"))
    rows = (
        Contract.objects.filter(
            status=ContractStatus.ACTIVE,
            starts_on__lte=year.ends_on,
            ends_on__gte=year.starts_on,
            annual_value__gt=0,
        )
        .only(
            "number", "title", "currency", "annual_value", "starts_on", "ends_on", "payment_schedule", "uplift",
            "uplift_percent",
        )
        .order_by("number")
    )  # fmt: skip
    found = []
    for row in rows:
        part = paid_in(row, year, today)
        note = CPI if row.uplift == CPI else ""
        found.append(
            Commitment(
                lines.get(row.pk),
                f"{row.number} {row.title}",
                row.get_absolute_url(),
                row.currency,
                part.whole,
                part.remaining,
                note,
            )
        )
    return found


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


def of_line(line: BudgetLine, today: date) -> list[Commitment]:
    """What one line is committed to."""
    return [one for one in commitments_of(line.year, today) if one.line == line.pk]


def by_line(found: Iterable[Commitment]) -> Mapping[int | None, list[Commitment]]:
    """The same by the line that pays."""
    lines: dict[int | None, list[Any]] = {}
    for one in found:
        lines.setdefault(one.line, []).append(one)
    return lines
