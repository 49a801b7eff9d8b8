"""`/assets/cmms/`: sources, their files and runs, and whose record of each class counts."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.history import history_of
from hospital_itsm.cmms import wording
from hospital_itsm.cmms.actions.runs import begin_run
from hospital_itsm.cmms.actions.sources import add_source, change_source, set_classes
from hospital_itsm.cmms.forms import ClassesForm, RunForm, SourceForm
from hospital_itsm.cmms.models import ClassRecord, Run, Source
from hospital_itsm.core.views import PageView
from hospital_itsm.people.views.form_page import FormPage, posted

SHOWN = 100


class SourcesView(PageView):
    """`/assets/cmms/`: every source with its last run."""

    access = "cmms.manage"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them."""
        now = timezone.now()
        context = {
            "sources": [
                (source, source.is_stale(now)) for source in Source.objects.order_by("-is_active", "name")
            ],
            "classes": list(ClassRecord.objects.exclude(system="")),
        }
        return render(request, "cmms/sources.html", context)


class NewSourceView(FormPage):
    """`/assets/cmms/new/`."""

    access = "cmms.manage"
    button = gettext_lazy("Add the source")
    done = gettext_lazy("The source is added.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """Empty."""
        return SourceForm(posted(request))

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Source:
        """Add it."""
        data.pop("version")
        return add_source(actor=request.user, fields=data)

    def heading(self, row: Any) -> str:
        """What the page does."""
        return _("Add a source of the CMMS")

    def back(self, row: Any) -> str:
        """The list."""
        return reverse("cmms:sources")


class EditSourceView(FormPage):
    """`/assets/cmms/<pk>/edit/`."""

    access = "cmms.manage"
    button = gettext_lazy("Save")
    done = gettext_lazy("The source is changed.")

    def row(self, request: HttpRequest, **where: Any) -> Source:
        """The source of the address."""
        return get_object_or_404(Source, pk=where["pk"])

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """Its present values."""
        return SourceForm(posted(request), initial={**self.stored(row), "version": row.version})

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Source:
        """Change it."""
        version = data.pop("version")
        return change_source(row.pk, actor=request.user, fields=data, version=version)

    def heading(self, row: Any) -> str:
        """Names it."""
        return _("Change %(name)s") % {"name": row.name}

    def stored(self, row: Any) -> dict[str, Any]:
        """The values as the form holds them."""
        names = [name for name in SourceForm.base_fields if name not in ("version", "mapping")]
        lines = "\n".join(f"{column} = {field}" for column, field in row.mapping)
        return {**{name: getattr(row, name) for name in names}, "mapping": lines}


class SourceView(FormPage):
    """`/assets/cmms/<pk>/`: what a source is, a file for it, and its runs."""

    access = "cmms.manage"
    template = "cmms/source.html"
    button = gettext_lazy("Run this file")
    done = gettext_lazy("The file is kept; a worker takes its rows over.")

    def row(self, request: HttpRequest, **where: Any) -> Source:
        """The source of the address."""
        return get_object_or_404(Source, pk=where["pk"])

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """The file."""
        return RunForm(posted(request), request.FILES if request.method == "POST" else None)

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Run:
        """Begin the run."""
        upload = data["file"]
        return begin_run(row.pk, upload.read(), str(upload.name), actor=request.user)

    def heading(self, row: Any) -> str:
        """Names it."""
        return str(row.name)

    def back(self, row: Any) -> str:
        """The list."""
        return reverse("cmms:sources")

    def more_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """Its runs and its history."""
        return {
            "runs": [(run, counted(run)) for run in row.runs.select_related("started_by")[:20]],
            "is_stale": row.is_stale(timezone.now()),
            "history": history_of([row]),
        }


class RunView(PageView):
    """`/assets/cmms/runs/<pk>/`: what a run did, and each row it did not take."""

    access = "cmms.manage"
    http_method_names = ["get"]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it."""
        run = get_object_or_404(Run.objects.select_related("source", "started_by"), pk=pk)
        context = {
            "run": run,
            "counts": counted(run),
            "failure": wording.failure(run.failure) if run.failure else "",
            "faults": [
                (fault, wording.column(fault.column), wording.fault(fault.code))
                for fault in run.faults.all()[:SHOWN]
            ],
        }
        return render(request, "cmms/run.html", context)


class ClassesView(FormPage):
    """`/assets/cmms/classes/`: whose record of each class counts."""

    access = "cmms.manage"
    button = gettext_lazy("Save")
    done = gettext_lazy("Whose record counts is saved.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """As it is."""
        stored = dict(ClassRecord.objects.values_list("asset_class", "system"))
        return ClassesForm(posted(request), initial=stored)

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> str:
        """Say it."""
        set_classes(data, actor=request.user)
        return reverse("cmms:sources")

    def heading(self, row: Any) -> str:
        """What the page is about."""
        return _("Whose record counts")

    def back(self, row: Any) -> str:
        """The list."""
        return reverse("cmms:sources")

    def more_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """What it means."""
        words = _(
            "Where another system keeps the record, its fields are closed here and only its import changes them."
        )
        return {"told": words}


def counted(run: Run) -> list[tuple[Any, int]]:
    """What became of the rows, in words."""
    return [(words, run.counts[code]) for code, words in wording.COUNTS.items() if code in run.counts]
