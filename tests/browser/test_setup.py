"""An administrator sets a part of the hospital up in a real browser, and a nurse reports from it."""

from typing import Any

from playwright.sync_api import Browser, Page, expect

from hospital_itsm.people.models import CareArea, WorkCalendar
from tests.browser.conftest import LAPTOP, PHONE
from tests.browser.hands import press
from tests.browser.signed_in import sign_in
from tests.world import World, again
from tickets.models import Ticket

WORDS = "The label printer at the front desk prints blank labels since noon."
PAGES = (
    "/setup/",
    "/setup/?q=escalate",
    "/setup/sites/new/",
    "/setup/units/",
    "/setup/teams/?q=nothing+like+this",
    "/setup/calendars/",
    "/setup/calendars/new/",
    "/setup/promises/",
    "/setup/promises/new/",
    "/setup/units/{unit}/",
    "/setup/calendars/{calendar}/",
    "/setup/calendars/{calendar}/version/",
    "/setup/promises/{policy}/",
    "/setup/promises/{policy}/apply/",
    "/setup/promises/{policy}/version/",
)


def fill(page: Page, fields: dict[str, str], button: str) -> None:
    """Fill a form and send it."""
    for name, value in fields.items():
        control = page.locator(f"#id_{name}")
        if control.evaluate("node => node.tagName") == "SELECT":
            control.select_option(label=value)
        else:
            control.fill(value)
    page.get_by_role("button", name=button, exact=True).click()


def set_up(page: Page, server: Any) -> None:
    """Add a site, hours, a queue and a unit, as the list of the index leads to them."""
    page.goto(f"{server.url}/setup/sites/new/")
    fill(page, {"code": "NORTH", "name": "North campus", "time_zone": "America/Denver"}, "Add")
    page.goto(f"{server.url}/setup/calendars/new/")
    hours = {"code": "NORTH-DAY", "name": "North, days", "monday": "08:00-17:00", "friday": "22:00-06:00"}
    fill(
        page,
        {**hours, "country": "US", "region": "TX", "first_year": "2031", "last_year": "2031"},
        "Propose public holidays",
    )
    expect(page.get_by_text("days are added below")).to_be_visible()
    expect(page.locator("#id_monday")).to_have_value("08:00-17:00")
    page.get_by_role("button", name="Add", exact=True).click()
    page.goto(f"{server.url}/setup/teams/new/")
    fill(page, {"code": "NORTH-IT", "name": "North IT", "domain": "Infrastructure"}, "Add")
    page.goto(f"{server.url}/setup/units/new/")
    unit = {"code": "WALKIN", "name": "Walk-in clinic", "site": "North campus", "care_class": "D, Ambulatory"}
    fill(page, {**unit, "opening": "North, days", "downtime_tolerance_minutes": "60", "phone": "4870"}, "Add")


def test_what_an_administrator_sets_up_is_where_a_nurse_reports_from(
    page: Page, live_server: Any, world: World
) -> None:
    sign_in(page, live_server, world.administrator)
    set_up(page, live_server)
    expect(page.get_by_role("link", name="Walk-in clinic")).to_be_visible()
    unit = CareArea.objects.get(code="WALKIN")
    assert unit.opening == WorkCalendar.objects.get(lineage="NORTH-DAY")
    assert unit.opening.holidays.filter(on="2031-07-04").exists()
    sign_in(page, live_server, again(world.requester), unit)
    page.goto(f"{live_server.url}/report/")
    expect(page.get_by_text("Walk-in clinic").first).to_be_visible()
    page.fill("#id_text", WORDS)
    page.check("#id_care_answer_1")
    page.locator(".p-send button").click()
    page.wait_for_url("**/report/sent/**")
    assert Ticket.objects.get().care_area == unit


def test_the_set_up_needs_no_script(chromium: Browser, live_server: Any, world: World) -> None:
    context = chromium.new_context(viewport=LAPTOP, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, live_server, world.administrator)
    set_up(page, live_server)
    context.close()
    assert CareArea.objects.get(code="WALKIN").opening is not None


def test_an_error_takes_the_focus_and_leads_to_its_field(page: Page, live_server: Any, world: World) -> None:
    sign_in(page, live_server, world.administrator)
    page.goto(f"{live_server.url}/setup/units/{world.icu.pk}/")
    page.fill("#id_name", "")
    page.press("#id_phone", "Enter")
    expect(page.locator("#errors")).to_be_focused()
    press(page, "Tab")
    press(page, "Enter")
    expect(page.locator("#id_name")).to_be_focused()


def test_the_pages_of_the_set_up_have_no_faults(
    page: Page, live_server: Any, world: World, axe_faults: Any
) -> None:
    sign_in(page, live_server, world.administrator)
    keys = {"unit": world.icu.pk, "calendar": world.calendars["BUS"].pk, "policy": world.policy.pk}
    faults = {}
    for path in PAGES:
        page.set_viewport_size(LAPTOP)
        page.goto(f"{live_server.url}{path.format(**keys)}")
        faults[path] = axe_faults(page)
        page.set_viewport_size(PHONE)
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            faults[path].append("wider than a phone")
    assert {path: found for path, found in faults.items() if found} == {}
