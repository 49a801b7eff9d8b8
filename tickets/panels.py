"""What tickets show on the pages of other apps' objects."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from hospital_itsm.core import access, panels
from tickets.models import Ticket
from vendors.models import Vendor

MOST = 10


def register() -> None:
    """Add the open tickets that wait for a vendor to its page."""
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


def vendor_tickets(vendor: Vendor, user: Any) -> dict[str, Any]:
    """The most pressing open tickets that name the vendor among those this person sees at the desk: one statement."""
    rows = Ticket.objects.on_desk(user).open().filter(vendor=vendor).order_by("next_due_at", "id")
    found = list(rows[: MOST + 1])
    return {"rows": found[:MOST], "has_more": len(found) > MOST, "most": MOST}
