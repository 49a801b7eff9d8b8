"""What leaves as a file comes back as it is: our own exports are imports that change nothing."""

from datetime import date
from decimal import Decimal

import pytest

from tests.budget import cast
from tests.exporting.files import body, posted
from tests.importing.lists import checked, faults, verdicts
from tests.vendors import cast as vendors
from tests.world import World, again
from vendors.actions.contracts import change_contract

RICH = {
    "kind": "subscription",
    "auto_renew": True,
    "renewal_term_months": 36,
    "decide_by": date(2039, 12, 31),
    "annual_value": Decimal("6900000.00"),
    "currency": "USD",
    "payment_schedule": "in_advance",
    "uplift": "percent",
    "uplift_percent": Decimal("2.50"),
    "phi_access": "yes",
    "domain": "applications",
    "cost_center": "6720",
    "support_phone": "+1 555 0161",
    "support_hours": "24 x 7",
}


@pytest.fixture
def full(world: World) -> None:
    """One of everything that a list holds, with words that a spreadsheet could take for formulas."""
    kinds = ["manufacturer", "service"]
    vendors.vendor(
        world, "=Kestwick & Sons, Inc.", kinds=kinds, account_number="0007", website="https://kest.example"
    )
    contract = vendors.contract(world, "C-1005", owner=again(world.it_manager), **RICH)
    vendors.contract(world, "C-1006", uplift="cpi")
    change_contract("C-1006", actor=again(world.vendor_manager), fields={"title": "@WAN, two circuits"})
    year = cast.year(world, date(2020, 7, 1))
    line = cast.line(world, year, "-Wi-Fi", spending="capex", purpose="grow", owner=again(world.it_manager))
    day = date(2020, 8, 3)
    cast.entry(
        world, line, "1250.10", booked_on=day, invoice_number="INV-1", contract=contract, what="=A cable"
    )
    cast.entry(
        world, None, "-12.50", booked_on=day, invoice_number="INV-2", position="10", order_number="PO-1"
    )


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize(
    ("kind", "path", "rows"),
    [
        ("vendor", "/vendors/export/", 2),
        ("contract", "/contracts/export/", 2),
        ("budget_line", "/budget/lines/export/", 1),
        ("cost", "/budget/entries/export/", 2),
    ],
)
def test_an_export_that_comes_back_changes_nothing(
    world: World, full: None, kind: str, path: str, rows: int, form: str
) -> None:
    who = again(world.vendor_manager if kind in ("vendor", "contract") else world.finance)
    run = checked(world, kind, body(posted(who, path, form)), amount_style="point")
    assert (faults(run), verdicts(run)) == ([], ["same"] * rows)
