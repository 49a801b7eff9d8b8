"""Addresses of imports of lists under `/api/v1/`."""

from typing import Any

from django.urls import path

from hospital_itsm.importing.api.sheets import ENDPOINTS, SheetImports

ROOTS = {
    "vendor": "vendor-imports/",
    "contract": "contract-imports/",
    "budget_line": "budget-line-imports/",
    "cost": "cost-imports/",
}


def _paths(code: str, view: type[SheetImports]) -> list[Any]:
    root = ROOTS[code]
    one = f"{root}<int:number>/"
    return [
        path(root, view.as_view({"get": "list", "post": "create"}), name=f"{code}_imports"),
        path(one, view.as_view({"get": "retrieve"}), name=f"{code}_import"),
        path(f"{one}rows/", view.as_view({"get": "rows"}), name=f"{code}_import_rows"),
        *(
            path(f"{one}actions/{verb}/", view.as_view({"post": verb}), name=f"{code}_import_{verb}")
            for verb in ("check", "apply", "undo")
        ),
    ]


urlpatterns = [one for code, view in ENDPOINTS.items() for one in _paths(code, view)]
