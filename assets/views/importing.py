"""`/assets/import/`: a file of assets, its columns, what it would do, and the batch it became."""

from typing import Any, Final

from django import forms
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assets.actions.importing.asking import ask_check, ask_commit, ask_import, ask_undo, choose_table
from assets.choices import AssetImportState, ImportVerdict
from assets.forms.importing import AssetImportForm
from assets.import_report import REPORT_COLUMNS, fault_lines, report_lines
from assets.import_wording import FIELD_NAMES
from assets.models import AssetImport, AssetImportProfile
from assets.queries.custom_fields import custom_columns
from assets.queries.import_state import standing_of
from hospital_itsm.core.errors import Conflict, ValueRefused
from hospital_itsm.core.exports import CONTENT_TYPE, csv_lines
from hospital_itsm.core.views import PageView
from hospital_itsm.jobs.models import Job
from hospital_itsm.people.views.form_page import FormPage, posted

SHOWN: Final = 100
MOST_SOURCES: Final = 50
LONGEST_NUMBER: Final = 6


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
        existing = data["existing"]
        return ask_import(
            actor=request.user,
            upload=data["file"],
            source=data["source"],
            date_format=data["date_format"],
            update_existing=existing == "update" if existing else None,
        )

    def heading(self, row: Any) -> str:
        """What the page does."""
        return _("Import assets")

    def back(self, row: Any) -> str:
        """The list."""
        return reverse("assets:assets")

    def more_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """The last imports, and the names of sources."""
        return {
            "imports": list(AssetImport.objects.select_related("asked_by")[:20]),
            "sources": list(AssetImportProfile.objects.values_list("name", flat=True)[:MOST_SOURCES]),
        }


class AssetImportView(PageView):
    """`/assets/import/<pk>/`: choose columns and check, then store, then perhaps take back."""

    access = "asset.import"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it."""
        return self.show(request, pk)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do the next step: work as a job, and go to its page."""
        found = get_object_or_404(AssetImport, pk=pk)
        steps: dict[str, Any] = {
            "check": self.check,
            "table": self.table,
            "apply": self.apply,
            "undo": self.undo,
        }
        do = request.POST.get("do", "")
        if do not in steps:
            raise BadRequest("There is no such step.")
        try:
            return redirect(steps[do](request, found))
        except Conflict as refusal:
            return self.show(request, pk, refused=refusal.message, status=409)
        except ValueRefused as refusal:
            return self.show(request, pk, refused=str(refusal), status=422)

    def check(self, request: HttpRequest, found: AssetImport) -> Job:
        """Find out what the rows would do."""
        chosen = [request.POST.get(f"column_{at}", "") for at in range(len(found.mapping))]
        return ask_check(found.pk, chosen, actor=request.user)

    def table(self, request: HttpRequest, found: AssetImport) -> AssetImport:
        """Read the headings of another sheet or row."""
        row = request.POST.get("header_row", "").strip()
        if row and (not row.isdecimal() or len(row) > LONGEST_NUMBER):
            raise ValueRefused({"header_row": _("Give the number of the row, such as 3.")})
        return choose_table(
            found.pk, actor=request.user, sheet=request.POST.get("sheet", ""), header_row=int(row or 0)
        )

    def apply(self, request: HttpRequest, found: AssetImport) -> Job:
        """Store what was checked."""
        return ask_commit(found.pk, actor=request.user)

    def undo(self, request: HttpRequest, found: AssetImport) -> Job:
        """Take it back."""
        return ask_undo(found.pk, actor=request.user)

    def show(self, request: HttpRequest, pk: int, *, refused: str = "", status: int = 200) -> HttpResponse:
        """Draw it: the columns, what the rows would do or did, and the first faults."""
        found = get_object_or_404(AssetImport.objects.select_related("asked_by"), pk=pk)
        standing = standing_of(found)
        is_checked = found.state != AssetImportState.MAPPING
        faulty = found.rows.exclude(faults=[]) if is_checked else found.rows.none()
        context = {
            "run": found,
            "refused": refused,
            "standing": standing,
            "own_job": standing.job if standing.job and standing.job.owner_id == request.user.pk else None,
            "columns": [(f"column_{at}", column, field) for at, (column, field) in enumerate(found.mapping)],
            "fields": [*FIELD_NAMES.items(), *custom_columns().items()],
            "counts": [(verdict.label, standing.counts[verdict.value]) for verdict in ImportVerdict]
            if is_checked
            else [],
            "faults": [line for row in faulty[:SHOWN] for line in fault_lines(row, found.mapping)],
            "shown": SHOWN,
        }
        return render(request, "assets/import.html", context, status=status)


class ImportReportView(PageView):
    """`/assets/import/<pk>/report/`: what each row would do or did, as a file."""

    access = "asset.import"
    http_method_names = ["get"]

    def get(self, request: HttpRequest, pk: int) -> StreamingHttpResponse:
        """Send it, row by row."""
        found = get_object_or_404(AssetImport, pk=pk)
        rows = found.rows.select_related("asset").iterator(chunk_size=1000)
        lines = csv_lines(REPORT_COLUMNS, (line for row in rows for line in report_lines(row, found.mapping)))
        headers = {
            "Content-Disposition": f'attachment; filename="import-{found.pk}-report.csv"',
            "X-Content-Type-Options": "nosniff",
        }
        return StreamingHttpResponse(lines, content_type=CONTENT_TYPE, headers=headers)
