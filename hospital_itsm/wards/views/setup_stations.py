"""The pages of ward computers in the set-up."""

from typing import Any, Final

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from hospital_itsm.audit.history import history_of
from hospital_itsm.core.errors import Conflict, ValueRefused
from hospital_itsm.core.listing import BadCursor, seek
from hospital_itsm.core.views import PageView
from hospital_itsm.people.actions.places import retire_workstation
from hospital_itsm.people.forms.refusals import show_refusal
from hospital_itsm.people.models import Workstation
from hospital_itsm.people.views.layout import signed_in
from hospital_itsm.wards.actions.stations import LINK_HOURS, make_link, place_station
from hospital_itsm.wards.forms.stations import StationForm
from hospital_itsm.wards.queries.stations import open_link, stations, stations_found

PAGE_SIZE: Final = 50


class StationsView(PageView):
    """All computers: where each stands, what it is, when it was seen."""

    access = "workstation.register"

    def get(self, request: HttpRequest) -> HttpResponse:
        """List a page of them; `q` narrows."""
        words = request.GET.get("q", "").strip()[:80]
        try:
            page = seek(stations_found(words), ("name", "id"), PAGE_SIZE, request.GET.get("after", ""))
        except BadCursor as error:
            raise BadRequest(str(error)) from error
        more = f"?{urlencode({'q': words, 'after': page.next_cursor})}" if page.next_cursor else ""
        context = {"stations": page.rows, "q": words, "more_url": more}
        return render(request, "wards/stations.html", context)


class NewStationView(PageView):
    """Add a computer from afar; the link made next enrols it."""

    access = "workstation.register"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask for it."""
        return render(request, "wards/new.html", {"form": StationForm()})

    def post(self, request: HttpRequest) -> HttpResponse:
        """Store it."""
        form = StationForm(request.POST)
        if (stored := placed(request, form)) is not None:
            messages.success(request, _("%(name)s is added. Make its link next.") % {"name": stored.name})
            return redirect("wards:station", pk=stored.pk)
        return render(request, "wards/new.html", {"form": form}, status=422)


class StationView(PageView):
    """One computer: place and asset, its link, revoking, what happened to it."""

    access = "workstation.register"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it."""
        return station_page(request, station_or_404(pk))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Move it, or say which asset it is."""
        station = station_or_404(pk)
        form = StationForm(request.POST, of=station)
        if placed(request, form) is None:
            return station_page(request, station, form=form, status=422)
        messages.success(request, _("%(name)s is saved.") % {"name": station.name})
        return redirect("wards:station", pk=pk)


class LinkView(PageView):
    """Make the link that enrols the computer; shown in this answer and never again."""

    access = "workstation.register"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Make it; the link before is over."""
        station = station_or_404(pk)
        try:
            secret = make_link(station, actor=signed_in(request))
        except Conflict as refusal:
            return station_page(request, station, refused=refusal.message, status=409)
        made = settings.SITE_URL.rstrip("/") + reverse("wards:enrol", args=[secret])
        return station_page(request, station, made=made)


class RevokeView(PageView):
    """The computer is a stranger from now on."""

    access = "workstation.register"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Revoke it."""
        station = station_or_404(pk)
        retire_workstation(station, actor=signed_in(request))
        messages.success(request, _("%(name)s is revoked.") % {"name": station.name})
        return redirect("wards:stations")


def placed(request: HttpRequest, form: StationForm) -> Workstation | None:
    """The stored computer, or None with what is wrong in the form."""
    if form.is_valid():
        try:
            return place_station(actor=signed_in(request), **form.cleaned_data)
        except ValueRefused as refusal:
            show_refusal(form, refusal)
    return None


def station_or_404(pk: int) -> Any:
    """A computer in use. Raises Http404."""
    return get_object_or_404(stations(), pk=pk)


def station_page(request: HttpRequest, station: Any, *, status: int = 200, **further: Any) -> HttpResponse:
    """Its page."""
    context = {
        "station": station,
        "form": StationForm(of=station),
        "link": open_link(station, timezone.now()),
        "hours": LINK_HOURS,
        "history": history_of([station]),
        **further,
    }
    return render(request, "wards/station.html", context, status=status)
