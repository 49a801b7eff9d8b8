"""Purchases for tests, made by the actions."""

from decimal import Decimal
from typing import Any

from hospital_itsm.approvals.actions.deciding import decide
from hospital_itsm.approvals.models import ApprovalRequest
from hospital_itsm.budget.models import BudgetLine
from hospital_itsm.procurement.actions.options import add_option, choose_option
from hospital_itsm.procurement.actions.purchase_life import place_order, submit_purchase
from hospital_itsm.procurement.actions.purchases import create_purchase
from hospital_itsm.procurement.models import Purchase
from tests.budget import cast as budget
from tests.world import World, again

D = Decimal
SWITCHES: dict[str, Any] = {"what": "Access switch", "quantity": 4, "unit_price": D("1000.00")}
CABLES: dict[str, Any] = {"what": "Patch cables", "quantity": 10, "unit_price": D("7.25")}
"""With shipping of 27.50 four switches and ten cables are 4,100.00."""


def line(world: World, amount: str = "120000.00") -> BudgetLine:
    """A line of this year, which the CIO approved."""
    year = budget.year(world)
    made = budget.line(world, year, amount=D(amount))
    budget.approved(world, year)
    return BudgetLine.objects.select_related("year").get(pk=made.pk)


def draft(world: World, on: BudgetLine | None, **values: Any) -> Purchase:
    """A draft of the vendor manager for infrastructure, without options."""
    says = {
        "title": "Switches for the annex",
        "need": "The old ones lose power twice a week.",
        "domain": "infrastructure",
        "interest": "none",
        "phi_access": "no",
        "line": on,
    }
    return create_purchase(actor=again(world.vendor_manager), **{**says, **values})


def option(world: World, purchase: Purchase, **values: Any) -> Any:
    """An offer of 4,100.00 in all."""
    says = {
        "vendor": world.vendor,
        "currency": "USD",
        "extra": D("27.50"),
        "lines": [{**SWITCHES, "asset_class": "network_device", "warranty_months": 36}, CABLES],
    }
    return add_option(purchase.number, actor=again(world.vendor_manager), **{**says, **values})


def chosen(world: World, on: BudgetLine | None, **values: Any) -> Purchase:
    """A draft whose one option is chosen."""
    made = draft(world, on, **values)
    offer = option(world, made)
    memo = "The only one that fits the racks."
    return choose_option(made.number, actor=again(world.vendor_manager), option=offer.pk, memo=memo)


def submitted(world: World, on: BudgetLine | None, **values: Any) -> Purchase:
    """One that waits for approval."""
    made = chosen(world, on, **values)
    return submit_purchase(made.number, actor=again(world.vendor_manager))


def approved(world: World, on: BudgetLine | None, **values: Any) -> Purchase:
    """One that the IT manager approved."""
    made = submitted(world, on, **values)
    request = ApprovalRequest.objects.get(kind="purchase", subject=made.pk, state="waiting")
    decide(request.pk, actor=again(world.it_manager), verdict="approve")
    return fresh(made)


def ordered(world: World, on: BudgetLine | None, order_number: str = "PO-1", **values: Any) -> Purchase:
    """One that was ordered today."""
    made = approved(world, on, **values)
    return place_order(made.number, actor=again(world.vendor_manager), order_number=order_number)


def fresh(purchase: Purchase) -> Purchase:
    """The same as it is stored now."""
    return Purchase.objects.select_related("chosen__vendor", "line__year").get(pk=purchase.pk)
