"""An agent takes a call in a real browser: by keyboard alone, with a known problem in five keys, and without script."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import LAPTOP
from tests.browser.signed_in import sign_in
from tests.world import World, again
from tickets.actions.intake import Place
from tickets.actions.report import report_problem
from tickets.models import Reporter, Ticket

SCANNER = "Wristband scanner on the med cart does not read."


@pytest.fixture
def agent(page: Page, live_server: Any, world: World) -> Page:
    """A laptop at the desk."""
    sign_in(page, live_server, world.agent)
    return page


def known(world: World) -> Ticket:
    """A problem of the ICU that a colleague reported."""
    return report_problem(
        actor=again(world.colleague),
        text=SCANNER,
        care_answer="slower",
        topic="scanner",
        place=Place(world.icu),
    )


def test_a_known_problem_costs_five_keys_beyond_what_is_typed(
    agent: Page, live_server: Any, world: World, axe_faults: Any
) -> None:
    ticket = known(world)
    agent.goto(f"{live_server.url}/devices/today/")
    agent.wait_for_selector("html[data-ready]", state="attached")
    keys = ["n"]
    agent.keyboard.press("n")
    agent.wait_for_url("**/t/new/")
    agent.wait_for_selector("html[data-ready]", state="attached")
    expect(agent.locator("#id_caller_words")).to_be_focused()
    agent.keyboard.type("alma")
    expect(agent.locator("#callers")).to_contain_text("Alma Reyes")
    agent.keyboard.press("Enter")
    keys.append("Enter")
    expect(agent.locator(".call-who")).to_contain_text("Alma Reyes")
    agent.wait_for_selector("html[data-ready]", state="attached")
    expect(agent.locator("#id_text")).to_be_focused()
    agent.keyboard.type("wristband scanner does")
    expect(agent.locator("[name=join]")).to_be_visible()
    assert axe_faults(agent) == []
    for key in ("Tab", "Tab", "Enter"):
        agent.keyboard.press(key)
        keys.append(key)
    agent.wait_for_url(f"**/t/{ticket.key}/")
    expect(agent.get_by_text(f"Alma Reyes, RN is on {ticket.key}.")).to_be_visible()
    assert len(keys) == 5
    assert Reporter.objects.filter(ticket=ticket, user=world.requester).count() == 1


def test_a_new_problem_goes_out_by_ctrl_enter(agent: Page, live_server: Any, world: World) -> None:
    agent.goto(f"{live_server.url}/t/new/?phone={world.requester.phone}")
    agent.wait_for_selector("html[data-ready]", state="attached")
    expect(agent.locator("#id_care_area")).to_have_value(str(world.icu.pk))
    agent.keyboard.type("The label printer at the desk is jammed.")
    agent.get_by_label("Slower", exact=False).check()
    agent.keyboard.press("Control+Enter")
    agent.wait_for_url("**/t/INC-*/")
    ticket = Ticket.objects.get()
    assert (ticket.requester, ticket.opened_by) == (world.requester, world.agent)


def test_an_unsent_call_outlives_a_reload(agent: Page, live_server: Any) -> None:
    agent.goto(f"{live_server.url}/t/new/")
    agent.wait_for_selector("html[data-ready]", state="attached")
    agent.type("#id_text", SCANNER)
    expect(agent.locator("[data-draft-words]")).to_contain_text("Draft saved", timeout=10_000)
    agent.reload()
    expect(agent.locator("#id_text")).to_have_value(SCANNER)


def test_a_call_needs_no_script(chromium: Browser, live_server: Any, world: World) -> None:
    context = chromium.new_context(viewport=LAPTOP, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, live_server, world.agent)
    page.goto(f"{live_server.url}/t/new/")
    page.fill("#id_text", "The label printer at the desk is jammed.")
    page.fill("#id_caller_words", "staff nurse")
    page.press("#id_caller_words", "Enter")
    page.get_by_role("button", name="Alma Reyes").click()
    expect(page.locator("#id_text")).to_have_value("The label printer at the desk is jammed.")
    page.get_by_label("Not affected", exact=False).check()
    page.get_by_role("button", name="Send").click()
    page.wait_for_url("**/t/INC-*/")
    assert Ticket.objects.get().requester == world.requester
    context.close()


@pytest.mark.parametrize(
    ("width", "scheme"), [(1440, "light"), (1440, "dark"), (390, "light"), (390, "dark")]
)
def test_the_page_reads_well_everywhere(
    agent: Page, live_server: Any, world: World, axe_faults: Any, width: int, scheme: Any
) -> None:
    known(world)
    agent.emulate_media(color_scheme=scheme)
    agent.set_viewport_size({"width": width, "height": 900})
    agent.goto(f"{live_server.url}/t/new/?phone={world.requester.phone}")
    agent.wait_for_selector("html[data-ready]", state="attached")
    agent.type("#id_text", "wristband scanner does not read")
    expect(agent.locator("[name=join]")).to_be_visible()
    assert axe_faults(agent) == []
    agent.set_viewport_size({"width": 320, "height": 700})
    assert agent.evaluate("document.documentElement.scrollWidth") == 320
