"""What tickets show on the pages of other apps' objects."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from assets.models import Asset
from hospital_itsm.core import access, panels
from tickets.models import Ticket
from tickets.queries.devices import tickets_of
from vendors.models import Vendor

MOST = 10


def register() -> None:
    """Add a device's tickets to its page, and the open ones that wait for a vendor to the vendor's."""
    panels.register(
        Asset,
        panels.Panel(
            code="tickets",
            title=_("Tickets"),
            order=5,
            template="tickets/desk/_asset_tickets.html",
            allowed=lambda user: access.can(user, "ticket.queue"),
            load=asset_tickets,
        ),
    )
    panels.register(
        Vendor,
        panels.Panel(
            code="tickets",
            title=_("Open tickets with this vendor"),
            order=20,
            template="tickets/desk/_vendor_tickets.html",
            allowed=lambda user: access.can(user, "ticket.queue"),
            load=vendor_tickets,
        ),
    )


def asset_tickets(asset: Asset, user: Any) -> dict[str, Any]:
    """The tickets of a device among those this person sees at the desk, open ones first: one statement."""
    rows = list(tickets_of(asset, user)[:MOST])
    counts = {name: getattr(rows[0], name) if rows else 0 for name in ("open_count", "whole_count")}
    return {"rows": rows, "asset": asset, "may_report": access.can(user, "ticket.mine"), **counts}


def vendor_tickets(vendor: Vendor, user: Any) -> dict[str, Any]:
    """The most pressing open tickets that name the vendor among those this person sees at the desk: one statement."""
    rows = Ticket.objects.on_desk(user).open().filter(vendor=vendor).order_by("next_due_at", "id")
    found = list(rows[: MOST + 1])
    return {"rows": found[:MOST], "has_more": len(found) > MOST, "most": MOST}
