"""`/queue/look/`: layout of the queue, height of its rows, and the columns of a view."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.core.views import PageView
from hospital_itsm.desk.actions.looks import DENSITY, choose_look
from hospital_itsm.desk.choices import Density, Layout
from hospital_itsm.desk.look import COLUMN, chosen, columns_for, offered
from hospital_itsm.desk.rules.columns import pressed, written
from hospital_itsm.people.views.layout import signed_in
from tickets.views.desk.queue import found_view


class LookView(PageView):
    """The form; every press is kept at once and shown."""

    access = "view.read"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Columns with the buttons that move them, and the heights of rows."""
        base, query = asked(request)
        view = found_view(base, request.user)
        codes = columns_for(request.user, base, query.get("columns", ""))
        context = {
            "view": view,
            "columns": [(code, COLUMN[code].label) for code in codes],
            "offered": offered(codes),
            "densities": Density.choices,
            "density": chosen(request.user, DENSITY, Density.USUAL),
            "here": request.get_full_path(),
            "back": queue_url(base, query, layout=Layout.TABLE),
            "is_saved": "columns" in query or "saved" in query,
        }
        return render(request, "desk/look.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep one press. Columns of a saved view, or of an address that names some, stay in the address."""
        base, query = asked(request)
        view, given = found_view(base, request.user), request.POST
        try:
            if layout := given.get("layout"):
                choose_look(actor=signed_in(request), layout=layout)
                return redirect(queue_url(base, query, layout=layout))
            if density := given.get("density"):
                choose_look(actor=signed_in(request), density=density)
            if press := given.get("press"):
                query = self._arranged(request, view.code, query, press)
        except ValueRefused as refusal:
            messages.error(request, refusal.message)
        return redirect(f"{reverse('desk:look')}?{urlencode({'base': base})}&{query.urlencode()}")

    def _arranged(self, request: HttpRequest, base: str, query: QueryDict, press: str) -> QueryDict:
        """The address after a press, which is kept for the person unless the address names the columns."""
        name, _dash, code = press.partition("-")
        try:
            codes = pressed(columns_for(request.user, base, query.get("columns", "")), name, code)
        except ValueError:
            raise ValueRefused({"columns": _("There is no such column.")}) from None
        if "columns" not in query and "saved" not in query:
            choose_look(actor=signed_in(request), base=base, columns=codes)
            return query
        query["columns"] = written(codes)
        return query


def asked(request: HttpRequest) -> tuple[str, QueryDict]:
    """The view of the address and the rest of it."""
    query: Any = request.GET.copy()
    base = str(query.pop("base", [""])[-1])
    for name in ("cursor", "open", "layout"):
        query.pop(name, None)
    return base, query


def queue_url(base: str, query: QueryDict, *, layout: str) -> str:
    """The queue as it stands in the address, in a layout."""
    said = query.copy()
    said["layout"] = layout
    return f"{reverse('tickets:queue_view', args=[base])}?{said.urlencode()}"
