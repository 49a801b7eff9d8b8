"""The tables of budgets and costs."""

from hospital_itsm.budget.models.cost import CostEntry, SpentMonth
from hospital_itsm.budget.models.owned import Counting, OwnedCost
from hospital_itsm.budget.models.plan import Amendment, BudgetLine, FiscalYear, LineContract

__all__ = [
    "Amendment",
    "BudgetLine",
    "CostEntry",
    "Counting",
    "FiscalYear",
    "LineContract",
    "OwnedCost",
    "SpentMonth",
]
