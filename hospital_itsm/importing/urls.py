"""Addresses of imports: those of a list lie under the list."""

from typing import Any

from django.urls import path
from django.views import View

from hospital_itsm.importing.kinds import KINDS, ImportKind
from hospital_itsm.importing.views.sheets import EmptySheetView, ImportView, NewImportView, ReportView

ROOTS = {
    "vendor": "vendors/import/",
    "contract": "contracts/import/",
    "budget_line": "budget/lines/import/",
    "cost": "budget/entries/import/",
}


def _of(kind: ImportKind, view: type[View]) -> Any:
    """The view of one list, behind the verb that imports it."""
    own: Any = type(view.__name__, (view,), {"of": kind, "access": kind.verb})
    return own.as_view()


def _paths(kind: ImportKind) -> list[Any]:
    root = ROOTS[kind.code]
    return [
        path(root, _of(kind, NewImportView), name=f"{kind.code}_imports"),
        path(f"{root}empty.csv", _of(kind, EmptySheetView), name=f"{kind.code}_import_empty"),
        path(f"{root}<int:pk>/", _of(kind, ImportView), name=f"{kind.code}_import"),
        path(f"{root}<int:pk>/report/", _of(kind, ReportView), name=f"{kind.code}_import_report"),
    ]


app_name = "importing"
urlpatterns = [one for kind in KINDS.values() for one in _paths(kind)]
