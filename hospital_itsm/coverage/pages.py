"""What cover adds to the pages of contracts, assets and tickets."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assets.models import Asset
from hospital_itsm.core import access, panels
from hospital_itsm.coverage.answers import answer_for
from tickets.models import Ticket
from vendors.models import Contract


def register() -> None:
    """Called once when the app is ready."""
    panels.register(
        Contract,
        panels.Panel(
            code="cover",
            title=_("What it covers"),
            order=10,
            template="coverage/_contract.html",
            allowed=lambda user: access.can(user, "contract.read"),
            load=on_contract,
        ),
    )
    panels.register(
        Asset,
        panels.Panel(
            code="answer",
            title=_("Call whom?"),
            order=5,
            template="coverage/_answer.html",
            allowed=lambda user: access.can(user, "vendor.read"),
            load=on_asset,
        ),
    )
    panels.register(
        Ticket,
        panels.Panel(
            code="answer",
            title=_("Call whom?"),
            order=5,
            template="coverage/_ticket.html",
            allowed=lambda user: access.can(user, "vendor.read"),
            load=on_ticket,
            part="device",
        ),
    )


def on_contract(contract: Contract, user: Any) -> dict[str, Any]:
    """Where what stands on it is drawn by itself; no statement."""
    return {"contract": contract}


def on_asset(asset: Asset, user: Any) -> dict[str, Any]:
    """The answer for a thing."""
    return {"answer": answer_for(asset, user, timezone.localdate())}


def on_ticket(ticket: Ticket, user: Any) -> dict[str, Any] | None:
    """The answer for the device of a ticket: one statement."""
    if ticket.asset_id is None:
        return None
    joined = ("model__manufacturer", "contract__vendor", "vendor", "service_provider")
    asset = Asset.objects.visible_to(user).select_related(*joined).filter(pk=ticket.asset_id).first()
    return on_asset(asset, user) if asset else None
