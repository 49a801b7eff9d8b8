"""The kinds of the change feed that are of budgets; those who read money are told."""

from typing import Final

from hospital_itsm.budget.models import BudgetLine, CostEntry, FiscalYear
from hospital_itsm.feed.kinds import Kind, register

NEEDS: Final = ("budget.read", "budget:read")


def register_kinds() -> None:
    """Called once when the app is ready."""
    register(Kind("budget_year", FiscalYear, NEEDS, lambda row: str(row.pk), "api:budget_year"))
    register(Kind("budget_line", BudgetLine, NEEDS, lambda row: str(row.pk), "api:budget_line"))
    register(Kind("cost_entry", CostEntry, NEEDS, lambda row: str(row.pk), "api:cost_entry"))
