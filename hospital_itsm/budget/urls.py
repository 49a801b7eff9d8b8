"""Addresses of budgets and costs."""

from django.urls import path

from hospital_itsm.budget.exported import ENTRIES, LINES, OWNED
from hospital_itsm.budget.views import entries, lines, ownership, spend, years
from hospital_itsm.exporting.views import export_view

app_name = "budget"
urlpatterns = [
    path("budget/", spend.SpendView.as_view(), name="spend"),
    path("budget/ownership/", ownership.OwnershipView.as_view(), name="ownership"),
    path("budget/ownership/export/", export_view(OWNED), name="export_ownership"),
    path("budget/years/", years.YearsView.as_view(), name="years"),
    path("budget/years/new/", years.NewYearView.as_view(), name="new_year"),
    path("budget/years/<int:pk>/", years.YearView.as_view(), name="year"),
    path("budget/years/<int:pk>/approve/", years.ApproveYearView.as_view(), name="approve_year"),
    path("budget/years/<int:pk>/close/", years.CloseYearView.as_view(), name="close_year"),
    path("budget/years/<int:pk>/reopen/", years.ReopenYearView.as_view(), name="reopen_year"),
    path("budget/years/<int:pk>/lines/new/", lines.NewLineView.as_view(), name="new_line"),
    path("budget/lines/", lines.LinesView.as_view(), name="lines"),
    path("budget/lines/export/", export_view(LINES), name="export_lines"),
    path("budget/lines/<int:pk>/", lines.LineView.as_view(), name="line"),
    path("budget/lines/<int:pk>/edit/", lines.EditLineView.as_view(), name="edit_line"),
    path("budget/lines/<int:pk>/amend/", lines.AmendLineView.as_view(), name="amend_line"),
    path("budget/lines/<int:pk>/remove/", lines.RemoveLineView.as_view(), name="remove_line"),
    path("budget/entries/", entries.EntriesView.as_view(), name="entries"),
    path("budget/entries/export/", export_view(ENTRIES), name="export_entries"),
    path("budget/entries/new/", entries.BookView.as_view(), name="new_entry"),
    path("budget/entries/<int:pk>/", entries.EntryView.as_view(), name="entry"),
    path("budget/entries/<int:pk>/void/", entries.VoidView.as_view(), name="void_entry"),
]
