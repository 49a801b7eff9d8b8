"""What vendor clocks add to the pages of tickets, vendors and contracts, and to the navigation."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from hospital_itsm.core import access, panels
from hospital_itsm.underpinning.ticket_panel import on_ticket
from tickets.models import Ticket
from vendors.models import Contract, Vendor


def register() -> None:
    """Called once when the app is ready."""
    panels.register(
        Ticket,
        panels.Panel(
            code="vendor-clock",
            title=_("With a vendor"),
            order=4,
            template="underpinning/_ticket.html",
            allowed=lambda user: access.can(user, "vendor_task.read"),
            load=on_ticket,
        ),
    )
    panels.register(
        Vendor,
        panels.Panel(
            code="scorecard",
            title=_("Scorecard"),
            order=15,
            template="underpinning/_vendor.html",
            allowed=lambda user: access.can(user, "vendor_task.read"),
            load=on_vendor,
        ),
    )
    panels.register(
        Contract,
        panels.Panel(
            code="promises",
            title=_("Promised times"),
            order=8,
            template="underpinning/_contract.html",
            allowed=lambda user: access.can(user, "contract.call"),
            load=on_contract,
        ),
    )


def on_vendor(vendor: Vendor, user: Any) -> dict[str, Any]:
    """Where the scorecard is drawn by itself; no statement."""
    return {"vendor": vendor}


def on_contract(contract: Contract, user: Any) -> dict[str, Any]:
    """Where promises and open tasks are drawn by themselves; no statement."""
    return {"contract": contract}
