"""Finance brings what was spent as a sheet: from the file over the faults to the batch, and back."""

from datetime import date
from typing import Any

from playwright.sync_api import Page, expect

from hospital_itsm.budget.models import CostEntry
from hospital_itsm.jobs import running
from tests.browser.hands import send
from tests.browser.signed_in import sign_in
from tests.budget import cast
from tests.world import World

TEXT = (
    "Date,Amount,Currency,Cost center,Supplier,Invoice no,Text\n"
    '2020-08-03,"1,250.00",USD,6720,Northlight Networks,INV-1,August\n'
    '2020-08-04,"1,250",USD,6720,Northlight Networks,INV-2,September\n'
    "2020-08-05,9.50,USD,6720,Northlite Networks,INV-3,A cable of a kind that is described at some length\n"
)
NO_SIDE_SCROLL = "() => document.documentElement.scrollWidth <= window.innerWidth"


def test_from_the_file_to_the_batch_and_back(
    page: Page, live_server: Any, world: World, axe_faults: Any
) -> None:
    year = cast.year(world, date(2020, 7, 1))
    cast.line(world, year)
    sign_in(page, live_server, world.finance)
    page.goto(f"{live_server.url}/budget/entries/")
    page.get_by_role("link", name="Import").click()
    expect(page.get_by_role("heading", name="Import costs")).to_be_visible()
    assert axe_faults(page) == []
    file = {"name": "costs.csv", "mimeType": "text/csv", "buffer": TEXT.encode()}
    page.get_by_label("File").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_label("Where it comes from").fill("ERP")
    page.get_by_role("button", name="Go on to the columns").click()
    expect(page.get_by_label("Invoice no")).to_have_value("invoice_number")
    assert axe_faults(page) == []
    send(page, "Check without storing")
    running.carry_on_all()
    page.get_by_role("link", name="Budget").first.wait_for()
    page.goto(f"{live_server.url}/budget/entries/import/")
    page.get_by_role("link", name="costs.csv").click()
    expect(page.get_by_text("This can be a thousand and some, or one with three decimals.")).to_be_visible()
    expect(page.get_by_role("cell", name="Northlight Networks")).to_be_visible()
    assert axe_faults(page) == []
    for width in (320, 768, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(NO_SIDE_SCROLL), width
    send(page, "Store 1 row")
    running.carry_on_all()
    assert CostEntry.objects.get().invoice_number == "INV-1"
    page.goto(f"{live_server.url}/budget/entries/import/")
    page.get_by_role("link", name="costs.csv").click()
    send(page, "Take 1 row back")
    running.carry_on_all()
    assert CostEntry.objects.get().is_void
