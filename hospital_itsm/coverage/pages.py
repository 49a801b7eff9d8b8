"""What cover adds to the pages of contracts, assets and tickets."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assets.models import Asset
from hospital_itsm.core import access, panels
from hospital_itsm.coverage.answers import answer_for
from tickets.models import Ticket
from vendors.models import AccountNumber, Contract
from vendors.queries.accounts import read_out

COMPANIES = ("contract__vendor", "model__manufacturer", "service_provider", "vendor")
"""Where a thing names those who may be called for it."""


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
    """The answer for a thing, with the account numbers of those who are called: one statement, or none."""
    accounts = getattr(asset, "read_out", None)
    if accounts is None:
        accounts = accounts_of(asset)
    return {"answer": answer_for(asset, user, timezone.localdate(), accounts)}


def accounts_of(asset: Asset) -> list[dict[str, Any]]:
    """The account numbers of the companies that may be called for a thing: one statement, none without a company."""
    maker = asset.model.manufacturer_id if asset.model else None
    contract = asset.contract.vendor_id if asset.contract else None
    known = {maker, contract, asset.service_provider_id, asset.vendor_id} - {None}
    rows = AccountNumber.objects.in_use().filter(vendor__in=known) if known else AccountNumber.objects.none()
    return [{"vendor": one.vendor_id, "label": one.label, "number": one.number} for one in rows]


def on_ticket(ticket: Ticket, user: Any) -> dict[str, Any] | None:
    """The answer for the device of a ticket: one statement."""
    if ticket.asset_id is None:
        return None
    joined = ("model__manufacturer", "contract__vendor", "vendor", "service_provider")
    rows = Asset.objects.visible_to(user).select_related(*joined)
    asset = rows.annotate(read_out=read_out(*COMPANIES)).filter(pk=ticket.asset_id).first()
    return on_asset(asset, user) if asset else None
