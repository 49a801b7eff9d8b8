"""Storing the budget of the demo hospital through the product's own actions, as finance and the CIO keep it."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from django.utils import timezone

from hospital_itsm.budget.actions.costs import book_cost
from hospital_itsm.budget.actions.lines import create_line
from hospital_itsm.budget.actions.years import approve_year, create_year
from hospital_itsm.budget.commitments import terms_of
from hospital_itsm.budget.models import BudgetLine, FiscalYear
from hospital_itsm.budget.rules.commitments import payments
from hospital_itsm.demo.hospital.budgets import LINES, MARGUERITE, OUTSIDE, WALTER
from hospital_itsm.people.models import User
from vendors.models import Contract
from vendors.queries.vendors import vendors_by_name

FIRST_MONTH: Final = 7
UNEVEN: Final = (Decimal("1.00"), Decimal("0.97"), Decimal("1.06"), Decimal("1.02"))


def is_loaded() -> bool:
    """Is any fiscal year in this database?"""
    return FiscalYear.objects.exists()


def load() -> None:
    """Plan the present year and the next, approve the present one, and book what was spent until today."""
    people = User.objects.in_bulk(
        sorted({MARGUERITE, WALTER, *(row.owner for row in LINES)}), field_name="username"
    )
    if not {MARGUERITE, WALTER} <= people.keys():
        return
    today = timezone.localdate()
    begun = date(today.year if today.month >= FIRST_MONTH else today.year - 1, FIRST_MONTH, 1)
    walter = people[WALTER]
    contracts = {one.number: one for one in Contract.objects.select_related("vendor")}
    for starts_on in (begun, begun.replace(year=begun.year + 1)):
        year = create_year(actor=walter, starts_on=starts_on)
        for row in LINES:
            line = create_line(
                actor=walter,
                year=year,
                name=row.name,
                cost_center=row.cost_center,
                domain=row.domain.value,
                owner=people.get(row.owner),
                purpose=row.purpose,
                spending=row.spending,
                amount=row.planned,
                currency="USD",
                contracts=[contracts[number] for number in row.contracts if number in contracts],
            )
            if starts_on == begun:
                book(line, row.monthly, walter, today)
        if starts_on == begun:
            approve_year(year.pk, actor=people[MARGUERITE])
    _book_outside(walter, today)


def book(line: BudgetLine, monthly: int, walter: User, today: date) -> None:
    """Book the payments of the line's contracts until today, and what it costs besides."""
    for link in line.links.select_related("contract__vendor"):
        contract = link.contract
        due = [
            (day, amount)
            for day, amount in payments(terms_of(contract), today, today)
            if day >= line.year.starts_on
        ]
        for number, (day, amount) in enumerate(due, start=1):
            book_cost(
                actor=walter,
                line=line,
                booked_on=day,
                amount=amount,
                currency=line.currency,
                contract=contract,
                invoice_number=f"{contract.number}-{line.year.starts_on.year}-{number}",
            )
    for place, day in enumerate(_months(line, today)) if monthly else ():
        amount = (monthly * UNEVEN[place % len(UNEVEN)]).quantize(Decimal("0.01"))
        book_cost(actor=walter, line=line, booked_on=day, amount=amount, currency=line.currency)


def _months(line: BudgetLine, today: date) -> Iterator[date]:
    return (day for month in line.year.months if (day := month.replace(day=15)) <= today)


def _book_outside(walter: User, today: date) -> None:
    known = vendors_by_name({name for _what, name, _amount in OUTSIDE})
    for what, name, amount in OUTSIDE:
        if name in known:
            book_cost(
                actor=walter,
                booked_on=today,
                amount=Decimal(amount),
                currency="USD",
                vendor=known[name],
                what=what,
            )
