"""`/assets/walks/`: go through a place and scan; what is right, moved, unknown and unseen shows at once."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assets.actions import walks
from assets.choices import WalkOutcome
from assets.forms.lookup import suggested_places
from assets.forms.walk import StartWalkForm
from assets.models import InventoryWalk, Location, WalkScan
from assets.queries.walks import counts_of, unseen
from assets.views.camera_page import CameraPage
from hospital_itsm.core.access import can
from hospital_itsm.core.errors import Conflict, ValueRefused
from hospital_itsm.core.views import PageView
from hospital_itsm.people.views.form_page import posted

NEWEST = 50
SHOWN = 100
"""Rows of one list on the page of a walk; the counters tell how many there are."""
LONGEST_CODE = 40


class WalksView(PageView):
    """Open walks, the newest finished ones, and the start of another."""

    access = "portfolio.read"

    def get(self, request: HttpRequest, form: StartWalkForm | None = None) -> HttpResponse:
        """List them."""
        rows = InventoryWalk.objects.visible_to(request.user).listed()
        context = {
            "walks": list(rows.order_by("-started_at", "-id")[:NEWEST]),
            "form": form or StartWalkForm(),
            "places": suggested_places(),
            "may_walk": can(request.user, "asset.edit"),
        }
        return render(request, "assets/walks.html", context, status=422 if form else 200)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Start a walk, or join the one that is open there."""
        form = StartWalkForm(posted(request))
        if not form.is_valid():
            return self.get(request, form)
        return redirect(walks.start_walk(form.cleaned_data["location"], actor=request.user))


class WalkView(CameraPage):
    """Scan, scan, scan. The page's own script asks for the changing part alone; without it the page is drawn anew."""

    access = "portfolio.read"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The walk as it stands, or its report."""
        walk = _walk(request, pk)
        return self.show(request, walk, _here(walk, request.GET.get("here", "")))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Note a scan, or the room one stands in when its code is scanned."""
        walk = _walk(request, pk)
        here = _here(walk, request.POST.get("here", ""))
        code = request.POST.get("code", "")
        if walk.is_open and (entered := _place(walk, code.strip())):
            return self.show(request, walk, entered, entered=entered)
        try:
            scan = walks.note_scan(walk.pk, actor=request.user, code=code, here=here)
        except ValueRefused as refusal:
            return self.show(request, walk, here, status=422, refused=" ".join(refusal.errors.values()))
        except Conflict as refusal:
            return self.show(request, walk, here, status=409, refused=refusal.message)
        return self.show(request, walk, here, scan=scan)

    def show(
        self, request: HttpRequest, walk: InventoryWalk, here: Location, *, status: int = 200, **further: Any
    ) -> HttpResponse:
        """Draw the page, or its changing part."""
        is_part = request.headers.get("X-Requested-With") == "fetch"
        context = {
            "walk": walk,
            "here": here,
            "counts": _counted(walk),
            "may_walk": can(request.user, "asset.edit"),
            **_lists(walk),
            **further,
        }
        if not is_part:
            inside = Location.objects.in_use().inside(walk.location)
            context["inside"] = list(inside.values_list("code", "name")[:300])
        template = "assets/_walk_live.html" if is_part else "assets/walk.html"
        return render(request, template, context, status=status)


class WalkPost(PageView):
    """A button on the page of a walk."""

    access = "portfolio.read"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do it and go back to the walk; a refusal is said there."""
        walk = _walk(request, pk)
        try:
            self.act(request, walk)
        except Conflict as refusal:
            messages.error(request, refusal.message)
        return redirect(walk)

    def act(self, request: HttpRequest, walk: InventoryWalk) -> None:
        """What the button does."""
        raise NotImplementedError


class ForgetView(WalkPost):
    """`/assets/walks/<pk>/forget/`."""

    def act(self, request: HttpRequest, walk: InventoryWalk) -> None:
        """Take a scan back."""
        scan = get_object_or_404(walk.scans, pk=_keys(request)[0] if _keys(request) else 0)
        walks.forget_scan(walk.pk, scan.pk, actor=request.user)


class MovesView(WalkPost):
    """`/assets/walks/<pk>/moves/`."""

    def act(self, request: HttpRequest, walk: InventoryWalk) -> None:
        """Let the ticked records follow."""
        moved, refused = walks.apply_moves(walk.pk, actor=request.user, scans=_keys(request))
        words = ngettext("%(count)d record moved.", "%(count)d records moved.", moved)
        messages.success(request, words % {"count": moved})
        if refused:
            told = _("These could not be moved; open them to see why: %(tags)s.")
            messages.warning(request, told % {"tags": ", ".join(refused)})


class FinishView(WalkPost):
    """`/assets/walks/<pk>/finish/`."""

    def act(self, request: HttpRequest, walk: InventoryWalk) -> None:
        """End the walk."""
        walks.finish_walk(walk.pk, actor=request.user)
        messages.success(request, _("The walk is finished. This is its report."))


def _walk(request: HttpRequest, pk: int) -> InventoryWalk:
    rows = InventoryWalk.objects.visible_to(request.user)
    found: InventoryWalk = get_object_or_404(
        rows.select_related("location", "started_by", "finished_by"), pk=pk
    )
    return found


def _here(walk: InventoryWalk, code: str) -> Location:
    """The place inside the walk that a code names, else the whole of it."""
    return walk.location if code == walk.location.code else _place(walk, code) or walk.location


def _place(walk: InventoryWalk, code: str) -> Location | None:
    if not code or len(code) > LONGEST_CODE or "\x00" in code:
        return None
    inside = Location.objects.in_use().inside(walk.location)
    found: Location | None = inside.filter(code__iexact=code).first()
    return found


def _counted(walk: InventoryWalk) -> list[tuple[str, Any, int]]:
    """Outcome, words and number, in the order of the counters."""
    counts = counts_of(walk)
    if walk.is_open:
        counts[WalkOutcome.MISSING] = unseen(walk).count()
    return [(outcome.value, outcome.label, counts.get(outcome.value, 0)) for outcome in WalkOutcome]


def _lists(walk: InventoryWalk) -> dict[str, Any]:
    """What was found elsewhere, what is unknown and what has not been seen."""
    scans = WalkScan.objects.filter(walk=walk)
    missing = (
        list(unseen(walk)[:SHOWN])
        if walk.is_open
        else [scan.asset for scan in scans.outcome(WalkOutcome.MISSING).order_by("pk")[:SHOWN]]
    )
    return {
        "moved": list(scans.outcome(WalkOutcome.MOVED)[:SHOWN]),
        "unknown": list(scans.outcome(WalkOutcome.UNKNOWN)[:SHOWN]),
        "missing": missing,
    }


def _keys(request: HttpRequest) -> list[int]:
    """The scans a form names."""
    return [int(key) for key in request.POST.getlist("scan") if key.isdecimal() and len(key) < 19]
