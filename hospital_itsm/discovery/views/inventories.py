"""`/assets/inventories/`: what agents say of machines, held against the inventory; a person ticks what to take."""

from typing import Any, Final

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assets.choices import ImportVerdict
from hospital_itsm.core.errors import Conflict, ValueRefused
from hospital_itsm.core.listing import BadCursor, seek
from hospital_itsm.core.views import PageView
from hospital_itsm.discovery import wording
from hospital_itsm.discovery.actions.receiving import receive
from hospital_itsm.discovery.actions.taking import take, undo
from hospital_itsm.discovery.forms import InventoryFilesForm
from hospital_itsm.discovery.models import MachineReport, TakenBatch, TakenMachine
from hospital_itsm.discovery.queries.matching import Match, matches
from hospital_itsm.discovery.reading import MOST_BYTES, MOST_FILES, machine_of
from hospital_itsm.discovery.rules.differences import Line
from hospital_itsm.discovery.rules.glpi import Unreadable

PAGE: Final = 25
WAITING: Final = (ImportVerdict.CREATE, ImportVerdict.UPDATE, ImportVerdict.FAULT)


class InventoriesView(PageView):
    """The machines that wait for a person, the form for files, and what was taken over before."""

    access = "discovery.take"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them."""
        return self.show(request, InventoryFilesForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep files, or take over what is ticked."""
        if request.POST.get("do") == "take":
            return self.take(request)
        form = InventoryFilesForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.show(request, form, status=422)
        machines, faults = [], []
        for upload in form.cleaned_data["inventories"][:MOST_FILES]:
            try:
                machines.append((upload.name, machine_of(upload.read(MOST_BYTES + 1))))
            except Unreadable as error:
                faults.append((upload.name, wording.fault(str(error))))
        if len(form.cleaned_data["inventories"]) > MOST_FILES:
            faults.append(("", _("Only the first 200 files were read. Send the others again.")))
        if machines:
            receive(machines, actor=request.user)
            count = len(machines)
            words = ngettext("%d inventory was read.", "%d inventories were read.", count) % count
            messages.success(request, words)
        if faults:
            return self.show(request, InventoryFilesForm(), status=422, faults=faults)
        return redirect("discovery:inventories")

    def take(self, request: HttpRequest) -> HttpResponse:
        """Store what is ticked: `take` names a machine, `line` a line of it as `<machine>:<code>`."""
        ticked: dict[int, tuple[int, list[str]]] = {}
        for pk in request.POST.getlist("take")[:PAGE]:
            version = request.POST.get(f"version_{pk}", "")
            if pk.isascii() and pk.isdecimal() and version.isascii() and version.isdecimal() and len(pk) < 19:
                ticked[int(pk)] = (int(version), [])
        for text in request.POST.getlist("line"):
            pk, _mark, code = text.partition(":")
            if pk.isascii() and pk.isdecimal() and int(pk) in ticked:
                ticked[int(pk)][1].append(code)
        try:
            return redirect(take(ticked, actor=request.user))
        except ValueRefused as refusal:
            return self.show(request, InventoryFilesForm(), status=422, refused=str(refusal))

    def show(
        self, request: HttpRequest, form: InventoryFilesForm, *, status: int = 200, **further: Any
    ) -> HttpResponse:
        """Draw a page of waiting machines with every difference as it is now."""
        waiting = MachineReport.objects.filter(verdict__in=WAITING)
        try:
            page = seek(waiting, ("-received_at", "-pk"), PAGE, request.GET.get("cursor", ""))
        except BadCursor:
            page = seek(waiting, ("-received_at", "-pk"), PAGE, "")
        rows = list(page.rows)
        found = matches([row.machine for row in rows])
        counts = dict(MachineReport.objects.values_list("verdict").annotate(Count("pk")).order_by("verdict"))
        context = {
            "form": form,
            "machines": [shown(row, match) for row, match in zip(rows, found, strict=True)],
            "counts": [
                (verdict.label, counts.get(verdict.value, 0)) for verdict in (*WAITING, ImportVerdict.SAME)
            ],
            "next": page.next_cursor,
            "batches": list(
                TakenBatch.objects.select_related("taken_by").annotate(count=Count("machines"))[:10]
            ),
            **further,
        }
        return render(request, "discovery/inventories.html", context, status=status)


class BatchView(PageView):
    """`/assets/inventories/<pk>/`: what was taken over at once, and the way back."""

    access = "discovery.take"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it."""
        return self.show(request, pk)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take it back."""
        get_object_or_404(TakenBatch, pk=pk)
        try:
            return redirect(undo(pk, actor=request.user))
        except Conflict as refusal:
            return self.show(request, pk, status=409, refused=refusal.message)

    def show(self, request: HttpRequest, pk: int, *, status: int = 200, refused: str = "") -> HttpResponse:
        """Draw the machines of the batch."""
        batch = get_object_or_404(TakenBatch.objects.select_related("taken_by"), pk=pk)
        machines = [(made, changed(made)) for made in batch.machines.select_related("asset")]
        context = {"batch": batch, "machines": machines, "refused": refused}
        return render(request, "discovery/batch.html", context, status=status)


def shown(report: MachineReport, match: Match) -> dict[str, Any]:
    """A waiting machine as its page draws it."""
    return {
        "report": report,
        "asset": match.asset,
        "verdict": match.verdict,
        "fault": wording.fault(match.fault) if match.fault else "",
        "lines": [in_words(line) for line in match.lines],
        "unplaced": report.machine["unplaced"],
        "name": report.machine["network"].get("hostname") or report.device_id,
    }


def in_words(line: Line) -> dict[str, Any]:
    """A difference in words."""
    return {
        "code": line.code,
        "name": wording.named(line),
        "old": wording.value(line.old),
        "new": wording.value(line.new),
        "why": wording.why(line),
    }


def changed(made: TakenMachine) -> list[str]:
    """The names of the fields a machine changed."""
    names = [name for group in made.after.values() for name in group]
    names = [str(wording.FIELDS.get(name, name)) for name in names]
    return [*names, *[_("Storage medium")] * len(made.added.get("media", []))]
