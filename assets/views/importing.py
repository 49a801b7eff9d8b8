"""`/assets/import/`: a file of assets, its columns, what it would do, and the batch it became."""

from typing import Any, Final

from django import forms
from django.core.exceptions import BadRequest
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assets.actions.importing.asking import ask_check, ask_commit, ask_import, ask_undo
from assets.choices import ImportVerdict
from assets.forms.importing import AssetImportForm
from assets.import_wording import said
from assets.models import AssetImport, AssetImportRow
from assets.rules.importing.columns import FIELDS
from hospital_itsm.core.errors import Conflict, ValueRefused
from hospital_itsm.core.exports import CONTENT_TYPE, csv_lines
from hospital_itsm.core.views import PageView
from hospital_itsm.people.views.form_page import FormPage, posted

SHOWN: Final = 100


class NewAssetImportView(FormPage):
    """`/assets/import/`: the file, and the imports before it."""

    access = "asset.import"
    template = "assets/imports.html"
    button = gettext_lazy("Go on to the columns")
    done = gettext_lazy("The file is kept. Nothing is stored yet.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """The file."""
        return AssetImportForm(posted(request), request.FILES if request.method == "POST" else None)

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> AssetImport:
        """Keep it."""
        return ask_import(
            actor=request.user,
            upload=data["file"],
            source=data["source"],
            date_format=data["date_format"],
            update_existing=data["existing"] == "update",
        )

    def heading(self, row: Any) -> str:
        """What the page does."""
        return _("Import assets")

    def back(self, row: Any) -> str:
        """The list."""
        return reverse("assets:assets")

    def more_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """The last imports."""
        return {"imports": list(AssetImport.objects.select_related("asked_by")[:20])}


class AssetImportView(PageView):
    """`/assets/import/<pk>/`: choose columns and check, then store, then perhaps take back."""

    access = "asset.import"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it."""
        return self.show(request, pk)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do the next step as a job, and go to its page."""
        found = get_object_or_404(AssetImport, pk=pk)
        do = request.POST.get("do", "")
        try:
            if do == "check":
                chosen = [request.POST.get(f"column_{at}", "") for at in range(len(found.mapping))]
                return redirect(ask_check(pk, chosen, actor=request.user))
            if do in ("commit", "undo"):
                return redirect((ask_commit if do == "commit" else ask_undo)(pk, actor=request.user))
        except (Conflict, ValueRefused) as refusal:
            status = 409 if isinstance(refusal, Conflict) else 422
            return self.show(
                request, pk, refused=refusal.message if status == 409 else str(refusal), status=status
            )
        raise BadRequest("There is no such step.")

    def show(self, request: HttpRequest, pk: int, *, refused: str = "", status: int = 200) -> HttpResponse:
        """Draw it: the columns, what the rows would do or did, and the first faults."""
        found = get_object_or_404(AssetImport.objects.select_related("asked_by"), pk=pk)
        counts = dict(found.rows.values_list("verdict").annotate(Count("pk")).order_by("verdict"))
        faulty = found.rows.exclude(faults=[])
        context = {
            "run": found,
            "refused": refused,
            "columns": [(f"column_{at}", column, field) for at, (column, field) in enumerate(found.mapping)],
            "fields": FIELDS,
            "counts": [(verdict.label, counts.get(verdict.value, 0)) for verdict in ImportVerdict]
            if counts
            else [],
            "faults": [line for row in faulty[:SHOWN] for line in fault_lines(row)],
            "may_commit": bool(counts.get("create") or counts.get("update")),
        }
        return render(request, "assets/import.html", context, status=status)


class ImportFaultsView(PageView):
    """`/assets/import/<pk>/faults/`: every fault as a file."""

    access = "asset.import"
    http_method_names = ["get"]

    def get(self, request: HttpRequest, pk: int) -> StreamingHttpResponse:
        """Send it, row by row."""
        found = get_object_or_404(AssetImport, pk=pk)
        rows = found.rows.exclude(faults=[]).iterator(chunk_size=1000)
        lines = csv_lines(
            ["row", "column", "code", "message", "suggestion"],
            (list(line.values()) for row in rows for line in fault_lines(row)),
        )
        name = f"import-{found.pk}-faults.csv"
        headers = {
            "Content-Disposition": f'attachment; filename="{name}"',
            "X-Content-Type-Options": "nosniff",
        }
        return StreamingHttpResponse(lines, content_type=CONTENT_TYPE, headers=headers)


def fault_lines(row: AssetImportRow) -> list[dict[str, Any]]:
    """The faults of a row in words."""
    return [
        {"row": row.number, "column": column, "code": code, "message": said(code), "hint": hint}
        for column, code, hint in row.faults
    ]
