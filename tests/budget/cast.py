"""Fiscal years, lines and entries for tests, made by the actions."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from hospital_itsm.budget.actions.costs import book_cost
from hospital_itsm.budget.actions.lines import create_line
from hospital_itsm.budget.actions.years import approve_year, create_year
from hospital_itsm.budget.models import BudgetLine, CostEntry, FiscalYear
from tests.world import World, again


def year(world: World, starts_on: date | None = None) -> FiscalYear:
    """A draft that finance set up: without a day the one of today, from the first of July."""
    today = timezone.localdate()
    july = date(today.year if today.month >= 7 else today.year - 1, 7, 1)
    return create_year(actor=again(world.finance), starts_on=starts_on or july)


def line(world: World, of: FiscalYear, name: str = "Network support", **values: Any) -> BudgetLine:
    """A line of the infrastructure domain that finance planned."""
    says = {"cost_center": "6720", "domain": "infrastructure", "amount": Decimal("120000.00")}
    return create_line(actor=again(world.finance), year=of, name=name, **{**says, **values})


def approved(world: World, of: FiscalYear) -> FiscalYear:
    """The same year, approved by the CIO."""
    return approve_year(of.pk, actor=again(world.cio))


def entry(world: World, on: BudgetLine | None, amount: str = "1000.00", **values: Any) -> CostEntry:
    """An amount that finance booked today."""
    says = {"booked_on": timezone.localdate(), "currency": "USD"}
    return book_cost(actor=again(world.finance), line=on, amount=Decimal(amount), **{**says, **values})
