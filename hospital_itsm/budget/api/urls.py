"""Addresses of budgets and costs over REST."""

from django.urls import path

from hospital_itsm.budget.api.budgets import BudgetLines, CostEntries, Spend, Years
from hospital_itsm.budget.api.ownership import OwnershipCosts

urlpatterns = [
    path("budget_years/", Years.as_view({"get": "list", "post": "create"}), name="budget_years"),
    path("budget_years/<int:pk>/", Years.as_view({"get": "retrieve"}), name="budget_year"),
    path("budget_years/<int:pk>/approve/", Years.as_view({"post": "approve"}), name="budget_year_approve"),
    path("budget_years/<int:pk>/close/", Years.as_view({"post": "close"}), name="budget_year_close"),
    path("budget_years/<int:pk>/reopen/", Years.as_view({"post": "reopen"}), name="budget_year_reopen"),
    path("budget_years/<int:pk>/spend/", Spend.as_view({"get": "retrieve"}), name="budget_year_spend"),
    path("budget_lines/", BudgetLines.as_view({"get": "list", "post": "create"}), name="budget_lines"),
    path(
        "budget_lines/<int:pk>/",
        BudgetLines.as_view({"get": "retrieve", "patch": "partial_update", "delete": "destroy"}),
        name="budget_line",
    ),
    path("budget_lines/<int:pk>/amend/", BudgetLines.as_view({"post": "amend"}), name="budget_line_amend"),
    path("cost_entries/", CostEntries.as_view({"get": "list", "post": "create"}), name="cost_entries"),
    path("cost_entries/<int:pk>/", CostEntries.as_view({"get": "retrieve"}), name="cost_entry"),
    path("cost_entries/<int:pk>/void/", CostEntries.as_view({"post": "void"}), name="cost_entry_void"),
    path("ownership_costs/", OwnershipCosts.as_view({"get": "list"}), name="ownership_costs"),
]
