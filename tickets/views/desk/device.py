"""`/t/<key>/device/`: recalls, spares and dependencies of a ticket's device; a section of the ticket or a page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from assets.impact_map import impact_of
from assets.recall_panel import recalls_of
from hospital_itsm.core.access import can
from hospital_itsm.core.panels import panels_for
from hospital_itsm.core.views import PageView
from tickets.queries.devices import spares_for
from tickets.views.desk.find import signed_in, ticket_or_404


class DeviceView(PageView):
    """What stands round the device."""

    access = "ticket.read_internal"

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        """Show it; a ticket without a device has no such page."""
        user, ticket = signed_in(request), ticket_or_404(request, key)
        if ticket.asset is None or not can(user, "asset.read", ticket.asset):
            raise Http404
        found = recalls_of(ticket.asset, user) if can(user, "recall.read") else None
        context = {
            "ticket": ticket,
            "recalls": [row for row in found["rows"] if row["is_open"]] if found else [],
            "spares": spares_for(ticket, user),
            "impact": impact_of(ticket.asset, user, timezone.now()),
            "panels": panels_for(ticket, user, "device"),
        }
        is_fragment = request.headers.get("HX-Request") == "true"
        return render(
            request, "tickets/desk/_device.html" if is_fragment else "tickets/desk/device.html", context
        )
