"""`/assets/locations/`: the places of the house as a tree."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assets.actions import locations
from assets.choices import LocationKind
from assets.filters import LOCATION_SORTS, THINGS, LocationFilters, location_rows
from assets.forms.asset import as_typed
from assets.forms.catalogue import LocationForm, location_values
from assets.forms.lookup import suggested_places
from assets.models import Location
from assets.queries.locations import trail_of
from hospital_itsm.audit.history import history_of
from hospital_itsm.core.access import can, require
from hospital_itsm.core.errors import Conflict
from hospital_itsm.core.list_page import ListPage
from hospital_itsm.core.views import PageView
from hospital_itsm.people.views.form_page import FormPage, posted


class LocationsView(ListPage):
    """Every place by its code."""

    access = "portfolio.read"
    template = "assets/locations.html"
    rows_template = "assets/_location_rows.html"
    filters = LocationFilters
    orders = LOCATION_SORTS

    def rows(self, request: HttpRequest, today: date) -> Any:
        """Visible places with what stands in each."""
        return location_rows(request.user, request.GET)

    def more_context(self, request: HttpRequest) -> dict[str, Any]:
        """Kinds to choose from, and whether this person adds places."""
        return {
            "kinds": LocationKind.choices,
            "kind": request.GET.get("kind", ""),
            "may_manage": can(request.user, "asset.manage"),
        }


class LocationView(PageView):
    """`/assets/locations/<pk>/`: a place, what lies in it and what stands there."""

    access = "portfolio.read"

    def get(self, request: HttpRequest, pk: int, refused: str = "") -> HttpResponse:
        """Show it."""
        place = get_object_or_404(
            Location.objects.visible_to(request.user).select_related("care_area", "site"), pk=pk
        )
        context = {
            "place": place,
            "trail": trail_of(place)[:-1],
            "inside": list(place.children.annotate(things=THINGS).order_by("-is_active", "code")[:200]),
            "may_manage": can(request.user, "asset.manage"),
            "history": history_of([place]),
            "refused": refused,
        }
        return render(request, "assets/location.html", context, status=409 if refused else 200)


class LocationFormPage(FormPage):
    """A form about a place."""

    access = "asset.manage"
    template = "assets/form.html"

    def more_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """Suggestions for what is typed."""
        return {"places": suggested_places()}


class NewLocationView(LocationFormPage):
    """`/assets/locations/new/`; `?in=` names the larger place."""

    button = gettext_lazy("Add the place")
    done = gettext_lazy("The place is added.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """Empty but for the larger place."""
        initial = {"parent": request.GET.get("in", "")[:40], "kind": LocationKind.ROOM}
        return LocationForm(posted(request), initial=initial)

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Location:
        """Add it."""
        data.pop("version")
        return locations.add_location(actor=request.user, fields=data)

    def heading(self, row: Any) -> str:
        """What the page does."""
        return _("Add a place")

    def back(self, row: Any) -> str:
        """The list."""
        return reverse("assets:locations")


class EditLocationView(LocationFormPage):
    """`/assets/locations/<pk>/edit/`."""

    button = gettext_lazy("Save")
    done = gettext_lazy("The place is changed.")

    def row(self, request: HttpRequest, **where: Any) -> Location:
        """The place of the address."""
        rows = Location.objects.visible_to(request.user).select_related("parent")
        found: Location = get_object_or_404(rows, pk=where["pk"])
        return found

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """Its present values."""
        return LocationForm(posted(request), initial=location_values(row))

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Location:
        """Change it."""
        version = data.pop("version")
        data["site"] = data["site"] or row.site
        return locations.change_location(row, actor=request.user, fields=data, version=version)

    def stored(self, row: Any) -> Mapping[str, Any]:
        """Its present values."""
        values = {name: value for name, value in location_values(row).items() if name != "version"}
        return as_typed(LocationForm(), values)

    def heading(self, row: Any) -> str:
        """Names it."""
        return _("Change %(name)s") % {"name": row.name}


class RetireLocationView(PageView):
    """`/assets/locations/<pk>/retire/` and `/restore/`."""

    access = "asset.manage"
    http_method_names = ["post"]
    back = False

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Offer it no more, or again; what stands in the way is said on its page."""
        place = get_object_or_404(Location.objects.visible_to(request.user), pk=pk)
        require(request.user, "asset.manage", place)
        act = locations.restore_location if self.back else locations.retire_location
        try:
            act(place, actor=request.user)
        except Conflict as refusal:
            return LocationView().get(request, pk, refused=refusal.message)
        messages.success(
            request, _("The place is in use again.") if self.back else _("The place is retired.")
        )
        return redirect(place)
