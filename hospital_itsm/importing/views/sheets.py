"""A list from a file: its columns, what it would do, and the batch it became. One set of pages for every list."""

from typing import Any, ClassVar, Final

from django import forms
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assets.choices import AssetImportState, ImportVerdict
from hospital_itsm.core.errors import Conflict, ValueRefused
from hospital_itsm.core.exports import CONTENT_TYPE, csv_lines
from hospital_itsm.core.views import PageView
from hospital_itsm.importing.actions.asking import (
    ask_check,
    ask_import,
    ask_storing,
    ask_undo,
    choose_table,
)
from hospital_itsm.importing.choices import AmountStyle
from hospital_itsm.importing.forms.sheets import DAYS, EXISTING, ReadingForm, SheetImportForm
from hospital_itsm.importing.kinds import KINDS, ImportKind
from hospital_itsm.importing.models import SheetImport, SheetProfile
from hospital_itsm.importing.queries.standing import standing_of
from hospital_itsm.importing.wording import REPORT_COLUMNS, fault_lines, report_lines
from hospital_itsm.jobs.models import Job
from hospital_itsm.people.views.form_page import FormPage, posted

SHOWN: Final = 100
MOST_BEFORE: Final = 20
MOST_SOURCES: Final = 50
LONGEST_NUMBER: Final = 6
ANY: Final = next(iter(KINDS.values()))
"""The list of a view before its address names one."""


class NewImportView(FormPage):
    """The file, and the imports before it; `of` is the list."""

    of: ClassVar[ImportKind] = ANY
    template = "importing/imports.html"
    button = gettext_lazy("Go on to the columns")
    done = gettext_lazy("The file is kept. Nothing is stored yet.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """The file."""
        files = request.FILES if request.method == "POST" else None
        return SheetImportForm(posted(request), files, updates=self.of.updates)

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> SheetImport:
        """Keep it."""
        existing = data.get("existing")
        return ask_import(
            self.of.code,
            actor=request.user,
            upload=data["file"],
            source=data["source"],
            date_format=data["date_format"],
            amount_style=data["amount_style"],
            update_existing=existing == "update" if existing else None,
        )

    def heading(self, row: Any) -> str:
        """What the page does."""
        return str(self.of.title)

    def back(self, row: Any) -> str:
        """The list."""
        return reverse(self.of.back)

    def more_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """The last imports, and the names of sources."""
        mine = SheetImport.objects.filter(kind=self.of.code).select_related("asked_by")
        names = SheetProfile.objects.filter(kind=self.of.code).values_list("name", flat=True)
        return {
            "told": self.of.hint,
            "empty_sheet": reverse(self.of.empty_name),
            "imports": list(mine[:MOST_BEFORE]),
            "sources": list(names[:MOST_SOURCES]),
        }


class ImportView(PageView):
    """One import: choose columns and check, then store, then perhaps take back."""

    of: ClassVar[ImportKind] = ANY

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it."""
        return self.show(request, pk)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do the next step: work as a job, and go to its page."""
        found = self.found(pk)
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

    def found(self, pk: int) -> SheetImport:
        """The import, of this list."""
        rows = SheetImport.objects.select_related("asked_by")
        found: SheetImport = get_object_or_404(rows, pk=pk, kind=self.of.code)
        return found

    def check(self, request: HttpRequest, found: SheetImport) -> Job:
        """Find out what the rows would do."""
        chosen = [request.POST.get(f"column_{at}", "") for at in range(len(found.mapping))]
        return ask_check(found.pk, chosen, actor=request.user, **ReadingForm(request.POST).reading())

    def table(self, request: HttpRequest, found: SheetImport) -> SheetImport:
        """Read the headings of another sheet or row."""
        row = request.POST.get("header_row", "").strip()
        if row and (not row.isdecimal() or len(row) > LONGEST_NUMBER):
            raise ValueRefused({"header_row": _("Give the number of the row, such as 3.")})
        return choose_table(
            found.pk, actor=request.user, sheet=request.POST.get("sheet", ""), header_row=int(row or 0)
        )

    def apply(self, request: HttpRequest, found: SheetImport) -> Job:
        """Store what was checked."""
        return ask_storing(found.pk, actor=request.user)

    def undo(self, request: HttpRequest, found: SheetImport) -> Job:
        """Take it back."""
        return ask_undo(found.pk, actor=request.user)

    def show(self, request: HttpRequest, pk: int, *, refused: str = "", status: int = 200) -> HttpResponse:
        """Draw it: the columns, what the rows would do or did, and the first faults."""
        found = self.found(pk)
        standing = standing_of(found)
        is_checked = found.state != AssetImportState.MAPPING
        faulty = found.rows.exclude(faults=[]) if is_checked else found.rows.none()
        context = {
            "of": self.of,
            "run": found,
            "refused": refused,
            "standing": standing,
            "back": reverse(self.of.list_name),
            "report": reverse(self.of.report_name, args=[found.pk]),
            "own_job": standing.job if standing.job and standing.job.owner_id == request.user.pk else None,
            "columns": [(f"column_{at}", column, field) for at, (column, field) in enumerate(found.mapping)],
            "fields": [(one.name, one.label) for one in self.of.fields],
            "reading": self.reading(found),
            "counts": [(verdict.label, standing.counts[verdict.value]) for verdict in ImportVerdict]
            if is_checked
            else [],
            "faults": [line for row in faulty[:SHOWN] for line in fault_lines(row, found)],
            "shown": SHOWN,
        }
        return render(request, "importing/import.html", context, status=status)

    def reading(self, found: SheetImport) -> list[tuple[str, Any, Any, str]]:
        """The menus of how cells are read: name, label, choices, what is chosen."""
        menus = [
            ("date_format", _("Dates are written"), DAYS, found.date_format),
            ("amount_style", _("Amounts are written"), AmountStyle.choices, found.amount_style),
        ]
        existing = (
            "existing",
            _("What is there already"),
            EXISTING,
            "update" if found.update_existing else "skip",
        )
        return [*menus, existing] if self.of.updates else menus


class EmptySheetView(PageView):
    """A sheet with the headings of a list and no rows, to be filled in."""

    of: ClassVar[ImportKind] = ANY
    http_method_names = ["get"]

    def get(self, request: HttpRequest) -> StreamingHttpResponse:
        """Send it."""
        lines = csv_lines([str(one.label) for one in self.of.fields], [])
        return StreamingHttpResponse(
            lines, content_type=CONTENT_TYPE, headers=_headers(f"{self.of.code}-import.csv")
        )


class ReportView(PageView):
    """What each row would do or did, as a file."""

    of: ClassVar[ImportKind] = ANY
    http_method_names = ["get"]

    def get(self, request: HttpRequest, pk: int) -> StreamingHttpResponse:
        """Send it, row by row."""
        found = get_object_or_404(SheetImport, pk=pk, kind=self.of.code)
        rows = found.rows.iterator(chunk_size=1000)
        lines = csv_lines(REPORT_COLUMNS, (line for row in rows for line in report_lines(row, found)))
        headers = _headers(f"import-{found.pk}-report.csv")
        return StreamingHttpResponse(lines, content_type=CONTENT_TYPE, headers=headers)


def _headers(name: str) -> dict[str, str]:
    return {
        "Content-Disposition": f'attachment; filename="{name}"',
        "X-Content-Type-Options": "nosniff",
    }
