"""Importing a file of recall notices: sending it, and how far it is."""

from typing import Any, Final

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assets.actions.recalls.importing import ask_import
from assets.choices import ImportState
from assets.forms.recalls import ImportForm
from assets.models import RecallImport
from assets.recall_wording import FAILURES, FAULTS
from hospital_itsm.core.views import PageView
from hospital_itsm.people.views.form_page import FormPage, posted

SHOWN: Final = 20
UNFINISHED: Final = frozenset({ImportState.WAITING, ImportState.RUNNING})


class NewImportView(FormPage):
    """`/safety/recalls/imports/`: a file of many notices, and the imports before it."""

    access = "recall.receive"
    template = "assets/recalls/imports.html"
    button = gettext_lazy("Import")
    done = gettext_lazy("The file is kept. This page shows how far it is; you can leave it.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """The file."""
        return ImportForm(posted(request), request.FILES if request.method == "POST" else None)

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> RecallImport:
        """Keep it for a worker."""
        return ask_import(actor=request.user, upload=data["file"])

    def heading(self, row: Any) -> str:
        """What the page does."""
        return _("Import recall notices")

    def back(self, row: Any) -> str:
        """The list."""
        return reverse("assets:recalls")

    def more_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """The last imports."""
        return {"imports": list(RecallImport.objects.select_related("asked_by")[:SHOWN])}


class ImportView(PageView):
    """`/safety/recalls/imports/<pk>/`: how far it is, and what could not be read."""

    access = "recall.receive"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it; the page asks again by itself while a worker is on it."""
        found = get_object_or_404(RecallImport.objects.select_related("asked_by"), pk=pk)
        faults = [
            {"row": row, "words": FAULTS.get(code, code), "field": name} for row, code, name in found.faults
        ]
        context = {
            "run": found,
            "is_running": found.state in UNFINISHED,
            "failure": FAILURES.get(found.failure, found.failure),
            "faults": faults,
        }
        return render(request, "assets/recalls/import.html", context)
